"""Where do the borders of Exempelby run?

A wobbly outline, districts and small areas inside it. The middle points are found by k-means on
points spread as people live (which is Lloyd's relaxation with density), the borders are the
Voronoi edges between them, each roughened once: what two areas share is the same line to the
metre. All coordinates are whole metres in SWEREF 99 TM (EPSG:3006), so the file is small and
its bytes stay the same.
"""

import numpy as np
import shapely
from scipy.cluster.vq import kmeans2
from scipy.optimize import linear_sum_assignment

from sample_data.places import DISTRICTS, MUNICIPALITY_CODE, PEOPLE_2015, Places

CENTRE = (505_000, 6_640_000)  # a point in SWEREF 99 TM
RADIUS_M = 19_000
COMPASS = ("norr", "nordöst", "öst", "sydöst", "syd", "sydväst", "väst", "nordväst")
LETTER = {"central": "C", "student": "C", "suburb": "C", "locality": "B", "rural": "A"}


def make_places(rng: np.random.Generator) -> Places:
    """The thirty districts and about ninety small areas of Exempelby, with borders."""
    outline = _outline(rng)
    for roughness in (0.10, 0.06, 0.03, 0.0):  # a rare seed lets rough borders cross: be calmer
        attempt = np.random.default_rng(rng.integers(2**32))
        districts = _districts(outline, roughness, attempt)
        pieces = _small_areas(districts, roughness, attempt) if districts is not None else None
        if pieces is not None:
            return _named(*pieces, rng)
    raise RuntimeError("no borders without crossings were found; choose another seed")


def _outline(rng: np.random.Generator) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, 260, endpoint=False)
    radius = np.ones_like(angle)
    for wave in range(2, 9):
        radius += rng.normal(0, 0.11 / wave**0.8) * np.cos(wave * angle + rng.uniform(0, 2 * np.pi))
    radius += rng.normal(0, 0.006, angle.size)
    x = np.round(CENTRE[0] + RADIUS_M * radius * np.cos(angle))
    y = np.round(CENTRE[1] + RADIUS_M * radius * np.sin(angle))
    return shapely.Polygon(np.column_stack([x, y]))


def _imagined_points() -> np.ndarray:
    """Where the districts of `places` would like to lie, in metres."""
    bearing = np.radians([d.bearing for d in DISTRICTS])
    distance = np.array([d.distance_km for d in DISTRICTS]) * 1000
    return np.column_stack(
        [CENTRE[0] + distance * np.sin(bearing), CENTRE[1] + distance * np.cos(bearing)]
    )


def _districts(outline: shapely.Polygon, roughness: float, rng: np.random.Generator) -> list | None:
    """One polygon per district of DISTRICTS, in that order."""
    wanted = _imagined_points()
    spread = {"central": 350, "student": 350, "suburb": 600, "locality": 1100, "rural": 3200}
    sigma = np.array([spread[d.kind] for d in DISTRICTS])
    homes = np.repeat(wanted, 150, axis=0)
    homes = homes + rng.normal(size=homes.shape) * np.repeat(sigma, 150)[:, None]
    centres = kmeans2(homes, wanted, iter=3, minit="matrix", missing="raise")[0]
    polygons = _divide(outline, centres, roughness, rng)
    return polygons if polygons is not None and len(polygons) == len(DISTRICTS) else None


def _small_areas(districts: list, roughness: float, rng: np.random.Generator) -> tuple | None:
    """Two to four small areas in each district: polygons, and the district of each."""
    outlines = list(districts)
    lines, points, owner = [], [], []
    for index, polygon in enumerate(outlines):
        homes = _points_within(polygon, 400, rng)
        count = 2 + int(index % 3 != 0) + int(index % 3 == 2)
        count = 3 if DISTRICTS[index].kind == "student" else count
        centres = kmeans2(homes, homes[:count], iter=12, minit="matrix")[0]
        lines.append(_rough_edges(polygon, centres, roughness, rng))
        points.extend(centres)
        owner.extend([index] * count)
    border = shapely.unary_union([shapely.boundary(p) for p in outlines])
    cut = _polygonize([border, *lines])
    if len(cut) != len(owner):
        return None
    inside = shapely.get_coordinates(shapely.point_on_surface(cut))
    home = [next(i for i, p in enumerate(outlines) if p.covers(shapely.Point(xy))) for xy in inside]
    return cut, np.array(home)


def _points_within(polygon: shapely.Polygon, count: int, rng: np.random.Generator) -> np.ndarray:
    west, south, east, north = polygon.bounds
    tried = rng.uniform((west, south), (east, north), size=(count * 6, 2))
    return tried[shapely.contains_xy(polygon, tried[:, 0], tried[:, 1])][:count]


def _divide(
    outline: shapely.Polygon, centres: np.ndarray, roughness: float, rng: np.random.Generator
) -> list | None:
    """`outline` cut between `centres`: a polygon per centre, in their order, or None."""
    cut = _polygonize([shapely.boundary(outline), _rough_edges(outline, centres, roughness, rng)])
    if len(cut) != len(centres):
        return None
    middle = shapely.get_coordinates(shapely.centroid(cut))
    distance = np.linalg.norm(centres[:, None] - middle[None], axis=2)
    _, order = linear_sum_assignment(np.log(distance + 100))
    return [cut[i] for i in order]


def _polygonize(lines: list) -> list:
    noded = shapely.unary_union(lines, grid_size=1.0)
    made = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return [polygon for polygon in made if polygon.area > 1_000]  # m2: less is a crossing's sliver


def _rough_edges(
    outline: shapely.Polygon, centres: np.ndarray, roughness: float, rng: np.random.Generator
) -> shapely.Geometry:
    """The Voronoi edges between `centres` within `outline`, each bent at random once."""
    edges = shapely.voronoi_polygons(
        shapely.MultiPoint(centres), extend_to=outline.buffer(5_000), only_edges=True
    )
    segments = [
        np.array(line.coords) for line in shapely.get_parts(shapely.line_merge(shapely.node(edges)))
    ]
    segments = sorted(segments, key=lambda xy: (xy[0][0], xy[0][1], xy[-1][0], xy[-1][1]))
    near = outline.buffer(2)  # two metres over the border, so that the ends surely meet it
    bent = [shapely.LineString(_bent(xy[0], xy[-1], roughness, rng)) for xy in segments]
    return shapely.intersection(shapely.MultiLineString(bent), near)


def _bent(
    start: np.ndarray, end: np.ndarray, roughness: float, rng: np.random.Generator
) -> np.ndarray:
    """A line from `start` to `end` by midpoint displacement, ends kept."""
    points = np.array([start, end])
    length = np.linalg.norm(end - start)
    for halving in range(int(np.clip(np.log2(max(length, 1) / 60), 1, 6))):
        step = np.diff(points, axis=0)
        across = np.column_stack([-step[:, 1], step[:, 0]])
        offset = np.clip(rng.normal(0, roughness, len(step)), -2 * roughness, 2 * roughness)
        middle = points[:-1] + step / 2 + across * offset[:, None] * 0.95**halving
        points = np.insert(points, np.arange(1, len(points)), middle, axis=0)
    return points


def _named(polygons: list, district: np.ndarray, rng: np.random.Generator) -> Places:
    """Codes, names and sizes for the small areas, in order of code."""
    polygons = np.array(polygons, dtype=object)
    middle = shapely.get_coordinates(shapely.centroid(polygons))
    kinds = np.array([LETTER[DISTRICTS[d].kind] for d in district])
    order = np.lexsort((middle[:, 0], -middle[:, 1], district, kinds))
    polygons, district, middle, kinds = (a[order] for a in (polygons, district, middle, kinds))
    codes = np.empty(len(polygons), dtype=object)
    names = np.empty(len(polygons), dtype=object)
    for letter, first in (("A", 10), ("B", 2010), ("C", 1010)):
        here = np.flatnonzero(kinds == letter)
        for number, index in enumerate(here):
            codes[index] = f"{MUNICIPALITY_CODE}{letter}{first + 10 * number:04d}"
    for index, area in enumerate(DISTRICTS):
        here = np.flatnonzero(district == index)
        for place, word in zip(here, _compass_words(middle[here]), strict=True):
            names[place] = f"{area.name} {word}"
    disadvantage = np.array([DISTRICTS[d].disadvantage for d in district])
    size = np.exp(rng.normal(0, 0.16, len(polygons)))
    return Places(
        codes=codes,
        names=names,
        district=district,
        disadvantage=disadvantage + rng.normal(0, 0.18, len(polygons)),
        people_2015=size / size.sum() * PEOPLE_2015,
        polygons=polygons,
    )


def _compass_words(middle: np.ndarray) -> list[str]:
    """A word of the compass for each part of a district, all different."""
    away = middle - middle.mean(axis=0)
    bearing = np.degrees(np.arctan2(away[:, 0], away[:, 1])) % 360
    turn = np.abs((bearing[:, None] - np.arange(8) * 45 + 180) % 360 - 180)
    _, word = linear_sum_assignment(turn**2)
    return [COMPASS[w] for w in word]
