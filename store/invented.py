"""Are the people of this store invented, and may it say so?

The sample says of itself that nobody in it exists: figures of it need no log-in, no access log and
no secret. So a store holds the sample or real data, never both. A store of an earlier program may
hold both: it is then taken for real.
"""

from functools import cache
from pathlib import Path

import duckdb

from store.errors import InventedAmongReal

SAMPLE = "sample"  # load.source of the sample's files; only `data_pipeline sample` writes it

QUERIES = Path(__file__).parent / "queries"


def holds_other_than_sample(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether own files or persons that are not the sample's are in it."""
    return _is_so(con, "loads/not_invented")


def refuse_mixture(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise InventedAmongReal where the sample and real data are in one store."""
    [[is_sample]] = con.execute("SELECT is_sample FROM store_meta").fetchall()
    if _is_so(con, "loads/not_invented" if is_sample else "loads/invented_people"):
        raise InventedAmongReal(path)


def _is_so(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    return bool(con.execute(_statement(name)).fetchall()[0][0])


@cache
def _statement(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
