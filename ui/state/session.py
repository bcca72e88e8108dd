"""What does this run show, and what did the reader just choose?

The only reader and writer of session_state: the selection from run to run, the widgets tied to it,
and what a form answered.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.answers import Choices
from language import LANGUAGES
from ui.state import group_address
from ui.state.group_address import Group
from ui.state.selection import Selection

HELD, WRITTEN, FROM_LINK, CLAIMED, FRAMED = (
    "_selection",
    "_written",
    "_from_link",
    "_claimed",
    "_framed",
)


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
    if held is None or is_link:
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
    """What the widget or component with this key holds; None before it does."""
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
