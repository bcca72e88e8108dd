"""How sure is a figure? Bounds around a share, a count, a rate, and a sum of such.

Every function takes single numbers or arrays of the same shape, and answers in kind. Shares are
0 to 1. Which interval is used where: Wilson for shares; for counts the exact Poisson interval below
10 and Byar's approximation from 10 on, as English public health statistics do (APHO Technical
Briefing 3, 2008). How two figures compare is the question of `comparison.py`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv, ndtri

from analysis.required import numbers, require_possible
from language import _
from language.errors import BehovsbildError

EXACT_BELOW = 10  # cases; where Byar's approximation takes over (APHO Technical Briefing 3)


class Interval(NamedTuple):
    """Lower and upper bound, each a float or an array, in the unit of what was asked."""

    low: float | np.ndarray
    high: float | np.ndarray


class BadConfidence(BehovsbildError, ValueError):
    """A confidence level that is not a share between 0 and 1."""

    def __init__(self, confidence: float) -> None:
        super().__init__(
            _(
                "Expected a confidence level between 0 and 1, such as 0.95 or 0.998; came "
                "{confidence}. Write 95 % as 0.95."
            ).format(confidence=confidence)
        )


class BadNoiseVariance(BehovsbildError, ValueError):
    """A variance of disclosure noise that is below zero."""

    def __init__(self, variance: float) -> None:
        super().__init__(
            _(
                "Expected the variance of the disclosure noise, 0 or more (the policy's is 2); "
                "came {variance}."
            ).format(variance=variance)
        )


def normal_quantile(confidence: float) -> float:
    """The two-sided normal quantile in full precision: 0.95 -> 1.959963984540054."""
    if not 0 < confidence < 1:
        raise BadConfidence(confidence)
    return float(-ndtri((1 - confidence) / 2))


def wilson_interval(cases: ArrayLike, people: ArrayLike, confidence: float = 0.95) -> Interval:
    """Wilson bounds (0 to 1) of the share `cases` of `people`; NaN where there are no people.

    raises   ImpossibleCounts unless 0 <= cases <= people; BadConfidence
    source   Wilson, JASA 22 (1927) 209-212
    """
    cases, people = numbers(cases), numbers(people)
    require_possible(cases, people)
    return _score_interval(cases, people, confidence, noise_variance=np.zeros(()))


def wilson_interval_noisy(
    cases: ArrayLike,
    people: ArrayLike,
    noise_variance: ArrayLike = 2.0,
    confidence: float = 0.95,
) -> Interval:
    """Wilson bounds for counts that carry disclosure noise; NaN where there are no people.

    The cell-key method adds to each count an independent change with mean 0 and variance
    `noise_variance` (v, persons squared; a sum of k protected cells carries k times as much, so it
    may be an array too). Let C and N be the true counts, e and d their changes, and P = C / N. To
    first order (C + e) / (N + d) = P + (e - P d) / N, so a published share has the variance

        pi (1 - pi) / n  +  v (1 + pi^2) / n^2  =  pi (1 - pi) / m,

    where m < n is the *effective* number of people: those who would give as unsure a share without
    noise. Wilson's interval is all pi that a score test does not reject; here they solve

        (p - pi)^2 = z^2 pi (1 - pi) / m(pi),

    still a quadratic in pi. To take m at each pi, and not once at the estimate p, matters: at p = 0
    and p = 1 the latter would be 0 people, and say nothing at all. With v = 0 it is Wilson's own.

    Protected counts may pass each other, so `cases` is first cut to 0..people.
    raises   ImpossibleCounts when a count is below 0; BadNoiseVariance; BadConfidence
    """
    cases, people, variance = numbers(cases), numbers(people), numbers(noise_variance)
    if (variance < 0).any():
        raise BadNoiseVariance(variance.min())
    require_possible(np.minimum(cases, people), people)
    return _score_interval(np.minimum(cases, people), people, confidence, variance)


def exact_count_interval(cases: ArrayLike, confidence: float = 0.95) -> Interval:
    """Exact Poisson bounds of a count, by the chi-square quantiles; low is 0 at no cases.

    source   Garwood, Biometrika 28 (1936) 437-442; chi2(2c) / 2 is the gamma quantile used here
    """
    cases = numbers(cases)
    require_possible(cases, np.inf)
    tail = _tail(confidence)
    with np.errstate(invalid="ignore"):
        low = np.where(cases == 0, 0.0, gammaincinv(cases, tail))
    return _interval(low, gammainccinv(cases + 1, tail))


def byar_count_interval(cases: ArrayLike, confidence: float = 0.95) -> Interval:
    """Byar's bounds of a count; low is NaN where the approximation falls below 0 (few cases).

    source   Breslow & Day, Statistical Methods in Cancer Research II (1987) 69
    """
    cases, z = numbers(cases), normal_quantile(confidence)
    require_possible(cases, np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 - 1 / (9 * cases) - z / (3 * np.sqrt(cases))
        low = np.where(root < 0, np.nan, cases * root**3)
    above = cases + 1
    high = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return _interval(low, high)


def count_interval(cases: ArrayLike, confidence: float = 0.95) -> Interval:
    """Bounds of a count: exact below 10, Byar from 10 on; NaN where the count is missing."""
    cases = numbers(cases)
    few = cases < EXACT_BELOW
    exact = exact_count_interval(cases, confidence)
    byar = byar_count_interval(cases, confidence)
    return _interval(
        np.where(few, exact.low, byar.low),
        np.where(few, exact.high, byar.high),
    )


def rate_interval(
    cases: ArrayLike, people: ArrayLike, per: float = 1000, confidence: float = 0.95
) -> Interval:
    """Bounds of `cases` per `per` people (or person-years); NaN where there are none.

    Cases may outnumber people: one person can have several.
    """
    people = numbers(people)
    require_possible(np.zeros(()), people)
    low, high = count_interval(cases, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(people > 0, per / people, np.nan)
    return _interval(low * scale, high * scale)


def combined_interval(
    weights: ArrayLike, values: ArrayLike, low: ArrayLike, high: ArrayLike
) -> tuple[float | np.ndarray, Interval]:
    """The weighted sum of independent figures, with bounds recovered from their own.

    weights, values, low, high   same shape, figures along the first axis; weights may be negative
    returns  the sum, and its interval: each figure's distance to the bound that pulls the sum down
             (or up) is squared and summed. Weights 1 and -1 with Wilson bounds give Newcombe's.
    source   Zou & Donner, Statistics in Medicine 27 (2008) 1693-1702 ("MOVER")
    """
    weights, values, low, high = (numbers(each) for each in (weights, values, low, high))
    toward_low = np.where(weights > 0, values - low, high - values)
    toward_high = np.where(weights > 0, high - values, values - low)
    total = (weights * values).sum(axis=0)
    down = np.sqrt(((weights * toward_low) ** 2).sum(axis=0))
    up = np.sqrt(((weights * toward_high) ** 2).sum(axis=0))
    return _plain(total), _interval(total - down, total + up)


def _score_interval(
    cases: np.ndarray, people: np.ndarray, confidence: float, noise_variance: np.ndarray
) -> Interval:
    z2, v = normal_quantile(confidence) ** 2, noise_variance
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(people > 0, people, np.nan)
        p = cases / n
        leading = 1 + z2 / n - z2 * v / n**2
        spread = p * (1 - p) / n + z2 / (4 * n**2)
        spread = spread + v / n**2 * (1 + p**2 + z2 / n - z2 * v / n**2)
        centre = (p + z2 / (2 * n)) / leading
        half = np.sqrt(z2 * np.maximum(spread, 0)) / leading
        low, high = np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
    # Exact ends, which rounding would leave a hair inside: nobody is 0, everybody is 1.
    low, high = np.where(p == 0, 0.0, low), np.where(p == 1, 1.0, high)
    # One or two people under noise: the parabola opens downwards, and every share is possible.
    drowned = leading <= 0
    return _interval(np.where(drowned, 0.0, low), np.where(drowned, 1.0, high))


def _tail(confidence: float) -> float:
    normal_quantile(confidence)
    return (1 - confidence) / 2


def _interval(low: np.ndarray, high: np.ndarray) -> Interval:
    return Interval(_plain(low), _plain(high))


def _plain(value: np.ndarray) -> float | np.ndarray:
    """A single number as a float, so that whoever asked about one need not unpack an array."""
    return float(value) if np.ndim(value) == 0 else np.asarray(value)
