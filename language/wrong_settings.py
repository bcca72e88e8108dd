"""How is somebody told of wrong settings, before anything is done with them?

`settings` lies below this room and has no words of its own.
"""

from collections.abc import Callable

import settings
from language import _
from language.errors import BehovsbildError
from settings import Expected, Wrong


class BadSettings(BehovsbildError, ValueError):
    """One setting or more cannot be followed; a line for each."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        super().__init__("\n".join(_told(each) for each in wrong))


def check_settings(warn: Callable[[str], object]) -> None:
    """Check every setting; warn is told of each variable that nothing reads.

    raises  BadSettings
    """
    for name, near in settings.unknown().items():
        warn(
            _("{variable} is set, but there is no such setting; nearest: {near}.").format(
                variable=name, near=near
            )
        )
    if wrong := settings.read().wrong:
        raise BadSettings(wrong)


def _told(wrong: Wrong) -> str:
    if wrong.reason:
        return _("{variable} names {file}, which cannot be read as TOML: {reason}").format(
            variable=wrong.name, file=wrong.file, reason=wrong.reason
        )
    if wrong.expected is None:
        return _("{file}: there is no setting {key!r}; nearest: {near}.").format(
            file=wrong.file, key=wrong.name, near=wrong.near
        )
    where = f"{wrong.file}: {wrong.name}" if wrong.file else wrong.name
    if wrong.value is None:
        return _("{setting} (secret, not shown) will not do; expected {expected}.").format(
            setting=where, expected=_expected(wrong.expected)
        )
    return _("{setting} is {value!r}; expected {expected}.").format(
        setting=where, value=wrong.value, expected=_expected(wrong.expected)
    )


def _expected(kind: Expected) -> str:
    return {
        Expected.PATH: _("the path of a file or a folder"),
        Expected.TEXT: _("a text"),
        Expected.FLAG: _("1 (yes) or 0 (no)"),
        Expected.LANGUAGE: _("one of {languages}").format(languages=", ".join(settings.LANGUAGES)),
        Expected.WEB_ADDRESS: _("an address that begins with https:// or http://"),
        Expected.TILE_ADDRESS: _("an address that begins with https://, http:// or one /"),
        Expected.DATABASE_ADDRESS: _("an address that begins with sqlite:/// or postgresql://"),
        Expected.LONG_SECRET: _("at least {n} characters").format(n=settings.SHORTEST_KEY),
    }[kind]
