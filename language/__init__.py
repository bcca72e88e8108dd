"""In which language is this said, and how is a figure written in it?

The texts of the program are English message ids; `locale/` holds the Swedish catalogue, which is
read as text so that nothing needs to be compiled.
"""

import gettext as _gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from language.chosen import LANGUAGES, current, use
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

LOCALE_FOLDER = Path(__file__).parent.parent / "locale"


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


def _(message: str) -> str:
    """`message` (English) in the current language; itself where the catalogue lacks it."""
    return _translations(current()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form that fits `n` things, in the current language."""
    return _translations(current()).ngettext(singular, plural, n)
