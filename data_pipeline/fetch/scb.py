"""What do SCB's tables (PxWebApi v2) hold for the small areas of one municipality?

The service says its own limits under /config: cells an answer, calls a time window. A table's
metadata says which codes exist, so that only those are asked for, and when it was last updated,
so that a kept answer of the same update is never asked for again.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline.fetch.cache import Answer, Valid, younger_than
from data_pipeline.fetch.http import HalfAnswer, Service

NAME = "scb"
PRODUCER, LICENCE = "SCB", "CC0"

CURRENT_DAYS = 7  # how long the limits and a table's description are good
LACKING = (400, 404)  # 'unknown code' and 'no such table': the service does not have it
FORM = {"lang": "sv", "outputFormat": "json-stat2"}

REGION = re.compile(r"(?P<code>\d{4}(?:[ABC]\d{4}|R\d{3}))(?:_(?:DeSO|RegSO)(?P<vintage>\d{4}))?")
FIRST_VINTAGE = 2018  # codes without a suffix: DeSO 2018, and RegSO 2020, which was drawn from it

Selection = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Limits:
    """What the service allows, by its own words."""

    cells: int
    calls: int
    seconds: float


@dataclass(frozen=True)
class TableFacts:
    """What a table's metadata says: codes by variable, names of regions, time of last update."""

    table: str
    codes: Mapping[str, tuple[str, ...]]
    region_names: Mapping[str, str]
    must_choose: tuple[str, ...]  # variables that cannot be left out
    updated: str


@dataclass(frozen=True)
class Region:
    """A code of SCB's Region taken apart: '1780R001_RegSO2025' is 1780R001, regso, 2025."""

    scb_code: str
    area_code: str
    level: str
    vintage: int


def limits(service: Service) -> Limits:
    """Ask for the limits, and keep the service's pace from here on."""

    def whole(answer: Answer) -> None:
        int(answer.json()["maxDataCells"])

    said = service.ask("/config", whole=whole, valid=younger_than(CURRENT_DAYS)).json()
    found = Limits(
        int(said["maxDataCells"]),
        int(said.get("maxCallsPerTimeWindow") or 0),
        float(said.get("timeWindow") or 0),
    )
    service.pace.allows(found.calls, found.seconds)
    return found


def facts(service: Service, table: str) -> TableFacts | None:
    """What the table consists of; None where the service has no such table."""

    def whole(answer: Answer) -> None:
        described = answer.json()
        [described["dimension"][name]["category"]["index"] for name in described["id"]]

    answer = service.ask(
        f"/tables/{table}/metadata",
        params={"lang": "sv"},
        whole=whole,
        valid=younger_than(CURRENT_DAYS),
        lacking=LACKING,
    )
    if answer.status in LACKING:
        return None
    described = answer.json()
    dimensions = described["dimension"]
    return TableFacts(
        table=table,
        codes={name: _codes(dimensions[name]) for name in described["id"]},
        region_names=dimensions.get("Region", {}).get("category", {}).get("label", {}),
        must_choose=tuple(
            name
            for name in described["id"]
            if not dimensions[name].get("extension", {}).get("elimination", False)
        ),
        updated=described.get("updated", ""),
    )


def regions_of(municipality_code: str, codes: Sequence[str]) -> list[Region]:
    """The small areas of a municipality among a table's codes."""
    found = []
    for scb_code in codes:
        match = REGION.fullmatch(scb_code)
        if match and scb_code.startswith(municipality_code):
            level = "regso" if match["code"][4] == "R" else "deso"
            vintage = int(match["vintage"] or FIRST_VINTAGE)
            found.append(Region(scb_code, match["code"], level, vintage))
    return found


def name_of(region: Region, label: str) -> str:
    """An area's own name in SCB's label '1780R001 Karlstad (Alster-Skattkärr)'; else its code."""
    named = re.fullmatch(r".*?\((?P<name>.+)\)", label.strip())
    if region.level == "regso" and named:
        return named["name"]
    return label.removeprefix(region.area_code).strip() or region.area_code


def cells(
    service: Service, table: TableFacts, selection: Selection, most_cells: int
) -> tuple[pd.DataFrame, list[Answer]] | None:
    """The cells of a selection; None where the service lacks any of them.

    returns  one row per cell: a column of codes per variable (text), `value` (NaN: '..')
    """
    frames, answers = [], []
    for part in split(selection, most_cells):
        answer = _ask_part(service, table, part)
        if answer.status in LACKING:
            return None
        frames.append(as_cells(answer.json()))
        answers.append(answer)
    return pd.concat(frames, ignore_index=True), answers


def split(selection: Selection, most_cells: int) -> Iterator[Selection]:
    """`selection` in parts of at most `most_cells`, by halving whatever has most codes."""
    if math.prod(map(len, selection.values())) <= most_cells:
        yield selection
        return
    longest = max(selection, key=lambda name: len(selection[name]))
    codes = selection[longest]
    if len(codes) == 1:
        yield selection
        return
    middle = (len(codes) + 1) // 2
    for half in (codes[:middle], codes[middle:]):
        yield from split({**selection, longest: half}, most_cells)


def as_cells(cube: Mapping) -> pd.DataFrame:
    """A json-stat2 dataset as one row per cell; keyed by codes, since labels are not unique."""
    codes = [_codes(cube["dimension"][name]) for name in cube["id"]]
    index = pd.MultiIndex.from_product(codes, names=cube["id"])
    values = np.array([np.nan if v is None else v for v in cube["value"]], dtype=float)
    return pd.DataFrame({"value": values}, index=index).reset_index()


def _ask_part(service: Service, table: TableFacts, part: Selection) -> Answer:
    body = {
        "selection": [
            {"variableCode": variable, "valueCodes": list(codes)}
            for variable, codes in part.items()
        ]
    }
    same_update = _of_update(table.updated)
    is_recent = younger_than(CURRENT_DAYS)

    def valid(answer: Answer) -> bool:
        if answer.status in LACKING:
            return is_recent(answer)
        return same_update(answer)

    return service.ask(
        f"/tables/{table.table}/data",
        params=FORM,
        body=body,
        whole=_check_cube,
        valid=valid,
        lacking=LACKING,
    )


def _check_cube(answer: Answer) -> None:
    cube = answer.json()
    cells_said = math.prod(cube["size"])
    if cells_said != len(cube["value"]):
        raise HalfAnswer(f"size says {cells_said} cells, {len(cube['value'])} came")


def _of_update(updated: str) -> Valid:
    is_recent = younger_than(CURRENT_DAYS)

    def valid(answer: Answer) -> bool:
        return is_recent(answer) or bool(updated) and answer.json().get("updated") == updated

    return valid


def _codes(dimension: Mapping) -> tuple[str, ...]:
    """Codes in order; the index is an object of positions, or a plain list."""
    index = dimension["category"]["index"]
    return tuple(sorted(index, key=index.get) if isinstance(index, Mapping) else index)
