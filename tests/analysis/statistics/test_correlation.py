"""What goes together over areas, held against scipy, and where the tool declines to say."""

import numpy as np
import pytest
from scipy import stats

from analysis.statistics.correlation import NothingVaries, TooFewAreas, correlate


def areas(n, slope, noise, seed=3):
    rng = np.random.default_rng(seed)
    x = rng.uniform(0, 10, n)
    return x, slope * x + rng.normal(0, noise, n)


def test_coefficients_and_line_are_those_of_scipy():
    x, y = areas(40, -0.02, 0.03)
    found = correlate(x, y)
    assert found.pearson.value == pytest.approx(stats.pearsonr(x, y).statistic)
    assert found.spearman.value == pytest.approx(stats.spearmanr(x, y).statistic)
    line = stats.linregress(x, y)
    assert (found.slope, found.intercept) == pytest.approx((line.slope, line.intercept))
    assert found.has_line
    assert found.expected_at([5])[0] == pytest.approx(line.intercept + 5 * line.slope)


def test_weights_count_an_area_as_often_as_it_has_people():
    """Area k given k people is the same as k areas of one person each."""
    x, y = areas(12, 1, 3)
    people = np.arange(1, 13)
    assert correlate(x, y, weights=people).pearson.value == pytest.approx(
        stats.pearsonr(np.repeat(x, people), np.repeat(y, people)).statistic
    )


def test_the_same_areas_always_get_the_same_interval():
    x, y = areas(15, 1, 2)
    assert correlate(x, y).pearson == correlate(x, y).pearson


def test_unrelated_figures_get_no_line_but_the_mean():
    x, y = areas(30, 0, 1, seed=8)
    found = correlate(x, y)
    assert not found.has_line
    assert found.expected["expected"].tolist() == pytest.approx([y.mean()] * len(found.expected))
    assert found.expected_at([0, 10]).tolist() == pytest.approx([y.mean()] * 2)


def test_missing_figures_take_no_part():
    x, y = areas(12, 1, 1)
    y[3] = np.nan
    assert correlate(x, y).areas == 11


def test_under_five_areas_is_refused_and_under_ten_is_few():
    x, y = areas(9, 1, 1)
    assert correlate(x, y).is_few
    with pytest.raises(TooFewAreas, match="4"):
        correlate(x[:4], y[:4])


def test_a_figure_that_is_the_same_everywhere_is_refused():
    with pytest.raises(NothingVaries):
        correlate(np.arange(6), np.ones(6))


def test_of_seven_areas_only_a_strong_relation_says_anything():
    """At n = 7 the critical |r| is 0.754 (t table, 5 degrees of freedom, 5 %)."""
    x = np.arange(7.0)
    weak = np.array([0, 4, 1, 2, 6, 3, 5])  # r = 0.61
    assert not correlate(x, weak).has_line
    strong = np.array([0.2, 0.9, 2.3, 2.8, 4.4, 4.7, 6.1])
    assert correlate(x, strong).has_line


def test_intervals_of_five_unrelated_areas_seldom_exclude_0():
    """Plain percentiles do in 13 of 100; ours must keep near the 5 that they promise."""
    rng = np.random.default_rng(5)
    wrong = sum(
        correlate(rng.normal(size=5), rng.normal(size=5), resamples=400).has_line
        for _ in range(150)
    )
    assert wrong <= 13  # of 150: binomial 95 % limit for 5 %
