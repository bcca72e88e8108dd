"""Shapes for the map are made by the load, follow the areas, and can be done without."""

import json

import index_store
import pytest

from analysis.answers import MapShapesQuestion, ask
from analysis.answers.map.geometry import map_neighbours
from analysis.disclosure.gate import Gate
from data_pipeline.map_shapes import make_light_shapes
from store.read import open_store
from store.writing.map_shapes import boundaries_without_shapes
from store.writing.write import new_version

LOAD = {
    "source": "sample", "target": "area", "producer": "Exempelby", "address": "areas.gpkg",
    "sha256": "0" * 64, "retrieved_at": index_store.datetime(2026, 11, 1), "licence": "CC0",
    "rows_read": 1, "rows_kept": 1,
}  # fmt: skip

SHAPES = MapShapesQuestion("district", 0)


@pytest.fixture
def path(tmp_path):
    """Five squares in a row, with shapes made as at the end of a load."""
    path = index_store.build(tmp_path / "store.duckdb")
    with new_version(path) as draft:
        make_light_shapes(draft)
    return path


def drawn(path):
    """Codes with a shape, as a reader finds them in the store."""
    store = open_store(path)
    made = store.query("areas/map_shape", municipality="9999", level="district", vintage=0)
    store.close()
    return [
        feature["properties"]["c"]
        for text in made["geojson"]
        for feature in json.loads(text)["features"]
    ]


def test_a_load_leaves_shapes_and_neighbours_for_the_reader(path):
    assert drawn(path) == index_store.CODES
    store = open_store(path)
    pairs = store.query("areas/neighbours", municipality="9999", level="district", vintage=0)
    assert len(pairs) == 8  # four shared borders, each both ways
    assert ask(store, SHAPES, Gate()).text.count('"Feature"') == 5


def test_what_was_made_at_load_is_what_a_reader_would_have_made(path, tmp_path):
    without = open_store(index_store.build(tmp_path / "other.duckdb"))
    made = open_store(path)
    assert ask(made, SHAPES, Gate()) == ask(without, SHAPES, Gate())
    there, here = (map_neighbours(store, "district", 0) for store in (made, without))
    assert there.to_dict("records") == here.to_dict("records")


def test_a_changed_area_gets_a_new_shape(path):
    moved = index_store.areas().query("area_code == '9999E'")
    moved = moved.assign(geometry=index_store._square(9))
    before = ask(open_store(path), SHAPES, Gate()).text
    with new_version(path) as draft:
        draft.put_areas(moved, draft.load_number(**LOAD))
        assert len(boundaries_without_shapes(draft)) == 5
        make_light_shapes(draft)
    assert drawn(path) == index_store.CODES
    assert ask(open_store(path), SHAPES, Gate()).text != before


def test_nothing_is_made_twice(path):
    with new_version(path) as draft:
        assert not len(boundaries_without_shapes(draft))


def test_an_older_store_works_and_gets_shapes_at_its_next_load(path):
    with new_version(path) as draft:
        draft.con.execute("DROP TABLE light_shape")
        draft.con.execute("DROP TABLE neighbour")
    older = open_store(path)
    assert ask(older, SHAPES, Gate()).text.count('"Feature"') == 5
    assert len(map_neighbours(older, "district", 0)) == 8
    with new_version(path) as draft:
        make_light_shapes(draft)
    assert drawn(path) == index_store.CODES
