"""How is each row of a breakdown named, told and marked? What the chart and the table share."""

from dataclasses import dataclass

import pandas as pd

from analysis.answers import BreakdownAnswer, group_label
from analysis.states import Because, State
from language import _


@dataclass(frozen=True)
class Mark:
    """A state as it is drawn: never by colour alone."""

    colour: str  # field of Palette
    symbol: str  # plotly's
    glyph: str  # in a table
    style: str  # class in static/frame.css


MARKS = {
    State.WORSE: Mark("worse", "diamond", "◆", "bb-worse"),
    State.BETTER: Mark("better", "circle", "●", "bb-better"),
    State.NO_CLEAR_DIFFERENCE: Mark("unsure", "circle-open", "○", "bb-unsure"),
    State.CANNOT_TELL: Mark("unsure", "x-thin-open", "✕", "bb-unsure"),
}


def labels(answer: BreakdownAnswer) -> list[str]:
    """What each group of the answer's year is called."""
    return [group_label(row, answer.by) for _index, row in answer.table.iterrows()]


def reasons(answer: BreakdownAnswer) -> list[str | None]:
    """Why each group is withheld, in words; None where it is shown."""
    by_label = dict(zip(answer.withheld["label"], answer.withheld["reason"], strict=True))
    return [
        None if pd.isna(code) else by_label.get(label, source_reason(code))
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

    A dimension with an order of its own (age, income) keeps it where all its groups have room.
    """
    table = answer.table.assign(label=labels(answer))
    table = table[table["value"].notna()]
    if len(table) <= most:
        return table
    return _clearest(table).head(most).sort_values("value", ascending=False)


def _clearest(table: pd.DataFrame) -> pd.DataFrame:
    rank = table["state"].map({State.WORSE: 0, State.BETTER: 1}).fillna(2)
    size = table["difference"].abs()
    return table.assign(_rank=rank, _size=-size).sort_values(["_rank", "_size"])
