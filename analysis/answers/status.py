"""What does the store hold, and what does an indicator mean?"""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.answers.asked import asked_indicator
from analysis.answers.provenance import Source, people_sources, sources
from indicators.entry import Indicator, OwnSource
from store.contents import Contents as StatusAnswer
from store.contents import contents
from store.read import Store

__all__ = ["DefinitionAnswer", "StatusAnswer", "definition", "status"]


OF_PERSONS = ("person_year", "event", "cell")
ROUND = 100  # rows of persons are persons: a file of twelve rows is not told as twelve


def status(store: Store) -> StatusAnswer:
    """What the store holds, with the rows that are persons in whole hundreds."""
    held = contents(store)
    sizes, loads = held.tables.copy(), held.loads.copy()
    of_persons = sizes["table_name"].isin(OF_PERSONS)
    sizes["row_count"] = _in_hundreds(sizes["row_count"], of_persons)
    for name in ("rows_read", "rows_kept", "rows_refused"):
        loads[name] = _in_hundreds(loads[name], loads["target"].isin(OF_PERSONS))
    return replace(held, tables=sizes, loads=loads)


def _in_hundreds(rows: pd.Series, of_persons: pd.Series) -> pd.Series:
    """Upwards, so that some are never none."""
    return rows.where(~of_persons, -(-rows // ROUND) * ROUND)


@dataclass(frozen=True)
class DefinitionAnswer:
    """What an indicator means, and the loads that filled it."""

    indicator: Indicator
    first_year: int | None
    last_year: int | None
    areas: int
    with_value: int
    missing: int
    suppressed: int
    sources: tuple[Source, ...]


def definition(store: Store, indicator_id: str) -> DefinitionAnswer:
    """The catalogue's entry and what the store holds of it; raises UnknownIndicator."""
    indicator = asked_indicator(store, indicator_id)
    if isinstance(indicator.source, OwnSource):
        return _own_definition(store, indicator)
    coverage = store.query("observations/coverage")
    found = coverage[coverage["indicator_id"] == indicator.id]
    if not len(found):
        return DefinitionAnswer(indicator, None, None, 0, 0, 0, 0, ())
    row = found.iloc[0]
    return DefinitionAnswer(
        indicator=indicator,
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]),
        areas=int(row["areas"]),
        with_value=int(row["with_value"]),
        missing=int(row["missing"]),
        suppressed=int(row["suppressed"]),
        sources=sources(store, row["load_ids"]),
    )


def _own_definition(store: Store, indicator: Indicator) -> DefinitionAnswer:
    years = store.query("people/years").astype({"outcome": "str"}).set_index("outcome")
    outcome = indicator.outcome
    if outcome not in years.index:
        return DefinitionAnswer(indicator, None, None, 0, 0, 0, 0, ())
    first, last = years.loc[outcome, ["first_year", "last_year"]].astype(int)
    return DefinitionAnswer(
        indicator=indicator,
        first_year=int(first),
        last_year=int(last),
        areas=1,
        with_value=int(last - first + 1),
        missing=0,
        suppressed=0,
        sources=people_sources(store),
    )
