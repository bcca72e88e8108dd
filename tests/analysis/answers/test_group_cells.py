"""A group of one's own in every question that takes one: counted by hand, and as a sum of cells.

In the small municipality each small area has 150 of each sex; 38 of 150 boys in S1 and S2 (D1) do
not become eligible, 15 of 150 of everybody else.
"""

import json
from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest

import language
from analysis.answers import BreakdownQuestion
from analysis.answers.breakdown.breakdown import breakdown
from analysis.answers.map.area_map import map_answer
from analysis.answers.map.area_values import area_values
from analysis.answers.map.own_area import OwnAreaQuestion, own_area
from analysis.answers.map.question import MapQuestion
from analysis.answers.people.group_counts import NobodyLeft, joined, values_in_words
from analysis.disclosure.gate import Gate, NotOpen
from analysis.disclosure.perturbation import VARIANCE
from analysis.disclosure.policy import Policy
from analysis.statistics.intervals import wilson_interval_noisy
from store.read import open_store
from store.writing.write import Dimension, Outcome, PersonColumns, new_version
from ui.evidence.savable import plain, restored
from ui.map import words

EXACT = Gate(exact=True)
S1_S3 = (("area_code", ("S1", "S3")),)


@pytest.fixture(scope="module")
def store(small_store):
    return open_store(small_store)


def ask(store, gate=EXACT, **question):
    return breakdown(store, BreakdownQuestion("not_eligible", **question), gate)


def now(answer, *names):
    return answer.whole_now[list(names)].tolist()


def test_several_values_are_all_who_have_one_of_them(store):
    # by hand: S1 has 300 with 38 + 15 cases, S3 300 with 15 + 15
    assert now(ask(store, within=S1_S3), "people", "cases") == [600, 83]


def test_a_group_is_the_sum_of_its_protected_cells_in_every_year(store):
    whole = ask(store, Gate(), within=S1_S3).whole.set_index("year")
    parts = [ask(store, Gate(), area=area).whole.set_index("year") for area in ("S1", "S3")]
    for count in ("people", "cases"):
        assert whole[count].tolist() == (parts[0][count] + parts[1][count]).tolist()


def test_split_it_is_the_sum_of_the_cells_of_that_table(store):
    split = ask(store, Gate(), by=("sex",), within=S1_S3).table.set_index("sex")
    cells = ask(store, Gate(), by=("sex", "area_code")).table
    cells = cells[cells["area_code"].isin(["S1", "S3"])].groupby("sex")[["people", "cases"]].sum()
    assert split.loc[cells.index, ["people", "cases"]].eq(cells).all(axis=None)


def test_split_by_a_coarser_level_a_part_is_what_the_group_has_of_it(store):
    answer = ask(store, Gate(), by=("district",), within=(("area_code", ("S1", "S2", "S3")),))
    table = answer.table.set_index("area_code_district")["cases"]
    single = {a: now(ask(store, Gate(), area=a), "cases")[0] for a in ("S1", "S2", "S3")}
    assert table.to_dict() == {"D1": single["S1"] + single["S2"], "D2": single["S3"]}


def test_split_by_a_finer_level_each_part_is_as_without_the_group(store):
    within = (("area_code_district", ("D1", "D2")),)
    table = ask(store, Gate(), by=("deso",), within=within).table
    same = ask(store, Gate(), by=("deso",)).table
    assert table["cases"].tolist() == same["cases"].tolist()


def test_one_value_is_the_narrowing_of_every_page(store):
    by_group = ask(store, Gate(), by=("district",), within=(("sex", ("men",)),))
    by_page = ask(store, Gate(), by=("district",), sex="men")
    pd.testing.assert_frame_equal(by_group.table, by_page.table)
    assert by_group.narrowed == by_page.narrowed == "Pojkar"


def test_group_and_narrowing_leave_those_in_both(store):
    # D1 holds S1 and S2; of the group S2 and S3 only S2 is left, with 38 + 15 cases
    answer = ask(store, area="D1", within=(("area_code", ("S2", "S3")),))
    assert now(answer, "people", "cases") == [300, 53]
    boys = ask(store, sex="men", area="S1", within=(("area_code_district", ("D1", "D2")),))
    assert now(boys, "people", "cases") == [150, 38]


@pytest.mark.parametrize(
    ("narrowed", "within"),
    [
        ({"sex": "women"}, (("sex", ("men",)),)),
        ({"area": "D2"}, (("area_code", ("S1", "S2")),)),
    ],
)
def test_nobody_in_both_is_said_with_the_two_that_exclude_each_other(store, narrowed, within):
    language.use("en")
    with pytest.raises(
        NobodyLeft, match=r"both Girls and Boys|both Kvarnbacken and Småområde S1 or"
    ):
        ask(store, within=within, **narrowed)


def test_the_gap_of_a_group_is_against_the_whole_municipality(store):
    gap = ask(store, by=("sex",), within=S1_S3).gap
    assert gap.mix.gap == pytest.approx(83 / 600 - 166 / 1200)


def test_a_sum_of_two_cells_is_told_with_the_noise_of_both(store):
    language.use("en")
    answer = ask(store, Gate(), by=("sex",), within=S1_S3)
    assert "sum of its parts' protected counts" in answer.method
    assert "sum of" not in ask(store, Gate(), by=("sex",), area="S1").method
    for row in (answer.whole_now, answer.table.iloc[0]):
        bounds = wilson_interval_noisy(row["cases"], row["people"], noise_variance=2 * VARIANCE)
        assert (row["low"], row["high"]) == pytest.approx(bounds)


def test_what_a_role_may_not_break_down_by_it_may_not_group_by(store):
    politician = Gate(Policy(), role="politician")
    assert now(ask(store, politician, within=S1_S3), "people")
    for regions in (("nordic",), ("nordic", "outside_nordic")):
        with pytest.raises(NotOpen):
            ask(store, politician, within=(("birth_region", regions),))


def test_a_question_with_a_group_survives_json(store):
    question = BreakdownQuestion("not_eligible", within=S1_S3, by=("sex",))
    assert restored(BreakdownQuestion, json.loads(json.dumps(plain(question)))) == question
    old = {"indicator": "not_eligible", "by": ["sex"], "year": 2024}  # saved before groups were
    assert restored(BreakdownQuestion, old) == BreakdownQuestion("not_eligible", ("sex",), 2024)


def test_the_own_area_and_the_group_of_its_areas_have_the_same_figures(store):
    codes = ("S1", "S4")
    area = own_area(store, OwnAreaQuestion("not_eligible", "deso", codes, sex="men"), Gate())
    group = ask(store, Gate(), sex="men", within=(("area_code", codes),))
    shared = ["year", "people", "cases", "value", "low", "high"]
    pd.testing.assert_frame_equal(area.table[shared], group.whole[shared])


def test_by_area_each_has_what_it_has_of_the_group(store):
    """Of S1, S3 and the boys: D1 has S1's 150 with 38 cases, D2 S3's 150 with 15."""
    within = (("area_code", ("S1", "S3")), ("sex", ("men",)))
    table = area_values(store, "not_eligible", "district", EXACT, within=within).table
    now = table[table["year"] == 2024].set_index("area_code")
    assert now["people"].to_dict() == {"D1": 150, "D2": 150}
    assert now["cases"].to_dict() == {"D1": 38, "D2": 15}


def test_on_the_map_areas_outside_the_group_are_told_from_those_without_a_figure(store):
    language.use("en")
    question = MapQuestion("not_eligible", level="deso", within=S1_S3)
    answer = map_answer(store, question, EXACT)
    table = answer.table.set_index("area_code")
    assert table["value"].dropna().index.tolist() == ["S1", "S3"]
    assert table.loc[["S2", "S4"], "withheld"].tolist() == ["not in the group"] * 2
    assert table.index[table["outside"]].tolist() == ["S2", "S4"]
    assert not len(answer.withheld)
    assert "2 areas are not in the group." in words.sentence(answer)
    assert "cannot be shown" not in words.sentence(answer)
    districts = map_answer(store, replace(question, level="district"), EXACT).table
    assert districts["withheld"].tolist() == ["", ""]


def test_the_values_of_a_condition_in_words():
    language.use("en")
    assert values_in_words(["A"]) == "A"
    assert values_in_words(["A", "B"]) == "A or B"
    assert values_in_words(["A", "B", "C", "D"]) == "A, B, C or D"
    assert values_in_words(list("ABCDEFG")) == "A, B, C or 4 more"


def test_levels_that_do_not_nest_meet_in_the_finest(tmp_path):
    """X3 and X4 lie in districts but in no RegSO: 'unknown' RegSO is in both districts."""
    areas = [
        ("9999", "municipality", None),
        ("D1", "district", "9999"),
        ("D2", "district", "9999"),
        ("R1", "regso", "D1"),
        ("X1", "deso", "R1"),
        ("X3", "deso", "D1"),
        ("X4", "deso", "D2"),
    ]
    rows = [(c, 2025, level, c, p, "9999") for c, level, p in areas]
    columns = ["area_code", "vintage", "level", "name", "parent_code", "municipality_code"]
    people = pd.DataFrame(
        [
            (f"{code}{i}", 2024, code, 15, i % 3 == 0)
            for code in ("X1", "X3", "X4")
            for i in range(30)
        ],
        columns=["person_id", "year", "area_code", "age_years", "not_eligible"],
    )
    described = PersonColumns(
        [Dimension("area_code", "area", "Område", "Area")],
        [Outcome("not_eligible", "når inte", "not eligible")],
        "age_years",
    )
    with new_version(tmp_path / "store.duckdb") as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
        load_id = draft.load_number(
            source="sample", target="person_year", producer="test", address="test", sha256="",
            retrieved_at=datetime(2026, 1, 1), licence="own data", rows_read=90, rows_kept=90,
        )  # fmt: skip
        draft.put_areas(pd.DataFrame(rows, columns=columns).assign(geometry=None), load_id)
        draft.put_people(people, described, load_id)
    crossing = open_store(tmp_path / "store.duckdb")
    both = joined(
        crossing,
        {"area_code_regso": ("R1", "unknown")},
        {"area_code_district": ("D1",)},
    )
    assert both == {"area_code": ("X1", "X3")}
    within = (("area_code_regso", ("R1", "unknown")),)
    table = ask(crossing, by=("district",), within=within).table
    assert table.set_index("area_code_district")["people"].to_dict() == {"D1": 60, "D2": 30}
