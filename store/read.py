"""What does the store hold? Named questions, read-only, a cursor for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd

from store import asked, sql
from store.conditions import Condition, where
from store.errors import StoreMissing, StoreOfOtherVersion, StoreUnreadable
from store.identifiers import quoted
from store.invented import holds_other_than_sample
from store.location import SCHEMA_VERSION, newest_file, store_path


@dataclass(frozen=True)
class StoreMeta:
    """What the store says of itself."""

    schema_version: int
    municipality_code: str | None
    is_sample: bool
    data_version: str
    built_at: datetime
    is_mixed: bool = False  # the sample's flag over real data: taken for real


class Store:
    """One version of the store, open for reading; safe to share between threads."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, meta: StoreMeta) -> None:
        self.path = path
        self.meta = meta
        self._connection = connection

    @property
    def data_version(self) -> str:
        """Changes with every load: belongs in every cache key."""
        return self.meta.data_version

    def query(
        self,
        name: str,
        *,
        identifiers: Mapping[str, Sequence[str]] | None = None,
        conditions: Sequence[Condition] = (),
        **params: object,
    ) -> pd.DataFrame:
        """The answer of store/queries/`name`.sql with `params` bound.

        identifiers   column names for the statement's {braces}: {by} becomes "a", "b" and {by,}
                      becomes "a", "b", with a comma behind (nothing for no names); only names of
                      dimensions and outcomes are let through
        conditions    narrowings for the statement's {where}; {place} is filled by the store itself
        raises        UnknownColumn for an identifier that the store does not know
        """
        statement = sql.query(name)
        braces = {}
        if "{where}" in statement:
            braces["where"], bound = where(conditions, self.column_names)
            params |= bound
        if "{place}" in statement:
            braces["place"] = self.event_place
        for brace, names in (identifiers or {}).items():
            columns = self.quoted(names)
            braces |= {brace: columns, f"{brace},": columns + ", " if columns else ""}
        statement = sql.fill(statement, braces)
        asked.note(name, statement, params)
        with self._connection.cursor() as cursor:
            return cursor.execute(statement, params or None).df()

    def quoted(self, names: Iterable[str]) -> str:
        """Dimension and outcome names as SQL identifiers, comma separated."""
        return quoted(names, self.column_names)

    @cached_property
    def column_names(self) -> list[str]:
        """The names of all dimensions and outcomes."""
        return [
            *self.query("people/dimensions")["name"].tolist(),
            *self.query("people/outcomes")["name"].tolist(),
        ]

    @cached_property
    def event_place(self) -> str:
        """Where an event stands in the order of time (statements/events/number_people.sql)."""
        if self.query("events/has_place")["has_place"].iloc[0]:
            return "event.place"
        return "row_number() OVER (ORDER BY person_number, start_time, row_number, kind, type)"

    @cached_property
    def is_published(self) -> bool:
        """Whether it holds only frozen, rounded cubes and no persons (data_pipeline publish)."""
        return bool(self.query("published/is_published")["is_published"].iloc[0])

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of one's own to the same version, read-only; for questions in store/."""
        return self._connection.cursor()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def open_store(path: Path | None = None) -> Store:
    """The newest whole version of the store, read-only.

    raises  StoreMissing, StoreUnreadable, StoreOfOtherVersion
    """
    path = path or store_path()
    if not path.exists():
        raise StoreMissing(path)
    try:
        connection = duckdb.connect(str(newest_file(path)), read_only=True)
        rows = connection.execute(sql.query("loads/meta")).fetchall()
    except duckdb.Error as error:
        raise StoreUnreadable(path, str(error)) from error
    if not rows:
        raise StoreUnreadable(path, "store_meta is empty")
    meta = StoreMeta(*rows[0])
    if meta.schema_version != SCHEMA_VERSION:
        connection.close()
        raise StoreOfOtherVersion(path, meta.schema_version, SCHEMA_VERSION)
    if meta.is_sample and holds_other_than_sample(connection):
        meta = replace(meta, is_sample=False, is_mixed=True)
    return Store(path, connection, meta)
