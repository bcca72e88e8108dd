"""Which whole areas did somebody mean who drew a line on the map?

Only whole areas are put together, so a drawing chooses areas rather than cutting through them: an
area is taken where more than half of its surface lies inside the line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.shapes import SWEREF99TM, WGS84
from language import _
from language.errors import BehovsbildError

TAKEN_SHARE = 0.5  # of an area's surface; an area with more than this inside is taken
FEWEST_CORNERS, MOST_CORNERS = 3, 5_000
MOST_BENDS = 500  # once smoothed: every piece may cross every other, and each crossing costs
SMOOTHED = 1 / 1000  # of the drawing's size: a pixel or so on a screen
LEAST_M2 = 1.0  # a straight line in degrees bends by a hair in metres


class BadOutline(BehovsbildError, ValueError):
    """A drawing that encloses nothing."""

    def __init__(self) -> None:
        super().__init__(
            _("The line that was drawn encloses no surface. Draw round the areas and back again.")
        )


@dataclass(frozen=True)
class Inside:
    """What a drawing took: codes of areas with more than half inside, and those it only cut."""

    taken: tuple[str, ...]
    cut: tuple[str, ...]


def outline_of(corners: Sequence[Sequence[float]]) -> shapely.Geometry:
    """The surface inside a line drawn in degrees (longitude, latitude), in SWEREF 99 TM.

    A line that crosses itself encloses what lies inside any of its loops.
    raises  BadOutline for fewer than three corners, too many, or no surface between them
    """
    try:
        places = np.array(corners, dtype=float)
    except (TypeError, ValueError) as error:
        raise BadOutline from error
    if places.ndim != 2 or places.shape[1] != 2 or not np.isfinite(places).all():
        raise BadOutline
    if not FEWEST_CORNERS <= len(places) <= MOST_CORNERS or (np.abs(places) > [180, 90]).any():
        raise BadOutline
    drawn = gpd.GeoSeries([shapely.Polygon(places)], crs=WGS84).to_crs(SWEREF99TM)
    surface = _loops(_smoothed(drawn.iloc[0].exterior))
    if shapely.area(surface) < LEAST_M2:
        raise BadOutline
    return surface


def _smoothed(line: shapely.Geometry) -> shapely.Geometry:
    """The line without what no eye sees; raises BadOutline for a scribble."""
    west, south, east, north = line.bounds
    size = max(east - west, north - south)
    smooth = shapely.simplify(shapely.LineString(line), size * SMOOTHED, preserve_topology=False)
    if shapely.get_num_coordinates(smooth) > MOST_BENDS:
        raise BadOutline
    return smooth


def _loops(line: shapely.Geometry) -> shapely.Geometry:
    """Every loop of a line that crosses itself, whichever way round it was drawn."""
    loops = shapely.get_parts(shapely.polygonize([shapely.node(line)]))
    return shapely.union_all(loops)


def areas_inside(outline: shapely.Geometry, shapes: gpd.GeoSeries) -> Inside:
    """The areas that an outline means.

    outline  a surface in metres, as `outline_of` makes it
    shapes   indexed by code, in metres; missing shapes are never inside
    returns  codes in the order of `shapes`
    """
    values = shapes.to_numpy()
    shapely.prepare(outline)
    near = np.flatnonzero(shapely.intersects(outline, values))
    met = shapely.make_valid(values[near])
    within = shapely.area(shapely.intersection(met, outline)) / shapely.area(met)
    codes = shapes.index.to_numpy()
    return Inside(
        tuple(codes[near[within > TAKEN_SHARE]]),
        tuple(codes[near[(within > 0) & (within <= TAKEN_SHARE)]]),
    )
