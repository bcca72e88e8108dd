"""How is one need shown and worked on, from first notice to hand-over?

In the guide's order: the staff say their picture first, then people's words and the figures are
laid beside it, then the agreed picture is written down.
"""

from collections.abc import Callable
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from language import _, ngettext
from language.errors import BehovsbildError
from needs.evidence_and_voices import add_voice, take_away_voice
from needs.need import Evidence, Need, VoiceKind, five_questions, logic_model
from needs.repository import field_titles, history, set_status, tick
from needs.status import Check, Status
from needs.steps import missing_for
from reports.story import need_story
from ui.ask import needs
from ui.needs import files, forms
from ui.page import controls, frame, meeting, tables
from ui.state import session

ShowEvidence = Callable[[Need, Evidence], None]


class NotADay(BehovsbildError, ValueError):
    """A day that is not written as we read it."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("Expected a day as 2026-11-24; came {text}. Nothing was added.").format(text=text)
        )


def show(need: Need, show_evidence: ShowEvidence) -> None:
    """The need, one part of it at a time; `show_evidence` draws each of its evidence."""
    under = need.sentence or _("The need is not written as a sentence yet.")
    frame.header(frame.plain(need.title), under)
    forms.tell()
    _standing(need)
    if need.staff_picture.strip() or need.status is not Status.NOTICED:
        # the story shows the figures, which wait for the staff's picture
        story = need_story(need, municipality=needs.municipality())
        meeting.offer(story, frame.palette())
    parts = {
        "bild": _("The picture"),
        "underlag": _("Figures and words"),
        "overlamning": _("Hand-over"),
        "historik": _("History"),
    }
    part = controls.choose("del", _("Part of the need"), parts, "bild")
    if part == "underlag":
        _evidence(need, show_evidence)
    else:
        {"bild": _picture, "overlamning": _hand_over, "historik": _history}[part](need)


def _standing(need: Need) -> None:
    facts = [(_("Status"), need.status.words)]
    if need.set_aside_reason:
        facts.append((_("Reason"), need.set_aside_reason))
    facts += [
        (_("Target group"), need.target_group.words or _("Not written yet.")),
        (
            _("Rests on"),
            ", ".join(
                (
                    ngettext("{n} saved view", "{n} saved views", len(need.evidence)).format(
                        n=len(need.evidence)
                    ),
                    ngettext(
                        "{n} quotation in people's own words",
                        "{n} quotations in people's own words",
                        len(need.voices),
                    ).format(n=len(need.voices)),
                )
            ),
        ),
    ]
    tables.show(tables.facts_html(facts))


def _picture(need: Need) -> None:
    """The staff's picture, then the rest: figures are hidden until it is written."""
    frame.section(
        _("1. What do those who work there see?"),
        _("Write it down before anybody looks at the figures: that is what they are held against."),
    )
    forms.text_form(need, {"staff_picture": field_titles()["staff_picture"]})
    if need.staff_picture_at:
        told = (
            _("Written {date}, before any figure was saved.")
            if need.staff_came_first
            else _("Written {date}, after figures had been saved.")
        )
        day = need.staff_picture_at.date().isoformat()
        tables.show(tables.note_html(told.format(date=day)))
    frame.section(_("2. What is the need, and for whom?"))
    names = ("title", "sentence", "target_group")
    forms.text_form(need, {name: field_titles()[name] for name in names}, tall=False)
    frame.section(
        _("3. What do we agree on?"),
        _("The staff's picture, people's words and the figures, laid side by side."),
    )
    forms.text_form(need, {"agreed_picture": field_titles()["agreed_picture"]})
    _checks(need)
    _status(need)


def _checks(need: Need) -> None:
    frame.section(_("4. Make sure that"))
    for check in Check:
        st.checkbox(
            check.words,
            value=check in need.checks,
            key=f"check_{need.id}_{need.version}_{check}",
            on_change=forms.do,
            args=(tick, needs.database(), need.id, need.version, check),
            kwargs={"ticked": check not in need.checks, "role": needs.role()},
        )


def _status(need: Need) -> None:
    frame.section(_("5. How far has it come?"))
    steps = list(Status)
    key = f"status_{need.id}_{need.version}"
    chosen = st.selectbox(
        _("Status"),
        steps,
        index=steps.index(need.status),
        format_func=lambda status: status.words.capitalize(),
        key=key,
    )
    if chosen is Status.SET_ASIDE:
        st.text_input(_("Why is it set aside?"), key=f"reason_{key}")
    else:
        missing = missing_for(need, chosen)
        if missing:
            lines = "".join(f"<li>{escape(text)}</li>" for text in missing)
            tables.show(f'<ul class="bb-points">{lines}</ul>')
    st.button(
        _("Set the status"),
        key=f"set_{key}",
        on_click=_set_status,
        args=(need, key, f"reason_{key}"),
    )


def _set_status(need: Need, key: str, reason: str) -> None:
    forms.do(
        set_status,
        needs.database(),
        need.id,
        need.version,
        session.told_by(key),
        reason=session.told_by(reason) or "",
        role=needs.role(),
        said=_("The status is changed."),
    )


def _evidence(need: Need, show_evidence: ShowEvidence) -> None:
    if not need.staff_picture.strip():
        st.info(
            _(
                "The staff's picture is not written down. Ask for it before the figures are shown; "
                "then it is a picture of its own."
            )
        )
        if controls.choose("siffror", _("Figures"), _show_or_not(), "nej") != "ja":
            _voices(need)
            return
    _voices(need)
    if not need.evidence:
        frame.section(_("What the figures show"))
        told = _("Open a page with figures, and choose Save as evidence.")
        tables.show(tables.note_html(told))
    for evidence in need.evidence:
        show_evidence(need, evidence)


def _show_or_not() -> dict[str, str]:
    return {"nej": _("Wait with the figures"), "ja": _("Show the figures anyway")}


def _voices(need: Need) -> None:
    frame.section(_("What those it concerns say"))
    for voice in need.voices:
        day = f", {voice.said_on.isoformat()}" if voice.said_on else ""
        tables.show(
            f'<blockquote class="bb-voice"><p>{escape(voice.words)}</p>'
            f"<footer>{escape(voice.who)}, {escape(voice.kind.words)}{day}</footer></blockquote>"
        )
        st.button(
            _("Take away the words of {who}").format(who=frame.plain(voice.who)),
            key=f"voice_away_{voice.id}",
            type="tertiary",
            on_click=forms.do,
            args=(take_away_voice, needs.database(), voice.id),
            kwargs={"role": needs.role()},
        )
    key = f"voice_{need.id}_{len(need.voices)}"
    with st.form(key, border=True):
        kind, who, day = st.columns(3)
        kind.selectbox(
            _("How"), list(VoiceKind), format_func=lambda k: k.words.capitalize(), key=f"{key}_kind"
        )
        who.text_input(_("Who said it (a role)"), key=f"{key}_who", max_chars=120)
        day.text_input(_("When (YYYY-MM-DD)"), key=f"{key}_day", max_chars=10)
        st.text_area(_("In their own words"), key=f"{key}_words")
        st.form_submit_button(_("Add the words"), on_click=_add_voice, args=(need, key))


def _add_voice(need: Need, key: str, *, names_are_fine: bool = False) -> None:
    typed = {name: session.told_by(f"{key}_{name}") for name in ("kind", "who", "day", "words")}
    texts = [typed["who"] or "", typed["words"] or ""]
    if not names_are_fine and forms.held_for_names(
        texts, lambda: _add_voice(need, key, names_are_fine=True)
    ):
        return
    forms.do(_added, need, typed, said=_("The words are added."))


def _added(need: Need, typed: dict) -> None:
    add_voice(
        needs.database(),
        need.id,
        typed["kind"] or VoiceKind.INTERVIEW,
        typed["who"] or "",
        typed["words"] or "",
        said_on=_day(typed["day"] or ""),
        role=needs.role(),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise NotADay(text) from None


def _hand_over(need: Need) -> None:
    frame.section(_("The five questions of the idea review"))
    review = forms.REVIEW
    names = {f"{review}{name}": question for name, question in five_questions().items()}
    forms.text_form(need, names, tall=False)
    frame.section(_("Simplified logic model"), _("What is proposed, and what it is to lead to."))
    names = {
        "content": _("Content"),
        "expected_effects": _("Expected effects"),
        **logic_model(),
        "open_questions": _("Open questions"),
    }
    forms.text_form(need, {f"{review}{name}": title for name, title in names.items()}, tall=False)
    files.offer(need)


def _history(need: Need) -> None:
    titles = {**field_titles(), **{f"check:{check}": check.words for check in Check}}
    changes = history(needs.database(), need.id)
    rows = pd.DataFrame(
        [
            (
                change.at.astimezone().strftime("%Y-%m-%d %H:%M"),
                change.by,
                titles.get(change.what, change.what),
                _status_words(change.what, change.before),
                _status_words(change.what, change.after),
            )
            for change in changes
        ],
        columns=["at", "by", "what", "before", "after"],
    )
    columns = [
        tables.Column(_("When"), lambda row: row.at),
        tables.Column(_("Who"), lambda row: row.by),
        tables.Column(_("What"), lambda row: row.what),
        tables.Column(_("Before"), lambda row: row.before, style=lambda _row: "bb-break"),
        tables.Column(_("After"), lambda row: row.after, style=lambda _row: "bb-break"),
    ]
    frame.section(_("Who changed what?"))
    tables.show(tables.table_html(rows, columns, caption=_("Every change of the need")))


def _status_words(what: str, value: str) -> str:
    return Status(value).words if what == "status" and value else value
