"""The map as a value: no address outside, no text that could end the script, legend in Swedish."""

import json
from dataclasses import replace

import index_store
import pytest

from analysis.answers import MapChoices, MapQuestion, MapShapes, ask
from analysis.disclosure.gate import Gate
from geo.outline import Inside
from settings import Settings
from store.read import open_store
from ui.draw.palettes import DARK, LIGHT
from ui.map import choices, drawing, leaflet, shape_files, table, words
from ui.map import colours as map_colours


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("maps") / "store.duckdb"
    return open_store(index_store.build(path, with_people=True))


@pytest.fixture
def answer(store):
    return ask(store, MapQuestion("not_eligible"), Gate())


def test_every_script_and_style_is_this_servers_own():
    files = [*leaflet.OfflineMap.default_js, *leaflet.OfflineMap.default_css]
    assert all(address.startswith("../../app/static/") for _name, address in files)


def test_the_figures_hold_a_text_for_each_area(answer):
    shown = json.loads(leaflet.shown_of(answer, LIGHT))
    [figures] = shown["figures"]
    assert figures["codes"] == index_store.CODES
    assert "personer" in figures["texts"][0]
    assert (
        shown["kinds"][figures["kinds"][4]]["hatched"]
        or (shown["kinds"][figures["kinds"][4]]["dashed"])
    )


def test_a_name_cannot_end_the_script_it_stands_in(answer):
    evil = answer.table.assign(name="</script><b>{{ 7 * 7 }}")
    text = leaflet.shown_of(replace(answer, tables={answer.year: evil}), LIGHT)
    assert "</script" not in text
    rendered = leaflet.Picture({}, text).figures([])
    assert "{{ 7 * 7 }}" in next(iter(rendered._children.values())).shown


def test_a_map_is_made_anew_each_time():
    picture = leaflet.Picture(leaflet.place_of("maps/x.json", ""), "{}")
    assert picture.frame() is not picture.frame()


def test_tiles_are_asked_for_only_where_somebody_has_set_them():
    assert leaflet.tiles_of(Settings()) is None
    assert leaflet.tiles_of(Settings(tiles="https://karta.example/{z}/{x}/{y}.png"))["address"]


def test_the_legend_tells_each_class_and_what_is_withheld(answer):
    html = map_colours.legend_html(answer, DARK)
    assert html.count("<li>") == answer.classes[0].count + 1
    assert "\u00a0%" in html


def test_the_table_says_all_that_the_map_says(answer):
    html = table.html(answer, "varde")
    for lines in leaflet.texts_of(answer, answer.table):
        assert lines.split("\n")[0] in html
    names = [row["name"] for _i, row in table.in_order(answer, "namn").iterrows()]
    assert names == sorted(names)
    lowest = table.in_order(answer, "varde_lagst")["value"].dropna()
    assert lowest.is_monotonic_increasing


def test_the_sentence_names_the_highest_and_the_lowest(answer):
    told = words.sentence(answer)
    assert "Område A" in told
    assert "Område D" in told


def test_marks_on_classes_can_be_read():
    """4 to 1 at the least; the mark repeats what the legend and the area's name say."""

    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colours = {c for row in (*map_colours.SEQUENCES.values(), *map_colours.GRID) for c in row}
    for colour in colours:
        one, other = sorted([light(colour), light(map_colours._text_on(colour))])
        assert (other + 0.05) / (one + 0.05) >= 4.5, colour


def test_shapes_are_written_once_and_found_again(tmp_path):
    made = []

    def make():
        made.append(1)
        return MapShapes("{}")

    folder = tmp_path / "maps"
    first = shape_files.address_of("v1", "deso", 2025, make, folder)
    assert (
        first
        == shape_files.address_of("v1", "deso", 2025, make, folder)
        == "maps/v1-deso-2025.json"
    )
    assert made == [1]


def test_where_nothing_can_be_written_the_shapes_go_with_the_map(tmp_path):
    (tmp_path / "file").write_text("")
    made = MapShapes("{}")
    assert shape_files.address_of("v", "deso", 0, lambda: made, tmp_path / "file" / "maps") is None
    assert leaflet.place_of(None, '{"type":"FeatureCollection"}')["shapes"]["type"]


def test_the_page_may_ask_for_images_only_where_a_background_map_is_set(monkeypatch):
    from ui.page.server import headers, tile_origin

    assert "img-src 'self' data: blob:;" in headers()["Content-Security-Policy"]
    assert tile_origin("") == ""
    monkeypatch.setenv("BEHOVSBILD_TILES", "https://{s}.karta.example/{z}/{x}/{y}.png")
    assert " blob: https://*.karta.example;" in headers()["Content-Security-Policy"]


NAMES = {"a": "Haga", "b": "Råtorp", "c": "Vik"}


def test_a_drawing_says_which_whole_areas_it_took_and_which_it_left():
    told = drawing.in_words(Inside(("a", "b"), ("c",)), NAMES)
    assert "Haga, Råtorp" in told
    assert "Vik" in told
    assert told.index("Råtorp") < told.index("Vik")


def test_a_drawing_that_took_nothing_says_so_and_names_what_it_cut():
    told = drawing.in_words(Inside((), ("c",)), NAMES)
    assert "Vik" in told
    assert "Haga" not in told


def test_long_lists_of_names_say_how_many_more_there_are():
    assert words.listed([str(n) for n in range(15)]).startswith("0, 1, 2")
    assert "3" in words.listed([str(n) for n in range(15)])[-8:]
    assert words.listed(["Haga", "Vik"]) == "Haga, Vik"


def test_without_an_index_a_figure_of_the_whole_gives_way_to_one_by_area():
    """A map of one area says nothing; whoever asks for the municipality's view gets it."""
    figures = {"whole_only": ("municipality",), "by_area": ("municipality", "deso")}
    can = MapChoices({}, {}, (), "no variable", figures, {}, {})
    assert choices._figure("whole_only", {}, can) == "by_area"
    assert choices._figure("by_area", {}, can) == "by_area"
    assert choices._figure("whole_only", {"niva": "municipality"}, can) == "whole_only"
    with_index = replace(can, index=("deso",))
    assert choices._figure("whole_only", {}, with_index) == "whole_only"
