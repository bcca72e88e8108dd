"""How is one text kept in both languages until somebody reads it?"""

from collections.abc import Mapping
from dataclasses import dataclass

from language import LANGUAGES, current


@dataclass(frozen=True)
class Text:
    """A text in Swedish and English; `str(text)` is the one of the current language."""

    sv: str
    en: str

    def __str__(self) -> str:
        """The text in the language that this thread speaks."""
        return self[current()]

    def __getitem__(self, language: str) -> str:
        """The text in 'sv' or 'en'; raises KeyError for another language."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return getattr(self, language)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Text":
        """From the catalogue's {sv: ..., en: ...}, line breaks of the YAML folded away."""
        return cls(*(" ".join(texts[language].split()) for language in ("sv", "en")))
