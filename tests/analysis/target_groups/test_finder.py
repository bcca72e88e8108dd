"""The finder finds what was planted, says it once, and finds nothing where there is nothing."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, norm

from analysis.target_groups.cells import prepare
from analysis.target_groups.errors import FewerThanTheSmallest, NobodyOrEveryone
from analysis.target_groups.expected_cases import tail_score
from analysis.target_groups.finder import Rules, detectable, find
from analysis.target_groups.risk_model import logistic

DIMENSIONS = ["sex", "age", "district", "family", "birth"]
AGES = ["7-12", "13-15", "16-19", "20-29"]
PLANTED = {"sex": "men", "district": "D3", "family": "one_parent"}


def people(seed, *, count=30_000):
    """Everyone with a risk of 8 %; district D1 is young, and nothing is planted."""
    rng = np.random.default_rng(seed)
    district = rng.choice(["D1", "D2", "D3", "D4", "D5"], count)
    young = district == "D1"
    age = np.where(young, rng.choice(AGES[2:], count), rng.choice(AGES, count))
    return pd.DataFrame(
        {
            "sex": rng.choice(["women", "men"], count),
            "age": age,
            "district": district,
            "family": rng.choice(["one_parent", "two_parents", "own"], count, p=[0.2, 0.6, 0.2]),
            "birth": rng.choice(["nordic", "outside", None], count, p=[0.8, 0.15, 0.05]),
            "risk": 0.08,
            "draw": rng.random(count),
        }
    )


def within(frame, conditions):
    return np.logical_and.reduce([frame[k] == v for k, v in conditions.items()])


def prepared(frame, standardise=()):
    rows = frame.assign(year=2024, people=1, cases=frame["draw"] < frame["risk"])
    cells = rows.groupby(["year", *DIMENSIONS], dropna=False, as_index=False)[["people", "cases"]]
    return prepare(cells.sum(), DIMENSIONS, standardise=standardise)


def found(frame, standardise=(), **rules):
    return find(prepared(frame, standardise).counted, Rules(**rules)).groups


def planted(seed, conditions, times):
    frame = people(seed)
    return frame.assign(risk=np.where(within(frame, conditions), 0.08 * times, 0.08))


def test_a_planted_group_is_found_first_and_said_once():
    groups = found(planted(1, PLANTED, 3.0))
    assert [group.conditions for group in groups] == [PLANTED]


def test_its_excess_is_what_the_rest_would_not_give():
    frame = planted(1, PLANTED, 3.0)
    inside = within(frame, PLANTED)
    happened = frame["draw"] < frame["risk"]
    share_of_rest = happened[~inside].mean()  # by hand: everyone outside the planted group
    group = found(frame)[0]
    assert group.cases == happened[inside].sum()
    assert group.people == inside.sum()
    assert group.expected == pytest.approx(share_of_rest * inside.sum(), rel=0.05)


@pytest.mark.parametrize("seed", range(20, 26))
def test_where_nothing_is_planted_nothing_is_found(seed):
    assert found(people(seed)) == ()


def test_a_district_that_is_only_young_vanishes_when_age_is_standardised():
    frame = people(3)
    frame["risk"] = frame["age"].map(dict(zip(AGES, [0.02, 0.04, 0.12, 0.18], strict=True)))
    crude = [group.conditions for group in found(frame.assign(age="all"))]
    assert {"district": "D1"} in crude
    assert found(frame, standardise=("age",)) == ()


def test_a_group_that_does_better_is_found_when_asked_for():
    frame = planted(5, {"district": "D4", "family": "two_parents"}, 0.5)
    assert found(frame, direction="worse") == ()
    better = found(frame, direction="better")
    assert [group.conditions for group in better] == [{"district": "D4", "family": "two_parents"}]
    assert better[0].excess < 0 and better[0].added.score < 0
    assert len(found(frame, direction="both")) == 1


def test_no_group_is_said_to_do_better_that_has_more_cases_than_explained():
    frame = people(9)  # "two parents, born in the Nordics" is said by what those born outside have
    times = np.where(frame["family"] == "two_parents", 0.4, 1.0)
    frame["risk"] = 0.16 * times * np.where(frame["birth"] == "outside", 2.2, 1.0)
    groups = found(frame, direction="better")
    assert groups
    assert all(group.excess < 0 and group.added.score < 0 for group in groups)


def test_one_parent_is_said_as_such_and_not_once_for_each_sex():
    frame = planted(7, {"family": "one_parent"}, 1.8)
    frame.loc[frame["sex"] == "men", "risk"] *= 1.5
    groups = [group.conditions for group in found(frame)]
    assert {"family": "one_parent"} in groups and {"sex": "men"} in groups
    assert len(groups) == 2


def test_missing_values_can_be_the_group_that_stands_out():
    frame = people(8)
    frame.loc[frame["birth"].isna(), "risk"] = 0.2
    assert [group.conditions for group in found(frame)] == [{"birth": "unknown"}]


def test_counts_that_vary_more_than_chance_are_given_less_credit():
    frame = planted(1, PLANTED, 1.9)
    assert len(found(frame)) == 1
    assert found(frame, dispersion=6.0) == ()


def test_what_is_scanned_for_other_outcomes_counts_too():
    frame = planted(1, PLANTED, 1.9)
    assert len(found(frame, elsewhere=1_000)) == 1
    assert found(frame, elsewhere=10**15) == ()


@pytest.mark.parametrize("risk", [0.0, 1.0])
def test_an_outcome_that_nobody_or_everybody_has_is_refused(risk):
    with pytest.raises(NobodyOrEveryone):
        found(people(1, count=500).assign(risk=risk))


def test_fewer_people_than_the_smallest_group_is_refused():
    with pytest.raises(FewerThanTheSmallest, match="50"):
        found(people(1, count=40))


def test_the_tail_is_the_binomial_one():  # scipy's own distribution as the reference
    cases, people_, expected = (
        np.array([12.0, 30.0]),
        np.array([100.0, 50.0]),
        np.array([5.0, 20.0]),
    )
    above = norm.isf(binom.sf(cases - 1, people_, expected / people_))
    below = norm.isf(binom.cdf(cases, people_, expected / people_))
    assert tail_score(cases, people_, expected, sign=1) == pytest.approx(above)
    assert tail_score(cases, people_, expected, sign=-1) == pytest.approx(below)


def test_a_surprise_beyond_all_tails_still_has_an_order():
    scores = tail_score(np.array([3e4, 4e4]), np.full(2, 1e5), np.full(2, 5e3), sign=1)
    assert np.isfinite(scores).all() and scores[1] > scores[0] > 30


def test_two_effects_in_two_strata_are_told_apart():  # by hand: log odds -2, -1; effects 1, -0.5
    inside = np.array([[0, 0], [1, 0], [0, 1], [1, 1]] * 2, dtype=float)
    stratum = np.repeat([0, 1], 4)
    log_odds = np.array([-2.0, -1.0])[stratum] + inside @ [1.0, -0.5]
    people_ = np.full(8, 1000.0)
    levels, effects = logistic(people_, people_ / (1 + np.exp(-log_odds)), stratum, 2, inside)
    assert levels == pytest.approx([-2, -1], abs=1e-4)
    assert effects == pytest.approx([1, -0.5], abs=1e-4)


def test_a_larger_population_shows_smaller_differences():
    shares = (0.01,)
    small = detectable(20_000, 1_000, 8_000, Rules(), shares)[0]
    large = detectable(1_000_000, 50_000, 8_000, Rules(), shares)[0]
    assert small.expected == 10 and large.expected == 500
    assert small.risk_ratio > 2.5 > 1.4 > large.risk_ratio > 1.1


def test_the_smallest_group_that_shows_is_found_four_times_of_five():
    least = detectable(30_000, 2_400, 200, Rules(), (0.02,))[0]
    frame = people(100)
    times = least.risk_ratio
    rng = np.random.default_rng(1)
    target = {"sex": "men", "district": "D3", "birth": "outside"}  # about 1.5 %: near enough
    seen = []
    for _ in range(20):
        drawn = frame.assign(
            draw=rng.random(len(frame)), risk=np.where(within(frame, target), 0.08 * times, 0.08)
        )
        seen.append(len(found(drawn)) > 0)
    assert 0.4 <= np.mean(seen) <= 1
