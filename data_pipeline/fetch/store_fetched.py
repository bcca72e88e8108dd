"""What does the store hold of public figures, and how do new ones get in, all or none?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data_pipeline.fetch.gathered import Gathered
from data_pipeline.fetch.own_data import own_keys
from data_pipeline.fetch.summary import KEY, as_missing
from data_pipeline.map_shapes import make_light_shapes
from indicators.catalogue import Catalogue
from store.errors import StoreMissing
from store.read import open_store
from store.writing.new_version import program_version
from store.writing.write import Draft, new_version


@dataclass(frozen=True)
class Present:
    """What the store held before this run; empty where there is none, or only the sample."""

    municipality_code: str | None = None
    is_sample: bool = False
    observations: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=[*KEY, "value", "status"])
    )
    origins: frozenset = frozenset()
    bounded: frozenset = frozenset()  # (area code, vintage) with a boundary
    entries: Mapping[str, object] = field(default_factory=dict)  # of the catalogue, as loaded
    own: Mapping[str, pd.DataFrame] = field(default_factory=dict)  # keys of own data, by target


def present(path: Path) -> Present:
    """Read the store; raises what open_store does, except that a missing store is an empty one."""
    try:
        store = open_store(path)
    except StoreMissing:
        return Present()
    try:
        if store.meta.is_sample:
            return Present(store.meta.municipality_code, is_sample=True)
        loads = store.query("loads/loads")
        loads = loads[loads["tool_version"] == program_version()]
        areas = store.query("areas/areas")
        areas = areas[areas["has_boundary"]]
        return Present(
            municipality_code=store.meta.municipality_code,
            observations=store.query("observations/fetched"),
            origins=frozenset(
                _origin(source, target, address, sha256, when)
                for source, target, address, sha256, when in zip(
                    *(loads[name] for name in _ORIGIN), strict=True
                )
            ),
            own=own_keys(store),
            bounded=frozenset(zip(areas["area_code"], areas["vintage"], strict=True)),
            entries={
                known: json.loads(entry)
                for known, entry in store.query("observations/entries").itertuples(index=False)
            },
        )
    finally:
        store.close()


def is_stored(gathered: Sequence[Gathered], catalogue: Catalogue, before: Present) -> bool:
    """Whether the store holds these very answers, read by this program with this catalogue."""
    entries = {known: dict(each.entry) for known, each in catalogue.indicators.items()}
    if json.loads(json.dumps(entries, default=str)) != before.entries:
        return False
    return all(
        _origin(*(getattr(each, name) for name in _ORIGIN)) in before.origins for each in gathered
    )


def put(
    path: Path,
    municipality_code: str,
    gathered: Sequence[Gathered],
    gone: pd.DataFrame,
    before: Present,
) -> None:
    """Write a new version of the store with everything in it; an error leaves the old one.

    gone   keys of values that the sources no longer have: kept as rows without a value
    """
    with new_version(path, in_place_of_sample=True) as draft:
        draft.set_meta(municipality_code=municipality_code, is_sample=False)
        for each in gathered:
            _put_one(draft, each, gone, before)
        make_light_shapes(draft)


def _put_one(draft: Draft, each: Gathered, gone: pd.DataFrame, before: Present) -> None:
    frame = each.frame
    if each.target == "observation":
        lost = gone[gone["indicator_id"].isin(frame["indicator_id"].unique())]
        if len(lost):
            frame = pd.concat([frame, as_missing(lost)], ignore_index=True)
    elif each.target == "area":
        keys = zip(frame["area_code"], frame["vintage"], strict=True)
        has_better = [key in before.bounded for key in keys]
        # A boundary that is there stays, although a source without boundaries names the area too.
        frame = frame[~(frame["geometry"].isna() & pd.Series(has_better, index=frame.index))]
    load_id = draft.load_number(
        source=each.source,
        target=each.target,
        producer=each.producer,
        address=each.address,
        sha256=each.sha256,
        retrieved_at=each.retrieved_at,
        licence=each.licence,
        rows_read=each.rows_read,
        rows_kept=len(frame),
        rows_refused=each.rows_refused,
    )
    if len(frame) == 0:
        return
    match each.target:
        case "area":
            draft.put_areas(frame, load_id)
        case "comparison_group":
            draft.put_comparison_groups(frame, load_id)
        case _:
            draft.put_observations(frame, load_id)


_ORIGIN = ("source", "target", "address", "sha256", "retrieved_at")


def _origin(source: str, target: str, address: str, sha256: str, when: object) -> tuple:
    return (source, target, address, sha256, pd.Timestamp(when))
