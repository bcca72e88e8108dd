"""How are index and outcome drawn against each other, an area a point?"""

import pandas as pd
import plotly.graph_objects as go

from analysis.answers import RelationAnswer, standing_in_words
from language import _, decimal, interval, whole
from ui.draw.chart_style import dress, scale_of, suffix_of
from ui.draw.palettes import Palette

# Standing -> symbol and which colour of the palette: shape tells what colour tells.
MARKS = {
    "better": ("triangle-up", "better"),
    "far_better": ("triangle-up", "better"),
    "worse": ("diamond", "worse"),
    "far_worse": ("diamond", "worse"),
    "above": ("triangle-up", "better"),
    "far_above": ("triangle-up", "better"),
    "below": ("diamond", "worse"),
    "far_below": ("diamond", "worse"),
    "as_expected": ("circle", "unsure"),
}
HEIGHT = 440
LEGEND_ORDER = (
    "far_worse", "worse", "far_below", "below", "as_expected", "above", "far_above", "better",
    "far_better", "",
)  # fmt: skip


def scatter(answer: RelationAnswer, palette: Palette) -> go.Figure:
    """A point an area, those outside the limits named; a line only where the relation is clear."""
    figure, scale = go.Figure(), scale_of(answer.outcome)
    if answer.correlation.has_line:
        _line(figure, answer, palette, scale)
    points = answer.points.assign(
        standing=answer.points.get("standing", pd.Series("", index=answer.points.index)).fillna("")
    )
    for standing in LEGEND_ORDER:
        rows = points[points["standing"] == standing]
        if len(rows):
            _points(figure, rows, standing, answer, palette, scale)
    dress(figure, palette, height=HEIGHT)
    figure.update_xaxes(title={"text": _("Socioeconomic index"), "font": {"size": 14}})
    figure.update_layout(margin_l=64)
    figure.update_yaxes(
        ticksuffix=suffix_of(answer.outcome),
        title={"text": str(answer.outcome.short_title), "font": {"size": 14}, "standoff": 8},
    )
    return figure


def scatter_alt(answer: RelationAnswer) -> str:
    """The scatter in words."""
    return _("One point for each of {n} areas: index across, {noun} upwards. {told}").format(
        n=answer.correlation.areas, noun=str(answer.outcome.noun), told=answer.sentence
    )


def _line(figure: go.Figure, answer: RelationAnswer, palette: Palette, scale: float) -> None:
    grid = answer.correlation.expected
    floor = 0.0 if answer.outcome.unit == "share" else None
    low, high = (grid[c].clip(lower=floor) * scale for c in ("expected_low", "expected_high"))
    figure.add_scatter(
        x=[*grid["level"], *grid["level"][::-1]],
        y=[*high, *low[::-1]],
        fill="toself",
        fillcolor=palette.band,
        line={"width": 0},
        hoverinfo="skip",
        name=_("95 % interval of the line"),
    )
    figure.add_scatter(
        x=grid["level"],
        y=grid["expected"].clip(lower=floor) * scale,
        mode="lines",
        line={"color": palette.text, "width": 2, "dash": "dash"},
        hoverinfo="skip",
        name=_("Expected at this index"),
    )


def _points(
    figure: go.Figure,
    rows: pd.DataFrame,
    standing: str,
    answer: RelationAnswer,
    palette: Palette,
    scale: float,
) -> None:
    symbol, colour = MARKS.get(standing, ("circle", "unsure"))
    outside = standing not in ("", "as_expected")
    figure.add_scatter(
        x=rows["index"],
        y=rows["value"] * scale,
        mode="markers+text" if outside and len(rows) <= 6 else "markers",
        text=rows["name"],
        textposition="top center",
        textfont={"color": palette.text, "size": 13},
        cliponaxis=False,
        marker={
            "color": getattr(palette, colour),
            "symbol": symbol,
            "size": 12 if outside else 9,
            "line": {"color": palette.page, "width": 1},
        },
        customdata=_hover(answer, rows),
        hovertemplate="<b>%{text}</b><br>%{customdata}<extra></extra>",
        name=(standing_in_words(standing) if standing else _("areas")).capitalize(),
    )


def _hover(answer: RelationAnswer, rows: pd.DataFrame) -> list[str]:
    outcome = answer.outcome
    share = outcome.unit == "share"
    told = []
    for index, value, low, high, people in zip(
        *(rows[name] for name in ("index", "value", "low", "high", "people")), strict=True
    ):
        lines = [_("index {index}").format(index=decimal(index, 1)), outcome.written(value)]
        if pd.notna(low):
            bounds = interval(low, high, outcome.decimals, share=share)
            lines.append(_("95 % interval {interval}").format(interval=bounds))
        if pd.notna(people):
            lines.append(_("{n} persons").format(n=whole(people)))
        told.append("<br>".join(lines))
    return told
