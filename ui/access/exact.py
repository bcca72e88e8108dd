"""Does this reader see exact figures right now? Only where the policy names the role.

Exact figures of persons are secret (OSL 26:1). Whoever may see them switches them on for one
session; nothing of that stands in the address, and nothing exact leaves the screen: no file, no
evidence, no slides. What runs outside the page itself (callbacks, files made in another thread)
does not know of the switch and gets protected figures.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape

import streamlit as st

from language import _
from ui.access import login
from ui.access.roles import Reader
from ui.state import session

PAGES = ("bryt_ner", "floden", "karta", "malgrupper")  # where figures are of persons of the store
WANTED, KEY = "exact_wanted", "show_exact"
_shown: ContextVar[bool] = ContextVar("exact", default=False)


def is_shown() -> bool:
    """Whether what runs now is to be answered with exact figures."""
    return _shown.get()


def may_see(who: Reader, page: str) -> bool:
    """Whether the policy lets the reader see exact figures, and the page has any."""
    return page in PAGES and who.role in login.policy().exact_on_screen


@contextmanager
def on_page(who: Reader, page: str, *, has_people: Callable[[], bool]) -> Iterator[bool]:
    """The page's run; gives whether the reader may switch, and goes by what they have chosen."""
    may = may_see(who, page) and has_people()
    token = _shown.set(may and session.noted(WANTED) is True)
    try:
        yield may
    finally:
        _shown.reset(token)


def switch() -> None:
    """The switch in the sidebar, off until somebody turns it on in this session."""
    session.show_in(KEY, is_shown())
    with st.sidebar:
        st.toggle(_("Show exact figures"), key=KEY, on_change=_take, help=_help())


def _take() -> None:
    session.note(WANTED, session.told_by(KEY) is True)


def banner() -> None:
    """What must stand on every screen with exact figures."""
    if is_shown():
        told = _("Exact figures: secret.")
        st.html(
            f'<p class="bb-exact" role="note"><strong>{escape(told)}</strong> '
            f"{escape(_warning())}</p>"
        )


def keeps_back() -> bool:
    """Whether nothing may leave the screen now; says so where it is."""
    if is_shown():
        st.html(f'<p class="bb-note">{escape(_nothing_leaves())}</p>')
    return is_shown()


def _help() -> str:
    return _(
        "For work inside the secrecy only. Lasts until you switch it off or close the page, and "
        "each view is noted in the access log."
    )


def _warning() -> str:
    return _(
        "Single persons may be recognised here. The figures are covered by secrecy (OSL 26:1) and "
        "must not be passed on, neither as a picture nor in writing."
    )


def _nothing_leaves() -> str:
    return _(
        "While exact figures are shown, nothing can be downloaded, saved as evidence or shown in "
        "meeting mode."
    )
