"""Which values do the settings have now, and which of them are wrong or unknown?"""

import os
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError

from settings.listed import LANGUAGES, PREFIX, Expected, Settings, about, variable

FIELDS = Settings.model_fields
VARIABLES = tuple(variable(name) for name in FIELDS)
FILE = variable("settings")
IN_FILE = [name for name in FIELDS if variable(name) != FILE]


@dataclass(frozen=True)
class Wrong:
    """A setting that cannot be followed.

    name      the environment's variable, or the file's key
    file      the TOML file that it stands in; None for the environment
    value     what came; None where it is a secret
    expected  what it is to look like; None where the name is not known, or the file not readable
    near      the known name that is most like an unknown one
    reason    why the file cannot be read, in the system's words
    """

    name: str
    file: Path | None = None
    value: str | None = None
    expected: Expected | None = None
    near: str = ""
    reason: str = ""


class WrongSettings(ValueError):
    """Somebody asked for settings that nobody had checked at start; language/ words them better."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        super().__init__("wrong settings: " + ", ".join(each.name for each in wrong))
        self.wrong = wrong


@dataclass(frozen=True)
class Reading:
    """The settings (None where one is wrong), what is wrong, and the language to say it in."""

    settings: Settings | None
    wrong: tuple[Wrong, ...]
    language: str


def current() -> Settings:
    """The settings in force; a changed TOML file takes a restart.

    raises  WrongSettings
    """
    found = read()
    if found.settings is None:
        raise WrongSettings(found.wrong)
    return found.settings


def read() -> Reading:
    """The settings and what is wrong with them, read once for each state of the environment."""
    # The environment is the cache's key, since tests change it; to look takes 20 microseconds.
    return _read(tuple(map(os.environ.get, VARIABLES)))


def unknown() -> dict[str, str]:
    """Variables of the environment that look like ours but are not -> the most like one of ours."""
    ours = [name for name in os.environ if name.upper().startswith(PREFIX)]
    return {name: _nearest(name.upper(), VARIABLES) for name in ours if name not in VARIABLES}


@lru_cache(maxsize=8)
def _read(_environment: tuple[str | None, ...]) -> Reading:
    given, wrong = _file()
    settings = None
    try:
        settings = Settings(**given)
    except ValidationError as error:
        names = dict.fromkeys(_name_of(each["loc"][0]) for each in error.errors())
        wrong += [_wrong(name, given) for name in names]
    language = _raw("language", given)
    return Reading(
        settings=None if wrong else settings,
        wrong=tuple(wrong),
        language=language if language in LANGUAGES else "sv",
    )


def _file() -> tuple[dict[str, Any], list[Wrong]]:
    """What the TOML file gives, and what is wrong with the file itself."""
    if not os.environ.get(FILE):
        return {}, []
    path = Path(os.environ[FILE])
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # ValueError: not TOML, or not UTF-8
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return {}, [Wrong(FILE, path, reason=reason or str(error))]
    given = {name: value for name, value in found.items() if name in IN_FILE and value != ""}
    return given, [
        Wrong(name, path, near=_nearest(name, IN_FILE)) for name in found if name not in IN_FILE
    ]


def _wrong(name: str, given: dict[str, Any]) -> Wrong:
    in_environment = os.environ.get(variable(name))
    return Wrong(
        name=variable(name) if in_environment else name,
        file=None if in_environment else Path(os.environ[FILE]),
        value=None if is_secret(name) else str(_raw(name, given)),
        expected=about(name).expected,
    )


def is_secret(name: str) -> bool:
    """Whether a setting's value is never to be shown: one that is kept as a SecretStr."""
    return SecretStr.__name__ in str(FIELDS[name].annotation)


def _raw(name: str, given: dict[str, Any]) -> Any:
    return os.environ.get(variable(name)) or given.get(name)


def _name_of(place: int | str) -> str:
    """The setting of a place in an error: its variable, or its key in the file."""
    return str(place).removeprefix(PREFIX).lower()


def _nearest(name: str, known: tuple[str, ...] | list[str]) -> str:
    return get_close_matches(name, known, n=1, cutoff=0.0)[0]
