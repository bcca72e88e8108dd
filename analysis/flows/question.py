"""By which paths did they get here, and where was support missing? The question, and its words.

A flow question starts from an outcome and goes backwards to the latest origin. The heavy work is
SQL over `event` (store/queries/flow_*.sql); here is what is asked, in words and as parameters of
those statements, and what is made of the counted paths. It shows paths, never effects.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis.disclosure.gate import FEW_APART
from analysis.question import Question
from analysis.required import require_columns
from indicators.flow_presets import FlowPreset
from language import _, ngettext, percent, whole
from language.errors import BehovsbildError

NO_PLACEMENT = "no placement"  # the state in a gap, as it is written in files
OTHER = "other"  # the rare paths together
TOKEN_WIDTH = 4  # digits a step in a path as the statements write it
NOTHING = "0000"
ALWAYS = (date(1, 1, 1), date(9999, 12, 31))


class BadFlowQuestion(BehovsbildError, ValueError):
    """A flow question that has no answer as it is put."""


class UnknownEventType(BehovsbildError, LookupError):
    """A type that no event in the store has."""

    def __init__(self, name: str, known: list[str]) -> None:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, known, n=3)) or ", ".join(known[:10]) or "-"
        super().__init__(
            _("No event has the type {name!r}. Nearest among the types: {near}.").format(
                name=name, near=near
            )
        )


@dataclass(frozen=True)
class FlowQuestion(Question["FlowAnswer"]):
    """Outcomes, origins, and the rules that decide the figures.

    outcomes, origins, support   event types
    merges       merged state -> the types that go by its name
    states       types that may lie on a path; empty: all of the kinds that the ends belong to
    gap_days     days under which two episodes count as adjoining (0: only the same day)
    window_days  how long before the outcome the origin may have ended; None: any time
    from_date, to_date   when the outcome starts, inclusive; None: any time
    conditions   background of the people in the year of the outcome (store.conditions.Condition)
    join_types   decisions of the same type that adjoin are one episode even without a unit
    empty_state  what a gap is called on screen; None: 'no placement'
    raises       BadFlowQuestion
    """

    outcomes: tuple[str, ...]
    origins: tuple[str, ...]
    merges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    support: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    gap_days: int = 7
    window_days: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    conditions: tuple[Any, ...] = ()
    join_types: bool = False
    empty_state: str | None = None

    def __post_init__(self) -> None:
        """Take lists as well as tuples, and refuse what has no answer."""
        for name in ("outcomes", "origins", "support", "states", "conditions"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        merges = {state: tuple(types) for state, types in self.merges.items()}
        object.__setattr__(self, "merges", MappingProxyType(merges))
        if not self.outcomes or not self.origins:
            raise BadFlowQuestion(_("A flow needs at least one outcome type and one origin type."))
        if self.gap_days < 0 or (self.window_days is not None and self.window_days < 0):
            raise BadFlowQuestion(
                _("Days cannot be negative: gap {gap}, window {window}.").format(
                    gap=self.gap_days, window=self.window_days
                )
            )
        if self.from_date and self.to_date and self.from_date > self.to_date:
            raise BadFlowQuestion(
                _("The period ends ({to_date}) before it begins ({from_date}).").format(
                    from_date=self.from_date, to_date=self.to_date
                )
            )
        twice = [name for name in self._merged_types() if self._merged_types().count(name) > 1]
        if twice:
            raise BadFlowQuestion(
                _("The type {name!r} is merged into more than one state.").format(name=twice[0])
            )

    @classmethod
    def of_preset(
        cls,
        preset: FlowPreset,
        *,
        known: Collection[str] | None = None,
        empty_state: str | None = None,
    ) -> "FlowQuestion":
        """A preset of the catalogue as a question.

        known        the types that the store has: others are left out, since no municipality has
                     all of them; None: keep all
        empty_state  what the preset calls a gap, in the language of the screen
        raises       BadFlowQuestion where no outcome or no origin is left
        """

        def kept(types: Collection[str]) -> tuple[str, ...]:
            return tuple(name for name in types if known is None or name in known)

        return cls(
            outcomes=kept(preset.outcome_types),
            origins=kept(preset.origin_types),
            merges={state: kept(types) for state, types in preset.merges.items() if kept(types)},
            support=kept(preset.support_types),
            states=kept(preset.state_types),
            gap_days=preset.gap_days,
            window_days=preset.window_days,
            empty_state=empty_state,
        )

    def _merged_types(self) -> list[str]:
        return [name for types in self.merges.values() for name in types]

    def named_types(self) -> list[str]:
        """Every type that the question names, once, in order of mention."""
        named = (*self.outcomes, *self.origins, *self.support, *self.states, *self._merged_types())
        return list(dict.fromkeys(named))

    def type_params(self) -> dict[str, Any]:
        """The parameters of flows/vocabulary.sql."""
        return {
            "outcomes": list(self.outcomes),
            "origins": list(self.origins),
            "support": list(self.support),
            "states": list(self.states),
            "merged_types": self._merged_types(),
            "merged_states": [state for state, types in self.merges.items() for _name in types],
        }

    def params(self) -> dict[str, Any]:
        """The parameters of flows/base.sql."""
        return self.type_params() | {
            "gap_days": self.gap_days,
            "window_days": self.window_days,
            "from_date": self.from_date or ALWAYS[0],
            "to_date": self.to_date or ALWAYS[1],
            "join_types": self.join_types,
            "narrowed": bool(self.conditions),
        }

    def rules(self) -> list[str]:
        """The rules that decide the figures, one sentence each, as they stand on the page."""
        days = ngettext("{n} day", "{n} days", self.gap_days).format(n=whole(self.gap_days))
        rules = [
            _("A path goes from the latest of {origins} to {outcomes}.").format(
                origins=listed(self.origins), outcomes=listed(self.outcomes)
            ),
            _("Two episodes adjoin when at most {days} lie between end and start.").format(
                days=days
            ),
            _("Decisions at the same unit that adjoin are one episode.")
            if not self.join_types
            else _("Decisions of the same type that adjoin are one episode."),
            _("Where placements overlap, the state is the one that started last."),
        ]
        if self.window_days is not None:
            rules.append(
                _("The origin ended at most {n} days before the outcome.").format(
                    n=whole(self.window_days)
                )
            )
        rules += [
            _("{types} count as {state}.").format(types=listed(types), state=state)
            for state, types in self.merges.items()
        ]
        if self.support:
            rules.append(
                _("Supported: {support} on at least one day between the two ends.").format(
                    support=listed(self.support)
                )
            )
        if self.conditions:
            whom = ", ".join(in_running_text(c.words) for c in self.conditions)
            rules.append(
                _("Only {whom}, by what they were in the year of the outcome.").format(whom=whom)
            )
        return [*rules, _("The paths show what happened, not what the support did.")]


def listed(names: tuple[str, ...]) -> str:
    """'HVB', 'HVB or SiS', 'HVB, SiS or Jourhem'."""
    *first, last = names
    return _("{names} or {last}").format(names=", ".join(first), last=last) if first else last


def in_running_text(name: str) -> str:
    """'Öppenvård' as 'öppenvård', 'Familjehem/Jourhem' with it; 'HVB' and 'SiS' as they are."""
    return "/".join(
        part[:1].lower() + part[1:] if part[1:] == part[1:].lower() and len(part) > 1 else part
        for part in name.split("/")
    )


def decoded(path: str, states: Mapping[int, str]) -> tuple[str, ...]:
    """A path as the statements write it, as names: '000200000002' -> (HVB, no placement, HVB)."""
    if not path:
        return (OTHER,)
    tokens = (path[i : i + TOKEN_WIDTH] for i in range(0, len(path), TOKEN_WIDTH))
    return tuple(NO_PLACEMENT if t == NOTHING else states[int(t)] for t in tokens)


def encoded(path: tuple[str, ...], numbers: Mapping[str, int]) -> str:
    """A path of names as the statements write it: the way back from `decoded`."""
    return "".join(
        NOTHING if state == NO_PLACEMENT else str(numbers[state]).zfill(TOKEN_WIDTH)
        for state in path
    )


def path_cells(counted: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """One row a path from the rows per path, support and days.

    counted  as flows/paths.sql answers; states as flows/states.sql
    returns  path (tuple of names), digits (the same as the statements write it), flows, people,
             asked (those with time for support between), asked_people, supported, each with its
             key sum. Most common first
    """
    of_path = ["people", "people_key", "asked_people", "asked_people_key"]
    require_columns(counted, "path", "is_supported", "flows", "flows_key", *of_path)
    paths = counted.groupby("path")
    wholes = paths[["flows", "flows_key"]].sum().join(paths[of_path].first())
    supported = counted["is_supported"].astype("boolean")
    for name, chosen in (("asked", supported.notna()), ("supported", supported.fillna(False))):
        sums = counted[chosen.to_numpy(dtype=bool)].groupby("path")[["flows", "flows_key"]].sum()
        wholes = wholes.join(sums.set_axis([name, f"{name}_key"], axis=1))
    wholes = wholes.astype("float64").fillna(0).astype("int64").rename_axis("digits").reset_index()
    names = dict(zip(states["state_number"], states["state"], strict=True))
    wholes.insert(0, "path", [decoded(path, names) for path in wholes["digits"]])
    return in_order(wholes)


def in_order(cells: pd.DataFrame) -> pd.DataFrame:
    """Most common path first, the shorter of equals, 'other' last."""
    order = pd.DataFrame(
        {
            "other": [path == (OTHER,) for path in cells["path"]],
            "flows": -cells["flows"].to_numpy(dtype=float),
            "steps": [len(path) for path in cells["path"]],
            "path": cells["path"].to_numpy(),
        }
    )
    return cells.iloc[order.sort_values(list(order)).index].reset_index(drop=True)


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
            name: int(plain[name])
            for name in ("count", "people", "asked", "supported")
            if plain.get(name) is not None
        },
    }


def _is_missing(value: object) -> bool:
    return not isinstance(value, tuple) and bool(pd.isna(value))
