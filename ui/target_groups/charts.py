"""How are a group's years and its trend drawn?

Pure functions from answer to picture, each with its words; no Streamlit.
"""

from base64 import b64encode
from html import escape

import pandas as pd
import plotly.graph_objects as go

from analysis.answers import GroupAnswer
from analysis.sentences import capital
from language import _, percent, whole
from ui.draw.chart_style import dress, suffix_of, year_axis
from ui.draw.palettes import Palette
from ui.page.tables import note_html

PERCENT = 100.0
YEAR_WIDTH, YEARS_HEIGHT, ROOM, LABEL = 46, 80, 14, 46


def years_picture(years: pd.DataFrame, palette: Palette, *, better: bool = False) -> str:
    """The group's share year by year against what is explained: filled where it stands out.

    years  as TargetGroup.years; those withheld are left out. As a picture with a text in its place,
           since Streamlit takes SVG itself out of HTML
    """
    shown = years[years["share"].notna()].sort_values("year")
    if len(shown) < 2:
        return ""
    expected = (shown["expected"].astype(float) / shown["people"].astype(float)).to_numpy()
    share = shown["share"].astype(float).to_numpy()
    top = max(share.max(), expected.max()) or 1.0
    first, last = int(shown["year"].min()), int(shown["year"].max())
    sign, colour = (-1, palette.better) if better else (1, palette.worse)

    def place(year: int, value: float) -> tuple[float, float]:
        return LABEL + YEAR_WIDTH * (year - first + 0.5), ROOM + YEARS_HEIGHT * (1 - value / top)

    explained = [place(int(y), v) for y, v in zip(shown["year"], expected, strict=True)]
    line = " ".join(f"{x:.0f},{y:.1f}" for x, y in explained)
    points = "".join(
        _year_point(*place(int(row.year), float(row.share)), colour, row.stands_out == sign)
        for row in shown.itertuples()
    )
    feet = "".join(
        _text(place(year, 0)[0], ROOM + YEARS_HEIGHT + 26, str(year), palette)
        for year in (first, last)
    )
    heights = _text(LABEL - 22, place(first, top)[1] + 5, percent(top, 0), palette)
    heights += _text(LABEL - 22, place(first, 0)[1] + 5, percent(0, 0), palette)
    ground = place(first, 0)[1]
    width, height = LABEL + YEAR_WIDTH * (last - first + 1), ROOM + YEARS_HEIGHT + 34
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="Source Sans, Segoe UI, sans-serif" font-size="15">'
        f'<path d="M{LABEL} {ground:.1f}H{width}" stroke="{palette.grid}" stroke-width="1.5"/>'
        f'<polyline points="{line}" fill="none" stroke="{palette.unsure}" stroke-width="2.5" '
        f'stroke-dasharray="7 5"/>{points}{feet}{heights}</svg>'
    )
    coded = b64encode(drawing.encode()).decode()
    return (
        f'<img class="bb-drawing" style="max-width:100%" alt="{escape(years_words(shown, sign))}" '
        f'src="data:image/svg+xml;base64,{coded}">{note_html(years_note())}'
    )


def years_note() -> str:
    """How the small picture is read."""
    return _("Filled: stands out that year. Dashed line: what is expected.")


def years_words(shown: pd.DataFrame, sign: int) -> str:
    """The small picture in words."""
    out = shown.loc[shown["stands_out"] == sign, "year"].astype(int).tolist()
    first, last = shown.iloc[0], shown.iloc[-1]
    return _(
        "Share by year: {first} in {first_year}, {last} in {last_year}. Stands out in {years}."
    ).format(
        first=percent(float(first["share"]), 1),
        first_year=int(first["year"]),
        last=percent(float(last["share"]), 1),
        last_year=int(last["year"]),
        years=", ".join(map(str, out)) or _("no year"),
    )


def _year_point(x: float, y: float, colour: str, is_out: object) -> str:
    fill = colour if pd.notna(is_out) and bool(is_out) else "none"
    return (
        f'<circle cx="{x:.0f}" cy="{y:.1f}" r="7" fill="{fill}" stroke="{colour}" '
        f'stroke-width="2.5"/>'
    )


def _text(x: float, y: float, text: str, palette: Palette) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.1f}" text-anchor="middle" fill="{palette.muted}">'
        f"{escape(text)}</text>"
    )


def trend_figure(answer: GroupAnswer, palette: Palette) -> go.Figure:
    """The group year by year with its interval, and everyone beside it."""
    figure = go.Figure()
    group = answer.trend.sort_values("year")
    shown = group[group["share"].notna()]
    colour = palette.lines[0]
    whole_trend = answer.whole_trend.sort_values("year")
    figure.add_scatter(
        x=whole_trend["year"],
        y=whole_trend["share"] * PERCENT,
        name=_("Everyone"),
        mode="lines",
        line={"color": palette.muted, "width": 3, "dash": "dash"},
        hovertemplate="%{x}: %{y:.1f} %<extra>" + _("Everyone") + "</extra>",
    )
    if answer.question.conditions:
        figure.add_scatter(
            x=shown["year"],
            y=shown["share"] * PERCENT,
            name=_("The group"),
            mode="lines+markers",
            line={"color": colour, "width": 2.5},
            marker={"size": 9, "color": colour},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": (shown["share_high"] - shown["share"]) * PERCENT,
                "arrayminus": (shown["share"] - shown["share_low"]) * PERCENT,
                "color": colour,
                "thickness": 1.5,
                "width": 4,
            },
            customdata=[whole(float(n)) for n in shown["people"]],
            hovertemplate="%{x}: %{y:.1f} %, n = %{customdata}<extra></extra>",
        )
    dress(figure, palette, height=340)
    year_axis(figure, answer.whole_trend["year"])
    figure.update_yaxes(ticksuffix=suffix_of(answer.indicator), rangemode="tozero")
    return figure


def trend_alt(answer: GroupAnswer) -> str:
    """The trend in words."""
    shown = answer.trend[answer.trend["share"].notna()].sort_values("year")
    if not len(shown):
        return _("Empty picture: every year of the group is withheld.")
    first, last = shown.iloc[0], shown.iloc[-1]
    return _(
        "Line chart. {whom}: {first} in {first_year}, {last} in {last_year}, beside everyone."
    ).format(
        whom=capital(answer.whom),
        first=percent(float(first["share"]), 1),
        first_year=int(first["year"]),
        last=percent(float(last["share"]), 1),
        last_year=int(last["year"]),
    )
