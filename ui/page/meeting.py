"""How is a view or a need shown to a room: full screen, large, one message at a time?

The slides lie finished in the page, in a dialog that a button (or mote=1 in the address) opens;
arrow keys turn them (static/meeting.js), without a round to the server, so nothing can stall in
front of people. The presenter's notes stand below (N) or in a window of their own (P), which
follows and leads.
"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import _
from reports.story import Slide
from ui.access import exact
from ui.draw import svg_charts
from ui.draw.palettes import Palette
from ui.state import session

PARAMETER = "mote"
MOST_BARS, ROW = 8, 46


def offer(slides: Sequence[Slide], palette: Palette) -> None:
    """The button that opens the slides, and the slides."""
    if slides and not exact.is_shown():
        st.html(deck_html(slides, palette, is_open=is_asked_for()))


def is_asked_for() -> bool:
    """Whether the address says that the slides are to be open at once."""
    session.claim(PARAMETER, {"1"})
    return session.current().own(PARAMETER, "") == "1"


def deck_html(slides: Sequence[Slide], palette: Palette, *, is_open: bool = False) -> str:
    """Button and dialog, which opens by itself where `is_open`; every text escaped."""
    inner = "".join(
        _slide_html(slide, palette, number, len(slides))
        for number, slide in enumerate(slides, start=1)
    )
    help_text = _(
        "Arrow keys turn, N shows the notes, P opens them in a window of their own, F fills the "
        "screen, Esc leaves."
    )
    buttons = "".join(
        f'<button type="button" data-do="{do}">{escape(text)}</button>'
        for do, text in (
            ("back", _("Back")),
            ("on", _("On")),
            ("notes", _("Notes")),
            ("presenter", _("Notes in a window")),
            ("full", _("Full screen")),
            ("leave", _("Leave")),
        )
    )
    opens = ' data-open="1"' if is_open else ""
    name, turning = escape(_("Meeting mode")), escape(_("Turn slides"))
    return (
        f'<button type="button" class="bb-meet">{name}</button>'
        f'<dialog class="bb-meeting" aria-label="{name}"{opens}{_presenter_words()}>{inner}'
        f'<nav class="bb-turn" aria-label="{turning}">{buttons}'
        f"<span>{escape(help_text)}</span></nav></dialog>"
    )


def _presenter_words() -> str:
    """What the presenter's window says, in the language of the page."""
    told = {
        "presenter": _("The presenter's notes"),
        "now": _("Now"),
        "next": _("Next"),
        "last": _("This is the last slide."),
        "empty": _("No notes for this slide."),
        "since": _("{minutes} min since the start"),
        "back": _("Back"),
        "on": _("On"),
    }
    return "".join(f' data-{name}="{escape(text)}"' for name, text in told.items())


def _slide_html(slide: Slide, palette: Palette, number: int, of: int) -> str:
    first = (" bb-first" if slide.is_first else "") + ("" if slide.chart else " bb-text")
    picture = ""
    if slide.chart:
        picture = svg_charts.picture(slide.chart, palette, most=MOST_BARS, row=ROW)
    points = "".join(
        f"<p><strong>{escape(heading)}</strong> {escape(text)}</p>"
        for heading, text in slide.points
    )
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in slide.paragraphs if text)
    notes = "".join(f"<p>{escape(text)}</p>" for text in slide.notes)
    hidden, named = "" if number == 1 else " hidden", _("Notes")
    long_title = " bb-long" if len(slide.title) > 90 else ""
    return (
        f'<section class="bb-slide{first}"{hidden}><h2 class="bb-message{long_title}" '
        f'tabindex="-1">{escape(slide.title)}</h2>'
        f'<div class="bb-body">{paragraphs}{points}{picture}</div>'
        f'<footer><span>{escape(slide.source)}</span><span class="bb-count">{number} / {of}</span>'
        f'</footer><aside class="bb-notes" hidden aria-label="{escape(named)}">{notes}</aside>'
        "</section>"
    )
