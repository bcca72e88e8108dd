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
from store.levels import LEVEL_LABELS, DerivedLevel, derived_levels
from store.writing.new_version import AGE_DIMENSION, UNKNOWN, Draft, program_version

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
        dimensions = _names(draft.con, "dimension")
        _sort(draft.con, "person_year", enums=dimensions, order="year, person_id")
        _build_cells(draft.con, dimensions, _names(draft.con, "outcome"))


def _put_catalogue(draft: Draft) -> None:
    catalogue = pd.DataFrame(
        [
            (indicator.id, json.dumps(indicator.entry, ensure_ascii=False, default=str))
            for indicator in load_catalogue().indicators.values()
        ],
        columns=["indicator_id", "entry"],
    )
    draft.con.execute("DELETE FROM indicator")
    digest = sha256("".join(catalogue["entry"]).encode()).hexdigest()
    known = draft.con.execute(
        "SELECT load_id FROM load WHERE source = 'catalogue' AND sha256 = $digest",
        {"digest": digest},
    ).fetchall()
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
    draft.con.execute(
        "INSERT INTO indicator SELECT indicator_id, entry, $load_id FROM incoming",
        {"load_id": load_id},
    )
    draft.con.unregister("incoming")


def _number_people(con: duckdb.DuckDBPyConnection) -> None:
    """Give the people of the events whole numbers, and every event its place in their order."""
    con.execute(
        "CREATE OR REPLACE TABLE event AS SELECT * REPLACE ("
        "dense_rank() OVER (ORDER BY person_id)::INTEGER AS person_number, "
        "row_number() OVER (ORDER BY person_id, start_time, row_number, kind, type)::INTEGER "
        "AS place) FROM event"
    )


def _sort(con: duckdb.DuckDBPyConnection, table: str, *, enums: list[str], order: str) -> None:
    """Write `table` anew with its `enums` and in its `order`."""
    replaced = []
    for column in enums:
        con.execute(f'DROP TYPE IF EXISTS "{table}_{column}"')
        values = _enum_values(con, table, column, column)
        if values:
            con.execute(
                f'CREATE TYPE "{table}_{column}" AS ENUM ({", ".join(map(_literal, values))})'
            )
            replaced.append(f'"{column}"::"{table}_{column}" AS "{column}"')
    columns = f"* REPLACE ({', '.join(replaced)})" if replaced else "*"
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT {columns} FROM {table} ORDER BY {order}"  # noqa: S608 - names of ours
    )


def _enum_values(
    con: duckdb.DuckDBPyConnection, table: str, column: str, dimension: str
) -> list[str]:
    """The column's values: labelled ones in the order of the screen, others by name."""
    return [
        value
        for (value,) in con.execute(
            f'SELECT value FROM (SELECT DISTINCT "{column}"::VARCHAR AS value FROM {table}) '  # noqa: S608 - names of ours
            "LEFT JOIN (SELECT value, position FROM dimension_value WHERE name = $column) "
            "USING (value) WHERE value IS NOT NULL ORDER BY position NULLS LAST, value",
            {"column": dimension},
        ).fetchall()
    ]


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _names(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The dimensions of person_year (coarser levels left out) or the outcomes, in their order."""
    return [
        name
        for (name,) in con.execute(
            "SELECT name FROM (SELECT name, position, 'dimension' AS kind FROM dimension "
            "WHERE derived_from IS NULL UNION ALL SELECT name, position, 'outcome' FROM outcome) "
            "WHERE kind = $kind ORDER BY position",
            {"kind": table},
        ).fetchall()
    ]


def _note_unlabelled_values(con: duckdb.DuckDBPyConnection) -> None:
    """Give every value that occurs a row of its own among the dimension's values."""
    for name in _names(con, "dimension"):
        con.execute(
            "INSERT INTO dimension_value SELECT $name, value, "  # noqa: S608 - names checked at load
            f"if(value = '{UNKNOWN}', 'okänt', value), value, "
            "1000 + row_number() OVER (ORDER BY value = $unknown, value) "
            f'FROM (SELECT DISTINCT "{name}"::VARCHAR AS value FROM person_year) '
            "WHERE value IS NOT NULL ON CONFLICT DO NOTHING",
            {"name": name, "unknown": UNKNOWN},
        )


def _name_areas(con: duckdb.DuckDBPyConnection) -> None:
    """Areas go by the names that the area table knows."""
    con.execute(
        "UPDATE dimension_value SET label_sv = named.name, label_en = named.name FROM "
        "(SELECT area_code, arg_max(name, vintage) AS name FROM area GROUP BY area_code) AS named "
        "WHERE dimension_value.value = named.area_code AND dimension_value.name IN "
        "(SELECT name FROM dimension WHERE role = 'area')"
    )


def _build_cells(
    con: duckdb.DuckDBPyConnection, dimensions: list[str], outcomes: list[str]
) -> None:
    """For everyone and for each outcome, those asked go to their finest cells, by year."""
    levels = _describe_levels(con)
    con.execute("DROP TABLE cell")
    con.execute("DROP TYPE IF EXISTS cell_outcome")
    con.execute(
        f"CREATE TYPE cell_outcome AS ENUM ({', '.join(map(_literal, [EVERYONE, *outcomes]))})"
    )
    for outcome in [EVERYONE, *outcomes]:
        verb = "CREATE TABLE cell AS" if outcome == EVERYONE else "INSERT INTO cell"
        con.execute(f"{verb} {_cells_of(outcome, dimensions, levels)}")


def _cells_of(outcome: str, dimensions: list[str], levels: list[DerivedLevel]) -> str:
    """The statement that gives one outcome's cells; every name in it was checked at load."""
    by = "".join(f'"{name}", ' for name in dimensions)
    parents = "".join(f'"{level.name}".parent AS "{level.name}", ' for level in levels)
    joins = "".join(
        f' JOIN "level {level.name}" AS "{level.name}" '
        f'ON finest."{level.derived_from}" = "{level.name}".value'
        for level in levels
    )
    column = f'"{outcome}"'
    asked, case = ("true", "false") if outcome == EVERYONE else (f"{column} IS NOT NULL", column)
    return (
        f"SELECT {_literal(outcome)}::cell_outcome AS outcome, year, {by}{parents}"  # noqa: S608 - see above
        "people, people_key, cases, cases_key FROM ("
        f"SELECT year, {by}count(*) AS people, sum(record_key)::BIGINT AS people_key, "
        f"count(*) FILTER ({case}) AS cases, "
        f"coalesce(sum(record_key) FILTER ({case}), 0)::BIGINT AS cases_key "
        f"FROM person_year WHERE {asked} GROUP BY ALL) AS finest{joins} ORDER BY year"
    )


def _describe_levels(con: duckdb.DuckDBPyConnection) -> list[DerivedLevel]:
    """Note the coarser levels among the dimensions; a table of parents for each."""
    con.execute("DELETE FROM dimension WHERE derived_from IS NOT NULL")
    con.execute(
        "UPDATE dimension SET level = 'fine' WHERE role = 'age' AND name = $name",
        {"name": AGE_DIMENSION},
    )
    con.execute(
        "UPDATE dimension SET level = (SELECT mode(area.level)::VARCHAR FROM dimension_value AS v "
        "JOIN area ON area.area_code = v.value WHERE v.name = dimension.name) WHERE role = 'area'"
    )
    levels = derived_levels(con)
    for level in levels:
        label_sv, label_en = LEVEL_LABELS[level.level]
        con.execute(
            "INSERT INTO dimension SELECT $name, $role, $sv, $en, count(*), $finest, $level "
            "FROM dimension",
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
    con.execute(
        f'CREATE OR REPLACE TEMP TABLE "level {level.name}" AS SELECT value, '  # noqa: S608 - names of ours
        f"coalesce(parent, '{UNKNOWN}') AS parent FROM (SELECT unnest(enum_range("
        f'NULL::"person_year_{level.derived_from}"))::VARCHAR AS value) '
        "LEFT JOIN parents USING (value)"
    )
    con.unregister("parents")
    _drop_cell_column(con, level.name)
    _to_enums(con, f"level {level.name}", f"cell_{level.name}", "parent", level.name)
    con.execute(
        f'ALTER TABLE "level {level.name}" ALTER COLUMN value '
        f'TYPE "person_year_{level.derived_from}"'
    )


def _drop_cell_column(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Let go of the enum that the present cells hold, so that it can be made anew."""
    con.execute(f'ALTER TABLE cell DROP COLUMN IF EXISTS "{name}"')


def _to_enums(
    con: duckdb.DuckDBPyConnection, table: str, enum: str, column: str, dimension: str
) -> None:
    """Make `column` of `table` an enum of this name, in the order of the dimension's values."""
    values = _enum_values(con, f'"{table}"', column, dimension)
    con.execute(f'DROP TYPE IF EXISTS "{enum}"')
    con.execute(f'CREATE TYPE "{enum}" AS ENUM ({", ".join(map(_literal, values))})')
    con.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE "{enum}"')


def _note_level_values(con: duckdb.DuckDBPyConnection, level: DerivedLevel) -> None:
    """The level's values with labels: an area's name, an age group's label."""
    con.execute("DELETE FROM dimension_value WHERE name = $name", {"name": level.name})
    con.register("parents", level.parents)
    con.execute(
        "INSERT INTO dimension_value SELECT $name, value, coalesce(area_name, value || ' år'), "
        "coalesce(area_name, value || ' years'), row_number() OVER (ORDER BY first_row) "
        "FROM (SELECT parent AS value, min(rowid_) AS first_row FROM (SELECT parent, "
        "row_number() OVER () AS rowid_ FROM parents) GROUP BY parent) "
        "LEFT JOIN (SELECT area_code AS value, any_value(name) AS area_name FROM area "
        "GROUP BY area_code) USING (value)",
        {"name": level.name},
    )
    con.execute(
        "INSERT INTO dimension_value VALUES ($name, $unknown, 'okänt', 'unknown', 9999) "
        "ON CONFLICT DO NOTHING",
        {"name": level.name, "unknown": UNKNOWN},
    )
    con.unregister("parents")
