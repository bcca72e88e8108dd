"""How does every chart look, whatever it shows?

Transparent, in the theme's colours, with text that can be read (4.5 to 1; plotly's own is 3.7), no
zooming by mistake on a phone, and figures written as Swedish is.
"""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from indicators.entry import Indicator
from language import current
from ui.draw.palettes import Palette


@dataclass(frozen=True)
class Drawing:
    """A figure, and the words that stand in its place for who cannot see it."""

    figure: go.Figure
    alt: str

    @classmethod
    def finished(cls, figure: go.Figure, alt: str) -> "Drawing":
        """The figure as it will be sent, again and again, without being taken apart anew."""
        return cls(_Finished(figure), alt)


class _Finished(go.Figure):
    """A figure that changes no more: what is sent of it is made once."""

    def __init__(self, figure: go.Figure) -> None:
        super().__init__(figure)
        object.__setattr__(self, "_sent", super().to_dict())

    def to_dict(self) -> dict:
        """What is sent; the receiver only reads it."""
        return self._sent


DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "x", "star")


def dress(figure: go.Figure, palette: Palette, *, height: int) -> None:
    """Give the figure the house's look; `height` in pixels."""
    figure.update_layout(
        template=None,  # plotly's own weighs more than what is drawn
        height=height,
        margin={"l": 0, "r": 16, "t": 28, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": '"Source Sans", sans-serif', "size": 14, "color": palette.text},
        separators=",\u00a0" if current() == "sv" else ".,",
        hoverlabel={"bgcolor": palette.page, "font": {"color": palette.text, "size": 14}},
        dragmode=False,
        legend={"orientation": "h", "y": 0, "yref": "container", "yanchor": "bottom", "x": 0},
        showlegend=True,
    )
    axis = {
        "gridcolor": palette.grid,
        "linecolor": palette.grid,
        "zeroline": False,
        "automargin": True,
        "tickfont": {"color": palette.text, "size": 13},
        "fixedrange": True,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)


def scale_of(indicator: Indicator) -> float:
    """What a value is multiplied by on an axis: shares are drawn as percent."""
    return 100.0 if indicator.unit == "share" else 1.0


def suffix_of(indicator: Indicator) -> str:
    """What stands behind every figure of an axis."""
    return ("\u00a0%" if current() == "sv" else "%") if indicator.unit == "share" else ""


def year_axis(figure: go.Figure, years: pd.Series) -> None:
    """Whole years on the x axis, seven ticks at the most, the last one among them."""
    if not len(years):
        return
    step = max(1, -(-int(years.max() - years.min()) // 6))
    figure.update_xaxes(
        tickformat="d", showgrid=False, dtick=step, tick0=int(years.max()), tickmode="linear"
    )


def zero_or_not(rows: pd.DataFrame) -> str:
    """'tozero' unless that would press all the values together at the far end."""
    least, most = rows["value"].min(), rows["value"].max()
    return "normal" if pd.notna(least) and least > 0.5 * most else "tozero"


def known(value: object) -> float | None:
    """The value as a number, None where it is missing."""
    return None if pd.isna(value) else float(value)
