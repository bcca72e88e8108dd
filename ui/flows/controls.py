"""With what does the reader put a question about flows together?

Every choice stands in the address; ui/flows/choices.py reads it from there, so the widgets may
stand where they are needed and not above all that they decide.
"""

import streamlit as st

from analysis.answers import ChoicesQuestion
from language import _
from ui.ask import ask
from ui.flows import choices, people_view, time_view
from ui.flows.choices import (
    FIRST,
    GAP,
    ORIGIN,
    OUTCOME,
    OWN_QUESTION,
    PATH,
    PRESET,
    SUPPORT,
    WINDOW,
)
from ui.page import controls
from ui.state import session


def question() -> None:
    """Which ready question, or which two events; and about whom. Nothing where there are none."""
    known = choices.choices()
    if not known.types:
        return
    now = session.current()
    left, right = st.columns([3, 1])
    with left:
        first = next(iter(known.presets), OWN_QUESTION)
        chosen = controls.choose(
            PRESET, _("What do you want to follow?"), choices.presets(known), first
        )
    with right:
        everyone = {"": _("everyone"), **ask(ChoicesQuestion()).sexes}
        st.selectbox(
            _("About whom?"),
            list(everyone),
            format_func=everyone.get,
            filter_mode=None,
            **session.widget("sex", choices.sex(now, known) or ""),
        )
    if chosen == OWN_QUESTION:
        _own_ends()


def rules() -> None:
    """The three choices that decide the figures: how far back, which gaps, what support."""
    known, now = choices.choices(), session.current()
    if not known.types:
        return
    window, gap, support = choices.defaults(choices.preset_of(now, known), known)
    first, second, third = st.columns(3)
    with first:
        controls.choose(WINDOW, _("How far back?"), choices.windows(window), str(window))
    with second:
        controls.choose(GAP, _("Adjoin within"), choices.gaps(gap), str(gap))
    with third:
        options = choices.supports(known, support)
        if options:
            controls.choose(SUPPORT, _("Counts as support"), options, next(iter(options)))


def path() -> None:
    """Of which path's persons is told? Those of a path that is shown by itself."""
    controls.choose(
        PATH,
        _("Of which path?"),
        people_view.paths(session.current()),
        people_view.ALL_PATHS,
    )


def first_event() -> None:
    """From what is looked forwards, where there is a choice."""
    possible = time_view.starts(choices.asked(session.current()))
    if len(possible) > 1:
        controls.choose(FIRST, _("After what?"), possible, next(iter(possible)))


def _own_ends() -> None:
    known = choices.choices()
    types = {name: name for name in known.types}
    names = list(types)
    first, second = st.columns(2)
    with first:
        controls.choose(ORIGIN, _("From"), types, names[0])
    with second:
        controls.choose(OUTCOME, _("To"), types, names[-1])
