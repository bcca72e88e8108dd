"""Areas within areas, and series that must not be joined over a moved border."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box

from geo.hierarchy import Hierarchy, joined_series, kept_borders
from geo.shapes import NotInSweden, in_degrees, shapes_of

AREAS = pd.DataFrame(
    [
        ("0000", 0, "country", None),
        ("9999", 0, "municipality", "0000"),
        ("D1", 0, "district", "9999"),
        ("D2", 0, "district", "9999"),
        ("A1", 2018, "deso", "D2"),
        ("A1", 2025, "deso", "D1"),
        ("A2", 2025, "deso", "D1"),
        ("A3", 2025, "deso", "D2"),
    ],
    columns=["area_code", "vintage", "level", "parent_code"],
)


def test_an_area_knows_what_it_lies_in_and_what_lies_in_it():
    tree = Hierarchy.of(AREAS)
    assert tree.ancestors("A2") == ["D1", "9999", "0000"]
    assert tree.within("9999", "deso") == ["A1", "A2", "A3"]
    assert tree.within("D1") == ["A1", "A2"]  # A1 lies in D1 in the newest vintage


def test_a_circle_of_parents_ends():
    looped = pd.DataFrame(
        {"area_code": ["x", "y"], "vintage": 0, "level": "district", "parent_code": ["y", "x"]}
    )
    assert Hierarchy.of(looped).ancestors("x") == ["y"]


def kept():
    """A keeps its 100 x 100 m; B grows from 100 to 120 m (100 of 120 in common); C is unknown."""
    areas = pd.DataFrame({"area_code": list("AABBCC"), "vintage": [2018, 2025] * 3})
    shapes = gpd.GeoSeries(
        [
            box(0, 0, 100, 100), box(0, 0, 100, 100.2),
            box(0, 0, 100, 100), box(0, 0, 120, 100),
            None, box(0, 0, 1, 1),
        ],
        crs=3006,
    )  # fmt: skip
    return kept_borders(areas, shapes)


def test_borders_are_the_same_when_all_but_a_line_width_is_common():
    table = kept().set_index("area_code")
    assert table["comparable"].to_dict() == {"A": True, "B": False, "C": False}
    assert table.loc["B", "common_share"] == pytest.approx(100 / 120)
    assert np.isnan(table.loc["C", "common_share"])


def test_a_series_over_a_moved_border_falls_in_two_pieces():
    years = {2022: 2018, 2023: 2018, 2024: 2025, 2025: 2025}
    series = pd.DataFrame(
        [(code, vintage, year) for code in "AB" for year, vintage in years.items()],
        columns=["area_code", "vintage", "year"],
    )
    joined = joined_series(series, kept()).set_index(["area_code", "year"])
    assert joined.loc["A", "piece"].tolist() == [0, 0, 0, 0]
    assert joined.loc["B", "piece"].tolist() == [0, 0, 1, 1]
    assert joined.loc["B", "border_moved"].tolist() == [False, False, True, False]


def test_degrees_passed_for_metres_are_refused():
    with pytest.raises(NotInSweden):
        shapes_of([box(13.4, 59.3, 13.6, 59.5).wkb])


def test_coordinates_of_the_southern_hemisphere_are_refused():
    with pytest.raises(NotInSweden):
        shapes_of([box(500_000, -6_600_000, 501_000, -6_599_000).wkb])


def test_metres_become_degrees():
    """The central meridian of SWEREF 99 TM (easting 500 000) is 15 degrees east."""
    west, south, _east, _north = in_degrees(
        shapes_of([box(500_000, 6_600_000, 501_000, 6_601_000).wkb])
    ).total_bounds
    assert west == 15.0
    assert 59 < south < 60
