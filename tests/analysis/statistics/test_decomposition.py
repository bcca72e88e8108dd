"""Which groups carry a gap, and mix against rate: worked by hand, and laws that must hold."""

import numpy as np
import pandas as pd
import pytest

from analysis.required import ImpossibleCounts
from analysis.statistics.decomposition import NobodyToCompare, cases_fewer_by_group, kitagawa
from language.errors import MissingColumns


def two_sides(cases, people, reference_cases, reference_people):
    return pd.DataFrame(
        {
            "group": [f"g{i}" for i in range(len(cases))],
            "cases": cases,
            "people": people,
            "reference_cases": reference_cases,
            "reference_people": reference_people,
        }
    )


def test_cases_fewer_by_hand():
    # against 10 %: 30 - 0.1 * 100 = 20 fewer; 50 - 0.1 * 400 = 10 fewer; 5 - 0.1 * 200 = 15 more
    groups = pd.DataFrame(
        {
            "group": ["c", "a", "b"],
            "cases": [5, 30, 50],
            "people": [200, 100, 400],
            "reference_share": 0.1,
        }
    )
    answer = cases_fewer_by_group(groups)
    assert answer["group"].tolist() == ["a", "b", "c"]
    assert answer["cases_fewer"].tolist() == pytest.approx([20, 10, -15])
    assert answer["part_of_excess"].tolist() == pytest.approx([2 / 3, 1 / 3, np.nan], nan_ok=True)
    # Wilson 30 of 100: 0.307398 -+ 1.887456 * sqrt(0.0021 + 0.00009604), 0.21895 to 0.39585
    assert answer["cases_fewer_low"][0] == pytest.approx(11.895, abs=1e-3)
    assert answer["cases_fewer_high"][0] == pytest.approx(29.585, abs=1e-3)


def test_groups_sum_to_the_whole_when_all_are_held_against_one_level():
    groups = pd.DataFrame({"cases": [5, 30, 50], "people": [200, 100, 400], "reference_share": 0.1})
    assert cases_fewer_by_group(groups)["cases_fewer"].sum() == pytest.approx(85 - 0.1 * 700)


def test_no_group_too_many_has_no_part_of_the_excess():
    groups = pd.DataFrame({"cases": [1, None], "people": [100, 50], "reference_share": 0.1})
    assert cases_fewer_by_group(groups)["part_of_excess"].isna().all()


def test_kitagawa_by_hand():
    # here: 60 % young at 0.20, 40 % old at 0.10: 0.16. There: half at 0.10, half at 0.08: 0.09.
    # pure mix  = 0.1 * 0.10 - 0.1 * 0.08 = 0.002;  pure rate = 0.5 * 0.10 + 0.5 * 0.02 = 0.06
    # interaction = 0.1 * 0.10 - 0.1 * 0.02 = 0.008;  in two parts: mix 0.006, rate 0.064
    answer = kitagawa(two_sides([120, 40], [600, 400], [50, 40], [500, 500]))
    assert (answer.share, answer.reference_share) == pytest.approx((0.16, 0.09))
    assert answer.pure_mix == pytest.approx(0.002)
    assert answer.pure_rate == pytest.approx(0.060)
    assert answer.interaction == pytest.approx(0.008)
    assert (answer.mix.share, answer.rate.share) == pytest.approx((0.006, 0.064))
    assert (answer.mix.cases, answer.rate.cases) == pytest.approx((6, 64))
    # Kitagawa's own form of the same: sum of mean weight times difference in rates
    assert answer.rate.share == pytest.approx(0.55 * 0.10 + 0.45 * 0.02)


def test_a_gap_of_age_mix_alone_is_all_mix():
    answer = kitagawa(two_sides([90, 10], [900, 1000], [30, 27], [300, 2700]))
    assert answer.gap > 0.02
    assert answer.rate.share == pytest.approx(0)
    assert answer.mix.share == pytest.approx(answer.gap)
    assert answer.rate.share_low < 0 < answer.rate.share_high


def test_the_same_mix_with_other_rates_is_all_rate():
    answer = kitagawa(two_sides([90, 30], [300, 600], [30, 20], [100, 200]))
    assert answer.mix.share == pytest.approx(0)
    assert answer.mix.share_low == pytest.approx(answer.mix.share_high)
    assert answer.rate.share == pytest.approx(answer.gap)


def test_with_one_group_the_rates_interval_is_newcombes():
    # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10: 56/70 - 48/80
    rate = kitagawa(two_sides([56], [70], [48], [80])).rate
    assert (rate.share_low, rate.share_high) == pytest.approx((0.0524, 0.3339), abs=6e-5)


@pytest.mark.parametrize("seed", range(20))
def test_parts_sum_to_the_gap_and_groups_to_the_parts(seed):
    rng = np.random.default_rng(seed)
    people, there = rng.integers(0, 300, 7), rng.integers(0, 300, 7)
    table = two_sides(rng.binomial(people, 0.3), people, rng.binomial(there, 0.2), there)
    answer = kitagawa(table)
    assert answer.mix.share + answer.rate.share == pytest.approx(answer.gap)
    assert answer.pure_mix + answer.pure_rate + answer.interaction == pytest.approx(answer.gap)
    assert answer.groups["mix"].sum() == pytest.approx(answer.mix.share)
    assert answer.groups["rate"].sum() == pytest.approx(answer.rate.share)
    swapped = kitagawa(
        two_sides(*(table[c] for c in ("reference_cases", "reference_people", "cases", "people")))
    )
    assert swapped.rate.share == pytest.approx(-answer.rate.share)
    assert swapped.mix.share == pytest.approx(-answer.mix.share)


def test_a_group_that_exists_only_here_is_all_mix_and_marked():
    # 100 new at 0.5 beside 100 at 0.1; the reference has only the latter: gap 0.3 - 0.1, all mix
    answer = kitagawa(two_sides([10, 50], [100, 100], [10, 0], [100, 0]))
    assert answer.groups["one_sided"].tolist() == [False, True]
    assert (answer.mix.share, answer.rate.share) == pytest.approx((0.2, 0.0))
    assert answer.groups["mix"].tolist() == pytest.approx([0.0, 0.2])


def test_a_group_without_anyone_on_either_side_adds_nothing():
    answer = kitagawa(two_sides([120, 40, 0], [600, 400, 0], [50, 40, 0], [500, 500, 0]))
    assert answer.mix.share == pytest.approx(0.006)
    assert answer.groups["one_sided"].tolist() == [False] * 3


def test_disclosure_noise_widens_the_parts():
    table = two_sides([12, 4], [60, 40], [50, 40], [500, 500])
    plain, noisy = kitagawa(table).rate, kitagawa(table, noise_variance=2.0).rate
    assert noisy.share == plain.share
    assert noisy.share_low < plain.share_low < plain.share_high < noisy.share_high


def test_the_rates_interval_holds_the_truth_as_often_as_it_promises():
    rng = np.random.default_rng(1955)
    people, there = np.array([80, 150, 40]), np.array([900, 700, 800])
    rates, rates_there = np.array([0.05, 0.2, 0.4]), np.array([0.04, 0.15, 0.3])
    weight = (people / people.sum() + there / there.sum()) / 2
    truth = weight @ (rates - rates_there)
    held = 0
    for _round in range(600):
        drawn = rng.binomial(people, rates), people, rng.binomial(there, rates_there), there
        part = kitagawa(two_sides(*drawn)).rate
        held += part.share_low <= truth <= part.share_high
    assert held / 600 >= 0.95 - 0.02  # two standard errors of 600 rounds


def test_bad_tables_are_refused():
    with pytest.raises(MissingColumns, match="reference_people"):
        kitagawa(pd.DataFrame({"cases": [1], "people": [2], "reference_cases": [1]}))
    with pytest.raises(NobodyToCompare):
        kitagawa(two_sides([1], [10], [0], [0]))
    with pytest.raises(NobodyToCompare):
        kitagawa(two_sides([1, None], [10, 10], [1, 1], [10, 10]))
    with pytest.raises(ImpossibleCounts):
        kitagawa(two_sides([-1], [10], [0], [10]))
