"""Kolada's limits, pages and oddities, on a stand-in of our own."""

from datetime import date, timedelta

import httpx
import pytest
from fake_services import FakeKolada, cell, fake_services

from data_pipeline.fetch import kolada, kolada_figures
from data_pipeline.fetch.cache import Question, now
from data_pipeline.fetch.errors import ServiceDown, UnknownMunicipality
from data_pipeline.fetch.kolada_groups import owned_groups

THIS_YEAR = date.today().year


def value_of(kpi, place, year):
    return [cell("T", float(year - 2000))]


def segments(path):
    return [part.split(",") for part in path.removeprefix("/v3/").split("/")[2::2]]


def aged(service, days):
    """Make every kept answer `days` older than it is."""
    for answer in list(service.cache.kept("kolada", "")):
        older = type(answer)(answer.url, 200, answer.body, now() - timedelta(days=days))
        service.cache.put(Question("kolada", "GET", answer.url), older)


def test_no_segment_has_more_than_25_ids_and_all_is_asked_in_the_fewest_questions(tmp_path):
    fake = FakeKolada(value_of, page_size=100_000)
    kpis = [f"N{number:05}" for number in range(30)]  # two segments
    places = [f"{number:04}" for number in range(26)]  # two
    years = list(range(1995, 2021))  # 26: two
    answers = kolada.data(fake_services(tmp_path, fake).kolada, kpis, places, years)
    assert len(fake.asked) == 2 * 2 * 2
    assert max(len(part) for path in fake.asked for part in segments(path)) == 25
    assert sum(len(list(answer.rows())) for answer in answers) == 30 * 26 * 26


def test_pages_are_followed_to_the_last(tmp_path):
    fake = FakeKolada(value_of, page_size=7)
    years = list(range(2001, 2021))
    (answer,) = kolada.data(fake_services(tmp_path, fake).kolada, ["N1"], ["1201"], years)
    assert [row["period"] for row in answer.rows()] == years
    assert len(fake.asked) == 3


def test_a_last_page_that_is_short_is_an_error_and_no_page_is_kept(tmp_path):
    fake = FakeKolada(value_of, page_size=7)
    honest = fake.page

    def short(rows, query, request):
        return honest(rows[:-1] if query.get("page") == ["3"] else rows, query, request)

    service = fake_services(tmp_path, fake).kolada
    fake.page = lambda rows, query, request: _with_count(short(rows, query, request), len(rows))
    with pytest.raises(ServiceDown, match="count says 20 rows, 19 came"):
        kolada.data(service, ["N1"], ["1201"], list(range(2001, 2021)))
    assert list(service.cache.kept("kolada", "")) == []


def _with_count(response, count):
    return httpx.Response(200, json={**response.json(), "count": count})


def test_a_second_run_asks_for_nothing(tmp_path):
    fake = FakeKolada(value_of, page_size=7)
    for _run in range(2):
        kolada.data(fake_services(tmp_path, fake).kolada, ["N1"], ["1201"], range(2001, 2021))
    assert len(fake.asked) == 3


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path):
    fake = FakeKolada(value_of, page_size=7)
    service = fake_services(tmp_path, fake).kolada
    kolada.data(service, ["N1"], ["1201"], range(2001, 2021))
    third = next(a for a in service.cache.kept("kolada", "") if "&page=3" in a.url)
    service.forget(third)
    fake.asked.clear()
    (answer,) = kolada.data(service, ["N1"], ["1201"], range(2001, 2021))
    assert len(fake.asked) == 1
    assert len(list(answer.rows())) == 20


def test_only_what_is_new_is_asked_for(tmp_path):
    fake = FakeKolada(value_of)
    kolada.data(fake_services(tmp_path, fake).kolada, ["N1", "N2"], ["1201"], [2018, 2019])
    fake.asked.clear()
    kolada.data(fake_services(tmp_path, fake).kolada, ["N1", "N2", "N3"], ["1201"], [2018, 2019])
    assert [segments(path) for path in fake.asked] == [[["N3"], ["1201"], ["2018", "2019"]]]


def test_after_a_week_only_the_years_that_may_still_change_are_asked_for_again(tmp_path):
    fake = FakeKolada(value_of)
    years = [THIS_YEAR - 5, THIS_YEAR - 4, THIS_YEAR - 1]
    service = fake_services(tmp_path, fake).kolada
    kolada.data(service, ["N1"], ["1201"], years)
    aged(service, 8)
    fake.asked.clear()
    fake.cells = lambda kpi, place, year: [cell("T", -1.0)]
    answers = kolada.data(service, ["N1"], ["1201"], years)
    assert [segments(path)[2] for path in fake.asked] == [[str(THIS_YEAR - 1)]]
    gathered = kolada_figures.observations(answers, {"N1": ("N1", 1.0)}, years)
    values = {row.year: row.value for each in gathered for row in each.frame.itertuples()}
    assert values == {years[0]: years[0] - 2000, years[1]: years[1] - 2000, years[2]: -1.0}
    assert len({each.retrieved_at for each in gathered}) == 2  # a load for each day of retrieval


def observed(cells, factor=1.0, folder=None):
    answers = kolada.data(
        fake_services(folder, FakeKolada(lambda *_asked: cells)).kolada, ["N1"], ["1201"], [2020]
    )
    (gathered,) = kolada_figures.observations(answers, {"N1": ("n_share", factor)}, [2020])
    return gathered


def test_a_percentage_becomes_a_share(tmp_path):  # 89.04761905: N15428, 0183, 1998
    frame = observed([cell("T", 89.04761905), cell("K", 89.71962617)], 0.01, tmp_path).frame
    assert frame[["sex", "value"]].values.tolist() == [
        ["total", 0.8904761905],
        ["women", 0.8971962617],
    ]


def test_a_missing_value_keeps_its_row_and_a_private_one_says_that_it_is_withheld(tmp_path):
    cells = [cell("T", None, "Missing"), cell("K", None, "Private"), cell("M", 0.0)]
    frame = observed(cells, folder=tmp_path).frame.set_index("sex")
    assert frame["status"].to_dict() == {
        "total": "missing",
        "women": "suppressed_at_source",
        "men": "ok",
    }
    assert frame.loc["men", "value"] == 0
    assert frame["value"].isna().tolist() == [True, True, False]


def test_a_row_marked_as_deleted_is_dropped_and_counted(tmp_path):
    gathered = observed([cell("T", 1.0, deleted=True), cell("K", 2.0)], folder=tmp_path)
    assert gathered.frame["sex"].tolist() == ["women"]
    assert (gathered.rows_read, gathered.rows_refused) == (2, 1)


def test_only_the_municipalitys_own_newest_group_of_each_kind_is_taken(tmp_path):
    groups, _pages = owned_groups(fake_services(tmp_path).kolada, "Lillby")
    assert [(g.kind, g.year, g.members) for g in groups] == [
        ("grundskola", 2024, ("1202",)),
        ("övergripande", 2025, ("1202",)),
    ]


def test_a_municipality_is_found_by_code_or_name_and_a_region_is_none(tmp_path):
    places, _pages = kolada.places(fake_services(tmp_path).kolada)
    assert kolada.municipality("1201", places).title == "Lillby"
    assert kolada.municipality("lillby", places).code == "1201"
    assert kolada.region_of("1201") == "0012"
    with pytest.raises(UnknownMunicipality, match="1201 Lillby"):
        kolada.municipality("1210", places)
    with pytest.raises(UnknownMunicipality, match="1202 Storby"):
        kolada.municipality("Storbyn", places)
    with pytest.raises(UnknownMunicipality):
        kolada.municipality("0012", places)
