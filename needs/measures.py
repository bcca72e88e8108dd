"""How large, severe, growing, uneven and dear is a need, by the evidence on its card?

Everything is counted from frozen, protected figures: the same evidence gives the same measures.
What the figures do not say stays unknown (NaN), and is shown as unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from indicators.unit_costs import UnitCost
from language import _, decimal, percent, whole
from language.numbers import MISSING
from needs.figures import Figures, Row
from needs.need import Need

YEARS_BACK = 5
PER_YEAR = ("year", "case")  # units of cost that a yearly number of cases can be held against


@dataclass(frozen=True)
class Measures:
    """Raw values of the criteria of analysis.priority, the more the worse; NaN where unknown.

    size        persons with the problem in the group, in the evidence's year (of several: a year)
    severity    how much more common it is than among the others: 0.5 is 50 % more
    trend       change per year as a part of the level, over the latest five years
    inequality  mean distance of the groups from the whole, by people, as a part of the whole
    cost        SEK per year, the middle of the range; cost_low and cost_high its ends
    """

    size: float = np.nan
    severity: float = np.nan
    trend: float = np.nan
    inequality: float = np.nan
    cost: float = np.nan
    cost_low: float = np.nan
    cost_high: float = np.nan

    def written(self, criterion: str) -> str:
        """The measure as a reader sees it."""
        value = getattr(self, criterion)
        if np.isnan(value):
            return MISSING
        if criterion == "size":
            return _("{n} people").format(n=whole(value))
        if criterion == "severity":
            return _("{percent} more common").format(percent=percent(value, 0))
        if criterion == "trend":
            return _("{percent} a year").format(percent=("+" if value > 0 else "") + percent(value))
        if criterion == "inequality":
            return percent(value, 0)
        if np.isnan(self.cost_low) or self.cost_low == self.cost_high:
            return _("SEK {million} million a year").format(million=decimal(value / 1e6))
        return _("SEK {low}–{high} million a year").format(  # noqa: RUF001
            low=decimal(self.cost_low / 1e6), high=decimal(self.cost_high / 1e6)
        )


def measures_table(
    needs: Iterable[Need], costs: Mapping[str, UnitCost] | None = None
) -> pd.DataFrame:
    """The measures of several needs: need's id as index, a column per criterion."""
    needs = list(needs)
    names = [field.name for field in fields(Measures)]
    rows = [[getattr(each, name) for name in names] for each in _measured(needs, costs or {})]
    return pd.DataFrame(rows, columns=names, index=[need.id for need in needs], dtype=float)


def _measured(needs: list[Need], costs: Mapping[str, UnitCost]) -> Iterable[Measures]:
    return (measures(need, costs) for need in needs)


def measures(need: Need, costs: Mapping[str, UnitCost]) -> Measures:
    """What the evidence on the need's card says of each criterion.

    costs   of indicators.catalogue: id -> UnitCost
    """
    if need.main_evidence is None:
        return Measures()
    figures = need.main_evidence.figures
    size = _size(figures)
    low, high = _cost(figures, size, costs)
    return Measures(
        size=size,
        severity=_severity(figures),
        trend=_trend(figures),
        inequality=_inequality(figures),
        cost=(low + high) / 2,
        cost_low=low,
        cost_high=high,
    )


def _adverse(figures: Figures, value: float | None) -> float:
    """The value as more-is-worse: where more is better, the share of those who lack it."""
    if value is None or figures.better_is is None:
        return np.nan
    if figures.better_is == "lower":
        return value
    return 1 - value if figures.unit == "share" else np.nan


def _size(figures: Figures) -> float:
    """A year: counts of several years put together are shared out on them."""
    row = figures.focused
    if row is None or row.people is None:
        return np.nan
    if not figures.cases_are_people:
        return row.people / figures.years
    if row.cases is not None:
        cases = row.cases if figures.better_is != "higher" else row.people - row.cases
        return cases / figures.years
    if figures.unit != "share":
        return np.nan
    return row.people * _adverse(figures, row.value) / figures.years


def _severity(figures: Figures) -> float:
    """Against the rest where it can be counted, else against the whole."""
    row, all_of_them = figures.focused, figures.whole
    if row is None or all_of_them is None or row.key == all_of_them.key:
        return np.nan
    level, reference = _adverse(figures, row.value), _rest(figures, row, all_of_them)
    return level / reference - 1 if reference > 0 else np.nan


def _rest(figures: Figures, row: Row, all_of_them: Row) -> float:
    reference = _adverse(figures, all_of_them.value)
    if figures.unit != "share" or not row.people or not all_of_them.people:
        return reference
    others = all_of_them.people - row.people
    if others <= 0:
        return reference
    in_all, in_row = reference * all_of_them.people, _adverse(figures, row.value) * row.people
    return max(in_all - in_row, 0.0) / others


def _trend(figures: Figures) -> float:
    years = [year for year in figures.trend if year.value is not None]
    years = [year for year in years if year.year >= figures.year - YEARS_BACK]
    if len(years) < 3:
        return np.nan
    levels = np.array([_adverse(figures, year.value) for year in years])
    mean = levels.mean()
    slope = np.polyfit([year.year for year in years], levels, 1)[0]
    return float(slope / mean) if mean > 0 else np.nan


def _inequality(figures: Figures) -> float:
    """Index of disparity: Pearcy & Keppel, Public Health Reports 117 (2002) 273-280, by people."""
    shown = [row for row in figures.rows if row.value is not None]
    if len(shown) < 2 or figures.whole is None:
        return np.nan
    reference = _adverse(figures, figures.whole.value)
    if not reference > 0:
        return np.nan
    levels = np.array([_adverse(figures, row.value) for row in shown])
    people = np.array([row.people if row.people else np.nan for row in shown])
    by_people = people if np.isfinite(people).all() else np.ones(len(shown))
    return float(np.average(np.abs(levels - reference), weights=by_people) / reference)


def _cost(figures: Figures, size: float, costs: Mapping[str, UnitCost]) -> tuple[float, float]:
    """From the first cost per year or case that belongs to the outcome."""
    for cost in costs.values():
        if figures.outcome in cost.outcomes and cost.unit in PER_YEAR:
            return size * cost.low_sek, size * cost.high_sek
    return np.nan, np.nan
