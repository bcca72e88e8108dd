"""Do areas with a higher index have a higher or a lower outcome, and how sure is that?

Pearson and Spearman over areas with bootstrap intervals: areas are drawn with replacement, so what
is asked is what other areas like these would have shown. Refused under five areas; a line is only
given where Pearson's interval excludes 0. That areas go together says nothing of persons.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import ndtr
from scipy.stats import rankdata
from scipy.stats import t as student

from analysis.required import numbers
from language import _
from language.errors import BehovsbildError

FEWEST_AREAS = 5
FEW_AREAS = 10
RESAMPLES = 2000
SEED = 20_250_701  # any number will do; a fixed one gives everybody the same interval
MOST_AT_ONCE = 4_000_000  # drawn areas in memory at a time
MANY_AREAS = 500  # from here on ranks are those among all areas: drawing moves them next to nothing


class TooFewAreas(BehovsbildError, ValueError):
    """Fewer areas than a correlation can be read from."""

    def __init__(self, areas: int) -> None:
        super().__init__(
            _(
                "A relation between areas is not given for fewer than {fewest}; here {n} have both "
                "figures. Choose a level with more areas, or another year."
            ).format(fewest=FEWEST_AREAS, n=areas)
        )


class NothingVaries(BehovsbildError, ValueError):
    """One of the two figures is the same in every area."""

    def __init__(self) -> None:
        super().__init__(
            _("One of the two figures is the same in every area, so nothing can go together.")
        )


@dataclass(frozen=True)
class Coefficient:
    """A correlation between -1 and 1 with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval excludes 0."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Correlation:
    """How two figures go together over areas.

    slope, intercept  of the least-squares line: outcome = intercept + slope x index
    level, expected, expected_low, expected_high   the line on a grid of x, with its 95 % bootstrap
                      band; flat at the mean where the relation is not clear
    """

    areas: int
    weighted: bool
    pearson: Coefficient
    spearman: Coefficient
    slope: float
    intercept: float
    mean: float
    expected: pd.DataFrame

    @property
    def is_few(self) -> bool:
        """Whether there are so few areas that one of them may decide."""
        return self.areas < FEW_AREAS

    @property
    def has_line(self) -> bool:
        """Whether the line may be shown: Pearson's interval excludes 0."""
        return self.pearson.is_clear

    def expected_at(self, x: ArrayLike) -> np.ndarray:
        """What would be expected at `x`: the line, or the mean where no line may be shown."""
        x = numbers(x)
        if not self.has_line:
            return np.where(np.isnan(x), np.nan, self.mean)
        return self.intercept + self.slope * x


def correlate(
    x: ArrayLike,
    y: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    levels: ArrayLike | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Correlation:
    """Pearson, Spearman and the line of `y` on `x`, one value an area; NaN pairs are left out.

    weights  people per area, for each area to count by its people; an area without takes no part
    levels   where on x to tell what is expected; whole numbers over the range unless given
    raises   TooFewAreas, NothingVaries
    source   expanded percentile intervals: Hesterberg, The American Statistician 69 (2015)
             371-386. Plain percentiles exclude 0 in 13 of 100 unrelated sets of 5 areas, expanded
             ones in 3 (own simulation)
    """
    x, y = numbers(x), numbers(y)
    w = np.ones(len(x)) if weights is None else numbers(weights)
    known = np.isfinite(x) & np.isfinite(y) & (w > 0)
    x, y, w = x[known], y[known], w[known]
    if len(x) < FEWEST_AREAS:
        raise TooFewAreas(len(x))
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise NothingVaries
    grid = _grid(x) if levels is None else numbers(levels)
    r, slope, intercept = _fits(x[None], y[None], w[None])
    rank = _fits(_ranks(x[None]), _ranks(y[None]), w[None])[0]
    drawn = _resampled(x, y, w, resamples, np.random.default_rng(seed))
    tail = _expanded_tail(len(x))
    pearson = Coefficient(float(r[0]), *_bounds(drawn[0], tail))
    mean = float(np.average(y, weights=w))
    if pearson.is_clear:
        middle = intercept[0] + slope[0] * grid
        band = drawn[3][:, None] + drawn[2][:, None] * grid
    else:
        middle = np.full(len(grid), mean)
        band = np.repeat(drawn[4][:, None], len(grid), axis=1)
    low, high = np.nanquantile(band, [tail, 1 - tail], axis=0)
    return Correlation(
        areas=len(x),
        weighted=weights is not None,
        pearson=pearson,
        spearman=Coefficient(float(rank[0]), *_bounds(drawn[1], tail)),
        slope=float(slope[0]),
        intercept=float(intercept[0]),
        mean=mean,
        expected=pd.DataFrame(
            {"level": grid, "expected": middle, "expected_low": low, "expected_high": high}
        ),
    )


def _grid(x: np.ndarray) -> np.ndarray:
    return np.arange(np.floor(x.min()), np.ceil(x.max()) + 1)


def _expanded_tail(n: int) -> float:
    """The tail that makes percentiles of n areas as wide as Student's t would."""
    return float(ndtr(-np.sqrt(n / (n - 1)) * student.ppf(0.975, n - 1)))


def _bounds(drawn: np.ndarray, tail: float) -> tuple[float, float]:
    low, high = np.nanquantile(drawn, [tail, 1 - tail])
    return float(low), float(high)


def _resampled(
    x: np.ndarray, y: np.ndarray, w: np.ndarray, resamples: int, rng: np.random.Generator
) -> np.ndarray:
    """Pearson, Spearman, slope, intercept and mean of y in each resample (5 x resamples)."""
    parts = []
    at_once = max(1, MOST_AT_ONCE // len(x))
    ranks = (rankdata(x), rankdata(y)) if len(x) >= MANY_AREAS else None
    for first in range(0, resamples, at_once):
        chosen = rng.integers(0, len(x), (min(at_once, resamples - first), len(x)))
        xs, ys, ws = x[chosen], y[chosen], w[chosen]
        pearson, slope, intercept = _fits(xs, ys, ws)
        if ranks is None:
            spearman = _fits(_ranks(xs), _ranks(ys), ws)[0]
        else:
            spearman = _fits(ranks[0][chosen], ranks[1][chosen], ws)[0]
        mean = (ws * ys).sum(axis=1) / ws.sum(axis=1)
        parts.append(np.stack([pearson, spearman, slope, intercept, mean]))
    return np.concatenate(parts, axis=1)


def _ranks(values: np.ndarray) -> np.ndarray:
    return rankdata(values, axis=1)


def _fits(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weighted correlation, slope and intercept of each row; NaN where a row does not vary."""
    total = w.sum(axis=1, keepdims=True)
    x_mean = (w * x).sum(axis=1, keepdims=True) / total
    y_mean = (w * y).sum(axis=1, keepdims=True) / total
    dx, dy = x - x_mean, y - y_mean
    xx, yy, xy = ((w * a * b).sum(axis=1) for a, b in ((dx, dx), (dy, dy), (dx, dy)))
    nothing = (np.ptp(x, axis=1) == 0) | (np.ptp(y, axis=1) == 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.where(nothing, np.nan, np.clip(xy / np.sqrt(xx * yy), -1, 1))
        slope = np.where(np.ptp(x, axis=1) == 0, np.nan, xy / xx)
    return r, slope, y_mean[:, 0] - slope * x_mean[:, 0]
