"""How do areas stand to one another in socioeconomic conditions, on one scale?

The guide's index: each variable is scaled over the areas compared, turned so that high is good, and
the variables are averaged with equal weight. 10 is not "good" and 0 not "bad": they are the best
and the worst that any of the compared areas could be in every variable. An index is therefore
relative to its year and its areas; Statistics Sweden's official index is another thing and is not
made here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from analysis.required import numbers, require_columns
from language import _
from language.errors import BehovsbildError

Method = Literal["minmax", "zscore", "rank"]
Direction = Literal["high", "low"]
METHODS: tuple[str, ...] = get_args(Method)
TOP = 10.0  # the guide's range is 0 to 10


class BadIndex(BehovsbildError, ValueError):
    """An index that cannot be made from what was asked for or delivered."""


@dataclass(frozen=True)
class IndexVariable:
    """One variable of the index; `good` says whether a high or a low value is good conditions."""

    name: str
    good: Direction = "high"

    @property
    def text(self) -> str:
        """As on the command line and in an address: 'employed_share:high'."""
        return f"{self.name}:{self.good}"


DEFAULT_VARIABLES = (
    IndexVariable("post_secondary_share"),
    IndexVariable("employed_share"),
    IndexVariable("nordic_born_share"),
    IndexVariable("earned_income_median_sek"),
)


def variables_from(text: str) -> tuple[IndexVariable, ...]:
    """'a:high,b:low' as variables; raises BadIndex for another form, or a variable twice."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _colon, good = part.partition(":")
        if not name or good not in get_args(Direction):
            raise BadIndex(
                _(
                    "Expected variables as name:high or name:low with commas between; came "
                    "{part!r}. high: a high value is good conditions."
                ).format(part=part)
            )
        found.append(IndexVariable(name, good))
    _require_variables(found)
    return tuple(found)


def socioeconomic_index(
    areas: pd.DataFrame,
    variables: Sequence[IndexVariable] = DEFAULT_VARIABLES,
    *,
    method: Method = "minmax",
    within: str | None = None,
) -> pd.DataFrame:
    """The index of every area, and its place.

    areas    one row per area (and value of `within`, such as the year): a column per variable, in
             its own unit; NaN where an area lacks it. Each variable is scaled over the areas that
             have it
    method   minmax   mean of the variables scaled from 0 (worst area) to 10 (best area)
             zscore   mean of the variables' distances from their mean, in standard deviations
             rank     mean of the variables' places from 0 (worst area) to 10 (best area)
    within   areas are compared only with those that have the same value here
    returns  the columns of `areas`, index (NaN where a variable is missing) and rank (1: highest
             index; ties share the better place; NaN without an index)
    raises   MissingColumns; BadIndex for an unknown method, no variables, fewer than two areas, a
             variable that is missing everywhere, or the same everywhere
    """
    _require_variables(variables)
    if method not in METHODS:
        raise BadIndex(
            _("Expected the method {known}; came {method!r}.").format(
                known=", ".join(METHODS), method=method
            )
        )
    require_columns(areas, *(v.name for v in variables), *filter(None, [within]))
    values = np.column_stack([numbers(areas[v.name]) for v in variables])
    order, starts, groups = _groups(areas, within)
    scaled = np.empty_like(values)
    scaled[order] = _scaled(values[order], starts, method, variables, groups)
    turned = scaled * np.array([1.0 if v.good == "high" else -1.0 for v in variables])
    if method != "zscore":
        turned = np.where([v.good == "high" for v in variables], scaled, TOP - scaled)
    index = turned.mean(axis=1)
    return areas.assign(index=index, rank=_places(index, order, starts))


def official_index(shares: pd.DataFrame) -> pd.Series:
    """Statistics Sweden's index made anew: the mean of its three shares, in percent.

    shares   a column for each of the three, 0 to 1; an area that lacks one has none
    source   Statistics Sweden, TAB6586; for checks, where the published index is shown beside ours
    """
    return shares.mean(axis=1, skipna=False) * 100


def _require_variables(variables: Sequence[IndexVariable]) -> None:
    names = [v.name for v in variables]
    if not names:
        raise BadIndex(_("Expected at least one variable to make an index of; came none."))
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadIndex(
            _("{names} came more than once; each variable has one weight.").format(
                names=", ".join(twice)
            )
        )


def _groups(areas: pd.DataFrame, within: str | None) -> tuple[np.ndarray, np.ndarray, list]:
    """Row order by group, where each group starts in it, and the groups' names."""
    if len(areas) == 0:
        raise BadIndex(_("Expected areas to compare; there are none with figures."))
    if within is None:
        return np.arange(len(areas)), np.array([0]), [None]
    codes, groups = pd.factorize(areas[within], sort=True)
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    return order, starts, list(groups)


def _scaled(
    values: np.ndarray,
    starts: np.ndarray,
    method: Method,
    variables: Sequence[IndexVariable],
    groups: list,
) -> np.ndarray:
    """Each column scaled within its group, not yet turned by direction; NaN stays NaN."""
    sizes = np.diff(starts, append=len(values))
    if (sizes < 2).any():
        raise BadIndex(
            _(
                "An index compares areas; there is only one{where}. Choose a level with more areas."
            ).format(where=_where(groups[int(np.argmax(sizes < 2))]))
        )
    low = np.fmin.reduceat(values, starts, axis=0)
    high = np.fmax.reduceat(values, starts, axis=0)
    _require_scale(low, high, variables, groups)
    if method == "minmax":
        span = np.repeat(TOP / (high - low), sizes, axis=0)
        return (values - np.repeat(low, sizes, axis=0)) * span
    if method == "zscore":
        known = np.add.reduceat(np.isfinite(values), starts, axis=0, dtype=float)
        mean = np.add.reduceat(np.nan_to_num(values), starts, axis=0) / known
        away = values - np.repeat(mean, sizes, axis=0)
        variance = np.add.reduceat(np.nan_to_num(away) ** 2, starts, axis=0) / known
        return away / np.repeat(np.sqrt(variance), sizes, axis=0)
    return np.concatenate([_ranked(part) for part in np.split(values, starts[1:])])


def _require_scale(
    low: np.ndarray, high: np.ndarray, variables: Sequence[IndexVariable], groups: list
) -> None:
    """Raise BadIndex where a variable is missing everywhere, or the same everywhere."""
    for group, column in np.argwhere(np.isnan(low)):
        raise BadIndex(
            _("{name} is missing in every area{where}; leave it out or load it.").format(
                name=variables[column].name, where=_where(groups[group])
            )
        )
    for group, column in np.argwhere(low == high):
        raise BadIndex(
            _(
                "{name} is {value} in every area that has it{where}, so there is no scale to "
                "place areas on. Leave it out or choose another variable."
            ).format(
                name=variables[column].name,
                value=f"{low[group, column]:g}",
                where=_where(groups[group]),
            )
        )


def _where(group: object) -> str:
    return "" if group is None else f" ({group})"


def _ranked(part: np.ndarray) -> np.ndarray:
    """Places from 0 to 10 down each column; ties share their mean place."""
    place = rankdata(part, axis=0, nan_policy="omit")
    return TOP * (place - 1) / (np.isfinite(part).sum(axis=0) - 1)


def _places(index: np.ndarray, order: np.ndarray, starts: np.ndarray) -> np.ndarray:
    place = np.empty(len(index))
    ordered = index[order]
    place[order] = np.concatenate(
        [
            rankdata(-part, method="min", nan_policy="omit")
            for part in np.split(np.round(ordered, 12), starts[1:])
        ]
    )
    return place
