"""Is one group higher than another nearly every year?

Where a source says nothing of how unsure a figure is, a year's difference cannot be judged; that
the same group is the higher one year after year can. The sign test asks how often a coin would
land so one-sidedly, and looks at no sizes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binomtest

from analysis.required import numbers

SIGNIFICANCE = 0.05  # shared by the comparisons that are made at once (Bonferroni)


@dataclass(frozen=True)
class Signs:
    """In how many years one was above the other, below it and equal; the two-sided p-value.

    p_value is 1 where no year tells them apart.
    """

    higher: int
    lower: int
    equal: int
    p_value: float
    comparisons: int

    @property
    def is_clear(self) -> bool:
        """Whether the p-value times the number of comparisons is at most 5 %."""
        return self.p_value * self.comparisons <= SIGNIFICANCE


def sign_test(one: ArrayLike, other: ArrayLike, *, comparisons: int = 1) -> Signs:
    """How often `one` was above `other`, year by year in the same order and unit.

    Years in which either is missing do not count; equal ones are told but not tested.

    comparisons   how many pairs are tested at once
    source        exact binomial sign test: Conover, Practical Nonparametric Statistics (1999) 3.4
    """
    difference = numbers(one) - numbers(other)
    difference = difference[np.isfinite(difference)]
    higher, lower = int((difference > 0).sum()), int((difference < 0).sum())
    told = higher + lower
    p_value = float(binomtest(higher, told).pvalue) if told else 1.0
    return Signs(higher, lower, len(difference) - told, p_value, comparisons)
