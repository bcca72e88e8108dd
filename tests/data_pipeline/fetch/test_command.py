"""`fetch` from the command line: everything or nothing, and what changed since last time."""

from datetime import date

import httpx
import pytest
from fake_services import FakeKolada, FakeScb, cell, fake_services, wanted

from data_pipeline.__main__ import main
from data_pipeline.commands import fetch
from data_pipeline.fetch import scb_questions
from data_pipeline.fetch.errors import UnreadableYears
from store.read import open_store
from store.writing.write import new_version

SHARE = "N15428"  # a share in the catalogue; Kolada has it in percent


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run fetch on stand-ins; returns (exit code, what it said, what it said of errors)."""
    path = tmp_path / "store.duckdb"
    monkeypatch.setenv("BEHOVSBILD_STORE", str(path))

    def _run(*arguments, cache="cache", **stand_ins):
        services = fake_services(tmp_path / cache, **stand_ins)
        monkeypatch.setattr(fetch, "_services", lambda _bar, refresh: services)
        code = main(["fetch", "--municipality", *(arguments or ("1201",)), "--years", "2019-2020"])
        said = capsys.readouterr()
        return code, said.out, said.err

    _run.path = path
    return _run


def percent(of_2020):
    """A stand-in where every place had 80 % in 2019, and `of_2020` in 2020 (None: nothing)."""

    def cells(kpi, place, year):
        value = 80.0 if year == 2019 else of_2020
        return [cell("T", value)] if kpi == SHARE and value is not None else []

    return FakeKolada(cells)


def stored(path, area="1201"):
    store = open_store(path)
    rows = store.query("observations/observations", indicators=[SHARE], areas=[area])
    store.close()
    return {row.year: (row.value, row.status) for row in rows.itertuples()}


def test_values_areas_groups_and_boundaries_come_into_a_new_store(run):
    code, said, _errors = run(kolada=percent(90.0))
    assert code == 0
    assert stored(run.path) == {2019: (0.8, "ok"), 2020: (0.9, "ok")}
    store = open_store(run.path)
    areas = store.query("areas/areas").set_index(["area_code", "vintage"])
    assert areas.loc[("1201", 0), "has_boundary"]
    assert areas.loc[("1201R001", 2025), "parent_code"] == "1201"
    assert areas.loc[("0012", 0), "level"] == "region"
    assert set(store.query("areas/comparison_groups")["theme"]) == {"grundskola", "övergripande"}
    assert set(store.query("loads/loads")["source"]) >= {"kolada", "wfs"}
    assert (store.meta.municipality_code, store.meta.is_sample) == ("1201", False)
    store.close()
    assert "stat:DeSO_2025" in said  # said to be lacking


def test_a_second_run_asks_for_nothing_and_writes_nothing(run):
    run(kolada=percent(90.0))
    before = run.path.resolve()
    fake = percent(90.0)
    assert run(kolada=fake)[0] == 0
    assert fake.asked == []
    assert run.path.resolve() == before


def test_what_changed_came_and_went_is_counted(run):
    run(kolada=percent(90.0))  # 4 places: the two, their region and the country
    _code, said, _errors = run(kolada=percent(91.0), cache="another")
    assert "4" in said.splitlines()[-3]
    assert stored(run.path)[2020] == (0.91, "ok")


def test_a_value_that_the_source_withdrew_is_no_longer_shown(run):
    run(kolada=percent(90.0))

    def without_lillby(kpi, place, year):
        return [] if (place, year) == ("1201", 2020) else percent(90.0).cells(kpi, place, year)

    run(kolada=FakeKolada(without_lillby), cache="another")
    value, status = stored(run.path)[2020]
    assert status == "missing"
    assert value != value
    assert stored(run.path, "1202")[2020] == (0.9, "ok")


def test_an_indicator_that_suddenly_gives_nothing_keeps_its_values(run):
    run(kolada=percent(90.0))
    run(kolada=FakeKolada(lambda *_asked: []), cache="another")
    assert stored(run.path)[2020] == (0.9, "ok")


@pytest.mark.parametrize("down", ["kolada", "scb", "wfs"])
def test_a_service_that_is_down_leaves_the_store_as_it_was(run, down):
    run(kolada=percent(90.0))
    before = run.path.resolve()
    stand_ins = {"kolada": percent(50.0), down: lambda _request: httpx.Response(503)}
    code, _said, errors = run(cache="another", **stand_ins)
    assert code == 2
    assert down in errors
    assert "http://fake/" in errors
    assert run.path.resolve() == before
    assert stored(run.path)[2020] == (0.9, "ok")


def test_an_unknown_municipality_is_an_error_with_those_nearest(run):
    code, _said, errors = run("1211")
    assert code == 2
    assert "1201 Lillby" in errors
    assert "Traceback" not in errors
    assert not run.path.exists()


def test_the_sample_gives_place_to_a_real_municipality(run):
    with new_version(run.path) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
    assert run(kolada=percent(90.0))[0] == 0
    store = open_store(run.path)
    assert (store.meta.municipality_code, store.meta.is_sample) == ("1201", False)
    store.close()


def test_another_real_municipality_is_not_written_over(run):
    run(kolada=percent(90.0))
    code, _said, errors = run("1202", kolada=percent(90.0))
    assert code == 2
    assert "BEHOVSBILD_STORE" in errors
    assert stored(run.path)[2020] == (0.9, "ok")


def test_small_areas_without_a_boundary_have_a_name_all_the_same(run, monkeypatch):
    monkeypatch.setattr(scb_questions, "by_table", lambda _some: {"TAB1": [wanted()]})
    run(scb=FakeScb(["1201R001", "1201R001_RegSO2025"], ["2019", "2020"], lambda *_cell: 3))
    store = open_store(run.path)
    areas = store.query("areas/areas").set_index(["area_code", "vintage"])
    store.close()
    assert areas.loc[("1201R001", 2018), "name"] == "Samma namn"
    assert not areas.loc[("1201R001", 2018), "has_boundary"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2010-", 2010, None), ("2010-2022", 2010, 2022), ("2015", 2015, 2015)],
)
def test_years_are_a_span_or_one(text, first, last):
    years = fetch.years_of(text, date(2026, 11, 24))
    assert (years[0], years[-1]) == (first, last or 2026)


@pytest.mark.parametrize("text", ["", "10-20", "2022-2010", "from 2010", "2030-", "1850-"])
def test_other_years_are_an_error(text):
    with pytest.raises(UnreadableYears):
        fetch.years_of(text)


def test_a_figure_of_ones_own_stays_where_a_fetch_has_another(run, tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_LANGUAGE", "en")
    run(kolada=percent(90.0))
    own = tmp_path / "own.csv"
    own.write_text("indicator;area;year;value\nN15428;1201;2020;0,7\n", encoding="utf-8")
    assert main(["load", str(own), "--as", "observations"]) == 1
    assert main(["load", str(own), "--as", "observations", "--replace"]) == 0
    _code, said, _errors = run(kolada=percent(91.0), cache="another")
    assert "1 figure of your own files stands" in said
    assert stored(run.path) == {2019: (0.8, "ok"), 2020: (0.7, "ok")}
