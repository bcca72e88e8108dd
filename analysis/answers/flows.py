"""The door to the flows: a question goes in, what may be shown of the answer comes out.

Every count leaves through the gate: flows and persons of a path by the cell-key method (the key of
a path is the sum of the record keys behind it), rare paths together as 'other', and days between
only where enough persons stand behind them.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.disclosure import Gate
from analysis.flows import (
    FlowAnswer,
    FlowQuestion,
    UnknownEventType,
    encoded,
    path_cells,
    with_rare_together,
)
from store.read import Store

WHO_COLUMNS = [
    *("value", "people", "share", "share_low", "share_high", "everyone_share"),
    *("supported", "unsupported", "withheld"),
]
QUARTILES_NEED = 4  # times the smallest group: quartiles are single persons' days


def flow(store: Store, question: FlowQuestion, gate: Gate) -> FlowAnswer:
    """By which paths did they get to the outcome?

    raises   UnknownEventType for a type that no event has
    """
    states = states_of(store, question)
    asked = {"conditions": question.conditions, **question.params()}
    counted = store.query("flow_paths", smallest_people=smallest_people(gate), **asked)
    noted = store.query("flow_summary", **asked)
    notes = _notes(noted, gate)
    return FlowAnswer(
        question=question,
        total=notes["followed"],
        people=notes["followed_people"],
        paths=_shown(path_cells(counted, states), question, gate),
        notes=notes,
    )


def who(
    store: Store,
    question: FlowQuestion,
    gate: Gate,
    *,
    by: str,
    path: tuple[str, ...] | None = None,
) -> pd.DataFrame:
    """Who got to the outcome, by one dimension, beside everyone in the same years.

    by       a dimension of the people; path: a path of the answer, None: all of them
    returns  a row a value: value, people and share of those who got there (with bounds),
             everyone_share; supported and unsupported (persons, by whether they had support
             between), withheld. Persons who are not among the people are not in it
    raises   UnknownEventType, UnknownColumn
    """
    states = states_of(store, question)
    numbers = dict(zip(states["state"], states["state_number"], strict=True))
    counted = store.query(
        "flow_who",
        identifiers={"by": [by]},
        conditions=question.conditions,
        paths=[] if path is None else [encoded(path, numbers)],
        **question.params(),
    ).astype({"people": "int64", "people_key": "int64"})
    parts = {name: rows.set_index("value") for name, rows in counted.groupby("who")}
    if "flow" not in parts:
        return pd.DataFrame(columns=WHO_COLUMNS)
    flows, everyone = parts["flow"], parts["everyone"]["people"]
    shown = gate.counts(
        pd.DataFrame(
            {
                "value": flows.index,
                "people": flows["people"].sum(),
                "people_key": flows["people_key"].sum(),
                "cases": flows["people"].to_numpy(),
                "cases_key": flows["people_key"].to_numpy(),
            }
        )
    )
    shown = shown.drop(columns="people").rename(columns={"cases": "people"})
    for name in ("supported", "unsupported"):
        shown[name] = _beside(shown["value"], parts.get(name), gate)
    # Shares of everyone are of at least a municipality: whole percent says nothing of a person.
    share = everyone / everyone.sum()
    shown["everyone_share"] = shown["value"].map(share if gate.exact else share.round(2))
    return shown[WHO_COLUMNS]


def _beside(values: pd.Series, counted: pd.DataFrame | None, gate: Gate) -> pd.Series:
    """Protected persons for each of `values`; missing where too few."""
    if counted is None:
        return pd.Series(pd.NA, index=values.index, dtype="Int64")
    people = gate.people(counted[["people", "people_key"]])["people"]
    return values.map(people).astype("Int64")


def states_of(store: Store, question: FlowQuestion) -> pd.DataFrame:
    """The names of the question's states; raises UnknownEventType."""
    states = store.query("flow_states", **question.type_params())
    _require(question.named_types(), states["type"].tolist())
    return states


def require_types(store: Store, types: Iterable[str]) -> None:
    """Raise UnknownEventType unless some event has each of the types."""
    _require(types, store.query("event_types", kinds=[])["type"].tolist())


def _require(types: Iterable[str], known: list[str]) -> None:
    for name in types:
        if name not in known:
            raise UnknownEventType(name, known)


def smallest_people(gate: Gate) -> int:
    """Paths of fewer persons than this are grouped; exact figures are not."""
    return 0 if gate.exact else gate.policy.smallest_people


def _notes(noted: pd.DataFrame, gate: Gate) -> dict[str, int | None]:
    shown = gate.people(noted.rename(columns={"n": "people", "n_key": "people_key"}))
    return {
        measure: 0 if exact == 0 else None if pd.isna(people) else int(people)
        for measure, people, exact in zip(
            shown["measure"], shown["people"], noted["n"], strict=True
        )
    }


def _shown(cells: pd.DataFrame, question: FlowQuestion, gate: Gate) -> pd.DataFrame:
    """The cells of the paths as they may be shown, those too rare added to 'other'."""
    rare = _persons(cells, gate)["withheld"].notna() | _of_all(cells, gate)["withheld"].notna()
    cells = with_rare_together(cells, rare.to_numpy(dtype=bool))
    persons, of_all = _persons(cells, gate), _of_all(cells, gate)
    few = persons["withheld"].fillna(of_all["withheld"])
    support = gate.counts(
        pd.DataFrame(
            {
                "people": cells["asked"],
                "people_key": cells["asked_key"],
                "cases": cells["supported"],
                "cases_key": cells["supported_key"],
            }
        )
    )
    # Nobody was asked, or no support was asked for: empty, not 0.
    unasked = (cells["asked"] == 0) | (not question.support)
    shown = pd.DataFrame(
        {
            "path": cells["path"],
            "count": of_all["cases"],
            "people": persons["people"],
            **{name: of_all[name] for name in ("share", "share_low", "share_high")},
            "asked": support["people"],
            "supported": support["cases"],
            "supported_share": support["share"],
            "supported_share_low": support["share_low"],
            "supported_share_high": support["share_high"],
            **_days(cells, persons, gate),
            "withheld": few,
            "support_withheld": support["withheld"].mask(unasked),
        }
    )
    of_support = ["asked", "supported", "supported_share"]
    of_support += ["supported_share_low", "supported_share_high"]
    shown.loc[unasked | few.notna(), of_support] = pd.NA
    shown.loc[few.notna(), ["count", "people", "share", "share_low", "share_high"]] = pd.NA
    return shown


def _persons(cells: pd.DataFrame, gate: Gate) -> pd.DataFrame:
    return gate.people(cells[["people", "people_key"]])


def _of_all(cells: pd.DataFrame, gate: Gate) -> pd.DataFrame:
    return gate.counts(
        pd.DataFrame(
            {
                "people": cells["flows"].sum(),
                "people_key": cells["flows_key"].sum(),
                "cases": cells["flows"],
                "cases_key": cells["flows_key"],
            },
            index=cells.index,
        )
    )


def _days(cells: pd.DataFrame, persons: pd.DataFrame, gate: Gate) -> dict[str, np.ndarray]:
    """Days between as quartiles, whole days, where enough persons stand behind them."""
    people = persons["people"].fillna(0).to_numpy(dtype=int)
    enough = (
        np.full(len(cells), True)
        if gate.exact
        else (people >= QUARTILES_NEED * gate.policy.smallest_people)
    )
    names = ("days_lower_quartile", "days_median", "days_upper_quartile")
    return {
        name: np.where(enough, cells[name] if gate.exact else cells[name].round(), np.nan)
        for name in names
    }
