"""One place of colours: whatever else is coloured has its colours from ui/draw/palettes.py."""

import re
import tomllib
from pathlib import Path

import pytest

from reports import colours as documents
from ui.draw import colours_css, palettes
from ui.draw.palettes import DARK, LIGHT

ROOT = Path(__file__).parent.parent.parent
LITERAL = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\brgba?\(\d[^)]*\)")
TRANSPARENT = "rgba(0,0,0,0)"
STYLED = [
    path
    for pattern in ("*.css", "*.js", "map/*.css", "map/*.js")
    for path in sorted((ROOT / "static").glob(pattern))
    if path != colours_css.FILE
]


def name(path):
    return path.relative_to(ROOT).as_posix()


def test_the_style_sheet_of_colours_is_as_the_palettes_say():
    assert colours_css.FILE.read_text(encoding="utf-8") == colours_css.text(), "run `make colours`"


@pytest.mark.parametrize("path", [*STYLED, *sorted((ROOT / "ui").rglob("*.py"))], ids=name)
def test_no_other_file_holds_a_colour_of_its_own(path):
    if path.samefile(palettes.__file__):
        return
    found = LITERAL.findall(path.read_text(encoding="utf-8"))
    assert [colour for colour in found if colour != TRANSPARENT] == []


@pytest.mark.parametrize("path", STYLED, ids=name)
def test_every_property_that_a_style_names_exists(path):
    known = set(re.findall(r"(--bb-[\w-]+):", colours_css.text())) | {"--bb-height"}
    assert set(re.findall(r"var\((--bb-[\w-]+)", path.read_text(encoding="utf-8"))) <= known


def test_streamlits_own_parts_have_the_same_colours():
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
    assert coloured(theme) == {
        "chartCategoricalColors": list(LIGHT.lines),
        "chartSequentialColors": list(palettes.TEN_STEPS),
    }
    assert coloured(theme["light"]) == {
        **as_streamlit_says(LIGHT),
        "dataframeHeaderBackgroundColor": palettes.TABLE_HEAD,
    }
    assert coloured(theme["light"]["sidebar"]) == {"backgroundColor": palettes.SIDEBAR}
    assert coloured(theme["dark"]) == {
        **as_streamlit_says(DARK),
        "chartCategoricalColors": list(DARK.lines),
    }


def coloured(section):
    return {key: value for key, value in section.items() if key.endswith(("Color", "Colors"))}


def as_streamlit_says(palette):
    return {
        "primaryColor": palette.better,
        "backgroundColor": palette.page,
        "secondaryBackgroundColor": palette.soft,
        "textColor": palette.text,
        "linkColor": palette.link,
        "borderColor": palette.border,
    }


def test_documents_have_the_light_themes_colours():
    said = {key: value for key, value in vars(documents).items() if key.isupper()}
    assert {key: f"#{value.lower()}" for key, value in said.items()} == {
        "TEXT": LIGHT.text,
        "MUTED": LIGHT.muted,
        "PLAIN": LIGHT.border,
        "FOCUS": LIGHT.worse,
        "LINE": LIGHT.better,
        "HEAD": palettes.TABLE_HEAD,
    }


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_the_logo_has_the_themes_colours(palette):
    drawn = (ROOT / f"static/logo_{palette.name}.svg").read_text(encoding="utf-8")
    assert LITERAL.findall(drawn) == [palette.better, palette.worse, palette.better, palette.text]
