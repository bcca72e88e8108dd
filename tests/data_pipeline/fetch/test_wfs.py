"""Boundaries: repaired, in metres, where Sweden is, and dissolved into the municipality."""

import geopandas as gpd
import httpx
import pytest
from fake_services import fake_services, fake_wfs

from data_pipeline.fetch import wfs
from data_pipeline.fetch.errors import ServiceDown, UnexpectedAnswer


def squares(tmp_path):
    return wfs.layer(fake_services(tmp_path).wfs, "regso", 2025, "1201")


def test_boundaries_are_in_sweref_99_tm(tmp_path):
    # Longitude 15 is the projection's central meridian, whose easting is 500 000 by definition.
    first = squares(tmp_path).boundaries[0]
    west = gpd.GeoSeries.from_wkb([first.geometry]).total_bounds[0]
    assert west == pytest.approx(500_000, abs=0.01)
    assert (first.area_code, first.name) == ("1201R001", "Åsen")  # the blank at the end is gone


def test_the_municipality_is_its_parts_without_a_seam(tmp_path):
    parts = squares(tmp_path).boundaries
    whole = gpd.GeoSeries.from_wkb([wfs.dissolved(parts)])
    areas = gpd.GeoSeries.from_wkb([part.geometry for part in parts])
    assert whole.area.sum() == pytest.approx(areas.area.sum(), rel=1e-9)
    assert len(whole.explode()) == 1


def test_an_empty_collection_is_none(tmp_path):
    assert wfs.layer(fake_services(tmp_path).wfs, "regso", 2025, "1202") is None


def test_the_service_says_which_layers_it_has(tmp_path):
    assert wfs.served_layers(fake_services(tmp_path).wfs) == {"stat:RegSO_2025"}


def changed(change):
    def answers(request):
        came = fake_wfs(request).json()
        change(came)
        return httpx.Response(200, json=came)

    return answers


def test_swapped_axes_are_refused(tmp_path):
    def swap(came):
        for feature in came["features"]:
            (ring,) = feature["geometry"]["coordinates"]
            feature["geometry"]["coordinates"] = [[[y, x] for x, y in ring]]

    with pytest.raises(UnexpectedAnswer, match="wfs"):
        wfs.layer(fake_services(tmp_path, wfs=changed(swap)).wfs, "regso", 2025, "1201")


def test_half_a_collection_is_not_an_answer(tmp_path):
    half = changed(lambda came: came["features"].pop())
    with pytest.raises(ServiceDown, match="numberMatched says 2 areas, 1 came"):
        wfs.layer(fake_services(tmp_path, wfs=half).wfs, "regso", 2025, "1201")


def test_a_self_crossing_boundary_is_repaired(tmp_path):
    def cross(came):
        (ring,) = came["features"][0]["geometry"]["coordinates"]
        ring[1], ring[2] = ring[2], ring[1]

    services = fake_services(tmp_path, wfs=changed(cross))
    first = wfs.layer(services.wfs, "regso", 2025, "1201").boundaries[0]
    assert gpd.GeoSeries.from_wkb([first.geometry]).is_valid.all()
