"""Light shapes: within the budget, and without slivers between neighbours."""

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import box

from geo.simplified import light_shapes


def wobbly(n=6, size=2_000.0):
    """n x n areas whose shared borders are zigzags of 80 points each."""
    xs = np.linspace(0, n * size, n + 1) + 500_000
    ys = np.linspace(0, n * size, n + 1) + 6_600_000
    rng = np.random.default_rng(4)
    lines = []
    for x in xs:
        y = np.linspace(ys[0], ys[-1], 80 * n)
        lines.append(shapely.LineString(np.column_stack([x + rng.normal(0, 15, len(y)), y])))
    for y in ys:
        x = np.linspace(xs[0] - 60, xs[-1] + 60, 80 * n)
        lines.append(shapely.LineString(np.column_stack([x, y + rng.normal(0, 15, len(x))])))
    pieces = shapely.get_parts(
        shapely.polygonize(shapely.get_parts(shapely.node(shapely.union_all(lines))))
    )
    pieces = pieces[shapely.area(pieces) > size**2 / 4]
    return gpd.GeoSeries(pieces, crs=3006)


def test_borders_stay_shared_so_that_no_sliver_shows():
    shapes = wobbly()
    assert shapely.coverage_is_valid(shapes.to_numpy())
    light = light_shapes(shapes)
    drawn = shapely.from_geojson(light.geojson.tolist())
    assert light.is_coverage
    assert light.size_bytes < 0.5 * shapes.to_json().__len__()
    gaps = shapely.union_all(drawn).area - shapely.area(drawn).sum()
    assert abs(gaps) < 1e-12  # degrees squared: less than a square metre in all


def test_a_smaller_budget_gives_coarser_shapes_within_it():
    shapes = wobbly()
    small = light_shapes(shapes, budget_bytes=8_000)
    assert small.size_bytes <= 8_000
    assert small.tolerance_m > light_shapes(shapes).tolerance_m


def test_areas_that_overlap_are_drawn_all_the_same():
    light = light_shapes(
        gpd.GeoSeries(
            [
                box(500_000, 6_600_000, 502_000, 6_602_000),
                box(501_000, 6_600_000, 503_000, 6_602_000),
            ],
            crs=3006,
        )
    )
    assert not light.is_coverage
    assert light.geojson.notna().all()


def test_an_area_without_a_boundary_is_kept_without_one():
    light = light_shapes(
        gpd.GeoSeries({"a": box(500_000, 6_600_000, 502_000, 6_602_000), "b": None}, crs=3006)
    )
    assert light.geojson.isna().to_dict() == {"a": False, "b": True}
    assert json.loads(light.geojson["a"])["type"] == "Polygon"


def test_no_boundaries_at_all_is_an_empty_map():
    light = light_shapes(gpd.GeoSeries([None, None], crs=3006))
    assert light.bounds == pytest.approx((0, 0, 0, 0))
    assert light.geojson.isna().all()
