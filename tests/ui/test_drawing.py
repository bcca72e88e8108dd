"""Charts, strips and tables say what the answer says, in words too, and never by colour alone."""

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest

import language
from analysis.answers import BreakdownQuestion, ask, open_version
from analysis.disclosure.gate import Gate
from indicators.catalogue import load_catalogue
from tests.small_store import small_store
from ui.breakdown import charts
from ui.draw import comparison_strip, group_marks, palettes
from ui.page import tables, words


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


@pytest.fixture(scope="module")
def answer():
    language.use("sv")
    question = BreakdownQuestion("not_eligible", ("area_code_district", "sex"), year=2024)
    return ask(open_version(small_store()), question, Gate())


def test_the_planted_group_is_drawn_as_worse_and_told_as_such(answer):
    figure = charts.groups_figure(answer, palettes.LIGHT)
    [worse] = [trace for trace in figure.data if trace.name == "Sämre"]
    assert [label.replace("<br>", " ") for label in worse.y] == ["Norra Åsen, Män"]  # planted: 40 %
    assert worse.x[0] == pytest.approx(40, abs=6)
    assert worse.marker.symbol == "diamond"
    assert "Norra Åsen, Män" in charts.groups_alt(answer)


def test_error_bars_reach_from_the_low_end_to_the_high_end(answer):
    """On a share near 0 or 1 the interval is not symmetric, so each end has its own length."""
    ends = {}
    for trace in charts.groups_figure(answer, palettes.LIGHT).data:
        if trace.error_x.array is not None:
            low, high = trace.x - trace.error_x.arrayminus, trace.x + trace.error_x.array
            ends |= dict(zip(trace.y, zip(low, high, strict=True), strict=True))
    shown = answer.table[answer.table["value"].notna()]
    assert len(ends) == len(shown)
    assert (shown["high"] + shown["low"] - 2 * shown["value"]).abs().max() > 0.01
    expected = sorted(zip(shown["low"] * 100, shown["high"] * 100, strict=True))
    assert np.array(sorted(ends.values())) == pytest.approx(np.array(expected))


def test_long_names_get_room_for_their_lines(answer):
    long = dataclasses.replace(
        answer, table=answer.table.assign(sex_label="Föräldrar som läst vidare efter gymnasiet")
    )
    rows = len(answer.table)
    added = (
        charts.groups_figure(long, palettes.LIGHT).layout.height
        - charts.groups_figure(answer, palettes.LIGHT).layout.height
    )
    assert added >= rows * 18  # at least one more line of 14 px text in each row


def test_every_state_has_a_symbol_of_its_own():
    shapes = [(mark.symbol, mark.glyph) for mark in group_marks.MARKS.values()]
    assert len(set(shapes)) == len(shapes)


def test_a_swedish_chart_writes_decimal_comma_and_percent(answer):
    layout = charts.groups_figure(answer, palettes.LIGHT).layout
    assert layout.separators == ",\u00a0"
    assert layout.xaxis.ticksuffix == "\u00a0%"


def test_the_trend_shows_everyone_with_an_interval_and_at_most_five_groups(answer):
    figure = charts.trend_figure(answer, palettes.LIGHT)
    lines = [trace for trace in figure.data if trace.fill is None]
    assert lines[0].name == "Alla"
    assert 1 <= len(lines) - 1 <= charts.MOST_LINES
    assert len({line.line.dash for line in lines[1:]}) == len(lines) - 1


@pytest.mark.parametrize("palette", [palettes.LIGHT, palettes.DARK])
def test_text_and_marks_can_be_read_against_the_page(palette):
    """WCAG 2.1, 1.4.3: 4.5 to 1 for text; marks are held to the same, since labels share them."""
    drawn = [palette.text, palette.muted, palette.better, palette.worse, palette.unsure]
    for colour in [*drawn, *palette.lines]:
        assert _contrast(colour, palette.page) >= 4.5, colour


def _contrast(one, other):
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_strip_has_worse_to_the_left_whichever_way_is_better():
    higher = load_catalogue().find("N15428")
    lower = dataclasses.replace(higher, better_is="lower")
    standing = comparison_strip.Standing(0.80, 0.84, 0.86, 0.87, 0.88, 0.90, 0.85, 7)
    assert _own_place(comparison_strip.strip_html(standing, higher, "worse")) < 20
    assert _own_place(comparison_strip.strip_html(standing, lower, "better")) > 80


def _own_place(html):
    return float(re.search(r'class="bb-own[^"]*" style="left:([\d.]+)%', html)[1])


def test_a_strip_is_told_in_words():
    standing = comparison_strip.Standing(0.80, 0.84, 0.86, 0.87, 0.88, 0.90, np.nan, 7)
    told = comparison_strip.strip_words(standing, load_catalogue().find("N15428"))
    assert "80,0" in told
    assert "87,0" in told


def test_nothing_to_compare_with_is_said():
    nothing = comparison_strip.Standing(0.8, *[np.nan] * 6, 0)
    indicator = load_catalogue().find("N15428")
    assert "bb-strip" not in comparison_strip.strip_html(nothing, indicator, "cannot_tell")


def test_a_table_escapes_what_comes_from_outside():
    rows = pd.DataFrame({"name": ["<img src=x onerror=alert(1)>"]})
    html = tables.table_html(rows, [tables.Column("Namn", lambda row: row.name)], caption="<b>")
    assert "<img" not in html
    assert "<b>" not in html


def test_a_withheld_group_is_named_with_its_reason(answer):
    first = group_marks.labels(answer)[0]
    told = dataclasses.replace(
        answer,
        table=answer.table.assign(withheld=["few_cases", *[None] * (len(answer.table) - 1)]),
        withheld=pd.DataFrame({"label": [first], "reason": ["färre än 5 med utfallet"]}),
    )
    assert group_marks.reasons(told)[:2] == ["färre än 5 med utfallet", ""]


def test_the_page_asks_its_question_of_the_people_in_it(answer):
    assert "når inte gymnasiebehörighet" in words.breakdown_question(answer)
