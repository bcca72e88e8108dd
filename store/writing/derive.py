"""What is derived from what was loaded, so that no page ever touches persons?

Enums instead of text, tables sorted by what is asked for, the catalogue's entries, and the cells:
the finest combination of all dimensions and year, with people, cases and their sums of record
keys (the cell-key method adds those up modulo 4096 for any larger cell).
"""

import json
from datetime import UTC, datetime
from hashlib import sha256

import duckdb
import pandas as pd

from indicators.catalogue import load_catalogue
from store import sql
from store.levels import LEVEL_LABELS, DerivedLevel, derived_levels
from store.sql import text_literal
from store.writing.new_version import (
    AGE_DIMENSION,
    UNKNOWN,
    Draft,
    described,
    program_version,
)

EVERYONE = "people"  # the pseudo-outcome whose people are everyone


def rebuild(draft: Draft) -> None:
    """Bring everything derived in line with the draft's loaded rows."""
    _put_catalogue(draft)
    if "observation" in draft.touched:
        _sort(
            draft.con,
            "observation",
            enums=["indicator_id", "area_code", "age_group"],
            order="indicator_id, area_code, year, sex, age_group",
        )
    if "event" in draft.touched:
        _number_people(draft.con)
        _sort(
            draft.con,
            "event",
            enums=["kind", "type"],
            order="place",
        )
    if "person_year" in draft.touched:
        _note_unlabelled_values(draft.con)
        _name_areas(draft.con)
        dimensions = described(draft.con, "dimension")
        _sort(draft.con, "person_year", enums=dimensions, order="year, person_id")
        _build_cells(draft.con, dimensions, described(draft.con, "outcome"))


def _put_catalogue(draft: Draft) -> None:
    catalogue = pd.DataFrame(
        [
            (indicator.id, json.dumps(indicator.entry, ensure_ascii=False, default=str))
            for indicator in load_catalogue().indicators.values()
        ],
        columns=["indicator_id", "entry"],
    )
    draft.con.execute(sql.statement("catalogue/forget"))
    digest = sha256("".join(catalogue["entry"]).encode()).hexdigest()
    known = draft.con.execute(sql.query("loads/of_catalogue"), {"digest": digest}).fetchall()
    load_id = (
        known[0][0]
        if known
        else draft.load_number(
            source="catalogue",
            target="indicator",
            producer="Behovsbild " + program_version(),
            address="indicators/catalogue",
            sha256=digest,
            retrieved_at=datetime.now(UTC).replace(tzinfo=None),
            licence="CC0",
            rows_read=len(catalogue),
            rows_kept=len(catalogue),
        )
    )
    draft.con.register("incoming", catalogue)
    draft.con.execute(sql.statement("catalogue/put"), {"load_id": load_id})
    draft.con.unregister("incoming")


def _number_people(con: duckdb.DuckDBPyConnection) -> None:
    """Give the people of the events whole numbers, and every event its place in their order."""
    con.execute(sql.statement("events/number_people"))


def _sort(con: duckdb.DuckDBPyConnection, table: str, *, enums: list[str], order: str) -> None:
    """Write `table` anew with its `enums` and in its `order`."""
    replaced = []
    for column in enums:
        enum = f'"{table}_{column}"'
        con.execute(sql.statement("tables/drop_enum", enum=enum))
        if values := _enum_values(con, table, column, column):
            _create_enum(con, enum, values)
            replaced.append(f'"{column}"::{enum} AS "{column}"')
    columns = f"* REPLACE ({', '.join(replaced)})" if replaced else "*"
    con.execute(sql.statement("tables/sort", table=table, columns=columns, order=order))


def _create_enum(con: duckdb.DuckDBPyConnection, enum: str, values: list[str]) -> None:
    literals = ", ".join(map(text_literal, values))
    con.execute(sql.statement("tables/create_enum", enum=enum, values=literals))


def _enum_values(
    con: duckdb.DuckDBPyConnection, table: str, column: str, dimension: str
) -> list[str]:
    """The column's values: labelled ones in the order of the screen, others by name."""
    in_use = sql.query("people/values_in_use", table=table, column=f'"{column}"')
    return [value for (value,) in con.execute(in_use, {"dimension": dimension}).fetchall()]


def _note_unlabelled_values(con: duckdb.DuckDBPyConnection) -> None:
    """Give every value that occurs a row of its own among the dimension's values."""
    for name in described(con, "dimension"):
        con.execute(
            sql.statement("people/note_unlabelled", column=f'"{name}"'),
            {"name": name, "unknown": UNKNOWN},
        )


def _name_areas(con: duckdb.DuckDBPyConnection) -> None:
    """Areas go by the names that the area table knows."""
    con.execute(sql.statement("people/name_areas"))


def _build_cells(
    con: duckdb.DuckDBPyConnection, dimensions: list[str], outcomes: list[str]
) -> None:
    """For everyone and for each outcome, those asked go to their finest cells, by year."""
    levels = _describe_levels(con)
    con.execute(sql.statement("cells/drop"))
    con.execute(sql.statement("tables/drop_enum", enum="cell_outcome"))
    _create_enum(con, "cell_outcome", [EVERYONE, *outcomes])
    for outcome in [EVERYONE, *outcomes]:
        put = "cells/create" if outcome == EVERYONE else "cells/add"
        con.execute(sql.statement(put, **_cells_of(outcome, dimensions, levels)))


def _cells_of(outcome: str, dimensions: list[str], levels: list[DerivedLevel]) -> dict[str, str]:
    """What cells/cells_of.sql needs for one outcome; every name in it was checked at load."""
    by = "".join(f'"{name}", ' for name in dimensions)
    parents = "".join(f'"{level.name}".parent AS "{level.name}", ' for level in levels)
    joins = "".join(
        f' JOIN "level {level.name}" AS "{level.name}" '
        f'ON finest."{level.derived_from}" = "{level.name}".value'
        for level in levels
    )
    column = f'"{outcome}"'
    asked, case = ("true", "false") if outcome == EVERYONE else (f"{column} IS NOT NULL", column)
    return {
        "outcome": text_literal(outcome),
        "by": by,
        "parents": parents,
        "joins": joins,
        "asked": asked,
        "case": case,
    }


def _describe_levels(con: duckdb.DuckDBPyConnection) -> list[DerivedLevel]:
    """Note the coarser levels among the dimensions; a table of parents for each."""
    con.execute(sql.statement("levels/forget"))
    con.execute(sql.statement("levels/name_finest_age"), {"name": AGE_DIMENSION})
    con.execute(sql.statement("levels/name_finest_areas"))
    levels = derived_levels(con)
    for level in levels:
        label_sv, label_en = LEVEL_LABELS[level.level]
        con.execute(
            sql.statement("levels/put"),
            {
                "name": level.name,
                "role": level.role,
                "sv": label_sv,
                "en": label_en,
                "finest": level.derived_from,
                "level": level.level,
            },
        )
        _note_level_values(con, level)
        _put_parents(con, level)
    return levels


def _put_parents(con: duckdb.DuckDBPyConnection, level: DerivedLevel) -> None:
    """A table of every value and its parent, both as enums; without a parent it is unknown."""
    con.register("parents", level.parents)
    table, finest = f'"level {level.name}"', f'"person_year_{level.derived_from}"'
    con.execute(sql.statement("levels/put_parents", level=table, enum=finest), {"unknown": UNKNOWN})
    con.unregister("parents")
    con.execute(sql.statement("cells/drop_column", column=f'"{level.name}"'))
    enum = f'"cell_{level.name}"'
    values = _enum_values(con, table, "parent", level.name)
    con.execute(sql.statement("tables/drop_enum", enum=enum))
    _create_enum(con, enum, values)
    for column, kind in (("parent", enum), ("value", finest)):
        con.execute(sql.statement("tables/column_to_enum", table=table, column=column, enum=kind))


def _note_level_values(con: duckdb.DuckDBPyConnection, level: DerivedLevel) -> None:
    """The level's values with labels: an area's name, an age group's label."""
    con.execute(sql.statement("levels/forget_values"), {"name": level.name})
    con.register("parents", level.parents)
    con.execute(sql.statement("levels/put_values"), {"name": level.name})
    con.execute(sql.statement("levels/put_unknown"), {"name": level.name, "unknown": UNKNOWN})
    con.unregister("parents")
