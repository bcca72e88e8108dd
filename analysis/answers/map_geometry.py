"""What shapes does the map draw, and who are neighbours on it?

Shapes depend on the level and the vintage only, never on the figures, so that they are made once
per version of the store and sent to a browser once.
"""

import json
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from geo.hierarchy import kept_borders
from geo.overlay import neighbours
from geo.shapes import in_degrees, shapes_of
from geo.simplified import light_shapes
from store.read import Store

COARSE_FIRST = ("municipality", "district", "regso", "deso")


@dataclass(frozen=True)
class MapShapes:
    """The areas of one level and vintage, to be drawn.

    codes        those with a boundary, in the order of the text's features
    text         GeoJSON: a feature an area with the properties c (code) and p (a point inside)
    bounds       west, south, east, north in degrees
    tolerance_m  how coarse borders were made
    """

    codes: tuple[str, ...]
    text: str
    bounds: tuple[float, float, float, float]
    tolerance_m: float


def map_levels(store: Store) -> pd.DataFrame:
    """Levels that can be drawn, the coarsest first: level, vintage, areas, with_boundary."""
    found = store.query("map_levels", municipality=store.meta.municipality_code)
    found = found[found["with_boundary"] > 0].astype({"level": "str"})
    order = {level: place for place, level in enumerate(COARSE_FIRST)}
    found = found[found["level"].isin(order)]
    return found.sort_values(
        ["level", "vintage"], key=lambda c: c.map(order) if c.name == "level" else c
    ).reset_index(drop=True)


def map_shapes(store: Store, level: str, vintage: int) -> MapShapes:
    """The shapes of a level in one vintage; empty where no boundary is known.

    raises  NotInSweden where a boundary is not in metres
    """
    shapes = _shapes(store, level, vintage)
    light = light_shapes(shapes)
    drawn = light.geojson.dropna()
    inside = in_degrees(
        gpd.GeoSeries(shapely.point_on_surface(shapes[drawn.index].to_numpy()), crs=shapes.crs)
    )
    features = [
        f'{{"type":"Feature","properties":{{"c":{json.dumps(code)},"p":[{point.x:.5f},'
        f'{point.y:.5f}]}},"geometry":{geometry}}}'
        for code, geometry, point in zip(drawn.index, drawn, inside, strict=True)
    ]
    text = '{"type":"FeatureCollection","features":[' + ",".join(features) + "]}"
    return MapShapes(tuple(drawn.index), text, light.bounds, light.tolerance_m)


def map_neighbours(store: Store, level: str, vintage: int) -> pd.DataFrame:
    """Pairs of areas that share a border: area, neighbour, border_m."""
    shapes = _shapes(store, level, vintage)
    return neighbours(shapes[shapes.notna()])


def moved_borders(store: Store, level: str) -> pd.DataFrame:
    """Which codes of several vintages kept their border: as geo.hierarchy.kept_borders."""
    rows = _rows(store, level)
    return kept_borders(rows, shapes_of(rows["geometry"]))


def _rows(store: Store, level: str) -> pd.DataFrame:
    return store.query("area_geometry", level=level, municipality=store.meta.municipality_code)


def _shapes(store: Store, level: str, vintage: int) -> gpd.GeoSeries:
    rows = _rows(store, level)
    rows = rows[rows["vintage"] == vintage]
    return shapes_of(rows["geometry"]).set_axis(rows["area_code"])
