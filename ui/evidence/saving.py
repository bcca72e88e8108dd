"""How does a reader save what a page shows as evidence, and show it to a room?

A page calls one line: `needs_save.breakdown()`, or `needs_save.offer(seen)` with what it freezes of
its own answer. Nothing is offered while figures are exact (ui/access/exact.py). A database of
needs that is away takes nothing else from the page.
"""

from collections.abc import Callable
from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from language import _
from language.errors import BehovsbildError
from needs.evidence_and_voices import save_evidence
from needs.repository import begin_need
from reports.story import evidence_slides
from ui.access import exact
from ui.ask import needs as needs_door
from ui.draw.palettes import Palette
from ui.evidence import figures, flows, map
from ui.evidence import groups as needs_freeze_groups
from ui.evidence.savable import Seen
from ui.page import frame, meeting, tables
from ui.state import session
from ui.state.selection import Selection
from ui.target_groups import choices

NEW = 0
TOLD = "evidence"
GROUPS = {
    choices.FOUND: needs_freeze_groups.found,
    choices.BY_HAND: needs_freeze_groups.by_hand,
    choices.SPREAD: needs_freeze_groups.spread,
}
VIEWS_KEPT = 200


def breakdown() -> None:
    """For the breakdown that the selection shows."""
    _offer_drawn(figures.breakdown)


def overview() -> None:
    """For the key figure chosen in the list."""
    _offer_drawn(figures.overview)


def area_map() -> None:
    """For the map, and for the index against the outcome where that can be told."""
    _offer_drawn(map.area_map)


def flow() -> None:
    """For the paths."""
    _offer_drawn(flows.flow_paths)


def groups(part: str, place: DeltaGenerator) -> None:
    """For what this part of the page on target groups shows, in a place further up."""
    if part in GROUPS:
        with place:
            _offer_drawn(GROUPS[part])


def _offer_drawn(make: Callable[[Selection, Palette], Seen | None]) -> None:
    if not exact.is_shown() and (seen := frame.drawn(make)):
        offer(seen)


def offer(seen: Seen) -> None:
    """Two buttons: save as evidence, and meeting mode; and what came of saving."""
    if exact.is_shown():
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        form = st.popover(_("Save as evidence"), key=_key(seen, "form"), on_change="rerun")
        if form.open:  # needs are asked for only by who is about to save
            with form:
                _form(seen)
        tables.show(_slides(seen, frame.palette(), meeting.is_asked_for()))
    said = session.noted(TOLD)
    if said and said["kind"] == seen.snapshot.kind:
        _tell(said)


@lru_cache(maxsize=VIEWS_KEPT)
def _slides(seen: Seen, palette: Palette, is_open: bool) -> str:
    shown = seen.deck or (seen.snapshot,)
    slides = [slide for each in shown for slide in evidence_slides(each)]
    return meeting.deck_html(slides, palette, is_open=is_open)


def _form(seen: Seen) -> None:
    try:
        needs = {need.id: need.title for need in needs_door.needs()}
    except BehovsbildError as error:
        st.warning(frame.plain(str(error)))
        return
    if seen.choices:
        options = list(seen.choices)
        focus = seen.snapshot.figures.focus
        st.selectbox(
            seen.asks,
            options,
            index=options.index(focus) if focus in options else 0,
            format_func=seen.choices.get,
            key=_key(seen, f"about_{seen.snapshot.title}"),
        )
    chosen = st.selectbox(
        _("Under the need"),
        [NEW, *needs],
        format_func={NEW: _("A new need"), **needs}.get,
        key=_key(seen, "need"),
    )
    if chosen == NEW:
        st.text_input(
            _("Title of the new need"),
            key=_key(seen, "title"),
            max_chars=200,
            persist_state="page",
        )
    st.button(_("Save"), key=_key(seen, "save"), on_click=_save, args=(seen,))


def _key(seen: Seen, name: str) -> str:
    """Of one form: a page may have several."""
    return f"evidence_{seen.snapshot.kind}_{name}"


def _save(seen: Seen) -> None:
    """Runs before the page does; what it says is shown by the page."""
    said: dict[str, object] = {"kind": seen.snapshot.kind}
    try:
        snapshot = seen.chosen(session.told_by(_key(seen, f"about_{seen.snapshot.title}")))
        database, role = needs_door.database(), needs_door.role()
        number = session.told_by(_key(seen, "need")) or NEW
        if number == NEW:
            title = session.told_by(_key(seen, "title")) or ""
            theme = session.current().theme
            number = begin_need(database, title, theme=theme, role=role).id
        said["need"] = save_evidence(database, number, snapshot, role=role)
        session.show_in(_key(seen, "form"), False)
    except BehovsbildError as error:
        said["error"] = str(error)
    session.note(TOLD, said)


def _tell(said: dict) -> None:
    session.note(TOLD, None)
    if "error" in said:
        st.error(frame.plain(str(said["error"])))
        return
    need = said["need"]
    way = session.current().link("behov", extra=(("behov", str(need.id)),))
    told = _("Saved under the need {title}: open it").format(title=need.title)
    tables.show(tables.links_html((told, way)))
