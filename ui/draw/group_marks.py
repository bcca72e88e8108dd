"""How is each row of a breakdown named, told and marked? What the chart and the table share."""

from dataclasses import dataclass

import pandas as pd

from analysis.answers import BreakdownAnswer, group_labels
from analysis.states import Because, State
from language import _

RANK = {State.WORSE: 0, State.BETTER: 1, State.NO_CLEAR_DIFFERENCE: 2, State.CANNOT_TELL: 3}
KEEP_ORDER = 12  # groups; beyond that nobody reads an order but the figures' own


@dataclass(frozen=True)
class Mark:
    """A state as it is drawn: never by colour alone."""

    colour: str  # field of Palette
    symbol: str  # plotly's
    glyph: str  # in a table
    style: str  # class in static/tables.css


MARKS = {
    State.WORSE: Mark("worse", "diamond", "◆", "bb-worse"),
    State.BETTER: Mark("better", "circle", "●", "bb-better"),
    State.NO_CLEAR_DIFFERENCE: Mark("unsure", "circle-open", "○", "bb-unsure"),
    State.CANNOT_TELL: Mark("unsure", "x-thin-open", "✕", "bb-unsure"),
}


def labels(answer: BreakdownAnswer) -> list[str]:
    """What each group of the answer's year is called."""
    return group_labels(answer.table, answer.by)


def reasons(answer: BreakdownAnswer) -> list[str]:
    """Why each group is withheld, in words; '' where it is shown."""
    by_label = dict(zip(answer.withheld["label"], answer.withheld["reason"], strict=True))
    return [
        "" if pd.isna(code) else by_label.get(label, source_reason(code))
        for label, code in zip(labels(answer), answer.table["withheld"], strict=True)
    ]


def source_reason(code: str) -> str:
    """Why the source has no figure."""
    if code == "suppressed_at_source":
        return _("withheld by the source")
    return _("missing at the source")


def state_words(state: str, because: object = None) -> str:
    """A state in words, with the reason where nothing can be told."""
    told = State(state)
    if told is State.CANNOT_TELL and isinstance(because, str):
        return Because(because).words
    return told.words


def in_order(answer: BreakdownAnswer, most: int) -> pd.DataFrame:
    """The shown groups with their label, the clearest differences first, `most` at the most.

    Few groups keep the order of their dimension (age, income); many are sorted by their value.
    """
    table = answer.table.assign(label=labels(answer))
    table = table[table["value"].notna()]
    if len(table) <= KEEP_ORDER:
        return table
    return _clearest(table).head(most).sort_values("value", ascending=False)


def standing_out(answer: BreakdownAnswer, most: int) -> pd.DataFrame:
    """The shown groups with their label where they are few, else those that clearly differ."""
    table = answer.table.assign(label=labels(answer))
    table = table[table["value"].notna()]
    if len(table) <= most:
        return table
    return _clearest(table[table["state"].isin([State.WORSE, State.BETTER])]).head(most)


def _clearest(table: pd.DataFrame) -> pd.DataFrame:
    rank = table["state"].map(RANK)
    size = table["difference"].abs()
    return table.assign(_rank=rank, _size=-size).sort_values(["_rank", "_size"])
