"""What is too small does not leave, and the same group always gets the same figure."""

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.gate import Gate, NotOpen, NotPublished, Policy, reason_in_words
from analysis.statistics.intervals import wilson_interval
from language.errors import MissingColumns


def cells(*rows):
    return pd.DataFrame(rows, columns=["group", "people", "people_key", "cases", "cases_key"])


def test_a_cell_of_few_people_is_withheld_whole():
    shown = Gate().counts(cells(("few", 4, 2000, 0, 0))).iloc[0]
    assert shown["withheld"] == "few_people"
    assert shown[["people", "cases", "share", "share_low", "share_high"]].isna().all()


def test_few_with_the_outcome_are_withheld():
    # keys 1507 to 2751 leave a count of 4 as it is (perturbation.csv)
    shown = Gate().counts(cells(("some", 100, 2048, 4, 2000))).iloc[0]
    assert shown["withheld"] == "few_cases"


def test_few_without_the_outcome_are_withheld():
    # both counts keep their value at key 2048: 100 people, 97 cases, 3 others
    shown = Gate().counts(cells(("most", 100, 2048, 97, 2048))).iloc[0]
    assert shown["withheld"] == "few_others"


def test_that_everyone_has_the_outcome_is_not_shown():
    """Equal counts of the same persons have equal keys, and would say so of each of them."""
    shown = Gate().counts(cells(("all", 100, 2048, 100, 2048))).iloc[0]
    assert shown["withheld"] == "few_others"


@pytest.mark.parametrize(("apart", "withheld"), [(0, None), (1, "few_apart"), (4, "few_apart")])
def test_a_group_that_few_set_apart_from_a_larger_one_is_withheld(apart, withheld):
    rest = pd.DataFrame({"people": [apart], "people_key": [17]})
    shown = Gate().counts(cells(("women", 100, 2048, 30, 2048)), apart=rest).iloc[0]
    assert shown["withheld"] == withheld if withheld else pd.isna(shown["withheld"])


@pytest.mark.parametrize("apart", [3, 4])
def test_a_true_3_or_4_does_not_pass_because_its_protected_number_is_larger(apart):
    rest = pd.DataFrame({"people": [apart], "people_key": [4095]})  # key 4095 makes them 7 and 9
    shown = Gate().counts(cells(("women", 100, 2048, 30, 2048)), apart=rest).iloc[0]
    assert shown["withheld"] == "few_apart"


def test_being_withheld_does_not_tell_how_many_set_a_group_apart():
    """A rest of 5 to 9 whose protected number is under 5 is treated like one under 5."""
    rest = pd.DataFrame({"people": [6], "people_key": [0]})  # key 0 takes 6 to 3
    shown = Gate().counts(cells(("women", 100, 2048, 30, 2048)), apart=rest).iloc[0]
    assert shown["withheld"] == "few_apart"


def test_a_cell_that_the_method_makes_nobody_has_no_row():
    """count 1 is made 0 by keys up to 2730 and 3 above (perturbation.csv)."""
    gate = Gate()
    assert gate.present(
        cells(("a", 0, 0, 0, 0), ("b", 1, 0, 0, 0), ("c", 1, 4000, 0, 0))
    ).tolist() == [
        False,
        False,
        True,
    ]


def test_published_counts_pass_unchanged_and_their_intervals_hold_the_rounding():
    gate = Gate().of_published()
    shown = gate.counts(cells(("group", 200, None, 60, None))).iloc[0]
    assert (shown["people"], shown["cases"]) == (200, 60)
    assert shown["share_low"] < wilson_interval(60, 200)[0]
    assert gate.counts(cells(("few", 5, None, 5, None))).iloc[0]["withheld"] == "few_others"


def test_counts_that_are_not_rounded_do_not_pass_as_published():
    with pytest.raises(NotPublished, match="5"):
        Gate().of_published().counts(cells(("group", 201, None, 60, None)))


def test_a_role_asks_only_by_what_the_policy_opens_to_it():
    Gate(role="politician").require_open("area", "Område")
    Gate().require_open("background", "Född i")  # whoever runs the machine
    with pytest.raises(NotOpen, match="Född i"):
        Gate(role="politician").require_open("background", "Född i")


def test_nobody_with_the_outcome_may_be_shown():
    shown = Gate().counts(cells(("none", 100, 2048, 0, 0))).iloc[0]
    assert pd.isna(shown["withheld"])
    assert (shown["people"], shown["cases"], shown["share"]) == (100, 0, 0.0)


def test_a_group_gets_the_same_figure_whichever_way_it_is_asked_for():
    """The key of a group is the sum of its parts' keys, so one draw serves every route."""
    alone = Gate().counts(cells(("all", 40, 4096 + 5, 12, 77)))
    among_others = Gate().counts(cells(("x", 50, 9, 20, 1), ("all", 40, 5, 12, 4096 * 3 + 77)))
    assert alone.iloc[0].equals(among_others.iloc[1])


def test_protected_cases_never_pass_protected_people():
    rng = np.random.default_rng(1)
    people = rng.integers(5, 40, 5000)
    keys = rng.integers(0, 4096, (5000, 2))
    shown = Gate().counts(
        pd.DataFrame(
            {"people": people, "people_key": keys[:, 0], "cases": people, "cases_key": keys[:, 1]}
        )
    )
    kept = shown.dropna(subset="share")
    assert len(kept) > 30
    assert (kept["cases"] <= kept["people"]).all()


def test_the_interval_holds_the_noise_and_is_wider_than_wilsons():
    shown = Gate().counts(cells(("group", 200, 2048, 60, 2048))).iloc[0]
    low, high = wilson_interval(int(shown["cases"]), int(shown["people"]))
    assert shown["share_low"] < low
    assert shown["share_high"] > high


def test_exact_figures_are_the_true_ones_with_wilsons_interval():
    shown = Gate(exact=True).counts(cells(("few", 10, 1, 1, 1))).iloc[0]
    assert (shown["people"], shown["cases"]) == (10, 1)
    # Wilson for 1 of 10, by hand: 0.0179 to 0.4042
    assert shown["share_low"] == pytest.approx(0.0179, abs=1e-4)
    assert shown["share_high"] == pytest.approx(0.4042, abs=1e-4)


def test_a_union_is_the_sum_of_its_protected_parts():
    parts = cells(("a", 30, 100, 8, 200), ("a", 40, 300, 9, 400), ("b", 25, 500, 6, 600))
    gate = Gate()
    united = gate.union(parts, by=["group"]).set_index("group")
    alone = gate.counts(parts)
    assert united.loc["a", "people"] == alone["people"][:2].sum()
    assert united.loc["a", "cases"] == alone["cases"][:2].sum()
    assert united.loc["b", "people"] == alone["people"][2]


def test_a_union_of_more_parts_is_less_sure():
    one = Gate().union(cells(("a", 100, 2048, 30, 2048)), by=["group"]).iloc[0]
    many = Gate().union(cells(*[("a", 10, 2048, 3, 2048)] * 10), by=["group"]).iloc[0]
    assert many["share_high"] - many["share_low"] > one["share_high"] - one["share_low"]


def test_a_table_without_keys_is_refused():
    with pytest.raises(MissingColumns, match="people_key"):
        Gate().counts(pd.DataFrame({"people": [1], "cases": [0], "cases_key": [0]}))


def test_reasons_are_told_in_words():
    assert "5" in reason_in_words("few_people", Policy())
