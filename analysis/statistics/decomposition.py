"""Which groups carry the gap, and is it who they are or how they fare?

Two questions about one gap between a place and its reference. *How many cases fewer* would there be
if every group had the reference's level: `cases_fewer_by_group`. *How much is mix, how much is
rate*: `kitagawa` splits the gap into what a different composition explains, what different rates
explain, and what neither does alone. Nothing here says why; it says where the cases are.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.required import numbers, require_columns, require_possible
from analysis.statistics.intervals import combined_interval, wilson_interval_noisy
from language import _
from language.errors import BehovsbildError


class NobodyToCompare(BehovsbildError, ValueError):
    """The place or its reference has no people in any group."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Expected people in at least one group, both here and in the reference; one of "
                "them has none, or a count is missing. Choose another year, area or reference."
            )
        )


@dataclass(frozen=True)
class Part:
    """A part of the gap (in shares, -1 to 1), with its interval, and as cases here."""

    share: float
    share_low: float
    share_high: float
    cases: float


@dataclass(frozen=True)
class Kitagawa:
    """A gap between two shares, split twice: in two parts, and in three.

    share, reference_share, gap   0 to 1, and their difference
    mix, rate        the two-part split: gap = mix + rate, each group weighed by the mean of the two
                     compositions and the two rates, which shares the interaction equally
    pure_mix, pure_rate, interaction   the three-part split: gap = their sum. Pure mix: our
                     composition with the reference's rates. Pure rate: the reference's composition
                     with our rates. The interaction belongs to neither: groups that are both larger
                     and worse here. Where it is not small, two parts tell less than they seem to.
    groups           the same per group; the columns sum to the whole
    """

    share: float
    reference_share: float
    gap: float
    mix: Part
    rate: Part
    pure_mix: float
    pure_rate: float
    interaction: float
    groups: pd.DataFrame


def cases_fewer_by_group(
    groups: pd.DataFrame, *, confidence: float = 0.95, noise_variance: ArrayLike = 0.0
) -> pd.DataFrame:
    """How many cases fewer there would be in each group, had it the reference's level.

    groups   one row per group: `cases`, `people`, `reference_share` (0 to 1; one level for all, or
             that of the same group in the reference), and what should follow along
    returns  the columns of `groups` plus share, share_low, share_high, cases_fewer with bounds
             (persons; negative where the group does better than the reference) and part_of_excess:
             the group's share of all cases that are too many (0 to 1; empty where it has none too
             many); most cases fewer first. The reference is taken as known.
    raises   MissingColumns; ImpossibleCounts
    """
    require_columns(groups, "cases", "people", "reference_share")
    cases, people = numbers(groups["cases"]), numbers(groups["people"])
    level = numbers(groups["reference_share"])
    require_possible(np.minimum(cases, people), people)
    low, high = wilson_interval_noisy(cases, people, noise_variance, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(cases / people, 0, 1)
    fewer = cases - people * level
    too_many = np.where(fewer > 0, fewer, np.nan)
    total = np.nansum(too_many)
    answer = groups.assign(
        share=share,
        share_low=low,
        share_high=high,
        cases_fewer=fewer,
        cases_fewer_low=people * (low - level),
        cases_fewer_high=people * (high - level),
        part_of_excess=too_many / total if total > 0 else np.nan,
    )
    return answer.sort_values("cases_fewer", ascending=False, kind="stable", ignore_index=True)


def kitagawa(
    groups: pd.DataFrame, *, confidence: float = 0.95, noise_variance: ArrayLike = 0.0
) -> Kitagawa:
    """Split the gap between two shares into mix and rate, over groups that make up both.

    groups   one row per group, every person in exactly one: `cases`, `people`, `reference_cases`,
             `reference_people`, and what should follow along. A group with nobody on one side has
             no rate there: it is given the other side's, so that its whole part is mix, and is
             marked in the answer's `one_sided`.
    returns  Kitagawa; its `groups` has the columns of `groups` plus people_share,
             reference_people_share, share, reference_share, mix, rate, pure_mix, pure_rate,
             interaction (shares; a group's mix is told against the reference's overall share:
             positive means more people in a group above it, or fewer in one below it), and
             mix_cases, rate_cases (persons here), one_sided
    raises   MissingColumns; ImpossibleCounts; NobodyToCompare
    source   Kitagawa, J. Am. Stat. Ass. 50 (1955) 1168-1194; intervals: `combined_interval` over
             the groups' rates, with the compositions taken as known
    """
    require_columns(groups, "cases", "people", "reference_cases", "reference_people")
    here = _Side.of(groups, "", confidence, noise_variance)
    there = _Side.of(groups, "reference_", confidence, noise_variance)
    here, there = here.lent_rates_by(there), there.lent_rates_by(here)
    more_people = here.weight - there.weight
    worse = here.rate - there.rate
    overall, overall_there = here.overall, there.overall
    interaction = more_people * worse
    pure_mix, pure_rate = more_people * (there.rate - overall_there), there.weight * worse
    mix, rate = pure_mix + interaction / 2, pure_rate + interaction / 2
    table = groups.assign(
        people_share=here.weight,
        reference_people_share=there.weight,
        share=here.rate,
        reference_share=there.rate,
        mix=mix,
        rate=rate,
        pure_mix=pure_mix,
        pure_rate=pure_rate,
        interaction=interaction,
        mix_cases=mix * here.people.sum(),
        rate_cases=rate * here.people.sum(),
        one_sided=(here.people == 0) ^ (there.people == 0),
    )
    mean_weight = (here.weight + there.weight) / 2
    return Kitagawa(
        share=overall,
        reference_share=overall_there,
        gap=overall - overall_there,
        mix=_part(mix.sum(), more_people / 2, more_people / 2, here, there),
        rate=_part(rate.sum(), mean_weight, -mean_weight, here, there),
        pure_mix=float(pure_mix.sum()),
        pure_rate=float(pure_rate.sum()),
        interaction=float(interaction.sum()),
        groups=table,
    )


@dataclass(frozen=True)
class _Side:
    """The groups' sizes, their weights (sum 1) and their rates with bounds, on one side."""

    people: np.ndarray
    weight: np.ndarray
    rate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    overall: float

    @classmethod
    def of(
        cls, groups: pd.DataFrame, side: str, confidence: float, noise_variance: ArrayLike
    ) -> "_Side":
        cases, people = numbers(groups[f"{side}cases"]), numbers(groups[f"{side}people"])
        low, high = wilson_interval_noisy(cases, people, noise_variance, confidence)
        cases = np.minimum(cases, people)  # protected counts may pass each other
        total = people.sum()
        if not total > 0 or np.isnan(cases).any():
            raise NobodyToCompare
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = cases / people
        return cls(people, people / total, rate, low, high, float(cases.sum() / total))

    def lent_rates_by(self, other: "_Side") -> "_Side":
        """The same side with the other's rate where nobody is here; 0 where nobody is at all."""
        empty = self.people == 0
        rate, low, high = (
            np.nan_to_num(np.where(empty, theirs, ours))
            for ours, theirs in (
                (self.rate, other.rate),
                (self.low, other.low),
                (self.high, other.high),
            )
        )
        return _Side(self.people, self.weight, rate, low, high, self.overall)


def _part(
    share: float, weights: np.ndarray, reference_weights: np.ndarray, here: _Side, there: _Side
) -> Part:
    """A part that is a weighted sum of the rates of both sides, with the interval of that sum."""
    total, bounds = combined_interval(
        np.concatenate([weights, reference_weights]),
        np.concatenate([here.rate, there.rate]),
        np.concatenate([here.low, there.low]),
        np.concatenate([here.high, there.high]),
    )
    return Part(
        share=float(share),
        share_low=float(bounds.low + share - total),
        share_high=float(bounds.high + share - total),
        cases=float(share * here.people.sum()),
    )
