import numpy as np
import pytest
import shapely

from sample_data.borders import make_places
from sample_data.places import DISTRICTS

# West, south, east, north of Sweden in SWEREF 99 TM, metres (Lantmäteriet).
SWEDEN = (260_000, 6_110_000, 920_000, 7_680_000)


@pytest.fixture(scope="module", params=[9999, 1, 2])
def places(request):
    return make_places(np.random.default_rng(request.param))


def test_small_areas_share_their_borders_to_the_metre(places):
    assert shapely.coverage_is_valid(places.polygons)
    whole = shapely.coverage_union_all(places.polygons)
    assert isinstance(whole, shapely.Polygon)
    assert whole.area == pytest.approx(shapely.area(places.polygons).sum())


def test_every_district_is_one_piece_of_two_to_four_small_areas(places):
    for district in range(len(DISTRICTS)):
        parts = places.polygons[places.district == district]
        assert 2 <= len(parts) <= 4
        assert isinstance(shapely.coverage_union_all(parts), shapely.Polygon)


def test_coordinates_are_whole_metres_in_sweden(places):
    xy = shapely.get_coordinates(places.polygons)
    assert (xy == np.round(xy)).all()
    west, south, east, north = SWEDEN
    assert (xy > (west, south)).all()
    assert (xy < (east, north)).all()


def test_codes_and_names_are_unique_and_codes_have_the_form_of_deso(places):
    assert len(places.codes) == 91
    assert len(set(places.codes)) == len(set(places.names)) == 91
    assert all(len(code) == 9 and code[4] in "ABC" for code in places.codes)


def test_the_centre_is_denser_than_the_countryside(places):
    area = shapely.area(places.polygons)
    assert np.median(area[places.in_district("Centrum")]) * 20 < np.median(
        area[places.in_district("Västra skogsbygden")]
    )
