"""What a page shows, ready to be saved: what all kinds of views have in common.

Only what passed the gate is frozen: exact figures of the municipality's own people, which a policy
may show a role on screen, are refused. What was asked is kept as plain values, so that the very
same question can be asked again of other data.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any, TypeVar, get_args, get_type_hints

from analysis.answers import ChoicesQuestion
from indicators.entry import Indicator
from language import _
from language.errors import BehovsbildError
from needs.figures import Figures, Snapshot, SourceSeen
from ui.access import exact
from ui.ask import ask, cache
from ui.state.selection import Selection

Question = TypeVar("Question")


class NotProtected(BehovsbildError, ValueError):
    """Figures that did not pass disclosure control."""

    def __init__(self) -> None:
        super().__init__(
            _("Exact figures cannot be saved as evidence. Open the view with protected figures.")
        )


class CannotAskAgain(BehovsbildError, LookupError):
    """A view that this version, or this data, does not know."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            _("A view of the kind {kind} cannot be asked again by this version.").format(kind=kind)
        )


@dataclass(frozen=True, eq=False)
class Seen:
    """What can be saved from one part of a page, and shown in meeting mode.

    Made by `frame.drawn`, and so one and the same for as long as the view is.

    snapshot   what is saved unless something else is chosen
    choices    key -> label of what else it may be about; empty: there is no choice
    about      key -> the snapshot about that
    asks       what the choice is called
    deck       what meeting mode goes through, one after the other; empty: the snapshot
    """

    snapshot: Snapshot
    choices: Mapping[str, str] = field(default_factory=dict)
    about: Callable[[str], Snapshot] | None = None
    asks: str = ""
    deck: tuple[Snapshot, ...] = ()

    @classmethod
    def of_each(
        cls, snapshots: Mapping[str, Snapshot], labels: Mapping[str, str], asks: str
    ) -> "Seen":
        """Several views, of which one is saved and all are shown; at least one."""
        every = tuple(snapshots.values())
        return cls(every[0], labels, snapshots.__getitem__, asks, every)

    def chosen(self, key: str | None) -> Snapshot:
        """The snapshot about what was chosen; the first where nothing was."""
        return self.about(key) if self.about and key in self.choices else self.snapshot


def snapshot_of(
    kind: str,
    title: str,
    sentence: str,
    figures: Figures,
    *,
    method: str,
    sources: Iterable[Any],
    caveats: Iterable[object],
    question: Mapping[str, Any],
    link: str,
) -> Snapshot:
    """A snapshot of the data there is now; raises NotProtected while figures are exact."""
    if exact.is_shown():
        raise NotProtected
    return Snapshot(
        kind=kind,
        title=title,
        sentence=sentence,
        figures=figures,
        method=method,
        sources=tuple(SourceSeen.of(source) for source in sources),
        caveats=tuple(dict.fromkeys(str(text) for text in caveats)),
        data_version=cache.data_version(),
        is_sample=ask(ChoicesQuestion()).is_sample,
        question=question,
        link=link.removeprefix("./"),
    )


def measured_by(indicator: Indicator) -> dict[str, Any]:
    """The fields of Figures that are the indicator's."""
    return {
        "indicator": indicator.id,
        "title": str(indicator.title),
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "better_is": indicator.better_is,
        "outcome": indicator.outcome,
    }


def link_with(now: Selection, page: str, names: Iterable[str], **changes: Any) -> str:
    """The page's address with those of its own parameters that the selection holds."""
    kept = tuple((name, value) for name, value in now.extra if name in names)
    return now.link(page, extra=kept, **changes)


def plain(question: Any) -> dict[str, Any]:
    """A question as values that JSON can hold."""
    return asdict(question)


def restored(kind: type[Question], content: Mapping[str, Any]) -> Question:
    """The question that `plain` was given.

    raises  CannotAskAgain where it was of another version and had what this one lacks
    """
    hints = get_type_hints(kind)
    if unknown := set(content) - {each.name for each in fields(kind)}:
        raise CannotAskAgain(", ".join(sorted(unknown)))
    return kind(**{name: _restored(hints[name], value) for name, value in content.items()})


def _restored(hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(value, Mapping):
        return restored(hint, value)
    if isinstance(value, list | tuple):
        inner = next((each for each in get_args(hint) if is_dataclass(each)), None)
        return tuple(_restored(inner, each) for each in value)
    return value
