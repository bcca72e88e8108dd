"""Bounds of shares, counts and rates, against values worked out by hand and by simulation."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.perturbation import change
from analysis.required import ImpossibleCounts
from analysis.statistics.intervals import (
    BadConfidence,
    BadNoiseVariance,
    byar_count_interval,
    combined_interval,
    count_interval,
    exact_count_interval,
    normal_quantile,
    rate_interval,
    wilson_interval,
    wilson_interval_noisy,
)


def test_the_normal_quantile_is_exact_to_double_precision():
    # Abramowitz & Stegun table 26.5 and R's qnorm(0.975), qnorm(0.999), printed to 16 digits
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, abs=2e-15)
    assert normal_quantile(0.998) == pytest.approx(3.090232306167813, abs=2e-14)


def test_nobody_out_of_ten():  # by hand: z2 / (n + z2) = 3.8415 / 13.8415
    assert wilson_interval(0, 10) == pytest.approx((0, 0.27753), abs=1e-5)


def test_everybody_is_nobody_seen_in_a_mirror():
    assert wilson_interval(10, 10) == pytest.approx((1 - 0.27753, 1), abs=1e-5)
    assert wilson_interval(10, 10).high == 1.0
    assert wilson_interval(0, 10).low == 0.0


def test_wilson_at_one_half_by_hand():
    # 50 of 100: centre 0.5; half = 1.96 / (1 + 3.8415/100) * sqrt(0.25/100 + 3.8415/40000)
    #          = 1.887456 * 0.0509523 = 0.0961703
    assert wilson_interval(50, 100) == pytest.approx((0.40383, 0.59617), abs=1e-5)


def test_a_number_gives_numbers_and_a_column_gives_arrays_of_the_same_values():
    low, high = wilson_interval(np.array([0, 50]), np.array([10, 100]))
    assert isinstance(wilson_interval(50, 100).low, float)
    assert (low[1], high[1]) == wilson_interval(50, 100)
    assert (low[0], high[0]) == wilson_interval(0, 10)
    cases = pd.Series([1, None], dtype="Int64")
    assert np.isnan(wilson_interval(cases, 10).high).tolist() == [False, True]


def test_no_people_give_no_interval_rather_than_zero():
    assert all(math.isnan(bound) for bound in wilson_interval(0, 0))
    assert all(math.isnan(bound) for bound in rate_interval(3, 0))
    assert all(math.isnan(bound) for bound in wilson_interval(math.nan, 10))


@pytest.mark.parametrize(("cases", "people"), [(11, 10), (-1, 10), (0, -1), (1, 0)])
def test_impossible_counts_are_refused_with_both_numbers_in_the_sentence(cases, people):
    with pytest.raises(ImpossibleCounts, match=str(abs(cases))):
        wilson_interval(cases, people)


@pytest.mark.parametrize("confidence", [95, 0, 1, -0.5])
def test_a_confidence_level_in_percent_is_refused(confidence):
    for interval in (wilson_interval, rate_interval):
        with pytest.raises(BadConfidence):
            interval(1, 10, confidence=confidence)


def test_no_cases_have_the_upper_bound_that_the_exponential_gives():
    # Poisson: exp(-high) = 0.025, so high = -ln 0.025; and one case: exp(-low) = 0.975
    assert exact_count_interval(0) == pytest.approx((0, -math.log(0.025)), abs=1e-12)
    assert exact_count_interval(1).low == pytest.approx(-math.log(0.975), abs=1e-12)


def test_byar_at_ten_cases_by_hand():
    # low  = 10 (1 - 1/90 - 1.959964 / (3 sqrt 10))^3 = 10 * 0.782291^3
    # high = 11 (1 - 1/99 + 1.959964 / (3 sqrt 11))^3 = 11 * 1.186883^3
    assert byar_count_interval(10) == pytest.approx((4.7875, 18.3915), abs=1e-4)


def test_counts_change_method_between_nine_and_ten():
    assert count_interval(9) == exact_count_interval(9)
    assert count_interval(10) == byar_count_interval(10)
    assert np.isnan(count_interval([math.nan, 3]).low).tolist() == [True, False]


def test_a_rate_may_exceed_one_per_person():
    low, high = rate_interval(250, 220, per=1)
    assert low < 250 / 220 < high


def test_a_difference_put_together_from_two_shares_is_newcombes():
    # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10: 56/70 - 48/80
    low, high = wilson_interval([56, 48], [70, 80])
    difference, bounds = combined_interval([1, -1], [0.8, 0.6], low, high)
    assert difference == pytest.approx(0.2)
    assert bounds == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_without_noise_the_noisy_interval_is_wilsons_own():
    cases, people = np.array([0, 3, 445, 1000]), np.array([10, 7, 1000, 1000])
    noisy = wilson_interval_noisy(cases, people, noise_variance=0.0, confidence=0.998)
    assert np.array_equal(noisy, wilson_interval(cases, people, 0.998))


def test_noise_widens_and_fades_with_size():
    def added_width(people):
        noisy, plain = (
            wilson_interval_noisy(people // 5, people),
            wilson_interval(people // 5, people),
        )
        return (noisy.high - noisy.low) / (plain.high - plain.low) - 1

    assert added_width(20) > added_width(200) > added_width(20_000) > 0
    assert added_width(20_000) < 0.001


def test_the_noisy_bounds_are_those_shares_that_the_score_test_just_does_not_reject():
    n, p, v, z = 80, 0.25, 2.0, normal_quantile(0.95)
    for bound in wilson_interval_noisy(20, n, v):
        variance = bound * (1 - bound) / n + v * (1 + bound**2) / n**2
        assert abs(p - bound) == pytest.approx(z * math.sqrt(variance), rel=1e-9)


def test_noise_on_one_or_two_people_leaves_every_share_possible():
    assert wilson_interval_noisy(0, 1, confidence=0.998) == (0, 1)
    assert wilson_interval_noisy(9, 5) == wilson_interval_noisy(5, 5)  # protected apart


def test_a_negative_noise_variance_is_refused():
    with pytest.raises(BadNoiseVariance, match="-1"):
        wilson_interval_noisy(1, 10, -1.0)


def test_a_sum_of_three_cells_carries_three_times_the_noise():
    low, high = wilson_interval_noisy([20, 20], [80, 80], noise_variance=[2.0, 6.0])
    assert (low[0], high[0]) == wilson_interval_noisy(20, 80, 2.0)
    assert (low[1], high[1]) == wilson_interval_noisy(20, 80, 6.0)


def symmetric_noise(rng, counts):
    """Whole changes from -5 to 5 with mean 0 and variance 2, the same for every count."""
    change_by = np.arange(-5, 6)
    chance = np.exp(-(change_by**2) / 4.02)
    chance /= chance.sum()
    assert chance @ change_by**2 == pytest.approx(2.0, abs=0.01)
    return rng.choice(change_by, size=counts.shape, p=chance)


def noise_of_our_own_table(rng, counts):
    """As the gate changes counts: 0 stays 0, and 1 and 2 never appear."""
    return change(counts, rng.integers(0, 4096, counts.shape))


def coverage(interval, truth, people, noise=symmetric_noise, *, draws=20_000):
    """How often the interval from protected counts holds the true share that made them."""
    rng = np.random.default_rng(2711)
    cases = rng.binomial(people, truth, draws)
    shown_people = people + noise(rng, np.full(draws, people))
    shown_cases = np.clip(cases + noise(rng, cases), 0, shown_people)
    low, high = interval(shown_cases, shown_people)
    return np.mean((low <= truth) & (truth <= high))


@pytest.mark.parametrize("noise", [symmetric_noise, noise_of_our_own_table])
@pytest.mark.parametrize("people", [20, 50, 150, 1000])
def test_the_noisy_interval_holds_the_truth_as_often_as_it_promises(people, noise):
    """Wilson itself swings a little round 95 % from one truth to the next (Brown, Cai & DasGupta,
    Statistical Science 16 (2001) 101-133), so the mean over truths is held to 95 % and each
    truth to a point and a half below.
    """
    truths = [0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95]
    held = [coverage(wilson_interval_noisy, truth, people, noise) for truth in truths]
    assert np.mean(held) >= 0.95 - 0.003, held
    assert min(held) >= 0.95 - 0.015, held


def test_the_plain_interval_would_promise_too_much_under_noise():
    assert coverage(wilson_interval, 0.1, 50) < 0.93  # 0.913; the noisy one 0.960
