"""Into which few classes do areas fall, so that a map can be read at a glance?

Own numpy and no mapclassify, whose import alone costs nine seconds. A class holds values from its
lower limit up to, but not including, its upper one; the last class includes its upper limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from analysis.required import numbers
from language import _
from language.errors import BehovsbildError

Scheme = Literal["quantiles", "natural", "fixed"]
SCHEMES: tuple[str, ...] = get_args(Scheme)
CLASSES = 5
FIXED = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)  # of an index from 0 to 10
TERCILES = 3
NO_CLASS = -1


class BadClasses(BehovsbildError, ValueError):
    """A way to divide that is not known, or values that cannot be divided that way."""


@dataclass(frozen=True)
class Classes:
    """Limits in rising order, one more than there are classes; empty where nothing has a value."""

    scheme: str
    limits: tuple[float, ...]

    @property
    def count(self) -> int:
        """How many classes there are."""
        return max(len(self.limits) - 1, 0)

    def of(self, values: ArrayLike) -> np.ndarray:
        """The class (0 for the lowest) of each value; -1 where it is missing."""
        values = numbers(values)
        if not self.count:
            return np.full(values.shape, NO_CLASS)
        inner = np.asarray(self.limits[1:-1])
        found = np.searchsorted(inner, values, side="right")
        return np.where(np.isnan(values), NO_CLASS, found)


def classes_of(values: ArrayLike, scheme: Scheme = "quantiles", count: int = CLASSES) -> Classes:
    """Classes for these values; fewer where there are fewer distinct values.

    quantiles  as many areas in each class, ties kept together
    natural    limits where the gaps are: least squared distance to the class means (Fisher)
    fixed      0, 2, 4, 6, 8, 10, for an index on that scale
    raises     BadClasses for an unknown scheme, or for fixed limits that do not hold the values
    """
    known = np.sort(numbers(values)[~np.isnan(numbers(values))])
    if scheme not in SCHEMES:
        raise BadClasses(
            _("Expected the classes to be {known}; came {scheme!r}.").format(
                known=", ".join(SCHEMES), scheme=scheme
            )
        )
    if scheme == "fixed":
        if len(known) and (known[0] < FIXED[0] or known[-1] > FIXED[-1]):
            raise BadClasses(
                _(
                    "Fixed classes from 0 to 10 are for the index; these values run from {low} "
                    "to {high}. Choose quantiles or natural breaks."
                ).format(low=f"{known[0]:g}", high=f"{known[-1]:g}")
            )
        return Classes(scheme, FIXED)
    if not len(known):
        return Classes(scheme, ())
    distinct = np.unique(known)
    count = min(count, len(distinct))
    inner = _quantiles(known, count) if scheme == "quantiles" else _natural(known, count)
    limits = [distinct[0], *np.unique(inner), distinct[-1]]
    return Classes(scheme, tuple(float(limit) for limit in limits))


def bivariate(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """3 x 3 classes of two variables in terciles: 3 x the first's + the second's; -1 if missing."""
    one, other = np.asarray(first), np.asarray(second)
    missing = (one == NO_CLASS) | (other == NO_CLASS)
    return np.where(missing, NO_CLASS, TERCILES * one + other)


def _quantiles(ordered: np.ndarray, count: int) -> Sequence[float]:
    """Lower limits of all classes but the first: the value at each place of the order."""
    places = np.ceil(np.arange(1, count) * len(ordered) / count).astype(int)
    inner = ordered[np.minimum(places, len(ordered) - 1)]
    return inner[inner > ordered[0]]


def _natural(ordered: np.ndarray, count: int) -> Sequence[float]:
    """Fisher's optimal division by dynamic programming over the distinct values.

    source  Fisher, JASA 53 (1958) 789-798
    """
    value, weight = np.unique(ordered, return_counts=True)
    n = len(value)
    w = np.concatenate([[0], np.cumsum(weight)]).astype(float)
    s = np.concatenate([[0], np.cumsum(weight * (value - value.mean()))])
    q = np.concatenate([[0], np.cumsum(weight * (value - value.mean()) ** 2)])

    def spread(start: np.ndarray, end: int) -> np.ndarray:
        """Squared distance to the mean within value[start:end]."""
        people, total = w[end] - w[start], s[end] - s[start]
        return (q[end] - q[start]) - total**2 / people

    best = np.array([0.0] + [float(spread(np.array(0), end)) for end in range(1, n + 1)])
    cuts = []
    for used in range(2, count + 1):
        least, cut = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=int)
        for end in range(used, n + 1):
            starts = np.arange(used - 1, end)
            sums = best[starts] + spread(starts, end)
            at = int(np.argmin(sums))
            least[end], cut[end] = sums[at], starts[at]
        best = least
        cuts.append(cut)
    limits, end = [], n
    for cut in reversed(cuts):
        end = cut[end]
        limits.append(value[end])
    return limits[::-1]
