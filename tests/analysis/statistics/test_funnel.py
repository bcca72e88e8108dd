"""Funnel limits and over-dispersion, by hand and by simulation."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis.required import ImpossibleCounts
from analysis.statistics.funnel import FEWEST_AREAS, NoTarget, dispersion, funnel, funnel_limits
from analysis.statistics.intervals import wilson_interval
from language.errors import MissingColumns


def areas(shares, people, rng):
    return pd.DataFrame({"cases": rng.binomial(people, shares), "people": people})


def test_the_limits_at_a_hundred_people_and_ten_percent_by_hand():
    # standard error sqrt(0.1 * 0.9 / 100) = 0.03: 0.1 -+ 1.959964 * 0.03 and 0.1 + 3.090232 * 0.03
    row = funnel_limits([100], 0.1).iloc[0]
    assert row["low_95"] == pytest.approx(0.04120, abs=1e-5)
    assert row["high_95"] == pytest.approx(0.15880, abs=1e-5)
    assert row["low_998"] == pytest.approx(0.00729, abs=1e-5)
    assert row["high_998"] == pytest.approx(0.19271, abs=1e-5)


def test_limits_stay_within_zero_and_one():
    table = funnel_limits([1, 2, 5], 0.1)
    assert table.filter(like="low").min().min() == 0
    assert table.filter(like="high").max().max() <= 1


@pytest.mark.parametrize(("level", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_an_area_is_outside_exactly_when_its_wilson_interval_excludes_the_target(level, suffix):
    cases, people = np.meshgrid(np.arange(0, 61), np.arange(60, 64))
    table = pd.DataFrame({"cases": cases.ravel(), "people": people.ravel()})
    points = funnel(table, target_share=0.3, widening="none").points
    low, high = wilson_interval(table["cases"], table["people"], level)
    outside = (points["share"] < points[f"low_{suffix}"]) | (
        points["share"] > points[f"high_{suffix}"]
    )
    assert np.array_equal(outside, (low > 0.3) | (high < 0.3))


def test_phi_and_tau_by_hand():
    # five areas of 100, target 0.5, standard error 0.05; z = -4, -2, 0, 2, 4. A tenth of five is
    # between the 1st and 2nd: winsorised ends at -4 + 0.4 * 2 = -3.2, so z^2 sums to
    # 2 * (10.24 + 4) = 28.48 and phi = 5.696.
    # weights 400 each: tau^2 = (28.48 - 4) / (2000 - 400) = 0.0153, tau = 0.12369
    answer = dispersion([30, 40, 50, 60, 70], [100] * 5, 0.5)
    assert answer.phi == pytest.approx(5.696)
    assert answer.tau == pytest.approx(math.sqrt(0.0153))
    assert answer.is_over
    # chi-square with 5 degrees of freedom beyond x, with r = sqrt(x) = 5.33667:
    # 2 (1 - Phi(r)) + 2 phi(r) (r + r^3 / 3) = 9.5e-8 + 2 * 2.609e-7 * 56.00 = 2.93e-5
    assert answer.p_value == pytest.approx(2.93e-5, rel=0.005)


def test_additive_limits_by_hand():
    # variance 0.25/100 + 0.0153 = 0.0178; 0.5 + 1.959964 * 0.133417 = 0.76149
    found = dispersion([30, 40, 50, 60, 70], [100] * 5, 0.5)
    row = funnel_limits([100], 0.5, found=found, widening="additive").iloc[0]
    assert row["high_95"] == pytest.approx(0.76149, abs=1e-5)
    row = funnel_limits([100], 0.5, found=found, widening="multiplicative").iloc[0]
    assert row["high_95"] == pytest.approx(0.5 + 1.959964 * 0.05 * math.sqrt(5.696), abs=1e-6)


def test_areas_that_vary_by_chance_alone_are_not_widened():
    rng = np.random.default_rng(90)
    people = rng.integers(50, 2000, 90)
    over = [dispersion(rng.binomial(people, 0.12), people, 0.12).is_over for _ in range(100)]
    assert np.mean(over) <= 0.05


def test_areas_that_vary_beyond_chance_get_wider_limits_and_the_outlier_still_stands_out():
    rng = np.random.default_rng(91)
    shares = np.clip(rng.normal(0.2, 0.04, 90), 0, 1)
    shares[0] = 0.5
    table = areas(shares, rng.integers(500, 3000, 90), rng)
    plain, widened = funnel(table, widening="none"), funnel(table)
    beyond = {"below_998", "above_998"}
    assert widened.widening == "additive"
    assert widened.dispersion.tau == pytest.approx(0.04, abs=0.015)
    assert plain.points["zone"].isin(beyond).sum() > 20
    assert widened.points["zone"].isin(beyond).sum() <= 3
    assert widened.points["zone"][0] == "above_998"


def test_each_area_may_have_an_expectation_of_its_own():
    table = pd.DataFrame({"cases": [100, 400], "people": [1000, 1000]})
    expected = funnel(table, target_share=[0.1, 0.4], widening="none").points
    common = funnel(table, target_share=0.25, widening="none").points
    assert expected["zone"].tolist() == ["inside", "inside"]
    assert common["zone"].tolist() == ["below_998", "above_998"]


def test_without_a_target_it_is_all_cases_over_all_people():
    table = pd.DataFrame({"cases": [10, 50, None], "people": [100, 500, 300]})
    points = funnel(table).points
    assert points["target_share"].tolist() == pytest.approx([0.1] * 3)
    assert points["zone"].isna().tolist() == [False, False, True]


def test_four_areas_are_too_few_to_speak_of_over_dispersion():
    assert FEWEST_AREAS == 5
    assert not dispersion([1, 99, 1, 99], [100] * 4, 0.5).is_over
    assert math.isnan(dispersion([5], [10], 0.5).phi)


def test_an_area_without_people_has_no_place_in_the_funnel():
    table = pd.DataFrame({"area_code": ["a", "b"], "cases": [0, 5], "people": [0, 50]})
    points = funnel(table).points
    assert points["zone"].isna().tolist() == [True, False]
    assert points["area_code"].tolist() == ["a", "b"]


def test_bad_tables_are_refused():
    with pytest.raises(MissingColumns, match="people"):
        funnel(pd.DataFrame({"cases": [1]}))
    with pytest.raises(ImpossibleCounts):
        funnel(pd.DataFrame({"cases": [11], "people": [10]}), target_share=0.5)
    with pytest.raises(NoTarget):
        funnel(pd.DataFrame({"cases": [0], "people": [0]}))
    with pytest.raises(NoTarget):
        funnel(pd.DataFrame({"cases": [1], "people": [10]}), target_share=12)
