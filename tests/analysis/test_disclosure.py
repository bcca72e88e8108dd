"""What is too small does not leave, and the same group always gets the same figure."""

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure import BadPolicy, Gate, Policy, reason_in_words
from analysis.intervals import wilson_interval
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
    people = rng.integers(5, 40, 500)
    keys = rng.integers(0, 4096, (500, 2))
    shown = Gate().counts(
        pd.DataFrame(
            {"people": people, "people_key": keys[:, 0], "cases": people, "cases_key": keys[:, 1]}
        )
    )
    kept = shown.dropna(subset="share")
    assert len(kept) > 100
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


def test_the_policy_that_is_shipped_has_the_safe_defaults():
    assert Policy.from_file() == Policy(smallest_people=5, smallest_cases=5)


@pytest.mark.parametrize("text", ["smallest_people: 2", "smallest_peple: 5", "smallest_cases: few"])
def test_a_policy_that_would_not_protect_is_refused(tmp_path, text):
    path = tmp_path / "policy.yml"
    path.write_text(text)
    with pytest.raises(BadPolicy, match="policy.yml"):
        Policy.from_file(path)


def test_reasons_are_told_in_words():
    assert "5" in reason_in_words("few_people", Policy())
