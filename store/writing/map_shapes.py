"""Which shapes are ready to be drawn? Kept beside the areas, and let go of when an area changes.

What they look like is geo's business; who makes them is data_pipeline/map_shapes.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from store import sql

if TYPE_CHECKING:
    from store.writing.new_version import Draft


def boundaries_without_shapes(draft: Draft) -> pd.DataFrame:
    """Areas with a boundary whose level has no light shapes yet, in a municipality.

    returns  municipality_code, level, vintage, area_code, geometry (WKB in SWEREF 99 TM)
    """
    draft.con.execute(sql.statement("areas/map_shapes"))
    return draft.con.execute(sql.query("areas/without_map_shapes")).df().astype({"level": "str"})


def put_light_shapes(draft: Draft, shapes: pd.DataFrame, neighbours: pd.DataFrame) -> None:
    """Keep what was made.

    shapes      municipality_code, level, vintage, geojson
    neighbours  municipality_code, level, vintage, area, neighbour, border_m
    """
    for table, frame in (("light_shape", shapes), ("neighbour", neighbours)):
        draft.con.register("incoming", frame)
        draft.con.execute(sql.statement("areas/put_shapes", table=table))
        draft.con.unregister("incoming")


def forget_light_shapes(con: duckdb.DuckDBPyConnection) -> None:
    """Let go of all shapes: an area is about to change."""
    con.execute(sql.statement("areas/map_shapes"))
    con.execute(sql.statement("areas/forget_shapes"))
