"""SCB's limits, and its two vintages of small areas, on a stand-in of our own."""

import math

import pytest
from fake_services import FakeScb, fake_services, wanted

from data_pipeline.fetch import scb
from data_pipeline.fetch.errors import ServiceDown
from data_pipeline.fetch.scb_figures import observations, table_figures

OLD, NEW = "1201R001", "1201R001_RegSO2025"
YEARS = ["2022", "2023", "2024", "2025"]


def figures(folder, fake, *parts, years=range(2010, 2030)):
    service = fake_services(folder, scb=fake).scb
    limits = scb.limits(service)
    return table_figures(service, "TAB1", parts or [wanted()], "1201", list(years), limits)


def rows(came):
    return [(r.vintage, r.year, r.value) for r in came.observations.itertuples()]


def test_a_code_counts_only_in_the_years_of_its_vintage_whatever_it_holds(tmp_path):
    fake = FakeScb([OLD, NEW], YEARS, lambda region, code, year: 0)  # 0, not '..', outside it
    came = figures(tmp_path, fake)
    assert rows(came) == [(2018, 2022, 0), (2018, 2023, 0), (2025, 2024, 0), (2025, 2025, 0)]
    assert set(came.observations["area_code"]) == {"1201R001"}  # the suffix became the vintage


def test_what_lies_outside_a_vintage_is_not_even_asked_for(tmp_path):
    fake = FakeScb([OLD, NEW], YEARS, lambda *_cell: 1)
    figures(tmp_path, fake)
    assert [(s["Region"], s["Tid"]) for s in fake.asked] == [
        ([OLD], ["2022", "2023"]),
        ([NEW], ["2024", "2025"]),
    ]


def test_cells_of_a_code_outside_its_vintage_are_masked_if_they_come_all_the_same():
    cube = FakeScb([OLD, NEW], YEARS, None).cube([OLD, NEW], ["A"], YEARS)
    frame = scb.as_cells({**cube, "value": [1, 2, 0, 0, 0, 0, 3, None]})
    found = observations(frame, wanted(), scb.regions_of("1201", [OLD, NEW]))
    assert [(r.vintage, r.year, r.status) for r in found.itertuples()] == [
        (2018, 2022, "ok"),
        (2018, 2023, "ok"),
        (2025, 2024, "ok"),
        (2025, 2025, "missing"),
    ]


def test_no_question_has_more_cells_than_the_service_allows(tmp_path):
    regions = [f"1201C{number:04}" for number in range(10, 100, 10)]
    years = [str(year) for year in range(2010, 2024)]
    fake = FakeScb(regions, years, lambda region, code, year: year, most_cells=20)
    came = figures(tmp_path, fake, wanted(levels=("deso",)))
    assert len(came.observations) == 9 * 14
    assert max(math.prod(map(len, asked.values())) for asked in fake.asked) <= 20


def test_a_share_is_counted_from_its_cells_and_is_missing_where_one_of_them_is(tmp_path):
    def value(region, code, year):
        return None if (code, year) == ("B", 2025) else {"A": 30, "B": 120}[code]

    share = wanted(denominator={"ContentsCode": ("B",)})
    came = figures(tmp_path, FakeScb([NEW], ["2024", "2025"], value), share)
    first, second = came.observations.itertuples()
    assert (first.value, first.numerator, first.denominator) == (0.25, 30, 120)
    assert second.status == "missing"
    assert math.isnan(second.value)


def test_indicators_of_one_table_share_a_question(tmp_path):
    fake = FakeScb([NEW], ["2024"], lambda region, code, year: {"A": 1, "B": 2}[code])
    came = figures(tmp_path, fake, wanted(), wanted(numerator={"ContentsCode": ("B",)}))
    assert len(fake.asked) == 1
    assert came.observations["value"].tolist() == [1, 2]


def test_where_a_year_is_lacking_the_newest_are_taken_and_the_rest_is_said(tmp_path):
    fake = FakeScb([NEW], ["2024", "2025", "2026"], lambda *_cell: 1, lacks=["2024"])
    came = figures(tmp_path, fake)
    assert sorted(came.observations["year"]) == [2025, 2026]
    assert "2024" in came.lacking[0]


def test_a_table_or_code_that_the_service_does_not_have_is_said_and_not_a_crash(tmp_path):
    fake = FakeScb([NEW], ["2024"], lambda *_cell: 1)
    service = fake_services(tmp_path, scb=fake).scb
    absent = table_figures(service, "TAB2", [wanted()], "1201", [2024], scb.limits(service))
    assert len(absent.observations) == 0
    assert len(absent.lacking) == 1
    unfit = figures(tmp_path, fake, wanted(numerator={"ContentsCode": ("Z",)}))
    assert "ContentsCode Z" in unfit.lacking[0]


def test_a_kept_answer_serves_until_the_table_is_updated(tmp_path):
    fake = FakeScb([NEW], ["2024"], lambda *_cell: 1)
    figures(tmp_path, fake)
    figures(tmp_path, fake)
    assert len(fake.asked) == 1
    service = fake_services(tmp_path, scb=fake).scb
    for answer in list(service.cache.kept("scb", "")):
        assert answer.status == 200


def test_half_a_cube_is_not_an_answer(tmp_path):
    fake = FakeScb([NEW], ["2024"], lambda *_cell: 1)
    honest = fake.cube
    fake.cube = lambda *codes: {**honest(*codes), "size": [1, 1, 2]}
    with pytest.raises(ServiceDown, match="size says 2 cells, 1 came"):
        figures(tmp_path, fake)


def test_an_areas_own_name_stands_in_brackets_after_its_municipality():  # labels as in TAB6574
    first, second = scb.regions_of("1780", ["1780R001_RegSO2025", "1780A0010"])
    label = "1780R001 Karlstad (Alster-Skattkärr-Skattkärrs omland)"
    assert scb.name_of(first, label) == "Alster-Skattkärr-Skattkärrs omland"
    assert scb.name_of(second, "1780A0010") == "1780A0010"
