"""Which areas make up which, and which kept their borders from one vintage to the next?

Small areas come in vintages (2018, 2025) under the same codes. A series over a code whose border
moved tells of two different places: it is never joined without a mark.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

UNCHANGED_SHARE = 0.99  # of the two shapes' union that both cover: what redrawing by a metre leaves


@dataclass(frozen=True)
class Hierarchy:
    """Areas and what they lie in; `parents` maps code -> the code one level up, or None."""

    parents: dict[str, str | None]
    levels: dict[str, str]

    @classmethod
    def of(cls, areas: pd.DataFrame) -> "Hierarchy":
        """From area_code, level, parent_code, vintage; of several vintages the newest counts."""
        newest = areas.sort_values("vintage").drop_duplicates("area_code", keep="last")
        parents = (code if isinstance(code, str) else None for code in newest["parent_code"])
        return cls(
            dict(zip(newest["area_code"], parents, strict=True)),
            dict(zip(newest["area_code"], newest["level"].astype(str), strict=True)),
        )

    def ancestors(self, code: str) -> list[str]:
        """What the area lies in, the nearest first; a circle ends where it began."""
        found: list[str] = []
        above = self.parents.get(code)
        while above and above != code and above not in found:
            found.append(above)
            above = self.parents.get(above)
        return found

    def within(self, code: str, level: str | None = None) -> list[str]:
        """Every area that lies in this one, at any depth; of one level where it is given."""
        return sorted(
            inner
            for inner in self.parents
            if code in self.ancestors(inner) and level in (None, self.levels[inner])
        )


def kept_borders(
    areas: pd.DataFrame, shapes: gpd.GeoSeries, *, unchanged_share: float = UNCHANGED_SHARE
) -> pd.DataFrame:
    """For every code in several vintages: is its border the same from one to the next?

    areas    area_code, vintage; shapes in the same order, in metres (missing where not known)
    returns  a row per code and step between vintages: area_code, from_vintage, to_vintage,
             common_share (of the union that both cover; NaN where a border is not known) and
             comparable (bool; False where it is not known, for nobody can say so)
    """
    table = areas[["area_code", "vintage"]].assign(shape=shapes.to_numpy())
    table = table.sort_values(["area_code", "vintage"])
    before = table.groupby("area_code", sort=False).shift()
    step = before["vintage"].notna().to_numpy()
    old, new = before["shape"].to_numpy()[step], table["shape"].to_numpy()[step]
    known = np.array([o is not None and n is not None for o, n in zip(old, new, strict=True)])
    common = np.full(len(old), np.nan)
    if known.any():
        o, n = shapely.make_valid(old[known]), shapely.make_valid(new[known])
        common[known] = shapely.area(shapely.intersection(o, n)) / shapely.area(shapely.union(o, n))
    return pd.DataFrame(
        {
            "area_code": table["area_code"].to_numpy()[step],
            "from_vintage": before["vintage"].to_numpy()[step].astype(int),
            "to_vintage": table["vintage"].to_numpy()[step].astype(int),
            "common_share": common,
            "comparable": common >= unchanged_share,
        }
    )


def joined_series(series: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """A series per area with its breaks marked, so that no line is drawn over a moved border.

    series   area_code, vintage, year, and what else should follow along
    kept     as from `kept_borders`; a step that it lacks counts as moved
    returns  in order of area and year, with `piece` (0, 1, ...; only years of one piece may be
             joined by a line) and `border_moved` (True in a piece's first year but the first's)
    """
    same = {
        (row.area_code, row.from_vintage, row.to_vintage)
        for row in kept[kept["comparable"]].itertuples()
    }
    ordered = series.sort_values(["area_code", "year"]).reset_index(drop=True)
    before = ordered.groupby("area_code", sort=False)["vintage"].shift()
    changed = before.notna() & (before != ordered["vintage"])
    moved = [
        bool(c) and (code, int(old), int(new)) not in same
        for c, code, old, new in zip(
            changed, ordered["area_code"], before.fillna(0), ordered["vintage"], strict=True
        )
    ]
    ordered = ordered.assign(border_moved=moved)
    piece = ordered.groupby("area_code", sort=False)["border_moved"].cumsum()
    return ordered.assign(piece=piece.astype(int))
