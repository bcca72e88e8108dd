"""Which columns do the tables of groups and areas have in common?"""

from collections.abc import Callable
from typing import Any

from analysis.answers import GroupAnswer, Variation
from indicators.entry import Indicator
from indicators.units import written
from language import _
from ui.draw.chart_style import known
from ui.page import words
from ui.page.tables import Column


def number_or_withheld(title: str, text: Callable[[Any], str]) -> Column:
    """A figure, or why it is withheld; rows with `withheld`, '' where shown."""
    return Column(
        title,
        lambda row: row.withheld or text(row),
        number=True,
        style=lambda row: "bb-withheld" if row.withheld else "",
    )


def share_words(answer: Variation | GroupAnswer, row: Any, decimals: int = 1) -> str:
    """The share of a row of the answer, a protected 0 as what it may be at most."""
    high = known(row.share_high) if answer.protected else None
    return written(known(row.share), "share", decimals, at_most=high)


def interval_of_share(indicator: Indicator) -> Column:
    """The share's 95 % interval; rows with share_low and share_high."""
    return Column(
        _("95 % interval"),
        lambda row: words.interval_words(indicator, row.share_low, row.share_high),
        number=True,
    )
