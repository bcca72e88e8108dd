"""Where does the municipality stand among comparable ones, at a glance?

A strip in a table's cell: the comparable municipalities from the worst (left) to the best (right),
their middle half darker, their median and the country as ticks, and our own as the state's mark.
Drawn with HTML alone, so that it follows the theme, weighs nothing and needs no script.
"""

from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from analysis.states import State
from indicators.entry import Indicator
from language import _
from ui.draw.group_marks import MARKS

MARGIN = 0.06  # of the strip's width, left free at both ends


@dataclass(frozen=True)
class Standing:
    """One row of the overview; values in the indicator's unit, NaN where not known."""

    value: float
    low: float
    q1: float
    median: float
    q3: float
    high: float
    country: float
    size: int


def strip_html(standing: Standing, indicator: Indicator, state: str) -> str:
    """The strip, or a dash where there is nothing to compare with."""
    place = _places(standing, flipped=indicator.better_is == "lower")
    if place is None:
        nothing = escape(_("no comparison"))
        return f'<span class="bb-none">{nothing}</span>'
    mark = MARKS[State(state)]
    parts = [
        _span("bb-range", place(standing.low), place(standing.high)),
        _span("bb-middle", place(standing.q1), place(standing.q3)),
        _tick("bb-median", place(standing.median)),
        _tick("bb-country", place(standing.country)),
        f'<span class="bb-own {mark.style}" style="left:{place(standing.value):.1f}%">'
        f"{mark.glyph}</span>",
    ]
    words = escape(strip_words(standing, indicator))
    return f'<span class="bb-strip" role="img" aria-label="{words}">{"".join(parts)}</span>'


def strip_words(standing: Standing, indicator: Indicator) -> str:
    """The strip for who cannot see it."""
    parts = [_("here {value}").format(value=indicator.written(standing.value))]
    if not np.isnan(standing.median):
        parts.append(
            _("{n} comparable municipalities from {low} to {high}, median {median}").format(
                n=standing.size,
                low=indicator.written(standing.low),
                high=indicator.written(standing.high),
                median=indicator.written(standing.median),
            )
        )
    if not np.isnan(standing.country):
        parts.append(_("the country {value}").format(value=indicator.written(standing.country)))
    return "; ".join(parts)


def _places(standing: Standing, *, flipped: bool) -> "object | None":
    """Value -> percent of the strip's width; None where only our own value is known."""
    known = [v for v in (standing.low, standing.high, standing.country) if not pd.isna(v)]
    if not known:
        return None
    low, high = min(*known, standing.value), max(*known, standing.value)
    width = (high - low) or 1.0

    def place(value: float) -> float:
        share = (value - low) / width
        return 100 * (MARGIN + (1 - 2 * MARGIN) * ((1 - share) if flipped else share))

    return place


def _span(style: str, one: float, other: float) -> str:
    if np.isnan(one) or np.isnan(other):
        return ""
    left, width = min(one, other), abs(other - one)
    return f'<span class="{style}" style="left:{left:.1f}%;width:{width:.1f}%"></span>'


def _tick(style: str, at: float) -> str:
    return "" if np.isnan(at) else f'<span class="{style}" style="left:{at:.1f}%"></span>'
