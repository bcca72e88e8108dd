"""Which coarser levels does a dimension have, and which value does each of its values lie in?

Questions live on a fixed lattice (analysis/disclosure/gate.py), so the coarser levels of age and
area are columns of the cells like any other dimension, made once per load.
"""

from dataclasses import dataclass

import duckdb
import pandas as pd

from indicators.age_groups import FINEST, GRANULARITIES, parent
from store import sql

LEVEL_LABELS = {
    "regso": ("RegSO-område", "RegSO area"),
    "district": ("Stadsdel", "District"),
    "deso": ("Småområde", "Small area"),
    "middle": ("Ålder, mellangrupper", "Age, middle groups"),
    "broad": ("Ålder, breda grupper", "Age, broad groups"),
}


@dataclass(frozen=True)
class DerivedLevel:
    """A coarser level: `parents` has one row per value of the finest, columns value and parent."""

    name: str
    derived_from: str
    role: str
    level: str
    parents: pd.DataFrame


def derived_levels(con: duckdb.DuckDBPyConnection) -> list[DerivedLevel]:
    """Every coarser level that the draft's areas and age groups give, finest first."""
    dimensions = con.execute(sql.query("people/finest_dimensions")).fetchall()
    levels: list[DerivedLevel] = []
    for name, role in dimensions:
        if role == "area":
            levels += _area_levels(con, name)
        elif role == "age":
            levels += _age_levels(con, name)
    return levels


def _area_levels(con: duckdb.DuckDBPyConnection, name: str) -> list[DerivedLevel]:
    ancestors = con.execute(sql.query("areas/ancestors"), {"name": name}).df()
    return [
        DerivedLevel(f"{name}_{level}", name, "area", level, rows[["value", "parent"]])
        for level in ("regso", "district")
        if len(rows := ancestors[ancestors["level"] == level])
    ]


def _age_levels(con: duckdb.DuckDBPyConnection, name: str) -> list[DerivedLevel]:
    values = [
        value
        for (value,) in con.execute(
            sql.query("people/values_of_dimension"), {"name": name}
        ).fetchall()
    ]
    ours = [value for value in values if value in GRANULARITIES[FINEST]]
    if not ours:
        return []
    return [
        DerivedLevel(
            f"{name}_{granularity}",
            name,
            "age",
            granularity,
            pd.DataFrame({"value": ours, "parent": [parent(v, granularity) for v in ours]}),
        )
        for granularity in GRANULARITIES
        if granularity != FINEST
    ]
