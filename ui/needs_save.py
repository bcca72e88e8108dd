"""How does a reader save what a page shows as evidence, and show it to a room?

A page calls one line: `needs_save.breakdown()`, or `needs_save.offer(seen)` with what it freezes of
its own answer. A database of needs that is away takes nothing else from the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from analysis.answers import OverviewQuestion
from language import _
from language.errors import BehovsbildError
from needs.attached import save_evidence
from needs.figures import Figures, Snapshot
from needs.repository import begin_need
from ui import (
    breakdown_view,
    cache,
    exact,
    frame,
    meeting,
    needs_door,
    needs_freeze,
    selection,
    tables,
)
from ui.palettes import Palette
from ui.selection import Selection

NEW = 0


@dataclass(frozen=True)
class Seen:
    """What can be saved: a snapshot, and the same about another of its groups.

    focuses   key -> label of whom the need may be about; empty: there is no choice
    """

    snapshot: Snapshot
    focuses: Mapping[str, str] = field(default_factory=dict)
    about: Callable[[str], Figures] | None = None


def breakdown() -> None:
    """For the breakdown that the selection shows; nothing while its figures are exact."""
    if not exact.is_shown():
        offer(frame.drawn(_seen_breakdown))


def overview() -> None:
    """For the key figure chosen in the list."""
    seen = frame.drawn(_seen_overview)
    if seen:
        offer(seen)


def offer(seen: Seen) -> None:
    """Two buttons: save as evidence, and meeting mode; and what came of saving.

    Nothing while figures are exact (ui/exact.py).
    """
    if exact.is_shown():
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.popover(_("Save as evidence")):
            _form(seen)
        meeting.offer_view(seen.snapshot, frame.palette())
    said = selection.noted("evidence")
    if said and said["title"] == seen.snapshot.title:
        _tell(said)


def _form(seen: Seen) -> None:
    try:
        needs = {need.id: need.title for need in needs_door.needs()}
    except BehovsbildError as error:
        st.warning(frame.plain(str(error)))
        return
    if seen.focuses:
        st.selectbox(
            _("Whom is it about?"),
            list(seen.focuses),
            index=list(seen.focuses).index(seen.snapshot.figures.focus),
            format_func=seen.focuses.get,
            key=f"evidence_focus_{seen.snapshot.title}",
        )
    chosen = st.selectbox(
        _("Under the need"),
        [NEW, *needs],
        format_func={NEW: _("A new need"), **needs}.get,
        key="evidence_need",
    )
    if chosen == NEW:
        st.text_input(_("Title of the new need"), key="evidence_title", max_chars=200)
    st.button(_("Save"), type="primary", key="evidence_save", on_click=_save, args=(seen,))


def _save(seen: Seen) -> None:
    """Runs before the page does; what it says is shown by the page."""
    said: dict[str, object] = {"title": seen.snapshot.title}
    try:
        focus = selection.typed(f"evidence_focus_{seen.snapshot.title}")
        snapshot = seen.snapshot
        if seen.about and focus is not None and focus != snapshot.figures.focus:
            snapshot = replace(snapshot, figures=seen.about(focus))
        database, role = needs_door.database(), needs_door.role()
        number = selection.typed("evidence_need") or NEW
        if number == NEW:
            title = selection.typed("evidence_title") or ""
            theme = selection.current().theme
            number = begin_need(database, title, theme=theme, role=role).id
        said["need"] = save_evidence(database, number, snapshot, role=role)
    except BehovsbildError as error:
        said["error"] = str(error)
    selection.note("evidence", said)


def _tell(said: dict) -> None:
    selection.note("evidence", None)
    if "error" in said:
        st.error(frame.plain(str(said["error"])))
        return
    need = said["need"]
    way = selection.current().link("behov", extra=(("behov", str(need.id)),))
    told = _("Saved under the need {title}: open it").format(title=need.title)
    tables.show(tables.links_html((told, way)))


def _seen_breakdown(now: Selection, _palette: Palette) -> Seen:
    answer = cache.breakdown(breakdown_view.question_of(now))
    snapshot = needs_freeze.of_breakdown(answer, now)
    rows = [row for row in snapshot.figures.rows if row.value is not None]
    focuses = {"": snapshot.figures.whole.label, **{row.key: row.label for row in rows}}
    return Seen(
        snapshot,
        focuses if rows else {},
        lambda focus: needs_freeze.with_focus(snapshot.figures, answer, focus),
    )


def _seen_overview(now: Selection, _palette: Palette) -> Seen | None:
    answer = cache.overview(OverviewQuestion(theme=now.theme, year=now.year))
    snapshot = needs_freeze.of_overview(answer, now)
    return Seen(snapshot) if snapshot else None
