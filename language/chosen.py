"""Which language does this thread speak?

Streamlit runs each reader's page in a thread of its own, so the choice can lie in a context
variable without one reader's language leaking to another.
"""

import os
from contextvars import ContextVar

LANGUAGES = ("sv", "en")

_chosen: ContextVar[str] = ContextVar("language")


def use(language: str) -> None:
    """Speak `language` from here on in this thread; one that is not ours falls back to Swedish."""
    _chosen.set(language if language in LANGUAGES else "sv")


def current() -> str:
    """'sv' or 'en': what was chosen here, else BEHOVSBILD_LANGUAGE, else Swedish."""
    language = _chosen.get(None) or os.environ.get("BEHOVSBILD_LANGUAGE", "sv")
    return language if language in LANGUAGES else "sv"
