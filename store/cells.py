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
from store.draft import AGE_DIMENSION, UNKNOWN, Draft, program_version
from store.levels import LEVEL_LABELS, DerivedLevel, derived_levels

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
            order="person_id, start_date, start_time, row_number",
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
    """Give the people of the events whole numbers, in order of their pseudonyms."""
    con.execute(
        "UPDATE event SET person_number = numbered.person_number FROM (SELECT person_id, "
        "row_number() OVER (ORDER BY person_id) AS person_number FROM "
        "(SELECT DISTINCT person_id FROM event)) AS numbered "
        "WHERE event.person_id = numbered.person_id"
    )


def _sort(con: duckdb.DuckDBPyConnection, table: str, *, enums: list[str], order: str) -> None:
    """Write `table` anew with its `enums` and in its `order`."""
    replaced = []
    for column in enums:
        con.execute(f'DROP TYPE IF EXISTS "{table}_{column}"')
        values = _enum_values(con, table, column)
        if values:
            con.execute(
                f'CREATE TYPE "{table}_{column}" AS ENUM ({", ".join(map(_literal, values))})'
            )
            replaced.append(f'"{column}"::"{table}_{column}" AS "{column}"')
    columns = f"* REPLACE ({', '.join(replaced)})" if replaced else "*"
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT {columns} FROM {table} ORDER BY {order}"  # noqa: S608 - names of ours
    )


def _enum_values(con: duckdb.DuckDBPyConnection, table: str, column: str) -> list[str]:
    """The column's values: labelled ones in the order of the screen, others by name."""
    return [
        value
        for (value,) in con.execute(
            f'SELECT value FROM (SELECT DISTINCT "{column}"::VARCHAR AS value FROM {table}) '  # noqa: S608 - names of ours
            "LEFT JOIN (SELECT value, position FROM dimension_value WHERE name = $column) "
            "USING (value) WHERE value IS NOT NULL ORDER BY position NULLS LAST, value",
            {"column": column},
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
    """One pass over the persons to the finest cells, then one row per outcome that was asked."""
    by = "".join(f'"{name}", ' for name in dimensions)
    measures = "".join(
        f', count("{o}") AS "{o} people", sum(record_key) FILTER ("{o}" IS NOT NULL) AS "{o} key"'
        f', count(*) FILTER ("{o}") AS "{o} cases"'
        f', coalesce(sum(record_key) FILTER ("{o}"), 0) AS "{o} cases key"'
        for o in outcomes
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE finest AS SELECT year, {by}count(*) AS people, "  # noqa: S608 - names checked at load
        f"sum(record_key) AS people_key{measures} FROM person_year GROUP BY ALL"
    )
    levels = _add_levels(con)
    by += "".join(f'"{name}", ' for name in levels)
    con.execute("DROP TABLE cell")
    con.execute("DROP TYPE IF EXISTS cell_outcome")
    con.execute(
        f"CREATE TYPE cell_outcome AS ENUM ({', '.join(map(_literal, [EVERYONE, *outcomes]))})"
    )
    rows = [
        f"SELECT '{EVERYONE}'::cell_outcome AS outcome, year, {by}people, people_key, "  # noqa: S608 - as above
        "0 AS cases, 0 AS cases_key FROM finest"
    ]
    rows += [
        f'SELECT {_literal(o)}::cell_outcome, year, {by}"{o} people", "{o} key", '  # noqa: S608 - as above
        f'"{o} cases", "{o} cases key" FROM finest WHERE "{o} people" > 0'
        for o in outcomes
    ]
    con.execute(
        "CREATE TABLE cell AS SELECT outcome, year, "  # noqa: S608 - as above
        f"{by}people::BIGINT AS people, people_key::BIGINT AS people_key, "
        "cases::BIGINT AS cases, cases_key::BIGINT AS cases_key "
        f"FROM ({' UNION ALL '.join(rows)}) ORDER BY outcome, year"
    )
    con.execute("DROP TABLE finest")


def _add_levels(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Give the finest cells a column for each coarser level; returns their names."""
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
        con.register("parents", level.parents)
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE finest AS SELECT finest.*, "  # noqa: S608 - names of ours
            f"coalesce(parents.parent, '{UNKNOWN}') AS \"{level.name}\" FROM finest "
            f'LEFT JOIN parents ON finest."{level.derived_from}"::VARCHAR = parents.value'
        )
        con.unregister("parents")
        _sort(con, "finest", enums=[level.name], order="year")
    return [level.name for level in levels]


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
