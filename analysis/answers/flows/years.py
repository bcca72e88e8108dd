"""The door to the years: are they the same individuals from one year to the next?"""

from dataclasses import dataclass

import pandas as pd

from analysis.answers.flows.allowed_questions import require_types_on_lattice
from analysis.answers.flows.paths import require_types, shown_or_zero
from analysis.disclosure.gate import Gate
from language import _, percent, whole
from store.read import Store

MEASURES = (
    *("there", "stayed", "new", "returned", "left"),
    *("ago_1", "ago_2", "ago_3", "row_1", "row_2", "row_3"),
)


@dataclass(frozen=True)
class YearsAnswer:
    """A state's people from year to year, as they may be shown.

    table   a row a year: there; of them stayed (also the year before), new (never before),
            returned (before, but not the year before); left (there the year before, not now);
            ago_1, ago_2, ago_3 (of those there, who were there so many years ago); row_1, row_2,
            row_3 (there for one year, two, three or more in a row). Missing: withheld, or before
            the data can tell
    types   what makes the state
    """

    types: tuple[str, ...]
    table: pd.DataFrame

    def sentence(self) -> str:
        """'Av de 212 som var placerade 2024 var 131 (62 %) det också året innan.'"""
        told = self.table[(self.table["there"].fillna(0) > 0) & self.table["ago_1"].notna()]
        if told.empty:
            return _("Too few, or too few years, to tell whether they are the same individuals.")
        row = told.iloc[-1]
        return _(
            "Of the {there} there in {year}, {ago} ({share}) were there the year before too."
        ).format(
            there=whole(row["there"]),
            year=int(row["year"]),
            ago=whole(row["ago_1"]),
            share=percent(min(row["ago_1"] / row["there"], 1), 0),
        )


def years(store: Store, types: tuple[str, ...], gate: Gate) -> YearsAnswer:
    """Who stayed, came, came back and left, for the state that `types` make.

    raises   UnknownEventType
    """
    require_types(store, types)
    require_types_on_lattice(store, [types], gate)
    observed = _observed_years(store, types)
    counted = store.query("flows/years", types=list(types), years=list(observed))
    counted = counted.set_index(["year", "measure"]).astype("int64")
    shown = pd.Series(shown_or_zero(counted["people"], counted["people_key"], gate), dtype="Int64")
    table = pd.DataFrame(
        {m: [shown.get((year, m), 0) for year in observed] for m in MEASURES},
        index=list(observed),
        dtype="Int64",
    )
    return YearsAnswer(tuple(types), _what_data_can_tell(table).reset_index(names="year"))


def _what_data_can_tell(table: pd.DataFrame) -> pd.DataFrame:
    """Blank what happened before the first year that is observed."""
    table = table.copy()
    first = table.index[:1]
    table.loc[first, ["stayed", "new", "returned", "left", "row_1", "row_2", "row_3"]] = pd.NA
    for ago in (1, 2, 3):
        table.loc[table.index[:ago], f"ago_{ago}"] = pd.NA
    return table


def _observed_years(store: Store, types: tuple[str, ...]) -> range:
    kinds = store.query("events/types", kinds=[])
    kinds = set(kinds.loc[kinds["type"].isin(types), "kind"])
    periods = store.query("events/observed_periods")
    periods = periods[periods["kind"].isin(kinds)]
    first, last = periods["first_date"].min(), periods["last_date"].max()
    # A year of which a month or more is not observed would seem to have lost its people.
    return range(first.year + (first.month > 1), last.year + (last.month == 12))
