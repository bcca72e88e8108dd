"""A group over its years: the sum of what every page shows, and what is planted in the store."""

import json

import pytest

import language
from analysis.answers.asked import NothingThere
from analysis.answers.opening import open_version
from analysis.answers.people.dimensions import TwoLevelsOfOne, UnknownCategory
from analysis.answers.target_groups.custom_group import GroupQuestion, group_over_years
from analysis.answers.target_groups.spread import VariationQuestion, variation_over_years
from analysis.disclosure.gate import Gate
from analysis.disclosure.policy import Policy
from tests.small_store import small_store
from ui.evidence.savable import plain, restored

BOYS = (("sex", "men"), ("area_code_district", "9999D01"))  # planted: 40 %, all others 10 %


@pytest.fixture(scope="module")
def store():
    language.use("sv")
    return open_version(small_store())


def asked(store, conditions, **how):
    return group_over_years(store, GroupQuestion("not_eligible", conditions, **how), Gate())


def test_the_years_together_are_the_sum_of_the_years_shown(store):
    answer = asked(store, BOYS)
    assert answer.group["people"] == answer.trend["people"].sum()
    assert answer.group["cases"] == answer.trend["cases"].sum()
    assert answer.group["share"] == pytest.approx(0.4, abs=0.06)


def test_the_excess_lies_within_its_interval_and_a_wider_one_is_wider(store):
    middle, low, high = asked(store, BOYS).excess()
    assert 0 < low < middle < high
    _middle, wide_low, wide_high = asked(store, BOYS).excess(2.0)
    assert wide_high - wide_low == pytest.approx(2 * (high - low), rel=0.01)


def test_overlap_is_all_of_itself_and_nothing_of_the_girls(store):
    others = (BOYS, (("sex", "women"),), (("area_code", "9999A0010"),))
    rows = asked(store, BOYS, others=others).overlaps
    assert rows["jaccard"][0] == 1
    assert rows["of_group"][1] == 0
    assert 0 < rows["of_group"][2] < 0.6  # one of the three small areas of the district


def test_a_group_of_too_few_tells_no_figure(store):
    conditions = (("sex", "men"), ("area_code", "9999A3030"))  # three newest boys of Lilla By 3
    answer = asked(store, conditions, first_year=2024)
    assert answer.withheld
    assert answer.excess() is None
    assert not len(answer.composition)


def test_a_value_that_is_not_there_is_refused_with_the_nearest(store):
    with pytest.raises(UnknownCategory):
        asked(store, (("sex", "man"),))


TWO_AREAS = (("sex", "men"), ("area_code", ("9999A0010", "9999A0020")))


def test_several_values_are_the_sum_of_their_protected_cells(store):
    both = asked(store, TWO_AREAS)
    each = [asked(store, (("sex", "men"), ("area_code", code))) for code in TWO_AREAS[1][1]]
    assert not any(answer.hidden_years for answer in (both, *each))
    for name in ("people", "cases"):
        assert both.group[name] == sum(answer.group[name] for answer in each)
    assert both.expected == pytest.approx(sum(answer.expected for answer in each), rel=0.02)
    trends = [answer.trend.set_index("year")["cases"] for answer in (both, *each)]
    assert (trends[0] == trends[1] + trends[2]).all()


def test_several_areas_are_told_apart_and_said_as_one_group(store):
    answer = asked(store, TWO_AREAS)
    assert set(answer.districts["value"]) == set(TWO_AREAS[1][1])
    assert answer.districts["people"].sum() == answer.group["people"]
    assert answer.whom.startswith("pojkar i ") and " och " in answer.whom


def test_overlap_of_several_values_counts_what_both_have(store):
    others = ((("area_code_district", "9999D01"),), (("area_code", "9999A0030"),))
    rows = asked(store, TWO_AREAS, others=others).overlaps
    assert rows["of_group"][0] == 1  # both areas lie in the district
    assert rows["of_group"][1] == 0


def test_exact_counts_of_several_values_are_counted_by_hand(store):
    question = GroupQuestion("not_eligible", TWO_AREAS, 2024, 2024)
    answer = group_over_years(store, question, Gate(exact=True))
    by = {"by": ["sex", "area_code"]}
    rows = store.query("people/breakdown", identifiers=by, outcome="not_eligible")
    rows = rows[(rows["year"] == 2024) & (rows["sex"] == "men")]
    rows = rows[rows["area_code"].astype("str").isin(TWO_AREAS[1][1])]
    assert (answer.group["people"], answer.group["cases"]) == (
        rows["people"].sum(),
        rows["cases"].sum(),
    )


def test_two_levels_of_one_thing_are_refused(store):
    with pytest.raises(TwoLevelsOfOne):
        asked(store, (("area_code", "9999A0010"), ("area_code_district", "9999D01")))


def test_the_spread_holds_every_area_and_group_once(store):
    spread = variation_over_years(store, VariationQuestion("not_eligible"), Gate())
    assert not spread.points.duplicated(["dimension", "value"]).any()
    assert len(spread.points.query("dimension == 'area_code_district'")) == 4
    assert spread.of("sex")["share"].max() == pytest.approx(0.175, abs=0.04)  # (40 + 3 x 10) / 4


def test_the_spread_of_a_group_is_of_its_members_alone(store):
    # by hand: boys of Norra Åsen (D01) 40 %, boys elsewhere 10 %; 4 areas of as many
    question = VariationQuestion("not_eligible", within=(("sex", ("men",)),))
    spread = variation_over_years(store, question, Gate())
    by_area = spread.points.set_index("value")
    assert float(spread.whole["share"]) == pytest.approx(0.175, abs=0.02)
    assert by_area.loc["9999D01", "share"] == pytest.approx(0.40, abs=0.03)
    assert "sex" not in set(spread.points["dimension"])  # all are boys
    boys = asked(store, BOYS)
    assert by_area.loc["9999D01", "people"] == boys.group["people"]  # the same figure everywhere
    assert by_area.loc["9999D01", "cases"] == boys.group["cases"]


def test_the_spread_of_several_areas_is_the_sum_of_their_protected_cells(store):
    both = ("9999D01", "9999D02")
    within = VariationQuestion("not_eligible", within=(("area_code_district", both),))
    inside = variation_over_years(store, within, Gate())
    everywhere = variation_over_years(store, VariationQuestion("not_eligible"), Gate())
    counts = ["people", "cases"]
    parts = everywhere.points.query("value in @both").set_index("value")[counts]
    assert inside.whole[counts].astype(float).tolist() == parts.sum().tolist()
    assert inside.points.query("value in @both").set_index("value")[counts].equals(parts)


def test_a_group_that_is_too_small_has_no_spread(store):
    few = Gate(Policy(smallest_people=100_000))
    with pytest.raises(NothingThere):
        variation_over_years(
            store, VariationQuestion("not_eligible", within=(("sex", ("men",)),)), few
        )


def test_a_kept_spread_is_asked_again_of_the_same_group():
    question = VariationQuestion("not_eligible", 2020, 2024, (("sex", ("men",)),))
    assert restored(VariationQuestion, json.loads(json.dumps(plain(question)))) == question
