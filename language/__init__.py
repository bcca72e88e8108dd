"""In which language is this said, and how is a figure written in it?

The texts of the program are English message ids; `locale/` holds the Swedish catalogue, which is
read as text so that nothing needs to be compiled. The language belongs to the running thread
(one thread serves one reader at a time), Swedish unless somebody chose otherwise.
"""

import gettext as _gettext
import io
import os
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from language.numbers import decimal, interval, percent, whole

__all__ = [
    "LANGUAGES",
    "_",
    "current",
    "decimal",
    "interval",
    "ngettext",
    "percent",
    "use",
    "whole",
]

LANGUAGES = ("sv", "en")
LOCALE_FOLDER = Path(__file__).parent.parent / "locale"

_language: ContextVar[str] = ContextVar("language")


@cache
def _translations(language: str) -> _gettext.NullTranslations:
    catalogue_file = LOCALE_FOLDER / language / "LC_MESSAGES" / "behovsbild.po"
    if not catalogue_file.exists():
        return _gettext.NullTranslations()
    compiled = io.BytesIO()
    with catalogue_file.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


def use(language: str) -> None:
    """Speak `language` ('sv' or 'en') from here on in this thread; another falls back to Swedish."""
    _language.set(language if language in LANGUAGES else "sv")


def current() -> str:
    """'sv' or 'en': what was chosen here, else BEHOVSBILD_LANGUAGE, else Swedish."""
    chosen = _language.get(None) or os.environ.get("BEHOVSBILD_LANGUAGE", "sv")
    return chosen if chosen in LANGUAGES else "sv"


def _(message: str) -> str:
    """`message` (English) in the current language; itself where the catalogue lacks it."""
    return _translations(current()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form that fits `n` things, in the current language."""
    return _translations(current()).ngettext(singular, plural, n)
