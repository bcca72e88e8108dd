"""Are the people of this store invented, and may it say so?

The sample says of itself that nobody in it exists: figures of it need no log-in, no access log and
no secret. So a store holds the sample or real data, never both. A store of an earlier program may
hold both: it is then taken for real.
"""

from pathlib import Path

import duckdb

from store import sql
from store.errors import InventedAmongReal

SAMPLE = "sample"  # load.source of the sample's files; only `data_pipeline sample` writes it


def holds_other_than_sample(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether own files or persons that are not the sample's are in it."""
    return _is_so(con, "loads/not_invented")


def refuse_mixture(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise InventedAmongReal where the sample and real data are in one store."""
    [[is_sample]] = con.execute(sql.query("loads/is_sample")).fetchall()
    if _is_so(con, "loads/not_invented" if is_sample else "loads/invented_people"):
        raise InventedAmongReal(path)


def _is_so(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    return bool(con.execute(sql.query(name)).fetchall()[0][0])
