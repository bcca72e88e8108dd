"""What does the store know already, that a new file is held against?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from indicators.catalogue import load_catalogue
from indicators.errors import CatalogueError
from store.errors import StoreMissing
from store.read import Store, open_store

SMALL_LEVELS = ("district", "regso", "deso")
AREA_COLUMNS = ["area_code", "vintage", "level", "name"]


def _no_people() -> pd.Index:
    return pd.Index([], dtype="str")


@dataclass(frozen=True)
class Known:
    """Areas, indicators and persons of the store that the file goes into.

    areas       area_code, vintage, level, name; empty: none loaded
    units       unit by indicator id ('share', ...); ids of the store without a catalogue entry: ''
    find_people fetches the person ids, only when events need them
    today       no year or date after it can have been observed
    """

    areas: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=AREA_COLUMNS))
    units: dict[str, str] = field(default_factory=dict)
    find_people: Callable[[], pd.Index] = _no_people
    municipality_code: str | None = None
    today: date = field(default_factory=date.today)

    @cached_property
    def small_area_codes(self) -> frozenset[str]:
        """Codes of districts, RegSO and DeSO, all vintages."""
        return frozenset(self.areas.loc[self.areas["level"].isin(SMALL_LEVELS), "area_code"])

    @cached_property
    def area_codes(self) -> frozenset[str]:
        """Codes of all areas."""
        return frozenset(self.areas["area_code"])

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Name by area code, of the newest vintage."""
        newest_last = self.areas.sort_values("vintage")
        return dict(zip(newest_last["area_code"], newest_last["name"], strict=True))


def known_to_store(path: Path | None = None) -> Known:
    """What the store at `path` (default: the usual place) knows; of the sample nothing."""
    units = catalogue_units()
    try:
        store = open_store(path)
    except StoreMissing:
        return Known(units=units)
    if store.meta.is_sample:  # own files never land in it, so nothing of it is known to them
        return Known(units=units)
    return Known(
        areas=store.query("areas/known"),
        units={**dict.fromkeys(store.query("observations/known")["indicator_id"], ""), **units},
        find_people=lambda: _people_of(store),
        municipality_code=store.meta.municipality_code,
    )


def catalogue_units() -> dict[str, str]:
    """Unit by id and by Kolada id, as the catalogue says."""
    try:
        catalogue = load_catalogue()
    except CatalogueError:
        return {}
    units = {known: indicator.unit for known, indicator in catalogue.indicators.items()}
    return units | {k: i.unit for k, i in catalogue.from_kolada().items()}


def _people_of(store: Store) -> pd.Index:
    return pd.Index(store.query("people/known")["person_id"], dtype="str")
