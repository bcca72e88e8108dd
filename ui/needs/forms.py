"""How is what somebody writes about a need taken in, and what are they told afterwards?

A form carries the need as it was shown. If somebody else saved in between, nothing is overwritten:
both versions stand beside each other, and the writer chooses. A name that slipped in is asked about
once before it is saved.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from language import _
from language.errors import BehovsbildError
from needs.errors import StaleEdit
from needs.free_text import possible_names
from needs.need import IdeaReview, Need, TargetGroup
from needs.repository import edit_need, field_titles, review_titles
from ui.ask import needs
from ui.page import frame, tables
from ui.state import session

SAID = "needs_said"
REVIEW = "idea_review."
SHORT, TALL = 80, 150  # pixels


def text_form(need: Need, names: Mapping[str, str], *, tall: bool = True) -> None:
    """A form for some texts of a need: name (as in Need, or 'idea_review.content') -> label."""
    keys = {name: _key(need, name) for name in names}
    with st.form(f"form_{need.id}_{next(iter(names))}", border=False):
        for name, label in names.items():
            value = _text_of(need, name)
            if name in ("title", "target_group"):
                st.text_input(label, value=value, key=keys[name])
            else:
                height = TALL if tall else SHORT
                st.text_area(label, value=value, key=keys[name], height=height)
        st.form_submit_button(
            _("Save"), on_click=_save, args=(need, keys), key=f"save_{next(iter(keys.values()))}"
        )


def do(act: Callable[..., Any], *arguments: Any, said: str = "", **named: Any) -> None:
    """Run `act` before the page does, and let the page tell what came of it."""
    try:
        act(*arguments, **named)
    except BehovsbildError as error:
        session.note(SAID, {"error": error})
    else:
        session.note(SAID, {"done": said} if said else None)


def held_for_names(texts: list[str], again: Callable[[], None]) -> bool:
    """Whether something looks like a name and the writer must say that it is to be saved."""
    names = possible_names("\n".join(texts))
    if names:
        session.note(SAID, {"names": names, "again": again})
    return bool(names)


def tell() -> None:
    """What came of the latest form, once; both versions where somebody else had saved."""
    said = session.noted(SAID)
    if not said:
        return
    if "names" in said:
        _ask_about_names(said)
        return
    if isinstance(said.get("error"), StaleEdit):
        _both_versions(said["error"])
        return
    session.note(SAID, None)
    if "error" in said:
        st.error(frame.plain(str(said["error"])))
    elif said.get("done"):
        st.success(frame.plain(said["done"]))


def _save(need: Need, keys: Mapping[str, str], *, names_are_fine: bool = False) -> None:
    typed = {name: session.told_by(key) or "" for name, key in keys.items()}
    if not names_are_fine and held_for_names(
        [text for name, text in typed.items() if text != _text_of(need, name)],
        lambda: _save(need, keys, names_are_fine=True),
    ):
        return
    changes = _changes(need, typed)
    do(
        edit_need,
        needs.database(),
        need.id,
        need.version,
        changes,
        role=needs.role(),
        said=_("Saved."),
    )


def _changes(need: Need, typed: Mapping[str, str]) -> dict[str, Any]:
    """What differs from the need as it was shown, field by field."""
    changes: dict[str, Any] = {}
    review = need.idea_review
    for name, text in typed.items():
        if text.strip() == _text_of(need, name).strip():
            continue
        if name.startswith(REVIEW):
            review = replace(review, **{name.removeprefix(REVIEW): text})
            changes["idea_review"] = review
        elif name == "target_group":
            changes[name] = TargetGroup(text, need.target_group.conditions)
        else:
            changes[name] = text
    return changes


def _ask_about_names(said: dict[str, Any]) -> None:
    st.warning(
        _(
            "This looks like somebody's name: {names}. A role or a group is enough. Change the "
            "text, or save it as it is. Nothing is saved yet."
        ).format(names=frame.plain(", ".join(said["names"])))
    )

    def go_on() -> None:
        session.note(SAID, None)
        said["again"]()

    st.button(_("Save as it is"), on_click=go_on, key="names_are_fine")


def _both_versions(stale: StaleEdit) -> None:
    """Theirs and mine beside each other, and the choice between them."""
    st.warning(frame.plain(str(stale)))
    rows = "".join(
        f'<tr><th scope="row">{escape(field_titles()[name])}</th>'
        f"<td>{escape(in_words(getattr(stale.theirs, name)))}</td>"
        f"<td>{escape(in_words(value))}</td></tr>"
        for name, value in stale.mine.items()
        if name in field_titles()
    )
    head = "".join(
        f'<th scope="col">{escape(text)}</th>'
        for text in (_("Field"), _("Saved by somebody else"), _("Yours"))
    )
    name = escape(_("Two versions"))
    st.html(
        f'<div class="bb-scroll" role="region" tabindex="0" aria-label="{name}">'
        '<table class="bb-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    with st.container(horizontal=True):
        st.button(_("Keep theirs"), on_click=session.note, args=(SAID, None), key="keep_theirs")
        st.button(_("Save mine over it"), on_click=_save_mine, args=(stale,), key="save_mine")


def _save_mine(stale: StaleEdit) -> None:
    """The writer has seen both, and theirs stays in the log."""
    theirs = stale.theirs
    do(
        edit_need,
        needs.database(),
        theirs.id,
        theirs.version,
        stale.mine,
        role=needs.role(),
        said=_("Saved. What stood there before is in the history."),
    )


def in_words(value: Any) -> str:
    """A field's value as a reader sees it."""
    if isinstance(value, TargetGroup):
        return value.words
    if isinstance(value, IdeaReview):
        titles = review_titles()
        told = value.to_json().items()
        return "\n".join(f"{titles.get(name, name)}: {text}" for name, text in told if text)
    return str(value)


def written(text: str) -> None:
    """Somebody's text as it was written, or that there is none."""
    shown = text.strip() or _("Not written yet.")
    tables.show(f'<p class="bb-written">{escape(shown)}</p>')


def _key(need: Need, name: str) -> str:
    """Of this version: after a save the widgets show what is saved."""
    return f"need_{need.id}_{need.version}_{name}"


def _text_of(need: Need, name: str) -> str:
    if name.startswith(REVIEW):
        return getattr(need.idea_review, name.removeprefix(REVIEW))
    return in_words(getattr(need, name))
