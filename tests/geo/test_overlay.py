"""Squares whose areas and borders can be counted in the head."""

import geopandas as gpd
import pytest
from shapely import MultiPolygon, Point, box

from geo.overlay import area_of_points, coverage_report, member_areas, neighbours


def squares(**boxes):
    return gpd.GeoSeries(boxes, crs=3006)


GRID = squares(a=box(0, 0, 100, 100), b=box(100, 0, 200, 100), c=box(0, 100, 100, 200))


def test_a_point_lies_in_its_area_and_outside_in_none():
    points = gpd.GeoSeries([Point(50, 50), Point(150, 20), Point(500, 500)], crs=3006)
    found = area_of_points(points, GRID)
    assert found.tolist()[:2] == ["a", "b"]
    assert found.isna().tolist() == [False, False, True]


def test_a_point_on_a_border_goes_to_one_area_only():
    assert area_of_points(gpd.GeoSeries([Point(100, 50)], crs=3006), GRID).tolist() == ["a"]


def test_a_small_area_belongs_to_the_district_that_covers_most_of_it():
    """b lies to 70 % in the western district (100 to 170) and to 30 % in the eastern."""
    districts = squares(west=box(0, 0, 170, 200), east=box(170, 0, 300, 200))
    found = member_areas(GRID, districts)
    assert found.of() == {"a": "west", "b": "west", "c": "west"}
    assert found.straddling["part"].tolist() == ["b"]
    assert found.straddling["covered_share"].tolist() == pytest.approx([0.7])


def test_a_small_area_that_no_district_covers_belongs_nowhere():
    found = member_areas(GRID, squares(far=box(900, 900, 950, 950)))
    assert found.of() == {}
    assert found.parts["whole"].isna().all()


def test_a_border_is_shared_and_a_corner_is_not():
    """a meets b and c along 100 m each; b and c meet only at (100, 100)."""
    pairs = neighbours(GRID)
    assert set(zip(pairs["area"], pairs["neighbour"], strict=True)) == {
        ("a", "b"), ("b", "a"), ("a", "c"), ("c", "a"),
    }  # fmt: skip
    assert set(pairs["border_m"]) == {100.0}


def test_overlaps_and_holes_are_told_with_their_size():
    """d overlaps a by 20 x 100 m; the ring round an empty 50 x 50 m square leaves a hole."""
    ring = box(1000, 0, 1150, 150).difference(box(1050, 50, 1100, 100))
    report = coverage_report(squares(a=box(0, 0, 100, 100), d=box(80, 0, 180, 100), ring=ring))
    assert report.overlaps.to_dict("records") == [{"one": "a", "other": "d", "overlap_m2": 2000.0}]
    assert report.gaps.to_dict("records") == [{"near": "ring", "gap_m2": 2500.0}]
    assert coverage_report(GRID).is_clean


def test_an_area_of_two_islands_is_one_area():
    islands = squares(a=MultiPolygon([box(0, 0, 10, 10), box(50, 0, 60, 10)]))
    assert area_of_points(gpd.GeoSeries([Point(55, 5)], crs=3006), islands).tolist() == ["a"]
