"""How does one key figure stand to the country and to comparable municipalities, year by year?"""

import pandas as pd
import plotly.graph_objects as go

from indicators.entry import Indicator
from language import _
from ui.draw.chart_style import dress, known, scale_of, suffix_of, year_axis
from ui.draw.palettes import Palette

COUNTRY, GROUP = "0000", "group"


def compared_figure(
    series: pd.DataFrame,
    indicator: Indicator,
    *,
    municipality: tuple[str, str],
    until: int,
    palette: Palette,
) -> go.Figure:
    """The municipality as a thick line, comparable ones' median and the country beside it.

    series        area_code, year, value of one indicator; 'group' is the comparable ones' median
    municipality  its code and name
    until         the last year shown
    """
    code, name = municipality
    figure, scale = go.Figure(), scale_of(indicator)
    for area, label, line, symbol in (
        (COUNTRY, _("The country"), {"color": palette.muted, "width": 2, "dash": "dot"}, "square"),
        (
            GROUP,
            _("Comparable municipalities (median)"),
            {"color": palette.worse, "width": 2, "dash": "dash"},
            "diamond",
        ),
        (code, name, {"color": palette.better, "width": 3.5}, "circle"),
    ):
        rows = _of(series, area, until)
        if len(rows):
            figure.add_scatter(
                x=rows["year"],
                y=rows["value"] * scale,
                name=label,
                mode="lines+markers",
                line=line,
                marker={"symbol": symbol, "size": 7, "color": line["color"]},
                customdata=[indicator.written(known(value)) for value in rows["value"]],
                hovertemplate="%{x}: %{customdata}<extra>" + label + "</extra>",
            )
    dress(figure, palette, height=360)
    year_axis(figure, _of(series, code, until)["year"])
    figure.update_yaxes(ticksuffix=suffix_of(indicator))
    return figure


def compared_alt(
    series: pd.DataFrame, indicator: Indicator, *, municipality: tuple[str, str], until: int
) -> str:
    """The same in words: first and last value of each line."""
    code, name = municipality
    told = []
    for area, label in (
        (code, name),
        (GROUP, _("Comparable municipalities (median)")),
        (COUNTRY, _("The country")),
    ):
        rows = _of(series, area, until)
        if len(rows):
            told.append(
                _("{name}: {first} in {first_year}, {last} in {last_year}.").format(
                    name=label,
                    first=indicator.written(known(rows["value"].iloc[0])),
                    first_year=int(rows["year"].iloc[0]),
                    last=indicator.written(known(rows["value"].iloc[-1])),
                    last_year=int(rows["year"].iloc[-1]),
                )
            )
    return _("Line chart over time.") + " " + " ".join(told)


def _of(series: pd.DataFrame, area: str, until: int) -> pd.DataFrame:
    rows = series[(series["area_code"] == area) & (series["year"] <= until)]
    return rows[rows["value"].notna()].sort_values("year")
