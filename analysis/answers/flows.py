"""The door to the flows: a question goes in, what may be shown of the answer comes out.

Every count leaves through the gate: flows and persons of a path by the cell-key method (the key of
a path is the sum of the record keys behind it), rare paths together as 'other', and days between
only where enough persons stand behind them.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.answers.flow_sets import require_flow
from analysis.disclosure import FEW_OTHERS, Gate
from analysis.flows import (
    FlowAnswer,
    FlowQuestion,
    UnknownEventType,
    path_cells,
    with_rare_together,
)
from analysis.intervals import wilson_interval_noisy
from store.read import Store

QUARTILES_NEED = 4  # times the smallest group: quartiles are single persons' days


def flow(store: Store, question: FlowQuestion, gate: Gate) -> FlowAnswer:
    """By which paths did they get to the outcome?

    raises   UnknownEventType for a type that no event has; OffLattice
    """
    states = states_of(store, question)
    require_flow(store, question, gate)
    asked = {"conditions": question.conditions, **question.params()}
    counted = store.query("flow_paths", smallest_people=smallest_people(gate), **asked)
    noted = store.query("flow_summary", **asked).set_index("measure").astype("int64")
    notes = shown_or_zero(noted["n"], noted["n_key"], gate)
    return FlowAnswer(
        question=question,
        total=notes["followed"],
        people=notes["followed_people"],
        paths=_shown(path_cells(counted, states), noted, question, gate),
        notes=notes,
    )


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


def shown_or_zero(counts: pd.Series, keys: pd.Series, gate: Gate) -> dict[str, int | None]:
    """Protected counts by name: None where too few, and 0 for nobody or as good as nobody.

    What the method makes 0 is shown like a true 0, so that the two cannot be told apart.
    """
    protected = gate.parts(pd.DataFrame({"people": counts, "people_key": keys}))["people"]
    smallest = 1 if gate.exact else gate.policy.smallest_people
    return {name: int(n) if n == 0 or n >= smallest else None for name, n in protected.items()}


def _shown(
    cells: pd.DataFrame, noted: pd.DataFrame, question: FlowQuestion, gate: Gate
) -> pd.DataFrame:
    """The cells of the paths as they may be shown, those too rare added to 'other'."""
    reasons = _reasons(cells, noted, gate)
    rare = reasons.notna() & (reasons != FEW_OTHERS)
    cells = with_rare_together(cells, rare.to_numpy(dtype=bool))
    withheld = _reasons(cells, noted, gate)
    people = gate.people(cells[["people", "people_key"]])["people"]
    shown = pd.DataFrame(
        {
            "path": cells["path"],
            **_shares(cells, gate),
            "people": people,
            **_support(cells, question, gate),
            **_days(cells, people, gate),
            "withheld": withheld,
        }
    )
    figures = [name for name in shown if name not in ("path", "withheld", "support_withheld")]
    shown.loc[withheld.notna(), figures] = pd.NA
    return shown


def _reasons(cells: pd.DataFrame, noted: pd.DataFrame, gate: Gate) -> pd.Series:
    """Why a path is not shown: too few persons or flows on it, or too few *not* on it.

    Whoever knows that a person got to the outcome does not know whether by way of an origin, so the
    others are all outcomes of the period, those without an origin among them.
    """
    of_outcomes = gate.counts(
        pd.DataFrame(
            {
                "people": noted.at["outcomes", "n"],
                "people_key": noted.at["outcomes", "n_key"],
                "cases": cells["flows"],
                "cases_key": cells["flows_key"],
            },
            index=cells.index,
        )
    )
    persons = gate.people(cells[["people", "people_key"]])["withheld"]
    return persons.fillna(of_outcomes["withheld"])


def _shares(cells: pd.DataFrame, gate: Gate) -> dict[str, pd.Series]:
    """The flows of each path, and their share of all flows, from protected counts."""
    whole = cells[["flows", "flows_key"]].sum().to_frame().T
    names = {"flows": "people", "flows_key": "people_key"}
    total = int(gate.parts(whole.rename(columns=names))["people"].iloc[0])
    parts = cells[list(names)].rename(columns=names)
    count = gate.parts(parts)["people"]
    # Each is changed by itself, so a path that nearly all take may come out above the whole.
    n = np.full(len(cells), max(total, 1))
    x = np.clip(count.to_numpy(), 0, n)
    low, high = wilson_interval_noisy(x, n, noise_variance=gate.noise_variance)
    index = cells.index
    return {
        "count": count.astype("Int64"),
        "share": pd.Series(x / n, index=index),
        "share_low": pd.Series(low, index=index),
        "share_high": pd.Series(high, index=index),
    }


def _support(cells: pd.DataFrame, question: FlowQuestion, gate: Gate) -> dict[str, pd.Series]:
    """Of those with time for it, how many had support; empty, not 0, where nobody was asked."""
    names = ("asked", "asked_key", "supported", "supported_key")
    counted = cells[list(names)].set_axis(["people", "people_key", "cases", "cases_key"], axis=1)
    shown = gate.counts(counted)
    unasked = (cells["asked"] == 0) | (not question.support)
    return {
        "asked": shown["people"].mask(unasked),
        "supported": shown["cases"].mask(unasked),
        "supported_share": shown["share"].mask(unasked),
        "supported_share_low": shown["share_low"].mask(unasked),
        "supported_share_high": shown["share_high"].mask(unasked),
        "support_withheld": shown["withheld"].mask(unasked),
    }


def _days(cells: pd.DataFrame, people: pd.Series, gate: Gate) -> dict[str, np.ndarray]:
    """Days between as quartiles, whole days, where enough persons stand behind them."""
    least = 0 if gate.exact else QUARTILES_NEED * gate.policy.smallest_people
    enough = people.fillna(0).to_numpy(dtype=int) >= least
    names = ("days_lower_quartile", "days_median", "days_upper_quartile")
    return {
        name: np.where(enough, cells[name] if gate.exact else cells[name].round(), np.nan)
        for name in names
    }
