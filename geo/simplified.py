"""How are boundaries made light enough to send, without slivers between neighbours?

Coverage simplification moves what two areas share once, for both: borders stay shared. How coarse
it gets is decided by a budget of bytes, so that six thousand areas fit in five megabytes.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.shapes import in_degrees

FIRST_TOLERANCE_M = 25.0
BUDGET_BYTES = 3_800_000  # with names, values and our script a map stays under 5 MB
DECIMALS = 5
GAP_M = 2.0  # narrower gaps between neighbours are drawing
MOVED_SHARE = 0.01
COARSEST_M = 5_000.0
BYTES_A_POINT, BYTES_A_SHAPE = 20, 80  # of GeoJSON: '[15.12345,59.12345],' and what stands round


@dataclass(frozen=True)
class LightShapes:
    """Shapes in degrees, as GeoJSON text per area.

    geojson    a geometry's GeoJSON per area, indexed as the shapes; None without a boundary
    tolerance_m  how coarse it became: 0 for as drawn
    is_coverage  False where areas overlap: their borders were simplified one by one
    """

    geojson: pd.Series
    bounds: tuple[float, float, float, float]
    tolerance_m: float
    is_coverage: bool

    @property
    def size_bytes(self) -> int:
        """Of all geometries together."""
        return int(self.geojson.dropna().str.len().sum())


def light_shapes(shapes: gpd.GeoSeries, *, budget_bytes: int = BUDGET_BYTES) -> LightShapes:
    """Shapes for the browser, simplified as little as the budget allows.

    shapes   in metres (SWEREF 99 TM), missing where no boundary is known
    """
    drawn = shapes[shapes.notna() & ~shapes.is_empty]
    if drawn.empty:
        empty = pd.Series([None] * len(shapes), index=shapes.index, dtype=object)
        return LightShapes(empty, (0.0, 0.0, 0.0, 0.0), 0.0, True)
    whole, is_coverage = _as_coverage(drawn)
    light, tolerance = _within_budget(whole, is_coverage, budget_bytes)
    turned = in_degrees(light, DECIMALS)
    texts = pd.Series(_geojson(turned.to_numpy()), index=drawn.index, dtype=object)
    west, south, east, north = (float(side) for side in turned.total_bounds)
    return LightShapes(
        texts.reindex(shapes.index), (west, south, east, north), tolerance, is_coverage
    )


def _within_budget(
    whole: gpd.GeoSeries, is_coverage: bool, budget_bytes: int
) -> tuple[gpd.GeoSeries, float]:
    """Simplified until it fits; each step goes on from the one before: a third of the work."""
    tolerance, light = FIRST_TOLERANCE_M, whole
    while True:
        light = _simplified(light, tolerance, is_coverage)
        points = int(shapely.get_num_coordinates(light.to_numpy()).sum())
        too_much = (points * BYTES_A_POINT + len(light) * BYTES_A_SHAPE) / budget_bytes
        if too_much <= 1 or tolerance > COARSEST_M:
            return light, tolerance
        tolerance *= min(max(too_much**0.5, 1.2), 2.0)


def _as_coverage(drawn: gpd.GeoSeries) -> tuple[gpd.GeoSeries, bool]:
    """The shapes with shared borders identical, where drawing is all that parts them.

    Own divisions seldom meet to the millimetre. They are cleaned for drawing, unless that would
    change an area by a hundredth: then areas overlap in truth, and are drawn as they are.
    """
    mended = drawn if drawn.is_valid.all() else drawn.make_valid()
    whole = gpd.GeoSeries(_polygons(mended.to_numpy()), drawn.index, crs=drawn.crs)
    if shapely.coverage_is_valid(whole.to_numpy()):
        return whole, True
    cleaned = shapely.coverage_clean(whole.to_numpy(), gap_width=GAP_M)
    moved = np.abs(shapely.area(cleaned) - whole.area.to_numpy()) > MOVED_SHARE * whole.area
    if moved.any() or not shapely.coverage_is_valid(cleaned):
        return whole, False
    return gpd.GeoSeries(cleaned, drawn.index, crs=drawn.crs), True


def _polygons(shapes: np.ndarray) -> np.ndarray:
    """What of each shape has an area: mending a crossing may leave lines beside it."""
    mixed = shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    mended = shapes.copy()
    mended[mixed] = [
        shapely.union_all([p for p in shapely.get_parts(s) if shapely.area(p) > 0])
        for s in shapes[mixed]
    ]
    return mended


def _simplified(shapes: gpd.GeoSeries, tolerance: float, is_coverage: bool) -> gpd.GeoSeries:
    if is_coverage:
        return shapes.simplify_coverage(tolerance)
    return shapes.simplify(tolerance, preserve_topology=True)


def _geojson(shapes: np.ndarray) -> list[str]:
    """GeoJSON without spaces, whose digits are those that the rounding left."""
    return [text.replace(", ", ",") for text in shapely.to_geojson(shapes)]
