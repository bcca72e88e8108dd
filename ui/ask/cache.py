"""Which answers are already there? The only place that keeps any, and the only way to answers.

Kept are finished answers, and views drawn from them: a rerun that asks nothing new draws nothing
anew. The key is the question, the version of the data, the role, whether figures are exact
(ui/access/exact.py) and the language (answers carry words); the connection is kept by the file it
reads,
so that a new version of the store is picked up by the next rerun while the old one is still read to
its end.

Which answers are kept how is the table KEPT. What every rerun asks for, the store, the choices and
the views, is kept by functools.lru_cache: Streamlit takes 0.2 ms to look one up, and a rerun looks
up ten. It is the same object for every reader: never change it.
"""

import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from analysis import answers
from analysis.answers import Store
from analysis.disclosure.gate import Gate, Policy
from analysis.question import Question
from language import _, current
from language.errors import BehovsbildError
from ui.access import exact, login
from ui.draw.palettes import Palette
from ui.state.selection import Selection

Answer = TypeVar("Answer")
View = TypeVar("View")


class NotLoggedIn(BehovsbildError, PermissionError):
    """Figures were asked for without a role."""

    def __init__(self) -> None:
        super().__init__(_("Log in to see figures."))


NOTED_SECONDS = 600
VERSIONS_OPEN = 3  # the newest, and those that a slow rerun may still read
ANSWERS_KEPT = 500


def data_version() -> str:
    """The version of the data that is shown now; raises StoreMissing and the like."""
    return _store().data_version


def ask(question: Question[Answer]) -> Answer:
    """The answer to a question, made once; raises what analysis.answers.ask raises of it."""
    store = _store()
    keep = KEPT.get(type(question), _by_text)
    return keep(store, question, store.data_version, _reader(), current())


def chosen(indicator_id: str) -> answers.IndicatorChoice:
    """The indicator that is chosen; raises NothingThere where the store has none to choose."""
    known = ask(answers.ChoicesQuestion()).indicators
    if indicator_id not in known:
        raise answers.NothingThere(
            _(
                "The store has no key figure for the municipality to show here. Fetch public "
                "figures, or load a file of people with at least one outcome; the page Data says "
                "what is loaded and what is lacking."
            )
        )
    return known[indicator_id]


def policy() -> Policy:
    """What the gate goes by: when figures are withheld, to be said in words."""
    return _gate().policy


def gate() -> Gate:
    """The gate as it stands before this store: what was done to figures, to be said in words."""
    return answers.gate_before(_store(), _gate())


def drawn(draw: Callable[[Selection, Palette], View], now: Selection, palette: Palette) -> View:
    """What `draw` makes of a selection, made once; `draw` asks this file and touches no widget."""
    return _drawn(draw, now, palette, _store().data_version, _reader(), current())


def role() -> str:
    """As whom the reader sees figures: part of every key, since the gate goes by it.

    Whoever is not let in has no role, and no answer is made for them.
    """
    who = login.reader()
    if who is None or who.role is None:
        raise NotLoggedIn
    return who.role


def _reader() -> str:
    """What answers are kept under: the role, and apart from all others whether they are exact."""
    return f"{role()}, exact" if exact.is_shown() else role()


def holds_people() -> bool:
    """Whether the store has persons, be they invented; a missing store has none."""
    try:
        return answers.holds_people(_store())
    except BehovsbildError:
        return False


def holds_real_people() -> bool:
    """Whether the store has persons who are not invented; a missing store has none."""
    try:
        store = _store()
    except BehovsbildError:
        return False
    return _holds_real_people(store)


def is_mixed() -> bool:
    """Whether the sample and real data are in one store: it is taken for real."""
    return _store().meta.is_mixed


@lru_cache(maxsize=VERSIONS_OPEN)
def _holds_real_people(store: Store) -> bool:
    return not store.meta.is_sample and answers.holds_people(store)


def note_view(who: str, view: str) -> None:
    """Note in the access log that somebody looks at a view of persons.

    Once in ten minutes; a view with exact figures every time.
    raises  AccessLogNotWritten: what cannot be noted is not shown
    """
    if not holds_real_people():
        return
    if exact.is_shown():
        answers.note(who=who, view=view, exact=True)
    else:
        _noted(who, view, int(time.time()) // NOTED_SECONDS)


@lru_cache(maxsize=10_000)
def _noted(who: str, view: str, _when: int) -> None:
    answers.note(who=who, view=view)


def _gate() -> Gate:
    return Gate(login.policy(), role=role(), exact=exact.is_shown())


def _store() -> Store:
    return _opened(str(answers.newest_version()))


@lru_cache(maxsize=VERSIONS_OPEN)
def _opened(version: str) -> Store:
    return answers.open_version(Path(version))


@lru_cache(maxsize=ANSWERS_KEPT)
def _drawn(
    draw: Callable, now: Selection, palette: Palette, version: str, role: str, language: str
) -> object:
    return draw(now, palette)


def _answer(store: Store, question: Question[Any], *_key: str) -> Any:
    return answers.ask(store, question, _gate())


def _shared(most: int) -> Callable[..., Any]:
    """One object for every reader, `most` of them; quick to look up."""
    return lru_cache(maxsize=most)(_answer)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _copied(
    _store: Store, question: Question[Any], version: str, reader: str, language: str
) -> Any:
    """A copy for each reader, who may change its tables."""
    return answers.ask(_store, question, _gate())


def _by_text(store: Store, question: Question[Any], *key: str) -> Any:
    """One object for every reader, by what the question says of itself."""
    return _resource(store, question, f"{type(question).__module__} {question!r}", *key)


# A flow question holds a mapping, which has no hash.
@st.cache_resource(max_entries=ANSWERS_KEPT, show_spinner=False)
def _resource(
    _store: Store, _question: Question[Any], text: str, version: str, reader: str, language: str
) -> Any:
    return answers.ask(_store, _question, _gate())


# How answers are kept; those not named here, by text.
KEPT: dict[type[Question], Callable[..., Any]] = {
    answers.ChoicesQuestion: _shared(10),
    answers.StatusQuestion: _shared(10),
    answers.MapChoicesQuestion: _shared(10),
    answers.MapShapesQuestion: _shared(12),
    answers.MapQuestion: _shared(ANSWERS_KEPT // 5),
    answers.IndexQuestion: _shared(ANSWERS_KEPT // 5),
    answers.RelationQuestion: _shared(ANSWERS_KEPT // 5),
    answers.OwnAreaQuestion: _shared(ANSWERS_KEPT // 5),
    answers.IndicatorQuestion: _shared(ANSWERS_KEPT),
    answers.BreakdownQuestion: _copied,
    answers.OverviewQuestion: _copied,
    answers.DefinitionQuestion: _copied,
}
