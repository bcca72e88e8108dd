"""Which areas differ more from the target than chance, or the usual variation, explains?

A funnel plot: each area's share against its size, between limits at 95 and 99.8 % round the target.
The limits are those of the score test, so that an area lies outside its limit exactly when its
Wilson interval at that level excludes the target: chart and comparison never disagree.

Areas vary more than chance alone for reasons that no indicator holds. Where that over-dispersion
is there, limits from chance alone would make most large areas stand out; they are then widened
(Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202; Quality and Safety in Health Care 14
(2005) 347-351).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from analysis.required import numbers, require_columns, require_possible
from analysis.statistics.intervals import normal_quantile
from language import _
from language.errors import BehovsbildError

LEVELS = (0.95, 0.998)
WINSORISED_TAIL = 0.1  # Spiegelhalter: a tenth at each end, so that true outliers do not hide
SIGNIFICANT = 0.05  # over-dispersion is allowed for only where chance does not explain it
FEWEST_AREAS = 5  # below this the variation between areas cannot be told from chance

Widening = Literal["additive", "multiplicative", "none"]


class NoTarget(BehovsbildError, ValueError):
    """No share that the areas could be held against."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Expected a target share between 0 and 1, or areas with people to take it from; "
                "came neither. Choose another year, or give the target."
            )
        )


@dataclass(frozen=True)
class Dispersion:
    """How much more the areas vary than chance alone.

    phi      mean squared z of the areas, winsorised: about 1 (a little below) by chance alone
    tau      standard deviation between areas (0 to 1, the share's own unit) beyond chance
    p_value  of phi under chance alone
    areas    how many areas it rests on
    """

    phi: float
    tau: float
    p_value: float
    areas: int

    @property
    def is_over(self) -> bool:
        """Whether the limits should be widened: more variation than chance explains."""
        return self.areas >= FEWEST_AREAS and self.phi > 1 and self.p_value < SIGNIFICANT


@dataclass(frozen=True)
class Funnel:
    """Areas between limits: `points` a row per area, `dispersion`, and how limits were widened."""

    points: pd.DataFrame
    dispersion: Dispersion
    widening: Widening


def dispersion(cases: ArrayLike, people: ArrayLike, target_share: ArrayLike) -> Dispersion:
    """Over-dispersion of the areas round the target; areas without people or figures are left out.

    target_share   one share, or one per area (what would be expected of each)
    source   Spiegelhalter 2005: phi from winsorised z; tau by DerSimonian & Laird's moments
    """
    cases, people, target = np.broadcast_arrays(*map(numbers, (cases, people, target_share)))
    require_possible(cases, people)
    known = (people > 0) & ~np.isnan(cases) & (target > 0) & (target < 1)
    cases, people, target = cases[known], people[known], target[known]
    areas = len(people)
    if areas < 2:
        return Dispersion(phi=np.nan, tau=0.0, p_value=np.nan, areas=areas)
    variance = target * (1 - target) / people
    z = _winsorised((cases / people - target) / np.sqrt(variance))
    sum_of_squares = float((z**2).sum())
    weight = 1 / variance
    spread = weight.sum() - (weight**2).sum() / weight.sum()
    tau_squared = max(0.0, (sum_of_squares - (areas - 1)) / spread)
    return Dispersion(
        phi=sum_of_squares / areas,
        tau=float(np.sqrt(tau_squared)),
        p_value=float(chdtrc(areas, sum_of_squares)),
        areas=areas,
    )


def funnel_limits(
    people: ArrayLike,
    target_share: ArrayLike,
    *,
    found: Dispersion | None = None,
    widening: Widening = "none",
) -> pd.DataFrame:
    """Limits of the share at each size, as for the lines of the chart.

    people   sizes (a column of areas, or a grid for smooth lines)
    found    the areas' Dispersion, needed for a widening other than "none"
    returns  people, target_share, low_95, high_95, low_998, high_998 (0 to 1)
    """
    people, target = np.broadcast_arrays(numbers(people), numbers(target_share))
    standard_error = _standard_error(people, target, found, widening)
    limits = {"people": people, "target_share": target}
    for level in LEVELS:
        half = normal_quantile(level) * standard_error
        name = f"{level * 100:g}".replace(".", "")  # 0.998 is written 998, as in the columns
        limits[f"low_{name}"] = np.clip(target - half, 0, 1)
        limits[f"high_{name}"] = np.clip(target + half, 0, 1)
    return pd.DataFrame(limits)


def funnel(
    areas: pd.DataFrame,
    *,
    target_share: ArrayLike | None = None,
    widening: Widening = "additive",
) -> Funnel:
    """Areas against a target, with limits widened where they vary more than chance explains.

    areas    one row per area: `cases`, `people`, and what else should follow along
    target_share   one share or one per area; without it, all areas' cases over all their people
    widening "additive" (a standard deviation between areas, tau, which large areas have too),
             "multiplicative" (every limit by the root of phi) or "none"
    returns  Funnel: `points` has the columns of `areas` plus share, target_share, the limits of
             `funnel_limits`, z (standard errors from the target, after widening) and `zone`:
             inside, below_95, above_95, below_998 or above_998; missing without a figure
    raises   MissingColumns; ImpossibleCounts; NoTarget
    """
    require_columns(areas, "cases", "people")
    cases, people = numbers(areas["cases"]), numbers(areas["people"])
    target = _target(cases, people, target_share)
    found = dispersion(cases, people, target)
    applied: Widening = widening if found.is_over else "none"
    limits = funnel_limits(people, target, found=found, widening=applied)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = cases / np.where(people > 0, people, np.nan)
        z = (share - target) / _standard_error(people, target, found, applied)
    points = areas.assign(share=share)
    for column in limits.columns.drop("people"):
        points[column] = limits[column].to_numpy()
    return Funnel(points.assign(z=z, zone=_zone(z)), found, applied)


def _target(cases: np.ndarray, people: np.ndarray, given: ArrayLike | None) -> np.ndarray:
    if given is not None:
        target = numbers(given)
    else:
        known = ~np.isnan(cases) & ~np.isnan(people)
        total = people[known].sum()
        target = numbers(cases[known].sum() / total if total > 0 else np.nan)
    if np.isnan(target).all() or (target < 0).any() or (target > 1).any():
        raise NoTarget
    return target


def _standard_error(
    people: np.ndarray, target: np.ndarray, found: Dispersion | None, widening: Widening
) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = target * (1 - target) / np.where(people > 0, people, np.nan)
    if found is not None and widening == "additive":
        variance = variance + found.tau**2
    if found is not None and widening == "multiplicative":
        variance = variance * max(1.0, found.phi)
    return np.sqrt(variance)


def _zone(z: np.ndarray) -> np.ndarray:
    wide, narrow = normal_quantile(0.998), normal_quantile(0.95)
    return np.select(
        [np.isnan(z), z < -wide, z > wide, z < -narrow, z > narrow],
        [None, "below_998", "above_998", "below_95", "above_95"],
        default="inside",
    )


def _winsorised(z: np.ndarray) -> np.ndarray:
    low, high = np.quantile(z, [WINSORISED_TAIL, 1 - WINSORISED_TAIL])
    return np.clip(z, low, high)
