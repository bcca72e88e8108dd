"""What does a page say of the group that is chosen: how far it reaches here, and the way out?"""

from collections.abc import Callable
from html import escape

import streamlit as st

from analysis.answers import Choices
from language import _
from ui.ask import saved_groups
from ui.state import group_address, session
from ui.state.selection import Selection

ShowsOwn = Callable[[Selection, Choices], bool]

OWN = ("bryt_ner", "karta")  # where counts of the municipality's own people can be narrowed
PUBLISHED = ("nyckeltal", "")  # where all figures are published ones; '' is the overview


def notice(page: str, choices: Choices, shows_own: ShowsOwn) -> None:
    """What group is chosen, how far it reaches here, and a way out."""
    now = session.current()
    name, words = saved_groups.name_of(now.group), saved_groups.in_words(now.group, choices)
    whom = _("{name} ({words})").format(name=name, words=words) if name else words
    with st.container(horizontal=True, vertical_alignment="center"):
        told = _told(page, choices, is_own=shows_own(now, choices)).format(whom=whom)
        st.html(f'<p class="bb-sample bb-narrowed" role="note">{escape(told)}</p>')
        st.button(_("Show everyone"), key="no_group", on_click=session.choose_group, args=((),))


def _told(page: str, choices: Choices, *, is_own: bool) -> str:
    """How far a group reaches on a page, with a place for {whom}."""
    if page == "malgrupper":
        return _(
            "The group {whom} is chosen. Delimiting by hand begins with it, and what the average "
            "hides is told of it; the search for groups is about everyone."
        )
    if page == "floden":
        return _flows_told(choices)
    if page in PUBLISHED or (page in OWN and not is_own):
        return _(
            "The group {whom} is chosen. Published figures cannot be narrowed to it: they are "
            "about everyone."
        )
    if page == "karta":
        return _(
            "Narrowed to the group {whom}. The index, and what it goes together with, are about "
            "everyone."
        )
    if page == "bryt_ner":
        return _("Narrowed to the group {whom}.")
    return _("The group {whom} is chosen. It narrows nothing on this page.")


def of_indicator(now: Selection, choices: Choices) -> bool:
    """Whether the indicator that is chosen is the municipality's own counts."""
    return now.indicator in choices.indicators and choices.indicators[now.indicator].own


def _flows_told(choices: Choices) -> str:
    group = session.current().group
    sex = group_address.single_value(group, choices.sexes)
    if sex is None:
        return _(
            "The group {whom} is chosen. Flows can be narrowed by sex only, since fewer would be "
            "next to nobody: they are about everyone."
        )
    if len(group) == 1:
        return _("Narrowed to the group {whom}.")
    return _(
        "The group {whom} is chosen. Flows can be narrowed by sex only, since fewer would be next "
        "to nobody; of the group only that counts here."
    )
