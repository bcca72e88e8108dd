"""What is in the store, from where, how fresh, and what is missing for which page?

Asked by the command line and by the page Data alike, so it is answered here, once.
"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from indicators.catalogue import load_catalogue
from language import _
from store.read import Store


@dataclass(frozen=True)
class Contents:
    """The store as a whole.

    tables     one row per table: table_name, row_count
    loads      one row per load, the newest first (columns of queries/loads/loads.sql)
    coverage   one row per indicator with figures: indicator_id, title, first_year, last_year,
               areas, with_value, missing, suppressed
    lacking    one row per page that lacks something: page, lacks (words)
    """

    municipality_code: str | None
    municipality: str
    is_sample: bool
    is_mixed: bool  # the sample and real data in one store: taken for real
    built_at: datetime
    data_version: str
    tables: pd.DataFrame
    loads: pd.DataFrame
    coverage: pd.DataFrame
    lacking: pd.DataFrame

    @property
    def figures(self) -> pd.DataFrame:
        """The loads that brought figures: all but the catalogue's."""
        return self.loads[self.loads["source"] != "catalogue"]

    @property
    def newest_figures(self) -> datetime | None:
        """When the newest figures were retrieved (UTC); None in an empty store."""
        return self.figures["retrieved_at"].max().to_pydatetime() if len(self.figures) else None

    @property
    def producers(self) -> tuple[str, ...]:
        """Those who answer for the figures, each once."""
        return tuple(dict.fromkeys(self.figures["producer"]))


def contents(store: Store) -> Contents:
    """What the store holds, and what pages lack."""
    tables = store.query("loads/table_sizes")
    areas = store.query("areas/areas")
    code = store.meta.municipality_code
    named = areas.loc[areas["area_code"] == code, "name"]
    return Contents(
        municipality_code=code,
        municipality=named.iloc[0] if len(named) else (code or _("unnamed")),
        is_sample=store.meta.is_sample,
        is_mixed=store.meta.is_mixed,
        built_at=store.meta.built_at,
        data_version=store.data_version,
        tables=tables,
        loads=store.query("loads/loads"),
        coverage=_coverage(store),
        lacking=_lacking(store, tables.set_index("table_name")["row_count"], areas),
    )


def _coverage(store: Store) -> pd.DataFrame:
    catalogue = load_catalogue().indicators
    coverage = store.query("observations/coverage").drop(columns="load_ids")
    titles = [
        str(catalogue[known].title) if known in catalogue else known
        for known in coverage["indicator_id"]
    ]
    return coverage.assign(title=titles)


def _lacking(store: Store, sizes: pd.Series, areas: pd.DataFrame) -> pd.DataFrame:
    """What each page cannot show with this store, and which command mends it."""
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
            not len(store.query("people/outcomes")),
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
        (
            _("Target groups"),
            not len(store.query("people/outcomes")),
            _("the municipality's own people: 'python -m data_pipeline load FILE --as people'"),
        ),
    ]
    if store.is_published:
        withheld = _("persons: this is a published store, which holds rounded figures and nobody")
        of_persons = {_("Flows"), _("Target groups")}
        lacks = [lack for lack in lacks if lack[0] not in of_persons]
        lacks += [(page, True, withheld) for page in (_("Flows"), _("Target groups"))]
    rows = [(page, words) for page, is_lacking, words in lacks if is_lacking]
    return pd.DataFrame(rows, columns=["page", "lacks"])
