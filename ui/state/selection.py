"""What has the reader chosen? One frozen value for all pages, kept in the address.

The only reader and writer of session_state. A part of a link that is absent or unreadable keeps its
default, and what was not understood can be named. Codes stand in the address, never labels, so that
a link outlives a new title and opens in either language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from analysis.answers import Choices, IndicatorChoice
from language import LANGUAGES
from ui.state import group_address
from ui.state.group_address import Group

COMPARISONS = ("comparable", "country")
PARAMETERS = {
    "municipality": "kommun",
    "theme": "tema",
    "indicator": "nyckeltal",
    "year": "ar",
    "sex": "kon",
    "age": "alder",
    "area": "omrade",
    "group": "grupp",
    "by": "uppdelning",
    "comparison": "jamfor",
    "language": "sprak",
}
HELD, WRITTEN, FROM_LINK, CLAIMED, FRAMED = (
    "_selection",
    "_written",
    "_from_link",
    "_claimed",
    "_framed",
)


@dataclass(frozen=True)
class Selection:
    """What is looked at.

    year      as chosen; an indicator without it shows its nearest earlier one (`year_of`)
    sex, age, area  single categories; None: everyone
    by        one or two dimensions; empty: the indicator's first (`by_of`)
    group     conditions of a group of the reader's own, which narrow further; empty: everyone
    extra     a page's own choices, name and value, as they stand in the address
    """

    municipality: str
    theme: str
    indicator: str
    year: int
    sex: str | None = None
    age: str | None = None
    area: str | None = None
    by: tuple[str, ...] = ()
    comparison: str = COMPARISONS[0]
    language: str = LANGUAGES[0]
    group: Group = ()
    extra: tuple[tuple[str, str], ...] = ()

    def own(self, name: str, default: str) -> str:
        """A page's own choice."""
        return dict(self.extra).get(name, default)

    def link(self, page: str, **changes: Any) -> str:
        """The address of `page` ('' is the first one) with this selection, changed."""
        query = replace(self, **{"extra": (), **changes}).to_query()
        return f"./{page}?{urlencode(query)}"

    def to_query(self) -> dict[str, str]:
        """The plain text of a link; what is everyone or the default is left out."""
        query = {
            "kommun": self.municipality,
            "tema": self.theme,
            "nyckeltal": self.indicator,
            "ar": str(self.year),
            "kon": self.sex or "",
            "alder": self.age or "",
            "omrade": self.area or "",
            "grupp": group_address.encode(self.group),
            "uppdelning": ",".join(self.by),
            "jamfor": "" if self.comparison == COMPARISONS[0] else self.comparison,
            "sprak": "" if self.language == LANGUAGES[0] else self.language,
        }
        return {name: value for name, value in {**query, **dict(self.extra)}.items() if value}

    @classmethod
    def default(cls, choices: Choices, language: str = LANGUAGES[0]) -> "Selection":
        """The first theme and indicator that the store has figures for, in their latest year."""
        theme = next(iter(choices.themes), "")
        indicator = next(iter(choices.of_theme(theme)), "")
        years = choices.indicators[indicator].years if indicator else (0,)
        return cls(choices.municipality, theme, indicator, years[-1], language=language)

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], choices: Choices
    ) -> tuple["Selection", dict[str, str]]:
        """Read a link: the selection, and the parameters that were not understood.

        Names that are no parameter of ours become `extra`: a page may know them.
        """
        read = _Reading(dict(query))
        base = cls.default(choices, read.one_of("sprak", LANGUAGES) or LANGUAGES[0])
        read.one_of("kommun", {choices.municipality})
        indicator = read.one_of("nyckeltal", choices.indicators)
        theme = read.one_of("tema", choices.themes)
        if indicator:
            theme = choices.indicators[indicator].theme
        theme = theme or base.theme
        indicator = indicator or next(iter(choices.of_theme(theme)), "")
        chosen = choices.indicators.get(indicator)
        year = read.one_of(
            "ar", {str(year) for c in choices.indicators.values() for year in c.years}
        )
        selection = replace(
            base,
            theme=theme,
            indicator=indicator,
            year=int(year) if year else (chosen.years[-1] if chosen else base.year),
            sex=read.one_of("kon", choices.sexes),
            age=read.one_of("alder", choices.ages),
            area=read.one_of("omrade", choices.areas),
            group=read.group(choices),
            by=read.by(choices, chosen),
            comparison=read.one_of("jamfor", COMPARISONS) or base.comparison,
            extra=tuple(sorted(read.rest().items())),
        )
        return selection, read.misread

    def fitted(self, choices: Choices) -> "Selection":
        """The same, moved to what there is: a theme's own indicator, its years and splits."""
        within = choices.of_theme(self.theme)
        if self.indicator not in within:
            first = next(iter(within), "")
            fitting = self if first else Selection.default(choices, self.language)
            kept = {name: getattr(self, name) for name in ("sex", "age", "area", "group", "extra")}
            return replace(fitting, **kept, indicator=first or fitting.indicator, by=())
        indicator = choices.indicators[self.indicator]
        by: dict[str, str] = {}
        for name in self.by:
            if name in indicator.splits:
                by.setdefault(choices.finest.get(name, name), name)
        return replace(self, by=tuple(by.values())[: indicator.most_splits])

    def year_of(self, indicator: IndicatorChoice) -> int:
        """The chosen year, else the indicator's nearest before it, else its first."""
        return max(
            (year for year in indicator.years if year <= self.year), default=indicator.years[0]
        )

    def by_of(self, indicator: IndicatorChoice) -> tuple[str, ...]:
        """What it is broken down by: as chosen, else by the first thing that it can be."""
        return self.by or tuple(list(indicator.splits)[:1])


class _Reading:
    """A link's parameters, read one by one; notes those that make no sense."""

    def __init__(self, query: dict[str, str]) -> None:
        self.query = query
        self.misread: dict[str, str] = {}

    def one_of(self, name: str, known: Any) -> str | None:
        value = self.query.get(name) or None
        if value is None or value in known:
            return value
        self.misread[name] = value
        return None

    def by(self, choices: Choices, indicator: IndicatorChoice | None) -> tuple[str, ...]:
        value = self.query.get("uppdelning")
        if not value or indicator is None:
            return ()
        names = tuple(value.split(","))
        finest = {choices.finest.get(name, name) for name in names}
        known = all(name in indicator.splits for name in names)
        if known and len(finest) == len(names) <= indicator.most_splits:
            return names
        self.misread["uppdelning"] = value
        return ()

    def group(self, choices: Choices) -> Group:
        value = self.query.get("grupp", "")
        group = group_address.decode(value)
        if group is not None and group_address.is_known(group, choices.values, choices.finest):
            return group
        self.misread["grupp"] = value
        return ()

    def rest(self) -> dict[str, str]:
        ours = set(PARAMETERS.values())
        return {name: value for name, value in self.query.items() if name not in ours and value}


def language_now() -> str:
    """The language of the address, else of the session, else Swedish; needs no store."""
    held = st.session_state.get(HELD)
    query = st.query_params.to_dict()
    if held is not None and (not query or query == st.session_state.get(WRITTEN)):
        return held.language
    return query.get("sprak", LANGUAGES[0])


def begin(choices: Choices) -> Selection:
    """Decide what this run shows: the reader's last choice, or the link just opened.

    After a switch of pages Streamlit's address is empty, and the choice stays.
    """
    query = st.query_params.to_dict()
    held = st.session_state.get(HELD)
    is_link = held is None or (query and query != st.session_state.get(WRITTEN))
    st.session_state[FROM_LINK] = {}
    if is_link:
        held, st.session_state[FROM_LINK] = Selection.from_query(query, choices)
        st.session_state[WRITTEN] = query  # a click may end this run before it has written any
    st.session_state[HELD] = held.fitted(choices)
    st.session_state[CLAIMED] = {"is_link": is_link, "names": set()}
    return st.session_state[HELD]


def is_link() -> bool:
    """Whether this run shows a link just opened, which may hold something not understood."""
    return st.session_state[CLAIMED]["is_link"]


def current() -> Selection:
    """What this run shows."""
    return st.session_state[HELD]


def finish() -> dict[str, str]:
    """Write the address; returns the parameters of the link that nobody understood."""
    claimed = st.session_state[CLAIMED]
    held: Selection = st.session_state[HELD]
    shown = replace(
        held, extra=tuple((name, value) for name, value in held.extra if name in claimed["names"])
    )
    query = shown.to_query()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[WRITTEN] = query
    if not claimed["is_link"]:
        return {}
    unknown = {name: value for name, value in held.extra if name not in claimed["names"]}
    st.session_state[HELD] = shown
    return {**st.session_state[FROM_LINK], **unknown}


def widget(field: str, value: Any) -> dict[str, Any]:
    """Keywords that tie a widget to a field of the selection; `value` is what it shows now."""
    key = _showing(f"choose_{field}", value)
    return {"key": key, "on_change": _take, "args": (field, key)}


def widget_of_split(place: int, value: str, shown: tuple[str, ...]) -> dict[str, Any]:
    """Keywords that tie a widget to the first (0) or second (1) dimension of `by`.

    shown  what the page is broken down by now, be it chosen or the default
    """
    key = _showing(f"choose_split_{place}", value)
    return {"key": key, "on_change": _take_split, "args": (place, key, shown)}


def claim(name: str, known: Any) -> None:
    """Say that the page knows the parameter `name`, which only links set, where `known` has it."""
    if dict(current().extra).get(name) in known:
        st.session_state[CLAIMED]["names"].add(name)


def widget_of_own(name: str, options: Any, default: str) -> dict[str, Any]:
    """Keywords that tie a widget to a page's own parameter `name` of the address."""
    claimed = st.session_state[CLAIMED]
    value = dict(current().extra).get(name, default)
    if value in options:
        claimed["names"].add(name)
    else:
        value = default
    key = _showing(f"choose_own_{name}", value)
    return {"key": key, "on_change": _take_own, "args": (name, key, default)}


def own_text(name: str, is_known: Callable[[str], bool], default: str = "") -> str:
    """A page's own parameter that no list of options holds; `default` where it is not known."""
    value = dict(current().extra).get(name, "")
    if not value or not is_known(value):
        return default
    st.session_state[CLAIMED]["names"].add(name)
    return value


def told_by(key: str) -> Any:
    """What the component with this key has told last; None before it has."""
    return st.session_state.get(key)


def show_in(key: str, value: Any) -> None:
    """Let a widget that is no single choice show `value`; what it tells is read by `told_by`."""
    _showing(key, value)


def narrow_to(area: str | None) -> None:
    """Choose an area on every page, for callbacks: they run before the pages do."""
    st.session_state[HELD] = replace(current(), area=area)


def choose_group(group: Group) -> None:
    """Narrow every page to a group of one's own, for callbacks; () takes it away."""
    st.session_state[HELD] = replace(current(), group=group)


def keep_own(name: str, value: str) -> None:
    """Keep a page's own parameter, for callbacks; '' forgets it."""
    kept = {k: v for k, v in current().extra if k != name}
    if value:
        kept[name] = value
    st.session_state[HELD] = replace(current(), extra=tuple(sorted(kept.items())))


def _showing(key: str, value: Any) -> str:
    """Let the widget with this key show `value`; the key. What it shows already costs nothing."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _take(field: str, key: str) -> None:
    """Keep what was just chosen; runs before the pages do."""
    value = st.session_state[key]
    if value is None:  # a segment that was switched off: what was chosen stays
        return
    if field in ("sex", "age", "area"):
        value = value or None
    if field == "group":
        value = group_address.decode(value) or ()
    st.session_state[HELD] = replace(current(), **{field: value})


def _take_split(place: int, key: str, shown: tuple[str, ...]) -> None:
    value = st.session_state[key]
    by = list(shown)
    by[place : place + 1] = [value] if value else []
    st.session_state[HELD] = replace(current(), by=tuple(by))


def _take_own(name: str, key: str, default: str) -> None:
    value = st.session_state[key]
    keep_own(name, value if value is not None and value != default else "")


def typed(key: str) -> Any:
    """What stands in the widget with this key; for what runs before the page does."""
    return st.session_state.get(key)


def note(name: str, value: Any) -> None:
    """Keep something for the next run of this session, as what a form answered."""
    st.session_state[f"_noted_{name}"] = value


def noted(name: str) -> Any:
    """What was kept under this name, or None; it stays until something else is."""
    return st.session_state.get(f"_noted_{name}")


def is_framed() -> bool:
    """Whether this page runs inside the frame."""
    return bool(st.session_state.get(FRAMED))


def set_framed(framed: bool) -> None:
    """Note that the frame stands around what runs now."""
    st.session_state[FRAMED] = framed
