"""How is an answer drawn? Pure functions from answer to plotly figure, without Streamlit.

go.Figure and never plotly.express, which costs twenty times as much. Colour always goes with a
symbol or a line style, and every figure has a function beside it that says it in words.
"""

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from analysis.answers import BreakdownAnswer
from analysis.sentences import capital
from analysis.states import State
from language import _, ngettext
from ui.draw import group_marks
from ui.draw.chart_style import (
    DASHES,
    SYMBOLS,
    dress,
    scale_of,
    suffix_of,
    year_axis,
    zero_or_not,
)
from ui.draw.palettes import Palette

MOST_GROUPS = 24  # rows that can be read in one picture; the table has them all
MOST_LINES = 5
ROW_HEIGHT, LINE_HEIGHT, ROWS_AROUND = 30, 18, 84


def groups_figure(answer: BreakdownAnswer, palette: Palette) -> go.Figure:
    """A dot and an interval for each group, against the level of everyone in question."""
    table = group_marks.in_order(answer, MOST_GROUPS).iloc[::-1]
    scale, figure = scale_of(answer.indicator), go.Figure()
    for state, rows in table.groupby("state", sort=False):
        mark = group_marks.MARKS[State(state)]
        colour = getattr(palette, mark.colour)
        value = rows["value"] * scale
        figure.add_scatter(
            x=value,
            y=[_folded(label) for label in rows["label"]],
            mode="markers",
            cliponaxis=False,
            name=capital(State(state).words),
            marker={
                "color": colour,
                "symbol": mark.symbol,
                "size": 11,
                "line": {"color": colour, "width": 2},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": rows["high"] * scale - value,
                "arrayminus": value - rows["low"] * scale,
                "color": colour,
                "thickness": 2,
                "width": 4,
            },
            customdata=_hover(answer, rows),
            hovertemplate="<b>%{y}</b><br>%{customdata}<extra></extra>",
        )
    whole = answer.whole_now["value"]
    if pd.notna(whole):
        _reference_line(figure, float(whole) * scale, answer, palette)
    dress(figure, palette, height=_height(table["label"]))
    figure.update_xaxes(ticksuffix=suffix_of(answer.indicator), rangemode=zero_or_not(answer.table))
    figure.update_yaxes(
        categoryorder="array", categoryarray=[_folded(label) for label in table["label"]],
        showgrid=False, tickfont={"size": 14, "color": palette.text},
    )  # fmt: skip
    return figure


def groups_alt(answer: BreakdownAnswer) -> str:
    """The figure of groups in words."""
    table = group_marks.in_order(answer, MOST_GROUPS)
    if not len(table):
        return _("Empty picture: every group is withheld.")
    table = table.sort_values("value", ascending=False)
    most, least = table.iloc[0], table.iloc[-1]
    return _(
        "Dot chart with 95 % intervals of {n} groups in {year}. Highest: {most} {high}. "
        "Lowest: {least} {low}. Everyone: {whole}. The table below holds every figure."
    ).format(
        n=len(table),
        year=answer.year,
        most=most["label"],
        high=answer.written(most),
        least=least["label"],
        low=answer.written(least),
        whole=answer.written(answer.whole_now),
    )


def trend_figure(answer: BreakdownAnswer, palette: Palette) -> go.Figure:
    """Every year: everyone as a line with its interval, and up to five groups beside it."""
    scale, figure = scale_of(answer.indicator), go.Figure()
    _band(figure, answer.whole, scale, palette)
    figure.add_scatter(
        x=answer.whole["year"],
        y=answer.whole["value"] * scale,
        name=answer.narrowed or _("Everyone"),
        mode="lines",
        line={"color": palette.muted, "width": 3},
        customdata=_hover(answer, answer.whole),
        hovertemplate="%{x}: %{customdata}<extra></extra>",
    )
    for place, (label, rows) in enumerate(_lines(answer)):
        colour = palette.lines[place % len(palette.lines)]
        figure.add_scatter(
            x=rows["year"],
            y=rows["value"] * scale,
            name=label,
            mode="lines+markers",
            line={"color": colour, "width": 2, "dash": DASHES[place % len(DASHES)]},
            marker={"symbol": SYMBOLS[place % len(SYMBOLS)], "size": 8, "color": colour},
            customdata=_hover(answer, rows),
            hovertemplate="%{x}: %{customdata}<extra>" + label + "</extra>",
        )
    dress(figure, palette, height=380)
    year_axis(figure, answer.whole["year"])
    figure.update_yaxes(ticksuffix=suffix_of(answer.indicator), rangemode=zero_or_not(answer.trend))
    return figure


def trend_alt(answer: BreakdownAnswer) -> str:
    """The figure over time in words."""
    shown = answer.whole[answer.whole["value"].notna()]
    if not len(shown):
        return _("Empty picture: no year can be shown.")
    first, last = shown.iloc[0], shown.iloc[-1]
    names = ", ".join(label for label, _rows in _lines(answer))
    told = _("Line chart. Everyone: {first} in {first_year}, {last} in {last_year}.").format(
        first=answer.written(first),
        first_year=int(first["year"]),
        last=answer.written(last),
        last_year=int(last["year"]),
    )
    return told + (" " + _("Beside it: {names}.").format(names=names) if names else "")


def left_out_words(answer: BreakdownAnswer) -> str:
    """How many groups the picture leaves to the table; '' where it shows them all."""
    shown = int(answer.table["value"].notna().sum())
    if shown <= MOST_GROUPS:
        return ""
    return ngettext(
        "The picture shows the {most} clearest; {n} more group is in the table.",
        "The picture shows the {most} clearest; {n} more groups are in the table.",
        shown - MOST_GROUPS,
    ).format(most=MOST_GROUPS, n=shown - MOST_GROUPS)


def lines_words(answer: BreakdownAnswer) -> str:
    """Which groups are drawn over time, where it is not all of them."""
    if int(answer.table["value"].notna().sum()) <= MOST_LINES:
        return ""
    return _(
        "The lines show everyone, and at most {most} groups that differ clearly in {year}."
    ).format(most=MOST_LINES, year=answer.year)


def _lines(answer: BreakdownAnswer) -> list[tuple[str, pd.DataFrame]]:
    """The groups drawn over time: all where they are few, else those that clearly differ."""
    if not answer.by or not len(answer.trend):
        return []
    chosen = group_marks.standing_out(answer, MOST_LINES)
    keys = list(answer.by)
    lines = []
    for _index, row in chosen.iterrows():
        same = (answer.trend[keys] == row[keys]).all(axis=1)
        lines.append((row["label"], answer.trend[same].sort_values("year")))
    return lines


def _band(figure: go.Figure, whole: pd.DataFrame, scale: float, palette: Palette) -> None:
    with_bounds = whole[whole["low"].notna() & whole["high"].notna()]
    if len(with_bounds) < 2:
        return
    figure.add_scatter(
        x=[*with_bounds["year"], *with_bounds["year"][::-1]],
        y=[*(with_bounds["high"] * scale), *(with_bounds["low"] * scale)[::-1]],
        mode="lines",
        fill="toself",
        fillcolor=palette.band,
        line={"width": 0},
        hoverinfo="skip",
        showlegend=True,
        name=_("95 % interval"),
    )


def _reference_line(
    figure: go.Figure, value: float, answer: BreakdownAnswer, palette: Palette
) -> None:
    figure.add_vline(
        x=value,
        line={"color": palette.muted, "width": 2, "dash": "dash"},
        annotation={
            "text": _("everyone {value}").format(value=answer.written(answer.whole_now)),
            "font": {"color": palette.text, "size": 13},
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "xanchor": "center",
        },
    )


def _hover(answer: BreakdownAnswer, rows: pd.DataFrame) -> list[str]:
    return [_told(answer, row) for _index, row in rows.iterrows()]


def _told(answer: BreakdownAnswer, row: pd.Series) -> str:
    parts, indicator = [answer.written(row)], answer.indicator
    if pd.notna(row["low"]) and pd.notna(row["high"]):
        parts.append(
            f"({indicator.written(float(row['low']))} – {indicator.written(float(row['high']))})"
        )  # noqa: RUF001
    if pd.notna(row.get("people")):
        parts.append(_("n = {n}").format(n=int(row["people"])))
    return " ".join(parts)


def _height(labels: pd.Series) -> int:
    """Pixels in which every row has room for the lines of its label."""
    lines = max((_folded(label).count("<br>") + 1 for label in labels), default=1)
    return max(ROW_HEIGHT, LINE_HEIGHT * lines + 8) * max(len(labels), 2) + ROWS_AROUND


def _folded(label: str) -> str:
    return "<br>".join(wrap(label, 23)) or label
