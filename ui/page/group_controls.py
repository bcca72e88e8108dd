"""With what does the reader choose a saved group for every page?"""

import streamlit as st

from analysis.answers import Choices
from language import _
from ui.ask import saved_groups
from ui.state import group_address, session

EVERYONE = ""  # no group


def choose(choices: Choices) -> None:
    """A box with the saved groups; nothing where there are none and none is chosen."""
    now = group_address.encode(session.current().group)
    options = {
        group_address.encode(saved_groups.of(g)): g.name for g in saved_groups.usable(choices)
    }
    if not options and not now:
        return
    if now:
        options.setdefault(now, _("a group that is not saved"))
    st.selectbox(
        _("Saved group"),
        [EVERYONE, *options],
        format_func={EVERYONE: _("no group"), **options}.get,
        filter_mode="contains" if len(options) > 12 else None,
        **session.widget("group", now),
    )
