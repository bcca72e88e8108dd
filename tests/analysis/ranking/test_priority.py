"""The order of needs, worked out by hand.

Three needs: A has 100 people and is twice as common, B 50 and three times, C 25 and not growing.
"""

import pandas as pd
import pytest

from analysis.ranking.priority import (
    CRITERIA,
    EQUAL,
    BadWeights,
    rank,
    scaled,
    side_by_side,
    smallest_change,
)
from analysis.ranking.ranking_stability import sureness
from analysis.required import MissingColumns


def measures(**columns):
    table = pd.DataFrame(dict.fromkeys(CRITERIA, [0.0, 0.0, 0.0]), index=["A", "B", "C"])
    return table.assign(**columns)


HAND = measures(size=[100, 50, 25], severity=[1.0, 2.0, 0.5], trend=[0.02, -0.01, 0.04])


def test_each_criterion_is_a_part_of_the_largest():
    parts = scaled(HAND)
    assert list(parts["size"]) == [1.0, 0.5, 0.25]
    assert list(parts["severity"]) == [0.5, 1.0, 0.25]
    assert list(parts["trend"]) == [0.5, 0.0, 1.0]  # what gets better counts as 0
    assert list(parts["cost"]) == [0.0, 0.0, 0.0]  # nobody has any


def test_the_score_is_the_weighted_mean():
    # size 0.5, severity 0.3, trend 0.2: A .5+.15+.1 = .75; B .25+.3+0 = .55; C .125+.075+.2 = .4
    ranked = rank(scaled(HAND), {"size": 50, "severity": 30, "trend": 20})
    assert list(ranked.index) == ["A", "B", "C"]
    assert list(ranked["score"]) == pytest.approx([0.75, 0.55, 0.4])
    assert list(ranked["place"]) == [1, 2, 3]
    assert ranked.loc["A", "severity_part"] == pytest.approx(0.15)


def test_needs_with_equal_scores_share_a_place():
    ranked = rank(scaled(measures(size=[10, 10, 5])), EQUAL)
    assert list(ranked["place"]) == [1, 1, 3]


def test_a_criterion_without_a_figure_counts_as_the_middle_and_is_said_to_be_unknown():
    parts = scaled(measures(size=[100, None, 40]))
    ranked = rank(parts, {"size": 1})
    assert list(ranked.index) == ["A", "B", "C"]  # 1, 0.5, 0.4
    assert list(ranked["unknown"]) == [0, 1, 0]


@pytest.mark.parametrize(
    "weights", [{}, {"size": 0}, {"size": -1, "cost": 2}, {"beauty": 1}, {"size": float("nan")}]
)
def test_weights_that_say_nothing_are_refused(weights):
    with pytest.raises(BadWeights):
        rank(scaled(HAND), weights)


def test_a_table_without_a_criterion_is_refused():
    with pytest.raises(MissingColumns, match="cost"):
        scaled(HAND.drop(columns="cost"))


def test_the_smallest_change_is_where_two_needs_meet():
    # Weights .5 .3 .2. With t on trend and size:severity = 5:3, A - B = .625(.5) + .375(-.5) = .125
    # at t = 0, and .5 at t = 1: never. B - C: .625(.25) + .375(.75) = .4375 at 0, -1 at 1: meet at
    # t = .4375/1.4375 = .3043, a move of .1043. A - B by size (severity:trend 3:2): at t = 0
    # .6(-.5) + .4(.5) = -.1, at 1 .5: meet at 1/6, a move of .3333. By severity (size:trend 5:2):
    # at 0 (.5*5 + .5*2)/7 = .5, at 1 -.5: meet at .5, a move of .2. A - C by trend: at 0
    # .625(.75) + .375(.25) = .5625, at 1 -.5: .5294. B - C by size (3:2): at 0 .6(.75) + .4(-1) =
    # .05, at 1 .25: never. By severity (5:2): at 0 (.25*5 - 2)/7 = -.1071, at 1 .75: meet at
    # .125, a move of .175. So the smallest is trend to .3043.
    change = smallest_change(scaled(HAND), {"size": 0.5, "severity": 0.3, "trend": 0.2})
    assert (change.criterion, change.rises, change.falls) == ("trend", "C", "B")
    assert change.weight_from == pytest.approx(0.2)
    assert change.weight_to == pytest.approx(0.4375 / 1.4375)


def test_among_the_first_only_changes_that_concern_them_count():
    weights = {"size": 0.5, "severity": 0.3, "trend": 0.2}
    change = smallest_change(scaled(HAND), weights, among_first=1)  # A and B by severity: .2
    assert (change.criterion, change.rises) == ("severity", "B")
    assert change.weight_to == pytest.approx(0.5)


def test_where_one_need_is_worst_in_everything_nothing_changes_the_order():
    parts = scaled(measures(size=[3, 2, 1], severity=[3, 2, 1], cost=[3, 2, 1]))
    assert smallest_change(parts, {"size": 1, "severity": 1, "cost": 1}) is None


def test_crossing_really_changes_the_order():
    parts, weights = scaled(HAND), {"size": 0.5, "severity": 0.3, "trend": 0.2}
    change = smallest_change(parts, weights)
    beyond = change.weight_to + 0.001
    rest = {c: w * (1 - beyond) / 0.8 for c, w in weights.items() if c != "trend"}
    assert list(rank(parts, {**rest, "trend": beyond}).index) == ["A", "C", "B"]


def test_two_teams_side_by_side():
    # team 1: size only (A B C); team 2: severity only (B A C)
    table = side_by_side(scaled(HAND), {"size": 1}, {"severity": 1})
    assert list(table.index) == ["A", "B", "C"]
    assert list(table["moved"]) == [-1, 1, 0]
    assert table.loc["B", "because"] == "severity"  # .5 above the mean 1.75/3 by severity
    assert table.loc["C", "because"] is None or pd.isna(table.loc["C", "because"])


def test_a_need_that_is_worst_in_everything_always_stays_first():
    parts = scaled(measures(size=[3, 2, 1], severity=[3, 1, 2], cost=[3, 2, 1]))
    sure = sureness(parts, EQUAL, nearby=False)
    assert sure.loc["A", "place_share"] == 1
    assert (sure["first_share"] == 1).all()  # three needs are always among five


def test_two_needs_with_one_criterion_each_win_half_of_any_weights():
    # A has all the size, B all the severity: A is first where its weight is the larger, and any
    # two weights of a uniform Dirichlet are as likely to be the larger. 2000 draws: sd 1.1 %
    parts = scaled(measures(size=[1, 0, 0], severity=[0, 1, 0]))
    sure = sureness(parts, EQUAL, nearby=False, first=1)
    assert sure.loc["A", "first_share"] == pytest.approx(0.5, abs=0.045)
    assert sure.loc[["A", "B"], "first_share"].sum() == pytest.approx(1)


def test_nearby_weights_keep_the_order_more_often_than_any_weights():
    weights = {"size": 0.5, "severity": 0.3, "trend": 0.2}
    near = sureness(scaled(HAND), weights)["place_share"]
    anything = sureness(scaled(HAND), weights, nearby=False)["place_share"]
    assert (near > anything).all()


def test_an_unknown_criterion_makes_the_order_less_sure():
    # by size alone: B unknown is drawn anywhere on 0 to 1, so it beats A's .6 in 40 of 100
    parts = pd.DataFrame(dict.fromkeys(CRITERIA, [0.0, 0.0]), index=["A", "B"])
    parts["size"] = [0.6, None]
    sure = sureness(parts, {"size": 1}, first=1)
    assert sure.loc["B", "first_share"] == pytest.approx(0.4, abs=0.045)


def test_the_same_question_has_the_same_answer():
    first, again = (sureness(scaled(HAND), EQUAL, seed=7) for _each in range(2))
    pd.testing.assert_frame_equal(first, again)


def test_a_weight_that_is_nothing_stays_nothing_nearby():
    parts = scaled(measures(size=[2, 1, 0], cost=[0, 1, 2]))
    assert sureness(parts, {"size": 1}).loc["A", "place_share"] == 1
