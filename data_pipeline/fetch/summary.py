"""What came, what was lacking, and what changed since last time?

A value has changed when the store has another under the same indicator, area, year, sex and age
group. It is gone when the source, asked about the same again, no longer has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline.fetch.gathered import Gathered, Lacking
from language import _, ngettext, whole

KEY = ["indicator_id", "area_code", "vintage", "year", "sex", "age_group"]
SAME = 1e-12  # relative; stored values are doubles
LACKING_SHOWN = 30  # of each source


@dataclass(frozen=True)
class Changes:
    """Rows by what happened to them; `gone` holds the keys of values that are no longer there."""

    new: int
    changed: int
    same: int
    gone: pd.DataFrame


def changes(present: pd.DataFrame, gathered: Iterable[Gathered]) -> Changes:
    """Hold what came against the store.

    present   columns KEY, value, status: what earlier fetches left
    """
    frames = [each.frame for each in gathered if each.target == "observation"]
    frames = [frame[[*KEY, "value", "status"]] for frame in frames if len(frame)]
    if not frames:
        return Changes(0, 0, 0, present[KEY].head(0))
    came = pd.concat(frames, ignore_index=True)
    came["value"] = came["value"].astype(float)
    present = present.assign(value=present["value"].astype(float))
    both = present.merge(came, on=KEY, how="outer", suffixes=("_then", "_now"), indicator=True)
    together = both[both["_merge"] == "both"]
    then, now = together["value_then"], together["value_now"]
    same = np.isclose(then, now, rtol=SAME, atol=0, equal_nan=True)
    same &= (together["status_then"] == together["status_now"]).to_numpy()
    return Changes(
        new=int((both["_merge"] == "right_only").sum()),
        changed=int((~same).sum()),
        same=int(same.sum()),
        gone=_gone(both, came),
    )


def _gone(both: pd.DataFrame, came: pd.DataFrame) -> pd.DataFrame:
    """Values that were asked about again and did not come.

    Asked about again: the source gave the indicator for that area, for that year and for that
    sex and age group, only not for all of them at once.
    """
    lost = both[(both["_merge"] == "left_only") & (both["status_then"] == "ok")]
    for also in (["area_code", "vintage"], ["year", "vintage"], ["sex", "age_group"]):
        keys = ["indicator_id", *also]
        lost = lost.merge(came[keys].drop_duplicates(), on=keys)
    return lost[KEY]


def as_missing(gone: pd.DataFrame) -> pd.DataFrame:
    """Rows for the store that say that a value is no longer there."""
    empty = {"value": None, "numerator": None, "denominator": None, "status": "missing"}
    return gone.assign(**empty)


def told(
    gathered: Sequence[Gathered],
    lacking: Sequence[Lacking],
    found: Changes,
    asked: dict[str, int],
) -> Iterator[str]:
    """The summary, line by line."""
    yield _("Came:")
    for (source, target), rows in _rows(gathered).items():
        line = _("  {source}, {target}: {rows}")
        yield line.format(source=source, target=target, rows=_n_rows(rows))
    refused = sum(each.rows_refused for each in gathered)
    if refused:
        yield ngettext(
            "  {n} row was marked as deleted at the source and left out",
            "  {n} rows were marked as deleted at the source and left out",
            refused,
        ).format(n=whole(refused))
    yield _("Lacking:") if lacking else _("Nothing was lacking.")
    for source in dict.fromkeys(each.source for each in lacking):
        of_source = [each for each in lacking if each.source == source]
        for each in of_source[:LACKING_SHOWN]:
            yield f"  {each.source} {each.what}: {each.why}"
        if len(of_source) > LACKING_SHOWN:
            more = whole(len(of_source) - LACKING_SHOWN)
            yield _("  {source}: and {n} more").format(source=source, n=more)
    yield _(
        "Since last time: {new} new values, {changed} changed, {gone} gone, {same} the same."
    ).format(
        new=whole(found.new),
        changed=whole(found.changed),
        gone=whole(len(found.gone)),
        same=whole(found.same),
    )
    total = sum(asked.values())
    by_service = ", ".join(f"{name} {whole(count)}" for name, count in asked.items())
    yield ngettext(
        "{n} question was asked ({by_service}); the rest came from the cache.",
        "{n} questions were asked ({by_service}); the rest came from the cache.",
        total,
    ).format(n=whole(total), by_service=by_service)


def _rows(gathered: Sequence[Gathered]) -> dict[tuple[str, str], int]:
    rows: dict[tuple[str, str], int] = {}
    for each in gathered:
        key = (each.source, each.target)
        rows[key] = rows.get(key, 0) + len(each.frame)
    return rows


def _n_rows(rows: int) -> str:
    return ngettext("{n} row", "{n} rows", rows).format(n=whole(rows))
