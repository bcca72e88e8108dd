"""With what does the reader choose a saved group for every page, and see what is narrowed to?"""

from html import escape

import streamlit as st

from analysis.answers.choices import Choices
from language import _
from ui import group_link, kept_groups, selection

EVERYONE = ""  # no group


def choose(choices: Choices) -> None:
    """A box with the saved groups; nothing where there are none and none is chosen."""
    now = group_link.encode(selection.current().group)
    options = {group_link.encode(kept_groups.of(g)): g.name for g in kept_groups.usable(choices)}
    if not options and not now:
        return
    if now:
        options.setdefault(now, _("a group that is not saved"))
    st.selectbox(
        _("Saved group"),
        [EVERYONE, *options],
        format_func={EVERYONE: _("none"), **options}.get,
        filter_mode="contains" if len(options) > 12 else None,
        **selection.widget("group", now),
    )


def notice(choices: Choices, *, narrows: bool) -> None:
    """What is narrowed to, and a way out of it; nothing without a group.

    narrows   whether what the page shows can be narrowed
    """
    group = selection.current().group
    if not group:
        return
    name, words = kept_groups.name_of(group), kept_groups.in_words(group, choices)
    whom = _("{name} ({words})").format(name=name, words=words) if name else words
    if narrows:
        told = _("Narrowed to the group: {whom}.").format(whom=whom)
    else:
        told = _(
            "The group {whom} is chosen, but what is shown here cannot be narrowed to it: it is "
            "about everyone."
        ).format(whom=whom)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="bb-sample bb-narrowed" role="note">{escape(told)}</p>')
        st.button(_("Show everyone"), key="no_group", on_click=selection.choose_group, args=((),))
