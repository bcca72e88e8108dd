"""A line drawn round squares of one kilometre: what it takes can be counted in the head."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import box
from shapely.geometry import Point

from geo.outline import BadOutline, areas_inside, outline_of

KM = 1_000
WEST, SOUTH = 414_000, 6_583_000  # near Karlstad, SWEREF 99 TM


def square(column, row):
    x, y = WEST + column * KM, SOUTH + row * KM
    return box(x, y, x + KM, y + KM)


SHAPES = gpd.GeoSeries({"a": square(0, 0), "b": square(1, 0), "c": square(2, 0)}, crs=3006)


def degrees(*places):
    """Places (kilometres east and north of the corner of a) as longitude and latitude."""
    points = [Point(WEST + x * KM, SOUTH + y * KM) for x, y in places]
    turned = gpd.GeoSeries(points, crs=3006).to_crs(4326)
    return [[point.x, point.y] for point in turned]


def inside(*places):
    return areas_inside(outline_of(degrees(*places)), SHAPES)


def test_an_area_with_more_than_half_inside_is_taken_whole():
    """The line reaches 600 m into b: a whole, 60 % of b, nothing of c."""
    found = inside((-0.1, -0.1), (1.6, -0.1), (1.6, 1.1), (-0.1, 1.1))
    assert (found.taken, found.cut) == (("a", "b"), ())


def test_an_area_with_less_than_half_inside_is_left_out_and_named():
    """The line reaches 400 m into b."""
    found = inside((-0.1, -0.1), (1.4, -0.1), (1.4, 1.1), (-0.1, 1.1))
    assert (found.taken, found.cut) == (("a",), ("b",))


def test_the_way_round_and_a_closed_end_do_not_matter():
    there = [(-0.1, -0.1), (1.6, -0.1), (1.6, 1.1), (-0.1, 1.1)]
    assert inside(*there) == inside(*there[::-1]) == inside(*there, there[0])


def test_a_line_that_crosses_itself_takes_what_is_in_any_of_its_loops():
    """An eight: one loop round a, the other, drawn the other way round, round c."""
    found = inside((-0.1, 0), (1.5, 0.45), (3.1, 1.4), (3.1, -0.5), (1.5, 0.55), (-0.1, 1.2))
    assert set(found.taken) == {"a", "c"}


def test_a_drawing_beside_all_areas_takes_none():
    assert inside((5, 5), (6, 5), (6, 6)).taken == ()


def test_an_area_without_a_boundary_is_never_inside():
    shapes = gpd.GeoSeries({"a": SHAPES["a"], "x": None}, crs=3006)
    outline = outline_of(degrees((-1, -1), (4, -1), (4, 2), (-1, 2)))
    assert areas_inside(outline, shapes).taken == ("a",)


@pytest.mark.parametrize(
    "corners",
    [
        [],
        [[13.5, 59.4], [13.6, 59.4]],
        [[13.5, 59.4], [13.501, 59.4], [13.502, 59.4]],
        [[13.5, 59.4], [13.5, 59.4], [13.5, 59.4]],
        [[13.5, 59.4], [float("nan"), 59.4], [13.7, 59.5]],
        [[500, 59.4], [13.6, 59.4], [13.7, 59.5]],
        [["x", 59.4], [13.6, 59.4], [13.7, 59.5]],
        [[13.5], [13.6], [13.7]],
        [[13.5, 59.4]] * 6_000,
    ],
)
def test_what_encloses_nothing_is_refused(corners):
    with pytest.raises(BadOutline):
        outline_of(corners)


def test_a_scribble_that_crosses_itself_everywhere_is_refused():
    """Pieces that all cross each other: 5 000 of them would take all memory there is."""
    places = np.random.default_rng(1).uniform([13, 59], [14, 60], (5_000, 2))
    with pytest.raises(BadOutline):
        outline_of(places)


def test_a_slow_hand_with_thousands_of_places_is_understood():
    around = np.linspace(0, 2 * np.pi, 4_000)
    ring = np.column_stack([13.5 + 0.1 * np.cos(around), 59.4 + 0.05 * np.sin(around)])
    exact = np.pi * 0.1 * 0.05 * 111.2**2 * np.cos(np.radians(59.4))  # km2, of an ellipse
    assert outline_of(ring).area / 1e6 == pytest.approx(exact, rel=0.01)
