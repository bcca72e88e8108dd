"""Which settings are there, what does each mean, and what holds without it?

The table in the README is made from this list (`make settings`).
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "BEHOVSBILD_"
SHORTEST_KEY = 16  # characters of the secret behind pseudonyms
DATABASE = re.compile(r"(sqlite|postgres|postgresql)(\+\w+)?://")

Language = Literal["sv", "en"]
LANGUAGES: tuple[str, ...] = get_args(Language)


class Expected(Enum):
    """What a setting is to look like, and so what is told where it does not."""

    PATH = auto()
    TEXT = auto()
    FLAG = auto()
    LANGUAGE = auto()
    WEB_ADDRESS = auto()
    TILE_ADDRESS = auto()
    DATABASE_ADDRESS = auto()
    LONG_SECRET = auto()


def variable(name: str) -> str:
    """The environment's name of a setting: 'store' -> 'BEHOVSBILD_STORE'."""
    return PREFIX + name.upper()


def _flag(value: object) -> bool:
    """1 and 0 only, and TOML's own true and false: 'yes' must not be a guess at an open door."""
    if isinstance(value, bool):
        return value
    if str(value) not in ("1", "0"):
        raise ValueError
    return str(value) == "1"


def _database(value: SecretStr) -> SecretStr:
    if not DATABASE.match(value.get_secret_value()):
        raise ValueError
    return value


Flag = Annotated[bool, BeforeValidator(_flag)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
TileAddress = Annotated[str, StringConstraints(pattern=r"^(https?://|/[^/])\S+$")]
DatabaseAddress = Annotated[SecretStr, AfterValidator(_database)]
LongSecret = Annotated[SecretStr, Field(min_length=SHORTEST_KEY)]


@dataclass(frozen=True)
class About:
    """What is said of a setting; without: what its absence means, where not the default itself."""

    meaning: str
    expected: Expected
    without: str = ""


class Settings(BaseSettings):
    """Every setting with its type; as an environment variable BEHOVSBILD_ and the name in capitals.

    Paths are relative to the working folder. The environment wins over values that are given, which
    are those of the TOML file; empty values count as absent.
    """

    model_config = SettingsConfigDict(
        alias_generator=variable,
        case_sensitive=True,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    settings: Annotated[
        Path | None,
        About(
            'a TOML file with any of the others, such as `store = "/srv/behovsbild/store.duckdb"`; '
            "the environment wins",
            Expected.PATH,
            "the environment alone",
        ),
    ] = None
    store: Annotated[Path, About("the store's path", Expected.PATH)] = Path("data/store.duckdb")
    cache: Annotated[Path, About("where raw answers of the services are kept", Expected.PATH)] = (
        Path("data/cache")
    )
    kolada_url: Annotated[WebAddress, About("another address of Kolada", Expected.WEB_ADDRESS)] = (
        "https://api.kolada.se/v3"
    )
    scb_url: Annotated[
        WebAddress, About("another address of SCB's tables", Expected.WEB_ADDRESS)
    ] = "https://statistikdatabasen.scb.se/api/v2"
    wfs_url: Annotated[
        WebAddress, About("another address of SCB's borders", Expected.WEB_ADDRESS)
    ] = "https://geodata.scb.se/geoserver/stat/wfs"
    pseudonym_key: Annotated[
        LongSecret | None,
        About(
            "secret of 16 characters or more with which a mapping's `pseudonymise` makes "
            "pseudonyms",
            Expected.LONG_SECRET,
            "such a mapping is refused",
        ),
    ] = None
    record_key: Annotated[
        SecretStr | None,
        About(
            "secret behind the permanent record keys of disclosure control",
            Expected.TEXT,
            "a file beside the store, made at the first load",
        ),
    ] = None
    needs_url: Annotated[
        DatabaseAddress,
        About(
            "database of needs and notes, SQLite or PostgreSQL",
            Expected.DATABASE_ADDRESS,
            "`sqlite:///data/needs.db`",
        ),
    ] = SecretStr("sqlite:///data/needs.db")
    policy: Annotated[
        Path | None,
        About(
            "the municipality's own policy of disclosure control",
            Expected.PATH,
            "the safe defaults in `analysis/disclosure/policy.yml`",
        ),
    ] = None
    open: Annotated[
        Flag,
        About(
            "`1` lets anybody in without log-in, where the store holds no real people "
            "([docs/log-in.md](docs/log-in.md))",
            Expected.FLAG,
            "this computer only",
        ),
    ] = False
    allow_load: Annotated[
        Flag,
        About("`1` opens the form that loads files on the page Data", Expected.FLAG, "closed"),
    ] = False
    allow_exact: Annotated[
        Flag,
        About("`1` lets the command line show unprotected figures", Expected.FLAG, "refused"),
    ] = False
    access_log: Annotated[
        Path | None,
        About(
            "where looking at views of real persons, and at unprotected figures, is noted",
            Expected.PATH,
            "`access.log` beside the store",
        ),
    ] = None
    tiles: Annotated[
        TileAddress | None,
        About(
            "a background map of your own, tiles or WMS",
            Expected.TILE_ADDRESS,
            "none, nothing is fetched",
        ),
    ] = None
    tiles_wms_layers: Annotated[
        str | None,
        About("layers of that background map, where it is a WMS", Expected.TEXT, "it is tiles"),
    ] = None
    tiles_attribution: Annotated[
        str, About("whom the background map thanks", Expected.TEXT, "nobody")
    ] = ""
    language: Annotated[
        Language, About("language of the command line, `sv` or `en`", Expected.LANGUAGE)
    ] = "sv"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then what is given; no .env and no folder of secrets."""
        return env_settings, init_settings


def about(name: str) -> About:
    """What is said of the setting `name`."""
    return next(each for each in Settings.model_fields[name].metadata if isinstance(each, About))
