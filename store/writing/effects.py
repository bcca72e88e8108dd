"""What would a load add, replace and take away? Asked before anything is put in the store.

Years of people, kinds of events and comparison groups are replaced whole; observations and areas
one by one. What has the same content, or says something where the store had nothing, is no loss.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from store import sql
from store.errors import StoreMissing
from store.identifiers import quoted
from store.read import open_store
from store.writing.new_version import PersonColumns, with_age_groups


@dataclass(frozen=True)
class LostColumn:
    """An outcome or background that years have now and would not have afterwards."""

    name: str
    is_outcome: bool
    label_sv: str
    label_en: str
    years: tuple[int, ...]


@dataclass(frozen=True)
class Effects:
    """What a load does.

    scopes   one row per year of people (scope: the year), kind of events or comparison group; one
             row in all for observations and areas: scope, before and after (rows), gone and
             changed (of those before; an area is gone in losing its boundary), files (where those
             before came from); for events first_date, last_date (of those before), known_from,
             known_until, was_from, was_until, is_shorter (the time in which events are known)
    """

    kind: str
    scopes: pd.DataFrame
    lost_columns: tuple[LostColumn, ...] = ()

    @property
    def takes_away(self) -> bool:
        """Whether the store would know less, or something else, than it does."""
        is_shorter = self.kind == "events" and self.scopes["is_shorter"].any()
        differs = (self.scopes[["gone", "changed"]] > 0).any(axis=None)
        return bool(differs or is_shorter or self.lost_columns)


@contextmanager
def looked_at(path: Path | None = None) -> Iterator[tuple[duckdb.DuckDBPyConnection, bool]]:
    """A connection to what a load would be put in, and whether that takes the sample's place."""
    try:
        store = open_store(path)
    except StoreMissing:
        store = None
    if store and not store.meta.is_sample:
        with store.cursor() as connection:
            yield connection, False
        store.close()
        return
    with duckdb.connect() as connection:
        connection.execute(sql.statement("tables/schema"))
        yield connection, store is not None


def effects_of(
    con: duckdb.DuckDBPyConnection,
    kind: str,
    frame: pd.DataFrame,
    *,
    columns: PersonColumns | None = None,
    observed: tuple[date | None, date | None] = (None, None),
) -> Effects:
    """What putting `frame` into the store behind `con` would do.

    kind      people, events, observations, areas or comparison_groups
    frame     as the draft's put_... takes it; `columns` and `observed` too
    """
    if columns is not None:
        columns, frame = with_age_groups(columns, frame)
    con.register("incoming", frame)
    try:
        if columns is not None:
            return _of_people(con, columns)
        if kind == "events":
            unit = "unit::VARCHAR" if "unit" in frame else "NULL::VARCHAR"
            statement = sql.query("effects/events", unit=unit)
            bound = {"first": observed[0], "last": observed[1]}
            return Effects(kind, con.execute(statement, bound).df())
        return Effects(kind, con.execute(sql.query(f"effects/{kind}")).df())
    finally:
        con.unregister("incoming")


def _of_people(con: duckdb.DuckDBPyConnection, columns: PersonColumns) -> Effects:
    stored = {name for (name,) in con.execute(sql.query("effects/person_year_columns")).fetchall()}
    came = {d.name: "VARCHAR" for d in columns.dimensions}
    came |= {o.name: "BOOLEAN" for o in columns.outcomes}
    both = {quoted([name], [name]): form for name, form in came.items() if name in stored}
    names = "".join(
        f", coalesce({c}::{form}::VARCHAR, 'unknown') AS {c}" for c, form in both.items()
    )
    changed = [f"here.{c}::VARCHAR <> 'unknown' AND here.{c}::VARCHAR <> came.{c}" for c in both]
    if columns.age_years and "age_years" in stored:
        names += f", {quoted([columns.age_years], [columns.age_years])}::SMALLINT AS came_age"
        changed.append("here.age_years <> coalesce(came.came_age, -1)")
    differs = " OR ".join(changed) or "false"
    scopes = con.execute(sql.query("effects/people", names=names, changed=differs)).df()
    return Effects("people", scopes, tuple(_lost(con, set(came))))


def _lost(con: duckdb.DuckDBPyConnection, delivered: set[str]) -> Iterator[LostColumn]:
    for name, is_outcome, label_sv, label_en in con.execute(
        sql.query("effects/person_column_labels")
    ).fetchall():
        if name in delivered:
            continue
        statement = sql.query("effects/people_column", column=quoted([name], [name]))
        if years := tuple(year for (year,) in con.execute(statement).fetchall()):
            yield LostColumn(name, is_outcome, label_sv, label_en, years)
