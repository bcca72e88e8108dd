"""The pictures of target groups say what the answers say, in words too."""

import re
from base64 import b64decode

import numpy as np
import pandas as pd
import pytest

import language
from analysis.answers import GroupQuestion, VariationQuestion, ask, open_version
from analysis.disclosure.gate import Gate
from tests.small_store import small_store
from ui.draw import palettes
from ui.target_groups import charts, spread_charts


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


@pytest.fixture(scope="module")
def spread():
    language.use("sv")
    return ask(open_version(small_store()), VariationQuestion("not_eligible"), Gate())


@pytest.fixture(scope="module")
def boys():
    language.use("sv")
    question = GroupQuestion("not_eligible", (("sex", "men"), ("area_code_district", "9999D01")))
    return ask(open_version(small_store()), question, Gate())


def years(out):
    n = len(out)
    return pd.DataFrame(
        {
            "year": range(2020, 2020 + n),
            "people": [100] * n,
            "cases": [30] * n,
            "share": [0.3] * n,
            "expected": [10.0] * n,
            "stands_out": pd.array(out, dtype="Int64"),
            "withheld": [None] * n,
        }
    )


def drawn(picture):
    return b64decode(re.search(r"base64,([^\"]+)", picture)[1]).decode()


def test_a_year_is_filled_only_where_the_group_stands_out():
    picture = charts.years_picture(years([1, 0, 1, pd.NA]), palettes.LIGHT)
    assert drawn(picture).count("<circle") == 4
    assert drawn(picture).count(f'fill="{palettes.LIGHT.worse}"') == 2
    assert "Sticker ut 2020, 2022." in picture  # what it says instead of the picture


def test_a_group_that_does_better_is_drawn_in_the_other_colour():
    picture = charts.years_picture(years([-1, -1]), palettes.LIGHT, better=True)
    assert drawn(picture).count(f'fill="{palettes.LIGHT.better}"') == 2


def test_a_year_that_is_withheld_is_not_drawn():
    table = years([1, 1, 1])
    table.loc[1, "share"] = np.nan
    assert drawn(charts.years_picture(table, palettes.LIGHT)).count("<circle") == 2
    assert charts.years_picture(table.head(1), palettes.LIGHT) == ""


def test_the_trend_holds_the_group_and_everyone(boys):
    figure = charts.trend_figure(boys, palettes.LIGHT)
    assert [trace.name for trace in figure.data] == ["Alla", "Gruppen"]
    assert "Norra Åsen" in charts.trend_alt(boys)


def test_error_bars_of_the_trend_reach_from_the_low_end_to_the_high_end(boys):
    [bars] = [t for t in charts.trend_figure(boys, palettes.LIGHT).data if t.name == "Gruppen"]
    shown = boys.trend[boys.trend["share"].notna()].sort_values("year")
    assert np.array(bars.y) - bars.error_y.arrayminus == pytest.approx(shown["share_low"] * 100)
    assert np.array(bars.y) + bars.error_y.array == pytest.approx(shown["share_high"] * 100)
    assert np.abs(np.subtract(bars.error_y.array, bars.error_y.arrayminus)).max() > 0.1


def test_the_spread_has_a_row_for_each_way_to_divide_and_names_the_highest(spread):
    figure = spread_charts.spread_figure(spread, palettes.LIGHT)
    rows = {trace.y[0].replace("<br>", " ") for trace in figure.data}
    assert {"Kön", "Stadsdel"} <= rows
    named = {note.text: note for note in figure.layout.annotations}
    assert "Män" in named  # planted: boys in Norra Åsen lift all boys
    boxes = [trace for trace in figure.data if trace.type == "box"]
    half = spread_charts.ROW_HEIGHT * boxes[0].width / 2
    text = named["Män"].font.size / 2
    # the name lies between its own row's box and that of the row above
    assert half + text < named["Män"].yshift < spread_charts.ROW_HEIGHT - half - text
    assert "Högst: " in spread_charts.spread_alt(spread)


def test_the_funnel_has_both_pairs_of_limits_and_every_area_shown(spread):
    figure = spread_charts.funnel_figure(spread, palettes.LIGHT)
    limits = [trace for trace in figure.data if trace.mode == "lines"]
    assert [trace.legendgroup for trace in limits] == ["95", "95", "998", "998"]
    assert sum(len(t.x) for t in figure.data if t.mode == "markers") == len(spread.of("area_code"))


def test_a_place_beyond_a_limit_has_a_symbol_of_its_own():
    shapes = [symbol for _colour, symbol in spread_charts.ZONES.values()]
    assert len(set(shapes)) == len(shapes)
