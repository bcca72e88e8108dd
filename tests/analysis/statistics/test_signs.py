"""The sign test counts years and looks at no sizes; its p-value can be counted by hand."""

import numpy as np
import pytest

from analysis.statistics.signs import sign_test


def test_fifteen_years_all_the_same_way():
    # two-sided: 2 x (1/2)^15 = 1/16384
    found = sign_test(np.full(15, 0.88), np.full(15, 0.83))
    assert (found.higher, found.lower, found.equal) == (15, 0, 0)
    assert found.p_value == pytest.approx(1 / 16384)
    assert found.is_clear


def test_eight_of_ten_years_is_not_clear():
    # both tails: 2 x (C(10,0) + C(10,1) + C(10,2)) / 2^10 = 2 x 56 / 1024
    found = sign_test([1] * 8 + [0] * 2, [0] * 8 + [1] * 2)
    assert found.p_value == pytest.approx(112 / 1024)
    assert not found.is_clear


def test_equal_years_are_told_and_missing_ones_do_not_count():
    # three up, none down: 2 x (1/2)^3
    found = sign_test([3, 3, 3, 2, np.nan, 9], [1, 1, 1, 2, 1, np.nan])
    assert (found.higher, found.lower, found.equal) == (3, 0, 1)
    assert found.p_value == pytest.approx(0.25)


def test_more_comparisons_at_once_need_more_years():
    # 2 x (1/2)^6 = 0.03125: clear alone, and not as one of two
    six = ([1] * 6, [0] * 6)
    assert sign_test(*six).is_clear
    assert not sign_test(*six, comparisons=2).is_clear


def test_no_year_tells_nothing():
    assert sign_test([], []).p_value == 1
    assert not sign_test([1.0], [1.0]).is_clear
