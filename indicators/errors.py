"""What can be wrong with the catalogue or with a question to it?"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from language import _
from language.errors import BehovsbildError


class CatalogueError(BehovsbildError, ValueError):
    """A file of the catalogue says something that it may not say."""

    def __init__(self, file: str, entry: str, field: str, value: object, expected: str) -> None:
        self.file, self.entry, self.field = file, entry, field
        self.value, self.expected = value, expected
        super().__init__(
            _(
                "{file}, entry {entry}, field {field}: {value} is not what is expected: {expected}."
            ).format(
                file=file,
                entry=entry,
                field=field,
                value=_shortened(repr(value)),
                expected=expected.rstrip("."),
            )
        )


class UnknownIndicator(BehovsbildError, LookupError):
    """An indicator that the catalogue does not have."""

    def __init__(self, indicator_id: str, titles: Mapping[str, str]) -> None:
        near = _near(indicator_id, titles)
        super().__init__(
            _(
                "There is no indicator {indicator_id!r} in the catalogue (closest: {near}). "
                "'python -m data_pipeline definitions' lists them all."
            ).format(indicator_id=indicator_id, near=", ".join(near) or _("none"))
        )


class UnknownTheme(BehovsbildError, LookupError):
    """A theme that the catalogue does not have."""

    def __init__(self, theme: str, known: Iterable[str]) -> None:
        super().__init__(
            _("There is no theme {theme!r}; the themes are {known}.").format(
                theme=theme, known=", ".join(known)
            )
        )


def _near(indicator_id: str, titles: Mapping[str, str]) -> list[str]:
    """Ids that look like what was asked for, or whose title does."""
    asked = indicator_id.casefold()
    by_folded_id = {known.casefold(): known for known in titles}
    by_folded_title = {title.casefold(): known for known, title in titles.items()}
    close = [by_folded_id[found] for found in get_close_matches(asked, by_folded_id, n=3)]
    close += [by_folded_title[found] for found in get_close_matches(asked, by_folded_title, n=3)]
    return list(dict.fromkeys(close))[:3]


def _shortened(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
