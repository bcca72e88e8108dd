"""What is in the store, from where, how fresh, and what is missing for which page?"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from analysis.answers.asked import asked_indicator
from analysis.answers.provenance import Source, people_sources, sources
from indicators.catalogue import load_catalogue
from indicators.entry import Indicator, OwnSource
from language import _
from store.read import Store


@dataclass(frozen=True)
class StatusAnswer:
    """The store as a whole.

    tables     one row per table: table_name, row_count
    loads      one row per load, the newest first (columns of store/queries/loads.sql)
    coverage   one row per indicator with figures: indicator_id, title, first_year, last_year,
               areas, with_value, missing, suppressed
    lacking    one row per page that lacks something: page, lacks (words)
    """

    municipality_code: str | None
    municipality: str
    is_sample: bool
    built_at: datetime
    data_version: str
    tables: pd.DataFrame
    loads: pd.DataFrame
    coverage: pd.DataFrame
    lacking: pd.DataFrame

    @property
    def newest_figures(self) -> datetime | None:
        """When the newest figures were retrieved; None in an empty store."""
        figures = self.loads[self.loads["source"] != "catalogue"]
        return figures["retrieved_at"].max().to_pydatetime() if len(figures) else None

    @property
    def producers(self) -> tuple[str, ...]:
        """Those who answer for the figures, each once."""
        figures = self.loads[self.loads["source"] != "catalogue"]
        return tuple(dict.fromkeys(figures["producer"]))


def status(store: Store) -> StatusAnswer:
    """What the store holds, and what pages lack."""
    tables = store.query("table_sizes")
    areas = store.query("areas")
    code = store.meta.municipality_code
    named = areas.loc[areas["area_code"] == code, "name"]
    return StatusAnswer(
        municipality_code=code,
        municipality=named.iloc[0] if len(named) else (code or _("unnamed")),
        is_sample=store.meta.is_sample,
        built_at=store.meta.built_at,
        data_version=store.data_version,
        tables=tables,
        loads=store.query("loads"),
        coverage=_coverage(store),
        lacking=_lacking(tables.set_index("table_name")["row_count"], areas, store),
    )


def _coverage(store: Store) -> pd.DataFrame:
    catalogue = load_catalogue()
    coverage = store.query("indicator_coverage").drop(columns="load_ids")
    titles = [
        str(catalogue.indicators[known].title) if known in catalogue.indicators else known
        for known in coverage["indicator_id"]
    ]
    return coverage.assign(title=titles)


def _lacking(sizes: pd.Series, areas: pd.DataFrame, store: Store) -> pd.DataFrame:
    """What each page cannot show with this store, and which command mends it."""
    outcomes = store.query("outcomes")
    lacks = [
        (
            _("Key figures"),
            not sizes["observation"],
            _("public figures: 'python -m data_pipeline fetch --municipality CODE'"),
        ),
        (
            _("Key figures"),
            not sizes["comparison_group"],
            _("comparable municipalities: 'fetch', or 'load --as comparison_groups'"),
        ),
        (
            _("Break down"),
            not len(outcomes),
            _("the municipality's own people: 'python -m data_pipeline load FILE --as people'"),
        ),
        (
            _("Map"),
            not areas["has_boundary"].any(),
            _("boundaries: 'fetch', or 'load FILE --as areas'"),
        ),
        (
            _("Flows"),
            not sizes["event"],
            _("events: 'python -m data_pipeline load FILE --as events'"),
        ),
    ]
    rows = [(page, words) for page, is_lacking, words in lacks if is_lacking]
    return pd.DataFrame(rows, columns=["page", "lacks"])


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
    coverage = store.query("indicator_coverage")
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
    years = store.query("people_years").astype({"outcome": "str"}).set_index("outcome")
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
