"""The small map on a card: the group's areas filled, withheld ones hatched, and said in words."""

import json
import re
from base64 import b64decode
from types import SimpleNamespace

import pandas as pd
import pytest

import language
from analysis.answers import Drawn, Places
from ui.draw import palettes
from ui.target_groups import place_map

GROUND = Drawn("district", 0)


def square(code, west):
    ring = [[west, 59], [west + 1, 59], [west + 1, 60], [west, 60], [west, 59]]
    return {"properties": {"c": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture(autouse=True)
def shapes(monkeypatch):
    language.use("sv")
    text = json.dumps({"features": [square(c, 15 + i) for i, c in enumerate("ABC")]})
    made = SimpleNamespace(text=text)
    monkeypatch.setattr(place_map, "ask", lambda _question: made)


def unbound(often=(), withheld=()):
    return Places(
        GROUND,
        None,
        pd.DataFrame(
            {
                "area_code": list("ABC"),
                "label": ["Åsen", "Byn", "Centrum"],
                "times": [2.0, 1.5, 0.5],
                "often": [c in often for c in "ABC"],
                "withheld": ["för få" if c in withheld else "" for c in "ABC"],
            }
        ),
    )


def drawn(picture):
    return b64decode(re.search(r"base64,([^\"]+)", picture)[1]).decode()


def fills(places, **how):
    return re.findall(r'fill="([^"]+)"', drawn(place_map.picture(places, palettes.LIGHT, **how)))


def test_the_area_of_a_group_is_filled():
    places = Places(GROUND, (GROUND, ("B",)), pd.DataFrame())
    assert fills(places) == [palettes.LIGHT.band, palettes.LIGHT.worse]
    assert fills(places, better=True)[-1] == palettes.LIGHT.better


def test_the_areas_of_a_group_are_named_to_who_cannot_see_them():
    one = Places(GROUND, (GROUND, ("B",)), pd.DataFrame(), ("Byn",))
    assert "Byn." in re.search(r'alt="([^"]+)"', place_map.picture(one, palettes.LIGHT))[1]
    many = Places(GROUND, (GROUND, tuple("ABCDEF")), pd.DataFrame(), tuple("ABCDEF"))
    assert "A, B, C, D." in place_map.words(many) and "2" in place_map.words(many)


def test_where_they_live_more_often_is_filled_and_named_and_withheld_is_hatched():
    places = unbound(often="AB", withheld="C")
    picture = place_map.picture(places, palettes.LIGHT)
    assert fills(places) == [palettes.LIGHT.band, "url(#h)", palettes.LIGHT.worse]
    alt = re.search(r'alt="([^"]+)"', picture)[1]
    assert "Åsen, Byn" in alt and "1" in alt and alt == place_map.words(places)
    assert "Åsen, Byn" in place_map.note(places)


def test_each_step_is_whole_points_of_the_picture():
    # by hand: 3 degrees times cos 59.5 are 160 points, so a degree is 53.3 along and 105.1 up
    places = Places(GROUND, (GROUND, ("B",)), pd.DataFrame())
    assert 'd="M54 106l54 0 0 -105 -54 0z"' in drawn(place_map.picture(places, palettes.DARK))


def test_a_municipality_without_boundaries_has_no_picture():
    assert place_map.picture(Places(None, None, pd.DataFrame()), palettes.LIGHT) == ""


def test_where_every_area_is_withheld_nothing_is_said_of_what_stands_out():
    note = place_map.note(unbound(withheld="ABC"))
    assert "sticker ut" not in note
    assert "visas" in note
