"""What shapes does the map draw, and who are neighbours on it?

Shapes depend on the level and the vintage only, never on the figures, so that they are made once
per version of the store and sent to a browser once.
"""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from analysis.question import Question
from geo.features import feature_collection
from geo.hierarchy import kept_borders
from geo.outline import Inside, areas_inside, outline_of
from geo.overlay import neighbours
from geo.shapes import shapes_of
from store.read import Store

COARSE_FIRST = ("municipality", "district", "regso", "deso")


@dataclass(frozen=True)
class MapShapes:
    """The areas of one level and vintage, to be drawn: GeoJSON as geo.features makes it."""

    text: str


@dataclass(frozen=True)
class DrawnQuestion(Question[Inside]):
    """Which areas of a level lie inside a line; corners: longitude and latitude, degrees."""

    level: str
    vintage: int
    corners: tuple[tuple[float, float], ...]


def map_levels(store: Store) -> pd.DataFrame:
    """Levels that can be drawn, the coarsest first: level, vintage, areas, with_boundary."""
    found = store.query("areas/levels", municipality=store.meta.municipality_code)
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
    made = _made_at_load(store, "areas/map_shape", level, vintage)
    if len(made):
        return MapShapes(made["geojson"].iloc[0])
    return MapShapes(feature_collection(_shapes(store, level, vintage)))


def map_neighbours(store: Store, level: str, vintage: int) -> pd.DataFrame:
    """Pairs of areas that share a border: area, neighbour, border_m."""
    made = _made_at_load(store, "areas/neighbours", level, vintage)
    if len(made):
        return made
    shapes = _shapes(store, level, vintage)
    return neighbours(shapes[shapes.notna()])


def areas_drawn(store: Store, question: DrawnQuestion, _gate: object = None) -> Inside:
    """The whole areas that a line drawn on the map means: places, not persons.

    raises  BadOutline for a line that encloses nothing
    """
    outline = outline_of(question.corners)
    return areas_inside(outline, _shapes(store, question.level, question.vintage))


def _made_at_load(store: Store, query: str, level: str, vintage: int) -> pd.DataFrame:
    """What the load has made of a level's boundaries; nothing in an older store."""
    if not store.query("areas/has_map_shapes")["has_them"].iloc[0]:
        return pd.DataFrame()
    municipality = store.meta.municipality_code
    return store.query(query, municipality=municipality, level=level, vintage=vintage)


def moved_borders(store: Store, level: str) -> pd.DataFrame:
    """Which codes of several vintages kept their border: as geo.hierarchy.kept_borders."""
    rows = _rows(store, level)
    return kept_borders(rows, shapes_of(rows["geometry"]))


def _rows(store: Store, level: str) -> pd.DataFrame:
    return store.query("areas/geometry", level=level, municipality=store.meta.municipality_code)


def _shapes(store: Store, level: str, vintage: int) -> gpd.GeoSeries:
    rows = _rows(store, level)
    rows = rows[rows["vintage"] == vintage]
    return shapes_of(rows["geometry"]).set_axis(rows["area_code"])
