"""By which paths did they get here? What may be shown, and its sentence.

It shows paths, never effects.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.disclosure.gate import FEW_APART
from analysis.flows.paths import NO_PLACEMENT, OTHER
from analysis.flows.question import FlowQuestion, in_running_text, listed
from language import _, percent, whole


@dataclass(frozen=True)
class FlowAnswer:
    """The paths as they may be shown, with what one must know to read them.

    paths      a row a path, most common first: path (tuple of states), count and people
               (missing: withheld), share, share_low, share_high of all; asked (had time for
               support between), supported, supported_share with bounds (missing where nobody was
               asked); days quartiles; withheld, support_withheld (reasons, or missing)
    total      outcomes with an earlier origin; people: the persons behind them
    notes      measure -> number as it may be shown (missing: withheld), as flows/summary.sql
    withheld   why the total is, and so all of it; None where it is shown
    """

    question: FlowQuestion
    total: int | None
    people: int | None
    paths: pd.DataFrame
    notes: Mapping[str, int | None]
    first_year: int | None = None
    last_year: int | None = None
    withheld: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The answer as it is written in a JSON file; null where withheld or not to be had."""
        return {
            "outcome": list(self.question.outcomes),
            "origin": list(self.question.origins),
            "gap_tolerance_days": self.question.gap_days,
            "total": self.total,
            "people": self.people,
            "patterns": [_pattern(row) for row in self.paths.to_dict("records")],
            "notes": dict(self.notes),
        }

    def as_table(self) -> pd.DataFrame:
        """The paths as a table for a file: the steps of a path joined by ' > '."""
        return self.paths.assign(path=[" > ".join(path) for path in self.paths["path"]])

    def sentence(self, noun: str | None = None) -> str:
        """'Av 200 omplaceringar gick 120 (60 %) direkt; 60 (30 %) hade ingen placering ...'

        noun   what the outcomes are called, in the plural ('omplaceringar'); None: 'flows'
        """
        if self.withheld == FEW_APART:
            return _(
                "So few set this group apart from a larger one that its paths are not shown: the "
                "difference would be about them."
            )
        if self.total is None:
            return _("Too few got there by way of an origin for their paths to be shown.")
        if self.total == 0:
            return _("Nobody got there by way of an origin in this period.")
        shown = self.paths[self.paths["count"].notna()]
        parts = [part for part in (self._direct(shown), *self._through(shown)) if part]
        if not parts:
            return _("Each path to the outcome was taken by too few to be shown.")
        return _("Of {total} {noun}, {parts}.").format(
            total=whole(self.total), noun=noun or _("flows"), parts="; ".join(parts)
        )

    def _direct(self, shown: pd.DataFrame) -> str:
        direct = shown[[len(path) == 2 for path in shown["path"]]]
        if direct.empty:
            return ""
        count = direct["count"].sum()
        return _("{count} ({share}) went directly").format(
            count=whole(count), share=percent(min(count / self.total, 1), 0)
        )

    def _through(self, shown: pd.DataFrame, most: int = 2) -> list[str]:
        told = shown[[len(path) > 2 for path in shown["path"]]].head(most)
        return [self._by_way_of(row) for row in told.to_dict("records")]

    def _by_way_of(self, row: dict[str, Any]) -> str:
        middle = row["path"][1:-1]
        went = (
            _("{count} ({share}) had {middle} in between")
            if middle == (NO_PLACEMENT,)
            else _("{count} ({share}) came by way of {middle}")
        )
        text = went.format(
            count=whole(row["count"]),
            share=percent(row["share"], 0),
            middle=", ".join(in_running_text(self.called(state)) for state in middle),
        )
        if not self.question.support or pd.isna(row["supported"]):
            return text
        return text + _(", and {supported} of these {asked} had {support} on the way").format(
            supported=whole(row["supported"]),
            asked=whole(row["asked"]),
            support=listed(tuple(in_running_text(name) for name in self.question.support)),
        )

    def called(self, state: str) -> str:
        """What a state is called on screen."""
        if state == NO_PLACEMENT:
            return self.question.empty_state or _("no placement")
        return _("other paths") if state == OTHER else state


def _pattern(row: dict[str, Any]) -> dict[str, Any]:
    plain = {name: None if _is_missing(value) else value for name, value in row.items()}
    return plain | {
        "path": list(row["path"]),
        **{
            name: int(value)
            for name in ("count", "people", "asked", "supported")
            if (value := plain.get(name)) is not None
        },
    }


def _is_missing(value: object) -> bool:
    return not isinstance(value, tuple) and bool(pd.isna(value))
