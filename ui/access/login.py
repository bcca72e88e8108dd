"""Who is logged in, with which role, and until when?

Log-in is Streamlit's own (OpenID Connect, Authlib), configured in .streamlit/secrets.toml. Its
cookie lives for thirty days whatever the token says, so the end is counted here, from when the
token was issued. Without configuration there is no log-in: ui/access/middleware.py then lets in
nobody from beyond this machine.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

import settings
from analysis.disclosure.policy import Policy
from language import _
from ui.access import roles
from ui.access.roles import Reader

NAME_CLAIMS = ("preferred_username", "email", "name", "sub")


@lru_cache(maxsize=1)
def is_configured() -> bool:
    """Whether there is a log-in; read once, at the first request."""
    return bool(st.secrets.load_if_toml_exists() and "auth" in st.secrets)


def policy() -> Policy:
    """The policy in force; a changed file takes a restart."""
    return _policy(settings.current().policy)


@lru_cache(maxsize=4)
def _policy(_path: Path | None) -> Policy:
    return Policy.from_file()


def reader() -> Reader | None:
    """Who reads; None where nobody is logged in, or the log-in has ended."""
    if not is_configured():
        return roles.WHOEVER_RUNS_IT
    if not st.user.is_logged_in:
        return None
    found = reader_of(st.user, policy())
    return found if found.until > datetime.now(UTC) else None


def reader_of(claims: Mapping[str, Any], rules: Policy) -> Reader:
    """The reader whom a token's claims describe; without a time of issue it has ended already."""
    issued = datetime.fromtimestamp(int(claims.get("iat") or 0), UTC)
    groups = claims.get("groups") or ()
    return Reader(
        name=next((str(claims[name]) for name in NAME_CLAIMS if claims.get(name)), "-"),
        role=roles.role_of([groups] if isinstance(groups, str) else groups, rules),
        until=issued + timedelta(hours=rules.session_hours),
    )


def let_in() -> Reader:
    """Who reads; whoever may not is shown why, and the run ends here."""
    found = reader()
    if found is None or found.role is None:
        _turn_away(found)
        st.stop()
    return found


def _turn_away(found: Reader | None) -> None:
    st.title("Behovsbild", anchor=False)
    if found is None:
        _ask_to_log_in()
        return
    st.error(
        _(
            "You are logged in as {name}, but in no group that gives a role here. Ask whoever "
            "runs Behovsbild for one."
        ).format(name=found.name)
    )
    st.button(_("Log out"), on_click=st.logout)


def _ask_to_log_in() -> None:
    if st.user.is_logged_in:
        st.info(_("Your log-in has ended. Log in again to go on where you were."))
    else:
        st.info(_("Log in with your account at the municipality."))
    st.button(_("Log in"), on_click=st.login)


def sidebar(who: Reader) -> None:
    """Who is logged in, and the way out; or that nobody needs to be."""
    with st.sidebar:
        if who.until is None:
            st.html(
                '<p class="bb-words">'
                + _("No log-in is set up: open on this computer only.")
                + "</p>"
            )
            return
        told = _("{name}, {role}").format(name=who.name, role=roles.in_words(who.role))
        st.text(told)
        st.button(_("Log out"), on_click=st.logout)
