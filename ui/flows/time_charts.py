"""How is time drawn: who has had an outcome by then, and who stayed from year to year?"""

import pandas as pd
import plotly.graph_objects as go

from analysis.flows.survival import SurvivalCurve
from language import _, ngettext, percent, whole
from ui.draw.chart_style import DASHES, dress
from ui.draw.palettes import Palette

DAYS_A_YEAR = 365
MOST_TICKS = 6


def curves_figure(
    curve: SurvivalCurve,
    curves: list[tuple[str, SurvivalCurve]],
    days_a_step: int,
    palette: Palette,
) -> go.Figure:
    """Share with the outcome, by time since the first event; the groups beside everyone.

    Where time is counted in steps, only the share at each step's end is known: a line joins them.
    """
    is_daily = days_a_step == 1
    figure = go.Figure()
    steps = curve.steps
    figure.add_scatter(
        x=[*steps["days"], *steps["days"][::-1]],
        y=[*(steps["share_high"] * 100), *(steps["share_low"] * 100)[::-1]],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=palette.band,
        hoverinfo="skip",
        name=_("95 % interval"),
    )
    lines = [(_("Everyone"), curve, palette.muted, DASHES[0]), *_lines(curves, palette)]
    for name, drawn, colour, dash in lines:
        figure.add_scatter(
            x=drawn.steps["days"],
            y=drawn.steps["outcome_share"] * 100,
            mode="lines" if is_daily else "lines+markers",
            line={
                "shape": "hv" if is_daily else "linear",
                "color": colour,
                "width": 3,
                "dash": dash,
            },
            name=_("{group} (n = {n})").format(group=name, n=whole(drawn.people)),
            customdata=[percent(s, 0) for s in drawn.steps["outcome_share"]],
            hovertemplate="%{x:d}: %{customdata}<extra>" + name + "</extra>",
        )
    dress(figure, palette, height=380)
    last = int(steps["days"].max() // DAYS_A_YEAR)
    years = range(0, last + 1, 1 if last <= MOST_TICKS else 2)
    figure.update_xaxes(
        tickvals=[DAYS_A_YEAR * n for n in years],
        ticktext=[ngettext("{n} year", "{n} years", n).format(n=n) for n in years],
        showgrid=False,
        tickangle=0,
    )
    figure.update_yaxes(ticksuffix="\u00a0%", rangemode="tozero")
    return figure


def curves_alt(curve: SurvivalCurve, curves: list[tuple[str, SurvivalCurve]]) -> str:
    """The curves in words, after one, two and three years."""
    told = [
        _("{group} {shares}").format(
            group=name,
            shares=", ".join(percent(c.share_by(DAYS_A_YEAR * n), 0) for n in (1, 2, 3)),
        )
        for name, c in [(_("Everyone"), curve), *curves]
    ]
    return _(
        "Line chart of the share with the outcome after one, two and three years: {told}."
    ).format(told="; ".join(told))


def years_figure(table: pd.DataFrame, palette: Palette) -> go.Figure:
    """A bar a year of who was there, by whether they were there before; below, who had left."""
    figure = go.Figure()
    rows = table[table["stayed"].notna()]
    for name, label, colour, pattern in (
        ("stayed", _("there the year before too"), palette.better, ""),
        ("returned", _("back after a break"), palette.lines[3], "x"),
        ("new", _("new"), palette.worse, "/"),
    ):
        figure.add_bar(
            x=rows["year"],
            y=rows[name].astype("Float64").fillna(0).astype(float),
            name=label,
            marker={
                "color": colour,
                "pattern": {"shape": pattern, "fgcolor": palette.page, "fillmode": "overlay"},
            },
            hovertemplate="%{x}: %{y:d}<extra>" + label + "</extra>",
        )
    left = _("left since the year before")
    figure.add_bar(
        x=rows["year"],
        y=-rows["left"].astype("Float64").fillna(0).astype(float),
        name=left,
        customdata=rows["left"].astype("Float64").fillna(0).astype(float),
        marker={"color": palette.band, "line": {"color": palette.muted, "width": 1}},
        hovertemplate="%{x}: %{customdata:d}<extra>" + left + "</extra>",
    )
    dress(figure, palette, height=360)
    figure.update_layout(barmode="relative", bargap=0.35)
    figure.update_xaxes(tickformat="d", dtick=1, showgrid=False)
    figure.update_yaxes(zeroline=True, zerolinecolor=palette.muted, tickformat="d")
    return figure


def years_alt(table: pd.DataFrame) -> str:
    """The bars in words: the latest year."""
    rows = table[table["stayed"].notna()]
    if rows.empty:
        return _("Empty picture: no year can be shown.")
    last = rows.iloc[-1]
    return _(
        "Bar chart by year. {year}: {stayed} were there the year before too, {new} were new and "
        "{left} had left."
    ).format(
        year=int(last["year"]),
        **{
            name: whole(None if pd.isna(last[name]) else last[name])
            for name in ("stayed", "new", "left")
        },
    )


def _lines(
    curves: list[tuple[str, SurvivalCurve]], palette: Palette
) -> list[tuple[str, SurvivalCurve, str, str]]:
    return [
        (name, c, palette.lines[i % len(palette.lines)], DASHES[(i + 1) % len(DASHES)])
        for i, (name, c) in enumerate(curves)
    ]
