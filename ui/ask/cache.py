"""Which answers are already there? The only place that keeps any, and the only way to answers.

Kept are finished answers, and views drawn from them: a rerun that asks nothing new draws nothing
anew. The key is the question, the version of the data, the role, whether figures are exact
(ui/access/exact.py) and the language (answers carry words); the connection is kept by the file it
reads,
so that a new version of the store is picked up by the next rerun while the old one is still read to
its end.

Answers are copied for each reader (st.cache_data). What every rerun asks for, the store, the
choices and the views, is kept by functools.lru_cache: Streamlit takes 0.2 ms to look one up, and a
rerun looks up ten. It is the same object for every reader: never change it.
"""

import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import streamlit as st

from analysis import answers
from analysis.answers import choices as choosing
from analysis.answers import opening
from analysis.answers.asked import NothingThere, asked_indicator
from analysis.answers.choices import Choices, IndicatorChoice
from analysis.answers.map import area_map as mapped
from analysis.answers.map import choices as mapping
from analysis.answers.map import correlation as related
from analysis.answers.map import geometry
from analysis.answers.map import index as indexed
from analysis.answers.map import own_area as owned
from analysis.answers.map.area_map import MapAnswer, MapQuestion
from analysis.answers.map.choices import MapChoices
from analysis.answers.map.correlation import RelationAnswer, RelationQuestion
from analysis.answers.map.geometry import MapShapes
from analysis.answers.map.index import IndexAnswer, IndexQuestion
from analysis.answers.map.own_area import OwnAreaAnswer, OwnAreaQuestion
from analysis.answers.opening import Store
from analysis.disclosure.gate import Gate, Policy
from indicators.entry import Indicator
from language import _, current
from language.errors import BehovsbildError
from ui.access import exact, login
from ui.draw.palettes import Palette
from ui.state.selection import Selection

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


def choices() -> Choices:
    """What can be chosen, in the language spoken now."""
    store = _store()
    return _choices(store, store.data_version, _reader(), current())


def breakdown(question: answers.BreakdownQuestion) -> answers.BreakdownAnswer:
    """One indicator by groups; raises what answers.breakdown raises."""
    store = _store()
    return _breakdown(store, question, store.data_version, _reader(), current())


def overview(question: answers.OverviewQuestion) -> answers.OverviewAnswer:
    """The indicators of a theme; raises what answers.overview raises."""
    store = _store()
    return _overview(store, question, store.data_version, _reader(), current())


def definition(indicator_id: str) -> answers.DefinitionAnswer:
    """What an indicator means, and the loads behind it; raises UnknownIndicator."""
    store = _store()
    return _definition(store, indicator_id, store.data_version, current())


def indicator(indicator_id: str) -> Indicator:
    """The catalogue's indicator, else the store's own; raises UnknownIndicator."""
    return asked_indicator(_store(), indicator_id)


def chosen(indicator_id: str) -> IndicatorChoice:
    """The indicator that is chosen; raises NothingThere where the store has none to choose."""
    known = choices().indicators
    if indicator_id not in known:
        raise NothingThere(
            _(
                "The store has no key figure for the municipality to show here. Fetch public "
                "figures, or load a file of people with at least one outcome; the page Data says "
                "what is loaded and what is lacking."
            )
        )
    return known[indicator_id]


def status() -> answers.StatusAnswer:
    """What the store holds, from where and how fresh."""
    store = _store()
    return _status(store, store.data_version, current())


def policy() -> Policy:
    """What the gate goes by: when figures are withheld, to be said in words."""
    return _gate().policy


def answer_of(ask: Callable[..., View], question: object = None, **how: object) -> View:
    """What `ask`, a door of analysis/answers, says of a question; raises what it raises.

    ask   takes (store) or (store, question, gate, **how); kept by what the question says of itself
    """
    store = _store()
    key = repr((ask.__module__, ask.__qualname__, question, sorted(how.items())))
    return _answer_of(store, ask, question, how, key, store.data_version, _reader(), current())


def drawn(draw: Callable[[Selection, Palette], View], now: Selection, palette: Palette) -> View:
    """What `draw` makes of a selection, made once; `draw` asks this file and touches no widget."""
    return _drawn(draw, now, palette, _store().data_version, _reader(), current())


def map_choices() -> MapChoices:
    """What the map can show, in the language spoken now."""
    store = _store()
    return _map_choices(store, store.data_version, _reader(), current())


def map_answer(question: MapQuestion) -> MapAnswer:
    """The figures of every area; raises what answers.map raises."""
    store = _store()
    return _map_answer(store, question, store.data_version, _reader(), current())


def map_shapes(level: str, vintage: int) -> MapShapes:
    """The shapes of a level, made once per version of the store."""
    store = _store()
    return _map_shapes(store, level, vintage, store.data_version)


def index(question: IndexQuestion) -> IndexAnswer:
    """The socioeconomic index of areas; raises what answers.index raises."""
    store = _store()
    return _index(store, question, store.data_version, _reader(), current())


def relation(question: RelationQuestion) -> RelationAnswer:
    """The index against an outcome; raises what answers.relation raises."""
    store = _store()
    return _relation(store, question, store.data_version, _reader(), current())


def own_area(question: OwnAreaQuestion) -> OwnAreaAnswer:
    """Whole areas put together to one; raises what answers.own_area raises."""
    store = _store()
    return _own_area(store, question, store.data_version, _reader(), current())


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
        return opening.holds_people(_store())
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
    return not store.meta.is_sample and opening.holds_people(store)


def note_view(who: str, view: str) -> None:
    """Note in the access log that somebody looks at a view of persons.

    Once in ten minutes; a view with exact figures every time.
    raises  AccessLogNotWritten: what cannot be noted is not shown
    """
    if not holds_real_people():
        return
    if exact.is_shown():
        opening.note(who=who, view=view, exact=True)
    else:
        _noted(who, view, int(time.time()) // NOTED_SECONDS)


@lru_cache(maxsize=10_000)
def _noted(who: str, view: str, _when: int) -> None:
    opening.note(who=who, view=view)


def _gate() -> Gate:
    return Gate(login.policy(), role=role(), exact=exact.is_shown())


def _store() -> Store:
    return _opened(str(opening.newest_version()))


@lru_cache(maxsize=VERSIONS_OPEN)
def _opened(version: str) -> Store:
    return opening.open_version(Path(version))


@lru_cache(maxsize=ANSWERS_KEPT)
def _drawn(
    draw: Callable, now: Selection, palette: Palette, version: str, role: str, language: str
) -> object:
    return draw(now, palette)


@lru_cache(maxsize=10)
def _choices(store: Store, version: str, role: str, language: str) -> Choices:
    return choosing.choices(store, _gate())


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _breakdown(
    _store: Store, question: answers.BreakdownQuestion, version: str, role: str, language: str
) -> answers.BreakdownAnswer:
    return answers.breakdown(_store, question, _gate())


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _overview(
    _store: Store, question: answers.OverviewQuestion, version: str, role: str, language: str
) -> answers.OverviewAnswer:
    return answers.overview(_store, question, _gate())


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _definition(
    _store: Store, indicator_id: str, version: str, language: str
) -> answers.DefinitionAnswer:
    return answers.definition(_store, indicator_id)


# As a resource, by a text: a flow question holds a mapping, which has no hash.
@st.cache_resource(max_entries=ANSWERS_KEPT, show_spinner=False)
def _answer_of(
    _store: Store,
    _ask: Callable,
    _question: object,
    _how: dict,
    key: str,
    version: str,
    role: str,
    language: str,
) -> object:
    return _ask(_store) if _question is None else _ask(_store, _question, _gate(), **_how)


@lru_cache(maxsize=10)
def _status(store: Store, version: str, language: str) -> answers.StatusAnswer:
    return answers.status(store)


@lru_cache(maxsize=10)
def _map_choices(store: Store, version: str, role: str, language: str) -> MapChoices:
    return mapping.map_choices(store, _choices(store, version, role, language), _gate())


@lru_cache(maxsize=ANSWERS_KEPT // 5)
def _map_answer(
    store: Store, question: MapQuestion, version: str, role: str, language: str
) -> MapAnswer:
    return mapped.map_answer(store, question, _gate())


@lru_cache(maxsize=12)
def _map_shapes(store: Store, level: str, vintage: int, version: str) -> MapShapes:
    return geometry.map_shapes(store, level, vintage)


@lru_cache(maxsize=ANSWERS_KEPT // 5)
def _index(
    store: Store, question: IndexQuestion, version: str, role: str, language: str
) -> IndexAnswer:
    return indexed.index(store, question, _gate())


@lru_cache(maxsize=ANSWERS_KEPT // 5)
def _relation(
    store: Store, question: RelationQuestion, version: str, role: str, language: str
) -> RelationAnswer:
    return related.relation(store, question, _gate())


@lru_cache(maxsize=ANSWERS_KEPT // 5)
def _own_area(
    store: Store, question: OwnAreaQuestion, version: str, role: str, language: str
) -> OwnAreaAnswer:
    return owned.own_area(store, question, _gate())
