"""Karlstad's real boundaries: 57 DeSO and 31 RegSO of 2025, and 66 districts in metres."""

import geopandas as gpd
import pytest
import shapely

from geo.overlay import coverage_report, member_areas, neighbours
from geo.shapes import NotInSweden, require_in_sweden
from geo.simplified import light_shapes


@pytest.fixture
def karlstad(shared):
    def read(name):
        return gpd.read_file(shared / "real" / "geo" / name)

    return read


def test_each_deso_falls_in_the_regso_that_scb_says(karlstad):
    """SCB's field regsokod of each DeSO is the truth."""
    deso = karlstad("karlstad_deso2025_wfs.geojson").to_crs(3006)
    regso = karlstad("karlstad_regso2025_wfs.geojson").to_crs(3006)
    found = member_areas(deso.set_index("desokod").geometry, regso.set_index("regsokod").geometry)
    assert found.of() == dict(zip(deso["desokod"], deso["regsokod"], strict=True))
    assert found.straddling.empty


def test_neighbours_of_karlstads_small_areas_all_exist(karlstad):
    """DeSO cover the municipality without gaps: every area has a neighbour."""
    shapes = karlstad("karlstad_deso2025_wfs.geojson").to_crs(3006).set_index("desokod").geometry
    assert set(neighbours(shapes)["area"]) == set(shapes.index)


def test_karlstads_small_areas_become_light_and_keep_their_shared_borders(karlstad):
    """0.44 MB as delivered; SCB's borders are a coverage once in metres."""
    shapes = karlstad("karlstad_deso2025_wfs.geojson").to_crs(3006).geometry
    light = light_shapes(shapes)
    drawn = shapely.make_valid(shapely.from_geojson(light.geojson.tolist()))
    overlap = shapely.area(drawn).sum() - shapely.union_all(drawn).area
    assert light.size_bytes < 300_000
    assert overlap < 1e-5 * shapely.area(drawn).sum()


def test_the_districts_in_metres_are_degrees_to_nobody(karlstad):
    """The file is in EPSG:3006; a reader that believed GeoJSON's rule would take it for degrees."""
    districts = karlstad("karlstad_stadsdelar_epsg3006.geojson")
    require_in_sweden(gpd.GeoSeries(districts.geometry.to_numpy(), crs=3006))
    with pytest.raises(NotInSweden):
        require_in_sweden(karlstad("karlstad_deso2025_wfs.geojson").geometry)


def test_a_district_division_tells_its_overlaps_and_gaps(karlstad):
    districts = karlstad("karlstad_stadsdelar_epsg3006.geojson")
    shapes = gpd.GeoSeries(districts.geometry.to_numpy(), crs=3006)
    report = coverage_report(shapes)
    assert set(report.overlaps.columns) == {"one", "other", "overlap_m2"}
    assert (report.gaps["gap_m2"] > 0).all()
