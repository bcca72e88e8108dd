"""Classes of a map, small enough to divide by hand."""

from itertools import combinations

import numpy as np
import pytest

from analysis.statistics.classes import BadClasses, bivariate, classes_of


def test_quantiles_hold_as_many_areas_each():
    found = classes_of(np.arange(10.0), "quantiles")
    assert np.bincount(found.of(np.arange(10.0))).tolist() == [2, 2, 2, 2, 2]
    assert found.limits == (0, 2, 4, 6, 8, 9)


def test_equal_values_are_never_parted():
    values = [1, 1, 1, 1, 1, 1, 2, 3, 4, 5]
    of = classes_of(values, "quantiles").of(values)
    assert len(set(of[:6])) == 1


def test_natural_breaks_lie_in_the_gaps():
    values = [1, 2, 3, 50, 51, 52, 200, 201]
    assert classes_of(values, "natural", 3).of(values).tolist() == [0, 0, 0, 1, 1, 1, 2, 2]


def test_natural_breaks_are_the_best_of_all_divisions():
    """Every way to cut 12 values in 4 is tried; none has a smaller spread within."""
    values = np.sort(np.random.default_rng(2).gamma(2, 3, 12))

    def spread(parts):
        return sum(((part - part.mean()) ** 2).sum() for part in parts)

    best = min(spread(np.split(values, cut)) for cut in combinations(range(1, 12), 3))
    of = classes_of(values, "natural", 4).of(values)
    assert spread([values[of == k] for k in range(4)]) == pytest.approx(best)


def test_fixed_classes_are_for_the_index_only():
    assert classes_of([0, 10, 5], "fixed").of([0, 1.99, 2, 10]).tolist() == [0, 0, 1, 4]
    with pytest.raises(BadClasses, match="250000"):
        classes_of([200_000, 250_000], "fixed")


def test_missing_values_have_no_class_and_few_values_few_classes():
    assert classes_of([np.nan, 3, 5], "natural").of([np.nan, 3, 5]).tolist() == [-1, 0, 1]
    assert classes_of([7, 7, 7]).of([7, np.nan]).tolist() == [0, -1]
    assert classes_of([np.nan]).of([np.nan]).tolist() == [-1]


def test_an_unknown_scheme_is_named():
    with pytest.raises(BadClasses, match="equal"):
        classes_of([1, 2], "equal")


def test_two_at_once_are_nine_classes():
    assert bivariate(np.array([0, 1, 2, -1]), np.array([2, 1, 0, 1])).tolist() == [2, 4, 6, -1]
