"""By which paths did they get here, and where was support missing? The question, and its words.

A flow question starts from an outcome and goes backwards to the latest origin. The heavy work is
SQL over `event` (store/queries/flows); here is what is asked, in words and as parameters of those
statements. answer.py is what may be shown of it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from analysis.question import Question
from indicators.flow_presets import FlowPreset
from language import _, ngettext, whole
from language.errors import BehovsbildError

if TYPE_CHECKING:
    from analysis.flows.answer import FlowAnswer

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
