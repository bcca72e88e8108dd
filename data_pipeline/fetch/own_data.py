"""What of one's own stands where public figures have come? It stays, and that is said.

Whoever loads a file where the public source has figures has said that the own ones are to be
shown; a later fetch must not undo that in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from data_pipeline.fetch.gathered import Gathered
from data_pipeline.fetch.summary import KEY
from language import ngettext, whole
from store.read import Store

KEYS = {
    "observation": ("effects/own_observations", KEY),
    "area": ("effects/own_areas", ["area_code", "vintage"]),
    "comparison_group": ("effects/own_comparison_groups", ["group_id"]),
}


def own_keys(store: Store) -> dict[str, pd.DataFrame]:
    """By target, the keys of what came with own files."""
    return {target: store.query(name) for target, (name, _keys) in KEYS.items()}


def beside_own(
    gathered: Sequence[Gathered], own: Mapping[str, pd.DataFrame]
) -> tuple[list[Gathered], dict[str, int]]:
    """What came, without what the store has of its own; and how many rows that was, by target."""
    left, stay = [], dict.fromkeys(KEYS, 0)
    for each in gathered:
        kept = own.get(each.target)
        if kept is None or not len(kept) or not len(each.frame):
            left.append(each)
            continue
        keys = KEYS[each.target][1]
        is_own = _index(each.frame, keys).isin(_index(kept, keys))
        stay[each.target] += int(is_own.sum())
        left.append(replace(each, frame=each.frame[~is_own].reset_index(drop=True)))
    return left, stay


def _index(frame: pd.DataFrame, keys: list[str]) -> pd.Index:
    whole_numbers = {key: int for key in keys if key in ("vintage", "year")}
    texts = {key: str for key in keys if key not in whole_numbers}
    return pd.MultiIndex.from_frame(frame[keys].astype({**whole_numbers, **texts}))


def told_of_own(stay: Mapping[str, int]) -> Iterator[str]:
    """A line for each sort of own data that was left as it is."""
    for target, count in stay.items():
        if not count:
            continue
        yield {
            "observation": ngettext(
                "{n} figure of your own files stands where one has come; yours stays.",
                "{n} figures of your own files stand where others have come; yours stay.",
                count,
            ),
            "area": ngettext(
                "{n} area of your own files stands where one has come; yours stays.",
                "{n} areas of your own files stand where others have come; yours stay.",
                count,
            ),
            "comparison_group": ngettext(
                "{n} row of a comparison group has come that your own files have; yours stays.",
                "{n} rows of comparison groups have come that your own files have; yours stay.",
                count,
            ),
        }[target].format(n=whole(count))
