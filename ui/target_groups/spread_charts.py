"""How is the spread behind an average drawn: parts beside each other, and areas by their size?

Pure functions from answer to picture, each with its words; no Streamlit.
"""

from textwrap import wrap

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.answers import Variation
from analysis.sentences import capital
from analysis.statistics.funnel import funnel_limits
from language import _, ngettext, percent, whole
from ui.draw.chart_style import dress, known, suffix_of
from ui.draw.palettes import Palette
from ui.page.share_columns import share_words

PERCENT = 100.0
BOX_FROM = 5  # values; fewer are points alone
UNKNOWN = "unknown"  # the value of those without one: drawn, never named
SMALLEST_DRAWN = 50  # person-years: as the smallest group looked for; smaller ones in the table
ROW_HEIGHT = 54
NAME_ABOVE = 18  # points from the row's middle: clear of its box, and of the one above
GRID = 120  # sizes at which the funnel's limits are drawn
ZONES = {
    "inside": ("unsure", "circle-open"),
    "above_95": ("worse", "diamond-open"),
    "above_998": ("worse", "diamond"),
    "below_95": ("better", "square-open"),
    "below_998": ("better", "square"),
}


def spread_figure(answer: Variation, palette: Palette) -> go.Figure:
    """A row for each way to divide everyone: a point for each part, a box where they are many."""
    figure = go.Figure()
    drawn = {name: _large(answer.of(name)) for name in answer.points["dimension"].unique()}
    drawn = {name: points for name, points in drawn.items() if len(points) > 1}
    widest = max((points["share"].max() for points in drawn.values()), default=0.0)
    for name, points in drawn.items():
        label = _folded(str(points["dimension_label"].iloc[0]))
        if len(points) >= BOX_FROM:
            _box(figure, answer.boxes[name], label, palette)
        _points(figure, answer, points, label, palette)
        _name_highest(figure, points, label, palette, widest)
    mean = float(answer.whole["share"])
    figure.add_vline(
        x=mean * PERCENT,
        line={"color": palette.text, "width": 2, "dash": "dash"},
        annotation={
            "text": _("the average {value}").format(value=percent(mean, 1)),
            "font": {"color": palette.text, "size": 13},
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "xanchor": "center",
        },
    )
    dress(figure, palette, height=ROW_HEIGHT * len(drawn) + 90)
    figure.update_layout(showlegend=False, boxgap=0.35)
    figure.update_xaxes(ticksuffix=suffix_of(answer.indicator), rangemode="tozero")
    figure.update_yaxes(
        showgrid=False,
        autorange="reversed",
        type="category",
        tickfont={"size": 14, "color": palette.text},
    )
    return figure


def spread_alt(answer: Variation) -> str:
    """The spread in words."""
    shown = answer.points[answer.points["withheld"] == ""]
    most, least = shown.loc[shown["share"].idxmax()], shown.loc[shown["share"].idxmin()]
    return _(
        "Points for {n} areas and groups around the average {mean}. Highest: {most} {high}. "
        "Lowest: {least} {low}. The table below holds every figure."
    ).format(
        n=len(shown),
        mean=share_words(answer, answer.whole),
        most=most["label"],
        high=share_words(answer, most),
        least=least["label"],
        low=share_words(answer, least),
    )


def _large(points: pd.DataFrame) -> pd.DataFrame:
    return points[points["people"] >= SMALLEST_DRAWN].reset_index(drop=True)


def _box(figure: go.Figure, box: dict[str, float], label: str, palette: Palette) -> None:
    figure.add_box(
        y=[label],
        q1=[box["q1"] * PERCENT],
        median=[box["median"] * PERCENT],
        q3=[box["q3"] * PERCENT],
        lowerfence=[box["low"] * PERCENT],
        upperfence=[box["high"] * PERCENT],
        orientation="h",
        width=0.34,
        fillcolor=palette.band,
        line={"color": palette.muted, "width": 1.5},
        hoverinfo="skip",
    )


def _points(
    figure: go.Figure, answer: Variation, points: pd.DataFrame, label: str, palette: Palette
) -> None:
    figure.add_scatter(
        x=points["share"] * PERCENT,
        y=[label] * len(points),
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 9 if len(points) < BOX_FROM * 4 else 7,
            "color": palette.lines[0],
            "opacity": 0.75,
            "line": {"color": palette.page, "width": 1},
        },
        customdata=[_told(answer, row) for row in points.itertuples()],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _name_highest(
    figure: go.Figure, points: pd.DataFrame, label: str, palette: Palette, widest: float
) -> None:
    """Above the row's box, towards the middle of the picture."""
    named = points[points["value"] != UNKNOWN]
    if not len(named):
        return
    highest = named.loc[named["share"].idxmax()]
    figure.add_annotation(
        x=highest["share"] * PERCENT,
        y=label,
        text=str(highest["label"]),
        font={"size": 12, "color": palette.text},
        showarrow=False,
        xanchor="right" if highest["share"] > widest / 2 else "left",
        yshift=NAME_ABOVE,
        bgcolor=palette.page,  # over the average's line
        borderpad=0,
    )


def funnel_figure(answer: Variation, palette: Palette) -> go.Figure:
    """Every small area by its size, between limits that chance alone would rarely cross."""
    figure = go.Figure()
    points = answer.funnel.points
    years = answer.question.last_year - answer.question.first_year + 1
    _limits(figure, answer, points, years, palette)
    for zone, rows in points.groupby("zone", sort=False):
        colour, symbol = ZONES[zone]
        figure.add_scatter(
            x=rows["people"] / years,
            y=rows["share"] * PERCENT,
            mode="markers",
            name=capital(zone_words(zone)),
            marker={
                "color": getattr(palette, colour),
                "symbol": symbol,
                "size": 10,
                "line": {"color": getattr(palette, colour), "width": 2},
            },
            customdata=[_told(answer, row) for row in rows.itertuples()],
            hovertemplate="%{customdata}<extra></extra>",
        )
    dress(figure, palette, height=440)
    figure.update_layout(margin={"l": 0, "r": 16, "t": 12, "b": 96})
    figure.update_xaxes(
        title={
            "text": _("Persons in the area (a year)"),
            "font": {"size": 13, "color": palette.text},
        },
        rangemode="tozero",
    )
    figure.update_yaxes(ticksuffix=suffix_of(answer.indicator), rangemode="tozero")
    return figure


def funnel_alt(answer: Variation) -> str:
    """The funnel in words."""
    zones = answer.funnel.points["zone"]
    return _(
        "Funnel chart of {n} small areas: {above} above the 95 % limits and {below} below them. "
        "The table below holds every figure."
    ).format(
        n=len(zones),
        above=int(zones.isin(["above_95", "above_998"]).sum()),
        below=int(zones.isin(["below_95", "below_998"]).sum()),
    )


def zone_words(zone: object) -> str:
    """Where an area lies between the limits; '' without a figure."""
    return {
        "inside": _("within what chance gives"),
        "above_95": _("above the 95 % limit"),
        "above_998": _("above the 99.8 % limit"),
        "below_95": _("below the 95 % limit"),
        "below_998": _("below the 99.8 % limit"),
    }.get(zone, "")


def funnel_words(answer: Variation) -> str:
    """What the funnel says, and how its limits are made."""
    points = answer.funnel.points
    above = points[points["zone"] == "above_998"]
    below = points[points["zone"] == "below_998"]
    told = ngettext(
        "{n} of {all} small areas lies above the 99.8 % limit and {below} below it.",
        "{n} of {all} small areas lie above the 99.8 % limit and {below} below it.",
        len(above),
    ).format(n=len(above), all=len(points), below=len(below))
    if answer.funnel.widening != "none":
        told += " " + _(
            "The areas vary more than chance gives, so the limits are widened: outside them is "
            "what is unusual even for areas."
        )
    return f"{told} " + _("Nothing is adjusted for here: an area may differ by who lives there.")


def _limits(
    figure: go.Figure, answer: Variation, points: pd.DataFrame, years: int, palette: Palette
) -> None:
    largest = float(points["people"].max())
    sizes = np.linspace(max(float(points["people"].min()) * 0.6, 1.0), largest * 1.04, GRID)
    found = answer.funnel
    limits = funnel_limits(
        sizes, float(answer.whole["share"]), found=found.dispersion, widening=found.widening
    )
    for level, dash, name in (
        ("95", "dot", _("95 % limits")),
        ("998", "dash", _("99.8 % limits")),
    ):
        for side in ("low", "high"):
            figure.add_scatter(
                x=sizes / years,
                y=limits[f"{side}_{level}"] * PERCENT,
                mode="lines",
                name=name,
                legendgroup=level,
                showlegend=side == "low",
                line={"color": palette.muted, "width": 1.5, "dash": dash},
                hoverinfo="skip",
            )
    figure.add_hline(
        y=float(answer.whole["share"]) * PERCENT, line={"color": palette.text, "width": 1.5}
    )


def _told(answer: Variation, row: object) -> str:
    told = f"<b>{row.label}</b><br>{share_words(answer, row)}"
    low, high = known(row.share_low), known(row.share_high)
    if low is not None and high is not None:
        told += f" ({percent(low, 1)} – {percent(high, 1)})"  # noqa: RUF001
    return told + "<br>" + _("n = {n}").format(n=whole(known(row.people)))


def _folded(label: str) -> str:
    return "<br>".join(wrap(label, 14)) or label
