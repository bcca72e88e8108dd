"""What does a store hold that has no person in it? Frozen cubes, areas and public figures.

A published store is made by `python -m data_pipeline publish`. Its cells are counts rounded for
good, without record keys and without background; the table `published_cube` says what was rounded
when, and is how such a store is told from others. Persons, events, loads of persons, and the values
of dimensions that are not published stay behind.
"""

from datetime import UTC, datetime
from hashlib import sha256
from hmac import new as keyed_hash
from pathlib import Path

import duckdb
import pandas as pd

from store import sql
from store.identifiers import quoted
from store.invented import SAMPLE
from store.location import newest_file
from store.read import Store, open_store
from store.writing.derive import EVERYONE
from store.writing.new_version import Draft
from store.writing.record_key import record_secret

CUBE_COLUMNS = ["outcome", "year", "measure", "digest", "released_at", "farthest"]
PUBLIC_SOURCES = ("kolada", "scb", "wfs")


def digest_of(store: Store, cells: pd.DataFrame) -> str:
    """A keyed digest of true counts: tells whether they changed, and to nobody else anything.

    Keyed with the record secret, since few counts could be found by trying all.
    """
    secret = record_secret(store.path, is_sample=store.meta.is_sample)
    text = cells.to_csv(index=False)
    return keyed_hash(secret.encode(), text.encode(), sha256).hexdigest()


def earlier_release(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cubes and cells of the release at `path`; two empty frames where there is none."""
    if not path.exists():
        return pd.DataFrame(columns=CUBE_COLUMNS), pd.DataFrame()
    store = open_store(path)
    try:
        return store.query("published/cubes"), store.query("published/cells")
    finally:
        store.close()


def put_release(
    draft: Draft,
    store: Store,
    cells: pd.DataFrame,
    cubes: pd.DataFrame,
    dimensions: list[str],
    *,
    producer: str,
) -> None:
    """Fill a fresh draft with what may leave of `store`, and the rounded cells.

    cells       outcome, year, the dimensions, people and cases (rounded)
    cubes       CUBE_COLUMNS; dimensions: columns of cell that are published, finest and coarser
    """
    con = draft.con
    con.execute(
        sql.statement("publish/attach", path=sql.text_literal(str(newest_file(store.path))))
    )
    con.execute(sql.statement("publish/set_meta"))
    con.execute(
        sql.statement("publish/put_loads"),
        {"public": [*PUBLIC_SOURCES, *([SAMPLE] if store.meta.is_sample else [])]},
    )
    for table in ("area", "comparison_group", "observation"):
        con.execute(sql.statement("publish/put_rows", table=table))
    _put_areas_of_others(con)
    draft.touched.add("observation")
    _put_dimensions(con, dimensions)
    con.execute(
        sql.statement("publish/put_named", table="outcome"),
        {"names": sorted(set(cells["outcome"]) - {EVERYONE})},
    )
    _put_cells(con, cells, quoted(dimensions, dimensions))
    _put_cubes(con, cubes)
    draft.load_number(
        source="published",
        target="cell",
        producer=producer,
        address="data_pipeline publish",
        sha256=sha256(cells.to_csv(index=False).encode()).hexdigest(),
        retrieved_at=datetime.now(UTC).replace(tzinfo=None),
        licence="own data",
        rows_read=len(cells),
        rows_kept=len(cells),
    )


def _put_areas_of_others(con: duckdb.DuckDBPyConnection) -> None:
    """Areas that came with the municipality's own files: places, not persons."""
    con.execute(sql.statement("publish/put_loads_of_areas"))
    con.execute(sql.statement("publish/put_areas"))


def _put_dimensions(con: duckdb.DuckDBPyConnection, dimensions: list[str]) -> None:
    for table in ("dimension", "dimension_value"):
        con.execute(sql.statement("publish/put_named", table=table), {"names": dimensions})


def _put_cells(con: duckdb.DuckDBPyConnection, cells: pd.DataFrame, columns: str) -> None:
    """The cells with empty keys: whoever took them for unprotected counts would be stopped."""
    con.register("incoming", cells)
    con.execute(sql.statement("cells/drop"))
    con.execute(sql.statement("publish/put_cells", columns=columns))
    con.unregister("incoming")


def _put_cubes(con: duckdb.DuckDBPyConnection, cubes: pd.DataFrame) -> None:
    con.register("incoming", cubes)
    con.execute(sql.statement("publish/put_cubes"))
    con.unregister("incoming")
