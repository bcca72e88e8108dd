"""From what the store keeps (WKB in SWEREF 99 TM) to shapes that can be measured or drawn.

Metres are measured in SWEREF 99 TM (EPSG:3006); a browser's map wants degrees (EPSG:4326).
"""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from language import _
from language.errors import BehovsbildError

SWEREF99TM, WGS84 = 3006, 4326
# Minima and maxima of Sweden in SWEREF 99 TM, with the sea around it (metres).
WEST, SOUTH, EAST, NORTH = 180_000, 6_050_000, 1_000_000, 7_750_000


class NotInSweden(BehovsbildError, ValueError):
    """Coordinates that cannot be metres in SWEREF 99 TM."""

    def __init__(self, bounds: Iterable[float]) -> None:
        super().__init__(
            _(
                "Expected boundaries in SWEREF 99 TM (metres, EPSG:3006) within Sweden; came "
                "coordinates from {bounds}. Degrees, another zone or swapped axes look like this: "
                "reproject the file."
            ).format(bounds=", ".join(f"{b:.6g}" for b in bounds))
        )


def shapes_of(geometry: Iterable[bytes | None]) -> gpd.GeoSeries:
    """The store's boundaries as shapes in SWEREF 99 TM; None where none is known.

    raises  NotInSweden where the coordinates are no metres of ours
    """
    as_bytes = [None if pd.isna(wkb) else bytes(wkb) for wkb in geometry]
    shapes = gpd.GeoSeries(shapely.from_wkb(np.array(as_bytes, dtype=object)), crs=SWEREF99TM)
    require_in_sweden(shapes)
    return shapes


def require_in_sweden(shapes: gpd.GeoSeries) -> None:
    """Raise NotInSweden unless every coordinate lies in Sweden's part of SWEREF 99 TM."""
    known = shapes[shapes.notna() & ~shapes.is_empty]
    if known.empty:
        return
    west, south, east, north = known.total_bounds
    if west < WEST or south < SOUTH or east > EAST or north > NORTH:
        raise NotInSweden((west, south, east, north))


def in_degrees(shapes: gpd.GeoSeries, decimals: int = 5) -> gpd.GeoSeries:
    """The same shapes in longitude and latitude, rounded; five decimals are about one metre.

    Points that two shapes share are rounded alike, so shared borders stay shared.
    """
    turned = shapes.to_crs(WGS84)
    rounded = shapely.transform(turned.to_numpy(), lambda xy: np.round(xy, decimals))
    return gpd.GeoSeries(rounded, index=shapes.index, crs=WGS84)
