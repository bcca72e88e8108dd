"""The door to whole sequences: every person's types in order of time, as process mining counts.

Exact figures are what process-mining tools give for the same log. Protected ones leave out the
sequences and transitions that too few persons have, and say how many are left.
"""

from typing import Any

import pandas as pd

from analysis.disclosure.gate import Gate
from analysis.flows.question import BadFlowQuestion
from analysis.flows.sequences import BITS_OF_A_WORD, bits_of, unpacked
from language import _
from store.read import Store


class UnknownKind(BadFlowQuestion):
    """A kind that no event in the store has."""

    def __init__(self, kind: str, known: list[str]) -> None:
        super().__init__(
            _("No event is of the kind {kind!r}; the kinds are {known}.").format(
                kind=kind, known=", ".join(known) or "-"
            )
        )


def variants(store: Store, gate: Gate, *, kinds: tuple[str, ...] = ()) -> dict[str, Any]:
    """Which whole sequences do persons have?

    kinds    kinds of events to follow; empty: all
    returns  cases (persons), events, activities (types), variants: path and count, most common
             first; without exactness events is left out and `other` counts the rest
    raises   UnknownKind
    """
    types = _types(store, kinds)
    names = dict(zip(types["type_number"], types["type"], strict=True))
    bits = bits_of(len(names))
    counted = store.query(
        "events/variants", kinds=list(kinds), bits=bits, per_word=BITS_OF_A_WORD // bits
    ).astype({"people": "int64", "people_key": "int64"})
    shown = gate.people(counted)
    kept = shown["people"].notna()
    paths = unpacked(shown[kept], names, bits)
    answer = _size(store, gate, kinds, types) | {
        "variants": [
            {"path": path, "count": int(count)}
            for path, count in zip(paths, shown.loc[kept, "people"], strict=True)
        ]
    }
    return answer if gate.exact else answer | {"other": _rest(counted[~kept], gate)}


def transitions(store: Store, gate: Gate, *, kinds: tuple[str, ...] = ()) -> dict[str, Any]:
    """How often does one type follow directly on another?

    returns  cases, events, activities, pairs (how many are told), transitions: from, to, count,
             share (of all that follow on `from`), most common first; `other` as for variants
    raises   UnknownKind
    """
    types = _types(store, kinds)
    counted = (
        counted_transitions(store, kinds)
        if gate.exact
        else store.query("events/transition_people", kinds=list(kinds))
    )
    whole = [name for name in ("n", "n_key", "people", "people_key") if name in counted]
    counted = counted.astype(dict.fromkeys(whole, "int64"))
    kept = pd.Series(True, index=counted.index)
    if not gate.exact:
        kept = gate.people(counted[["people", "people_key"]])["withheld"].isna()
    shown = gate.counts(_of_from(counted))
    kept &= shown["withheld"].isna()
    names = dict(zip(types["type_number"], types["type"], strict=True))
    answer = _size(store, gate, kinds, types) | {
        "pairs": int(kept.sum()),
        "transitions": [
            {
                "from": names[row["from_number"]],
                "to": names[row["to_number"]],
                "count": int(row["cases"]),
                "share": float(row["share"]),
            }
            for row in shown[kept].to_dict("records")
        ],
    }
    rest = counted.loc[~kept, ["n", "n_key"]].set_axis(["people", "people_key"], axis=1)
    return answer if gate.exact else answer | {"other": _rest(rest, gate)}


def counted_transitions(store: Store, kinds: tuple[str, ...] = ()) -> pd.DataFrame:
    """Exact from_number, to_number, n, n_key: the short way where all kinds are asked for."""
    if not kinds or set(store.query("events/types", kinds=[])["kind"]) <= set(kinds):
        counted = store.query("events/transitions_as_stored")
        if not counted.empty and (counted["missing"] == 0).all():
            return counted.drop(columns="missing")
    return store.query("events/transitions", kinds=list(kinds))


def _of_from(counted: pd.DataFrame) -> pd.DataFrame:
    """Every transition (cases) of all that leave the same type (people)."""
    totals = counted.groupby("from_number")[["n", "n_key"]].transform("sum")
    return pd.DataFrame(
        {
            "from_number": counted["from_number"],
            "to_number": counted["to_number"],
            "people": totals["n"],
            "people_key": totals["n_key"],
            "cases": counted["n"],
            "cases_key": counted["n_key"],
        }
    )


def _types(store: Store, kinds: tuple[str, ...]) -> pd.DataFrame:
    known = sorted(set(store.query("events/types", kinds=[])["kind"]))
    for kind in kinds:
        if kind not in known:
            raise UnknownKind(kind, known)
    return store.query("events/types", kinds=list(kinds))


def _size(store: Store, gate: Gate, kinds: tuple[str, ...], types: pd.DataFrame) -> dict[str, Any]:
    size = store.query("flows/size", kinds=list(kinds)).astype("int64")
    people = gate.people(size[["people", "people_key"]])["people"].iloc[0]
    answer = {"cases": None if pd.isna(people) else int(people)}
    if gate.exact:
        answer["events"] = int(size["events"].iloc[0])
    return answer | {"activities": int(types["type_number"].nunique())}


def _rest(counted: pd.DataFrame, gate: Gate) -> int | None:
    """How many are left together, protected as one cell of their own."""
    sums = counted[["people", "people_key"]].sum().to_frame().T
    people = gate.people(sums)["people"].iloc[0]
    return None if pd.isna(people) else int(people)
