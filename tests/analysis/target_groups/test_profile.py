"""A group beside the rest, its years, its overlaps and its cost: all countable by hand."""

import pandas as pd
import pytest

from analysis.target_groups.profile import (
    BadCost,
    avoidable_cost,
    box,
    overlap,
    since,
    standing_out,
)


def years(*out):
    table = pd.DataFrame({"year": range(2019, 2019 + len(out))})
    return table.assign(stands_out=pd.array(out, dtype="Int64"))


def test_a_year_stands_out_from_the_one_sided_five_per_cent():
    # by hand: expected 10 of 100, standard deviation 3; 14.9 is 1.63 of it, 15 is 1.67
    table = pd.DataFrame({"year": [1, 2, 3], "people": 100, "cases": [14.9, 15, 5], "expected": 10})
    assert standing_out(table)["stands_out"].tolist() == [0, 1, -1]


def test_disclosure_noise_takes_away_credit():
    table = pd.DataFrame({"year": [1], "people": 100, "cases": [15.0], "expected": 10})
    assert standing_out(table, noise_variance=2.0)["stands_out"].tolist() == [0]


def test_a_withheld_year_is_neither_yes_nor_no():
    table = pd.DataFrame(
        {"year": [1], "people": pd.array([pd.NA], "Int64"), "cases": pd.array([pd.NA], "Int64")}
    ).assign(expected=float("nan"))
    assert standing_out(table)["stands_out"].isna().all()


@pytest.mark.parametrize(
    ("out", "first"),
    [
        ((0, 0, 1, 1, 1), 2021),
        ((1, 1, 0, 1, 1), 2019),  # one unclear year does not break a run
        ((1, 0, 0, 1, 1), 2022),  # two do
        ((1, -1, 1, 1, 1), 2021),  # and so does a reversal
        ((1, 1, 1, 1, 0), None),
        ((1, pd.NA, 1), 2019),
    ],
)
def test_since_when(out, first):
    assert since(years(*out), 1) == first


def test_overlap_is_shared_over_either():
    assert overlap(100, 50, 30) == pytest.approx(30 / 120)
    assert overlap(0, 0, 0) == 0


def test_avoidable_cost_is_an_interval_of_intervals():
    cost = avoidable_cost((10, 20), (1_000, 3_000), (2, 4))
    assert (cost.low_sek, cost.high_sek) == (20_000, 240_000)


def test_what_does_not_exceed_costs_nothing():
    cost = avoidable_cost((-5, 10), (100, 100))
    assert (cost.low_sek, cost.high_sek) == (0, 1_000)


def test_a_cost_with_its_ends_the_wrong_way_is_refused():
    with pytest.raises(BadCost):
        avoidable_cost((1, 2), (300, 100))


def test_a_box_leaves_far_points_to_themselves():
    # by hand: quartiles 2, 3, 4; whiskers within 3 box lengths of them, 20 is outside
    found = box(pd.Series([1, 2, 3, 4, 20]))
    assert found == {"low": 1, "q1": 2, "median": 3, "q3": 4, "high": 4}
