"""What would the rate be if everyone had the same age mix?

Direct standardisation: the rate of each stratum (age group, or age and sex) weighted by a standard
population that is the same for all who are compared. A rate that rests on fewer than 10 cases is
not given, since its interval would not hold; nor is one with people of the standard in a stratum
where the area has nobody, since there is no rate to weigh. Crude rates are in `intervals.py`.
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.required import numbers, require_columns, require_possible
from analysis.statistics.intervals import count_interval
from language import _
from language.errors import BehovsbildError

FEWEST_CASES = 10  # APHO Technical Briefing 3: below this Dobson's interval is not to be trusted


class NotGiven(StrEnum):
    """Why a standardised rate is not given; a frame holds its text: NotGiven(text).words."""

    MISSING_COUNT = "missing_count"
    FEW_CASES = "few_cases"
    EMPTY_STRATUM = "empty_stratum"

    @property
    def words(self) -> str:
        """The reason as a sentence to show."""
        return {
            NotGiven.MISSING_COUNT: _("Not given: a count is missing in one of the groups."),
            NotGiven.FEW_CASES: _("Not given: fewer than 10 cases."),
            NotGiven.EMPTY_STRATUM: _(
                "Not given: nobody lives here in one of the groups that the standard counts."
            ),
        }[self]


class NoStandard(BehovsbildError, ValueError):
    """A standard population without people."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Expected a standard population with people in it; every stratum of it is 0 or "
                "missing. Choose another year or area as the standard."
            )
        )


def directly_standardised_rates(
    strata: pd.DataFrame,
    *,
    by: Sequence[str] = (),
    per: float = 1000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Directly standardised rates with Dobson's interval, one row for each group in `by`.

    strata   one row per group and stratum: the columns `by`, `cases`, `people` (or person-years),
             `standard_people` (the standard's size of that stratum; the same for every group).
             A stratum with nobody in the standard is left out of everything, the crude rate too.
    per      the rate's unit: cases per so many people; 1 gives a standardised share
    returns  the columns `by`, cases, people, crude_rate, rate, rate_low, rate_high (per `per`),
             not_given (text of a NotGiven, missing where all is well); rate and bounds are NaN
             where not given. Without `by`, one row.
    raises   MissingColumns; ImpossibleCounts when a count is below 0; NoStandard
    source   Dobson, Kuulasmaa, Eberle & Scherer, Statistics in Medicine 10 (1991) 457-462
    """
    require_columns(strata, *by, "cases", "people", "standard_people")
    sums = _sums_over_strata(strata, list(by))
    not_given = _reasons(sums)
    given = not_given.isna()
    with np.errstate(divide="ignore", invalid="ignore"):
        # Dobson: the interval of the total count, shifted to the rate and scaled to its variance.
        scale = np.sqrt(sums["variance"] / sums["cases"])
        low, high = count_interval(sums["cases"], confidence)
        crude = sums["cases"] / sums["people"].where(sums["people"] > 0)
    answer = sums[[*by, "cases", "people"]].assign(
        crude_rate=crude * per,
        rate=(sums["rate"] * per).where(given),
        rate_low=((sums["rate"] + scale * (low - sums["cases"])) * per).where(given),
        rate_high=((sums["rate"] + scale * (high - sums["cases"])) * per).where(given),
        not_given=not_given,
    )
    return answer.reset_index(drop=True)


def _sums_over_strata(strata: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Per group: counts, the weighted rate and its variance per person, and what is amiss."""
    cases, people, standard = (
        numbers(strata[column]) for column in ("cases", "people", "standard_people")
    )
    for counts in (cases, people, standard):
        require_possible(np.zeros(()), counts)
    names = by or ["everyone"]
    table = strata[by].assign(cases=cases, people=people, standard=np.nan_to_num(standard))
    table = table if by else table.assign(everyone=0)
    whole = table.groupby(names, observed=True, dropna=False)["standard"].transform("sum")
    if not len(table) or (whole == 0).any():
        raise NoStandard
    weight = table["standard"] / whole
    lived_in = table["people"].where(table["people"] > 0)
    table = table.assign(
        rate=weight * table["cases"] / lived_in,
        variance=weight**2 * table["cases"] / lived_in**2,
        missing=table[["cases", "people"]].isna().any(axis=1),
        empty=table["people"] == 0,
    )
    counted = table[table["standard"] > 0].drop(columns="standard")
    return counted.groupby(names, observed=True, dropna=False).sum().reset_index()


def _reasons(sums: pd.DataFrame) -> pd.Series:
    reasons = pd.Series(None, index=sums.index, dtype=object)
    reasons[sums["empty"] > 0] = NotGiven.EMPTY_STRATUM
    reasons[sums["cases"] < FEWEST_CASES] = NotGiven.FEW_CASES
    reasons[sums["missing"] > 0] = NotGiven.MISSING_COUNT
    return reasons
