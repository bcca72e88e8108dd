"""Who are they, since when, whom else do they overlap with, and what might be avoided?

For a group that somebody delimited by hand as much as for one that was found. Everything here
works on counts as the gate lets them through.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from analysis.required import require_columns
from language import _
from language.errors import BehovsbildError

STANDS_OUT_Z = float(-ndtri(0.05))  # one-sided: a year in which it would rarely look so by chance


def standing_out(years: pd.DataFrame, *, noise_variance: float = 0.0) -> pd.DataFrame:
    """In which years the group stands out.

    years    year, people, cases, expected (cases); missing where withheld
    returns  years with stands_out: 1 above, -1 below, 0 neither, missing where withheld
    """
    require_columns(years, "year", "people", "cases", "expected")
    people = years["people"].astype(float).to_numpy()
    expected = years["expected"].astype(float).to_numpy()
    miss = years["cases"].astype(float).to_numpy() - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(expected * (1 - expected / people) + noise_variance)
        score = miss / spread
    out = np.where(np.abs(score) >= STANDS_OUT_Z, np.sign(score), 0.0)
    known = np.isfinite(score)
    return years.assign(stands_out=pd.array(np.where(known, out, pd.NA), dtype="Int64"))


def since(years: pd.DataFrame, sign: int) -> int | None:
    """First year of the unbroken run up to the latest in which the group stands out; else None.

    years  with stands_out; one year in the run may be missing or unclear but never reversed
    """
    ordered = years.sort_values("year", ascending=False)
    first, gaps = None, 0
    for year, out in zip(ordered["year"], ordered["stands_out"], strict=True):
        if pd.notna(out) and out == sign:
            first, gaps = int(year), 0
        elif (pd.notna(out) and out == -sign) or gaps or first is None:
            break
        else:
            gaps = 1
    return first


def overlap(people: float, other_people: float, both: float) -> float:
    """Jaccard similarity (0 to 1) of two groups from their sizes and their common part."""
    either = people + other_people - both
    return float(np.clip(both / either, 0, 1)) if either > 0 else 0.0


class BadCost(BehovsbildError, ValueError):
    """A cost that is no interval."""

    def __init__(self, low: float, high: float) -> None:
        super().__init__(
            _(
                "A cost is a lowest and a highest amount, neither below 0; came {low} to {high}."
            ).format(low=low, high=high)
        )


@dataclass(frozen=True)
class AvoidableCost:
    """What the excess costs where it is not prevented, SEK; never a single figure."""

    low_sek: float
    high_sek: float


def avoidable_cost(
    excess: tuple[float, float],
    unit_cost_sek: tuple[float, float],
    units_per_case: tuple[float, float] = (1.0, 1.0),
) -> AvoidableCost:
    """Cost of the excess as an interval.

    excess          cases above what was expected, lowest and highest; below 0 counts as 0
    unit_cost_sek   of one unit (day, year, case), lowest and highest
    units_per_case  how many units one case uses, lowest and highest
    raises          BadCost
    """
    for low, high in (unit_cost_sek, units_per_case):
        if not 0 <= low <= high:
            raise BadCost(low, high)
    low, high = (max(bound, 0.0) for bound in excess)
    return AvoidableCost(
        low * unit_cost_sek[0] * units_per_case[0], high * unit_cost_sek[1] * units_per_case[1]
    )


def box(shares: Mapping[str, float] | pd.Series) -> dict[str, float]:
    """Five figures of a distribution: lowest, quartiles, highest; NaN of nothing.

    The whiskers reach the furthest value within 1.5 box lengths (Tukey); points beyond are shown
    as themselves, so `low` and `high` are the whiskers' ends.
    """
    values = pd.Series(shares, dtype=float).dropna().to_numpy()
    if not len(values):
        return dict.fromkeys(("low", "q1", "median", "q3", "high"), np.nan)
    q1, median, q3 = np.quantile(values, [0.25, 0.5, 0.75])
    reach = 1.5 * (q3 - q1)
    within = values[(values >= q1 - reach) & (values <= q3 + reach)]
    return {
        "low": float(within.min()),
        "q1": float(q1),
        "median": float(median),
        "q3": float(q3),
        "high": float(within.max()),
    }
