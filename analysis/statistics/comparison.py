"""Is this better, worse, not clearly different, or is it impossible to tell?

A figure is set against a reference (the country, comparable municipalities, last year, the rest of
the municipality) and gets one of four states. A difference is clear only when its interval clears
zero: never by rank, never because a chart looks so. Where many are compared at once, chance alone
would give some of them a colour; Benjamini-Hochberg's share of false finds is then held as well.

The two must be independent: compare a group with *the rest*, not with a whole that contains it,
unless the group is a small part of that whole.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import ndtr

from analysis.required import numbers, require_columns
from analysis.states import Because, Direction, State, UnknownPolarity
from analysis.statistics.intervals import Interval, combined_interval, wilson_interval_noisy
from language import _
from language.errors import BehovsbildError

# At 20 people the 95 % Wilson interval of one half is 0.30 to 0.70: nothing that a municipality
# acts on fits inside, and "no clear difference" would say more than such a figure knows.
MINIMUM_PEOPLE = 20


@dataclass(frozen=True)
class ShareDifference:
    """One share less another (-1 to 1), with its interval and the z-test's two-sided p-value."""

    difference: float | np.ndarray
    low: float | np.ndarray
    high: float | np.ndarray
    p_value: float | np.ndarray


@dataclass(frozen=True)
class Comparison:
    """How a figure stands to its reference; difference and bounds in the figure's own unit."""

    state: State
    direction: Direction
    difference: float
    difference_low: float
    difference_high: float
    because: Because | None  # why it cannot be told; None otherwise


class BadPValue(BehovsbildError, ValueError):
    """A p-value outside 0 to 1."""

    def __init__(self, p_value: float) -> None:
        super().__init__(
            _("Expected p-values between 0 and 1; came {p_value}.").format(p_value=p_value)
        )


def share_difference(
    cases: ArrayLike,
    people: ArrayLike,
    other_cases: ArrayLike,
    other_people: ArrayLike,
    *,
    confidence: float = 0.95,
    noise_variance: ArrayLike = 0.0,
    other_noise_variance: ArrayLike | None = None,
) -> ShareDifference:
    """The share `cases` / `people` less the other share, for single numbers or arrays.

    noise_variance   of each count, where they carry disclosure noise; a number or an array
             (intervals.py derives it); `other_noise_variance` where the other counts carry another,
             as a rest does that is a whole less a group: twice as much
    returns  ShareDifference; NaN where either has no people. Interval and p-value rest on different
             variances, and may disagree by a hair at the border: the state goes by the interval.
    source   interval: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10;
             p-value: the pooled two-sample z-test
    """
    counts = np.broadcast_arrays(*map(numbers, (cases, people, other_cases, other_people)))
    noise = numbers(noise_variance)
    other_noise = noise if other_noise_variance is None else numbers(other_noise_variance)
    these = wilson_interval_noisy(counts[0], counts[1], noise, confidence)
    others = wilson_interval_noisy(counts[2], counts[3], other_noise, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.stack([counts[0] / counts[1], counts[2] / counts[3]])
    shares = np.clip(shares, 0, 1)  # protected counts may pass each other
    signs = np.broadcast_to(np.reshape([1.0, -1.0], (2,) + (1,) * counts[0].ndim), shares.shape)
    difference, bounds = combined_interval(
        signs, shares, np.stack([these.low, others.low]), np.stack([these.high, others.high])
    )
    return ShareDifference(
        difference, bounds.low, bounds.high, _pooled_p_value(*counts, noise, other_noise)
    )


def share_p_value(
    cases: ArrayLike, people: ArrayLike, reference_share: ArrayLike, noise_variance: ArrayLike = 0.0
) -> float | np.ndarray:
    """Two-sided p-value of a share against one that is known; NaN where there are no people.

    It is below 0.05 exactly where the 95 % interval of `wilson_interval_noisy` excludes the
    reference, for both ask the same score test.
    """
    cases, people, reference = (numbers(each) for each in (cases, people, reference_share))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(cases / people, 0, 1)
        noise = numbers(noise_variance) * (1 + reference**2) / people**2
        variance = reference * (1 - reference) / people + noise
    return _two_sided(share - reference, variance)


def benjamini_hochberg(p_values: ArrayLike) -> np.ndarray:
    """The q-value of each p-value: the share of false finds if all that are as small are believed.

    p_values any shape; NaN (not tested) stays NaN, and does not count among the tests
    raises   BadPValue
    source   Benjamini & Hochberg, J. R. Statist. Soc. B 57 (1995) 289-300
    """
    p = numbers(p_values)
    wrong = (p < 0) | (p > 1)
    if wrong.any():
        raise BadPValue(p[wrong].flat[0])
    tested = ~np.isnan(p)
    order = np.argsort(p[tested], kind="stable")
    ranks = np.arange(1, len(order) + 1)
    raw = p[tested][order] * len(order) / ranks
    q_in_order = np.minimum.accumulate(raw[::-1])[::-1]
    q_tested = np.empty_like(q_in_order)
    q_tested[order] = np.minimum(q_in_order, 1)
    q = np.full(p.shape, np.nan)
    q[tested] = q_tested
    return q


def compare(
    value: float,
    interval: tuple[float, float],
    reference: float,
    *,
    better_is: str | None,
    reference_interval: tuple[float, float] | None = None,
    people: float | None = None,
    minimum_people: float = MINIMUM_PEOPLE,
) -> Comparison:
    """One figure against its reference; `compare_table` says what each part means."""
    table = pd.DataFrame(
        {"value": [value], "value_low": [interval[0]], "value_high": [interval[1]]}
    ).assign(reference=reference)
    if reference_interval is not None:
        table = table.assign(
            reference_low=reference_interval[0], reference_high=reference_interval[1]
        )
    if people is not None:
        table = table.assign(people=people)
    row = compare_table(table, better_is=better_is, minimum_people=minimum_people).iloc[0]
    return Comparison(
        state=State(row["state"]),
        direction=Direction(row["direction"]),
        difference=float(row["difference"]),
        difference_low=float(row["difference_low"]),
        difference_high=float(row["difference_high"]),
        because=None if pd.isna(row["because"]) else Because(row["because"]),
    )


def compare_table(
    table: pd.DataFrame,
    *,
    better_is: str | None,
    value: str = "value",
    minimum_people: float = MINIMUM_PEOPLE,
    false_discovery_share: float | None = None,
) -> pd.DataFrame:
    """The table with, for each row, how its figure stands to its reference.

    table    one row per figure: `value`, `value_low`, `value_high` (or another name given as
             `value`: "share" reads share, share_low, share_high) and `reference`, in one unit.
             `reference_low` and `reference_high` where the reference is itself unsure; the interval
             of the difference then takes both into account. `people`: below `minimum_people` the
             answer is "cannot tell". `p_value` is read only with `false_discovery_share`.
    better_is   "higher", "lower", or None where neither is better: then a clear difference has a
             direction, but whether it is good cannot be told
    false_discovery_share   where many rows are scanned: a difference is clear only if its q-value
             among the rows that can be told is at most this, too
    returns  the columns of `table` plus difference, difference_low, difference_high, direction,
             state, because (texts of Direction, State, Because), and q_value where asked for
    raises   MissingColumns; UnknownPolarity
    """
    if better_is not in ("higher", "lower", None):
        raise UnknownPolarity(better_is)
    require_columns(table, value, f"{value}_low", f"{value}_high", "reference")
    difference, (low, high) = _difference_from_reference(table, value)
    because = pd.Series(None, index=table.index, dtype=object)
    if "people" in table.columns:
        people = numbers(table["people"])
        because[people < minimum_people] = Because.FEW_PEOPLE
        because[np.isnan(people)] = Because.UNKNOWN_PEOPLE
    because[np.isnan(difference) | np.isnan(low) | np.isnan(high)] = Because.NO_FIGURE
    clear = because.isna() & ((low > 0) | (high < 0))
    answer = table.assign(difference=difference, difference_low=low, difference_high=high)
    if false_discovery_share is not None:
        require_columns(table, "p_value")
        q_value = benjamini_hochberg(table["p_value"].where(because.isna()))
        answer = answer.assign(q_value=q_value)
        clear &= q_value <= false_discovery_share
    direction = np.where(clear, np.where(difference > 0, "higher", "lower"), "neither")
    if better_is is None:
        because[clear] = Because.NO_POLARITY
    good = np.where(direction == better_is, State.BETTER, State.WORSE)
    state = np.where(clear, good, State.NO_CLEAR_DIFFERENCE)
    state = np.where(because.notna(), State.CANNOT_TELL, state)
    return answer.assign(direction=direction, state=state, because=because)


def _difference_from_reference(table: pd.DataFrame, value: str) -> tuple[np.ndarray, Interval]:
    reference = numbers(table["reference"])
    figures = np.stack([numbers(table[value]), reference])
    low = np.stack([numbers(table[f"{value}_low"]), reference])
    high = np.stack([numbers(table[f"{value}_high"]), reference])
    if "reference_low" in table.columns or "reference_high" in table.columns:
        require_columns(table, "reference_low", "reference_high")
        low[1], high[1] = numbers(table["reference_low"]), numbers(table["reference_high"])
    signs = np.broadcast_to([[1.0], [-1.0]], figures.shape)
    return combined_interval(signs, figures, low, high)


def _pooled_p_value(
    cases: np.ndarray,
    people: np.ndarray,
    other_cases: np.ndarray,
    other_people: np.ndarray,
    noise: np.ndarray,
    other_noise: np.ndarray,
) -> float | np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.clip((cases + other_cases) / (people + other_people), 0, 1)
        sampling = pooled * (1 - pooled) * (1 / people + 1 / other_people)
        changes = (1 + pooled**2) * (noise / people**2 + other_noise / other_people**2)
        difference = np.clip(cases / people, 0, 1) - np.clip(other_cases / other_people, 0, 1)
    return _two_sided(difference, sampling + changes)


def _two_sided(difference: np.ndarray, variance: np.ndarray) -> float | np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(difference == 0, 0.0, np.abs(difference) / np.sqrt(variance))
    p_value = 2 * ndtr(-z)
    return float(p_value) if np.ndim(p_value) == 0 else p_value
