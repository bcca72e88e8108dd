"""Which results are worse than they should be?

Every indicator of a theme for the municipality: against the country, against the whole spread of
comparable municipalities, and against its own past; the clearest gaps first.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.answers.asked import OWN_COLUMNS, uncatalogued
from analysis.answers.key_figures.public_intervals import margins_of, with_intervals
from analysis.answers.people.protected_counts import counts
from analysis.answers.provenance import Source, people_sources, sources
from analysis.answers.questions import OverviewQuestion
from analysis.disclosure.gate import Gate
from analysis.states import State
from analysis.statistics.comparison import compare
from analysis.statistics.control_limits import Z_95
from indicators.catalogue import load_catalogue
from indicators.entry import Indicator, OwnSource
from language import _
from store.read import Store

COUNTRY = "0000"
YEARS_BACK = 5
COLUMNS = [
    "indicator_id", "title", "year", "value", "low", "high", "people", "unit", "better_is",
    "country", "group_low", "group_q1", "group_median", "group_q3", "group_high", "group_size",
    "past", "past_year", "change", "state_country", "state_group", "state_past", "clearness",
]  # fmt: skip
SERIES = ["indicator_id", "area_code", "year", "value"]


@dataclass(frozen=True)
class OverviewAnswer:
    """The indicators of a theme, the clearest gap first.

    table    one row per indicator: indicator_id, title, year, value, low, high, people, unit,
             better_is, country, group_low (lowest), group_q1, group_median, group_q3, group_high,
             group_size, past, past_year, change, and states against country, group and past
             (state_country, state_group, state_past), clearness (standard deviations from the
             reference, positive: worse)
    series   one row per indicator, area and year: indicator_id, area_code, year, value; area_code
             'group' is the median of the comparable municipalities
    missing  titles of the theme's indicators that the store has nothing on
    group    title and members of the comparison group, by indicator_id: (title, [names])
    """

    question: OverviewQuestion
    municipality: str
    table: pd.DataFrame
    series: pd.DataFrame
    missing: tuple[str, ...]
    group: dict[str, tuple[str, tuple[str, ...]]]
    method: str
    sources: tuple[Source, ...]


def overview(store: Store, question: OverviewQuestion, gate: Gate) -> OverviewAnswer:
    """The theme's indicators for the store's municipality.

    raises  UnknownTheme
    """
    asked = tuple(i for i in _asked(store, question.theme) if "municipality" in i.levels)
    groups = {i.id: _group(store, i.comparison_kind) for i in asked}
    observed = _observed(store, asked, groups, question.sex)
    rows, series, missing = [], [], []
    for indicator in asked:
        values = _values(store, indicator, observed, gate)
        own = _own_series(values, store.meta.municipality_code or "", question.year)
        if not len(own):
            missing.append(str(indicator.title))
            continue
        rows.append(_row(indicator, own, values, groups[indicator.id]))
        series.append(_series(indicator, values, groups[indicator.id]))
    table = pd.DataFrame(rows, columns=None if rows else COLUMNS)
    if len(table):
        table = table.sort_values("clearness", ascending=False, na_position="last")
    return OverviewAnswer(
        question=question,
        municipality=_name(store),
        table=table.reset_index(drop=True),
        series=pd.concat(series, ignore_index=True) if series else pd.DataFrame(columns=SERIES),
        missing=tuple(missing),
        group={known: (group.title, group.names) for known, group in groups.items()},
        method=_method(),
        sources=_sources(store, table, observed),
    )


def _asked(store: Store, theme: str | None) -> tuple[Indicator, ...]:
    """The theme's indicators, else all, with the outcomes that only this store knows."""
    if theme == OWN_COLUMNS:
        return uncatalogued(store)
    if theme:
        return load_catalogue().of_theme(theme)
    return (*load_catalogue().indicators.values(), *uncatalogued(store))


@dataclass(frozen=True)
class _Group:
    title: str
    codes: tuple[str, ...]
    names: tuple[str, ...]


def _group(store: Store, kind: str) -> _Group:
    """The comparable municipalities of this kind, else the overall ones, else none."""
    members = store.query("areas/comparison_groups")
    members = members[members["member_code"] != store.meta.municipality_code]
    for theme in (kind, "övergripande"):
        found = members[members["theme"] == theme]
        if len(found):
            newest = found.sort_values("title")["group_id"].iloc[-1]  # the title ends with its year
            one = found[found["group_id"] == newest]
            return _Group(
                one["title"].iloc[0], tuple(one["member_code"]), tuple(one["member_name"])
            )
    return _Group("", (), ())


def _observed(
    store: Store, asked: tuple[Indicator, ...], groups: dict[str, _Group], sex: str
) -> pd.DataFrame:
    members = {code for group in groups.values() for code in group.codes}
    rows = store.query(
        "observations/observations",
        indicators=[i.id for i in asked],
        areas=sorted({store.meta.municipality_code or "", COUNTRY, *members}),
    )
    rows = rows.astype({"sex": "str", "age_group": "str"})
    return rows[(rows["sex"] == sex) & (rows["age_group"] == "total") & rows["value"].notna()]


def _values(store: Store, indicator: Indicator, observed: pd.DataFrame, gate: Gate) -> pd.DataFrame:
    """Area, year, value, low, high, people of one indicator; own outcomes from the cells."""
    if isinstance(indicator.source, OwnSource):
        return _own_values(store, indicator.source.outcome, gate)
    rows = observed[observed["indicator_id"] == indicator.id].reset_index(drop=True)
    margins = margins_of(store, indicator, [store.meta.municipality_code or ""])
    columns = ["area_code", "year", "value", "low", "high", "people"]
    return with_intervals(rows, indicator, margins)[columns]


def _own_values(store: Store, outcome: str, gate: Gate) -> pd.DataFrame:
    if outcome not in store.column_names:
        return pd.DataFrame(columns=["area_code", "year", "value", "low", "high", "people"])
    counted = counts(store, gate, outcome=outcome)
    return pd.DataFrame(
        {
            "area_code": store.meta.municipality_code or "",
            "year": counted["year"],
            "value": counted["share"],
            "low": counted["share_low"],
            "high": counted["share_high"],
            "people": counted["people"].astype("float"),
        }
    ).dropna(subset="value")


def _own_series(values: pd.DataFrame, municipality: str, year: int | None) -> pd.DataFrame:
    own = values[values["area_code"] == municipality].sort_values("year")
    return own[own["year"] <= year] if year else own


def _row(indicator: Indicator, own: pd.DataFrame, values: pd.DataFrame, group: _Group) -> dict:
    now = own.iloc[-1]
    year, value = int(now["year"]), float(now["value"])
    low, high = float(now["low"]), float(now["high"])
    then = values[values["year"] == year]
    country = then.loc[then["area_code"] == COUNTRY, "value"]
    country = float(country.iloc[0]) if len(country) else np.nan
    members = then.loc[then["area_code"].isin(group.codes), "value"].to_numpy(float)
    past = own[own["year"] <= year - YEARS_BACK]
    past = past.iloc[-1] if len(past) else None
    past_value = float(past["value"]) if past is not None else np.nan
    reference = np.median(members) if len(members) else country
    reference = past_value if np.isnan(reference) else reference
    return {
        "indicator_id": indicator.id,
        "title": str(indicator.short_title),
        "year": year,
        "value": value,
        "low": low,
        "high": high,
        "people": float(now["people"]),
        "unit": indicator.unit,
        "better_is": indicator.better_is,
        "country": country,
        **_spread(members),
        "past": past_value,
        "past_year": int(past["year"]) if past is not None else None,
        "change": value - past_value,
        "state_country": _state(indicator, value, (low, high), country),
        "state_group": _state(indicator, value, (low, high), np.median(members))
        if len(members)
        else State.CANNOT_TELL,
        "state_past": _state(indicator, value, (low, high), past_value),
        "clearness": _clearness(indicator, value, (low, high), reference),
    }


def _spread(members: np.ndarray) -> dict[str, float]:
    names = ("group_low", "group_q1", "group_median", "group_q3", "group_high")
    quantiles = np.quantile(members, [0, 0.25, 0.5, 0.75, 1]) if len(members) else [np.nan] * 5
    return {**dict(zip(names, map(float, quantiles), strict=True)), "group_size": len(members)}


def _state(
    indicator: Indicator, value: float, bounds: tuple[float, float], reference: float
) -> State:
    return compare(value, bounds, float(reference), better_is=indicator.better_is).state


def _clearness(
    indicator: Indicator, value: float, bounds: tuple[float, float], reference: float
) -> float:
    """Standard deviations between the value and its reference; positive where it is worse."""
    spread = (bounds[1] - bounds[0]) / 2 / Z_95
    if indicator.better_is is None or not np.isfinite(spread) or spread == 0:
        return np.nan
    sign = 1 if indicator.better_is == "lower" else -1
    return float(sign * (value - reference) / spread)


def _series(indicator: Indicator, values: pd.DataFrame, group: _Group) -> pd.DataFrame:
    members = values[values["area_code"].isin(group.codes)]
    median = members.groupby("year", as_index=False)["value"].median().assign(area_code="group")
    return pd.concat([values, median], ignore_index=True).assign(indicator_id=indicator.id)[SERIES]


def _name(store: Store) -> str:
    areas = store.query("areas/areas")
    found = areas.loc[areas["area_code"] == store.meta.municipality_code, "name"]
    return found.iloc[0] if len(found) else (store.meta.municipality_code or "")


def _sources(store: Store, table: pd.DataFrame, observed: pd.DataFrame) -> tuple[Source, ...]:
    public = sources(store, observed["load_id"].unique())
    own = people_sources(store) if len(table) and table["people"].notna().any() else ()
    return (*public, *(source for source in own if source not in public))


def _method() -> str:
    return _(
        "The latest year of each indicator against the median of comparable municipalities, the "
        "country, and itself five years earlier. The interval is the source's own or Wilson's (95 "
        "%) where the number of persons is known; elsewhere it is taken from how much the figure "
        "usually swings from year to year (moving ranges), and with fewer than five years nothing "
        "is called better or worse. The clearest gap stands first."
    )
