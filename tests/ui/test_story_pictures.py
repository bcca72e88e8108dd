"""A story's picture: no text is cut, whatever the unit, and the unit is said once."""

import re
from base64 import b64decode
from xml.etree import ElementTree

import pytest

import language
from indicators.units import UNITS
from needs.figures import Figures, Row, Year
from reports.charts import bar_chart, line_chart, scatter_chart
from ui.draw.palettes import LIGHT
from ui.draw.svg_charts import picture

SVG = "{http://www.w3.org/2000/svg}"
# DejaVu Sans and DejaVu Sans Bold, the widest fonts that a reader may have: advance of a digit and
# a small letter, of the size (from the fonts' own tables)
REGULAR = {"digit": 0.636, "letter": 0.613, " ": 0.318, ",": 0.318, "%": 0.950}
BOLD = {"digit": 0.696, "letter": 0.685, " ": 0.348, ",": 0.380, "%": 1.002}
NARROW = {"\u202f": " ", "\u00a0": " ", ".": ","}


@pytest.fixture(params=["sv", "en"], autouse=True)
def each_language(request):
    language.use(request.param)
    yield
    language.use("sv")


def _figures(unit: str, title: str = "Kostnad för ekonomiskt bistånd", **changed) -> Figures:
    scale = 1 if unit == "share" else 123_456.7
    values = [scale * share for share in (0.11, 0.32, 0.21, 0.52, 0.97)]
    whole = Row("", "Hela kommunen", values[2])
    rows = [Row(str(n), f"Kristinehamns ytterområden {n}", value) for n, value in enumerate(values)]
    trend = [Year(2018 + n, value) for n, value in enumerate(values)]
    asked = {
        "by": "område",
        "rows": tuple(rows),
        "whole": whole,
        "focus": "1",
        "trend": tuple(trend),
    }
    return Figures("any", title, unit, 1, "lower", 2022, **{**asked, **changed})


def _drawn(chart, width: int) -> ElementTree.Element:
    coded = re.search(r"base64,([^\"]+)", picture(chart, LIGHT, width=width))[1]
    return ElementTree.fromstring(b64decode(coded))


def _wide(text: ElementTree.Element) -> float:
    advance = BOLD if "f" in text.get("class")[0] or "focus" in text.get("class") else REGULAR
    sizes = [
        advance.get(NARROW.get(c, c), advance["digit" if c.isdigit() else "letter"])
        for c in text.text
    ]
    return sum(sizes) * float(text.get("font-size"))


def _cut(drawing: ElementTree.Element) -> list[str]:
    """The texts that reach out of the drawing to the left or the right."""
    across = float(drawing.get("width"))
    found = []
    for text in drawing.iter(f"{SVG}text"):
        x, wide = float(text.get("x")), _wide(text)
        start = x - wide * {"end": 1, "middle": 0.5}.get(text.get("text-anchor"), 0)
        if start < 0 or start + wide > across:
            found.append(text.text)
    return found


def _texts(drawing: ElementTree.Element) -> list[str]:
    return [text.text for text in drawing.iter(f"{SVG}text")]


def _scatter(figures: Figures):
    beside = _figures(figures.unit, "Invånare som fått ekonomiskt bistånd under året")
    return scatter_chart(_figures(figures.unit, beside=(beside,), picture="scatter"))


@pytest.mark.parametrize("width", [700, 1000])
@pytest.mark.parametrize("chart_of", [bar_chart, line_chart, _scatter])
@pytest.mark.parametrize("unit", UNITS)
def test_no_text_reaches_out_of_the_drawing(unit, chart_of, width):
    assert _cut(_drawn(chart_of(_figures(unit)), width)) == []


@pytest.mark.parametrize("chart_of", [bar_chart, line_chart])
def test_the_unit_is_said_once_above_and_the_values_are_bare(chart_of):
    language.use("sv")
    texts = _texts(_drawn(chart_of(_figures("sek_per_inhabitant")), 700))
    assert texts[0] == "kronor per invånare"
    assert "119\u202f753,0" in texts  # 123 456,7 x 0,97
    assert sum("invånare" in text for text in texts) == 1


def test_a_share_keeps_its_percent_and_has_no_unit_above():
    language.use("sv")
    texts = _texts(_drawn(line_chart(_figures("share")), 700))
    assert "97,0\u00a0%" in texts
    assert UNITS["share"].label() not in texts


def test_the_first_value_does_not_stand_on_the_axis():
    low = tuple(Year(2018 + n, value) for n, value in enumerate((0.292, 0.33, 0.295, 0.385, 0.328)))
    drawing = _drawn(line_chart(_figures("share", trend=low)), 1000)
    axis = float(drawing.find(f".//{SVG}path[@class='axis']").get("d").split()[1].split("H")[0])
    first = next(t for t in drawing.iter(f"{SVG}text") if t.get("text-anchor") == "middle")
    top = float(first.get("y")) - float(first.get("font-size"))
    assert not top < axis < float(first.get("y"))
