"""Which language does this thread speak?

Streamlit runs each reader's page in a thread of its own, so the choice can lie in a context
variable without one reader's language leaking to another.
"""

from contextvars import ContextVar

import settings
from settings import LANGUAGES

__all__ = ["LANGUAGES", "current", "use"]

_chosen: ContextVar[str] = ContextVar("language")


def use(language: str) -> None:
    """Speak `language` from here on in this thread; one that is not ours falls back to Swedish."""
    _chosen.set(language if language in LANGUAGES else "sv")


def current() -> str:
    """'sv' or 'en': what was chosen here, else BEHOVSBILD_LANGUAGE, else Swedish."""
    # read(), not current(): also wrong settings are told of in a language.
    return _chosen.get(None) or settings.read().language
