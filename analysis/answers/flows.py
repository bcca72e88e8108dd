"""The door to the flows: a question goes in, what may be shown of the answer comes out.

Every count leaves through the gate: flows and persons of a path by the cell-key method (the key of
a path is the sum of the record keys behind it); what may be shown of the paths is decided in
flow_paths.py.
"""

from collections.abc import Iterable

import pandas as pd

from analysis.answers.flow_paths import shown_paths
from analysis.answers.flow_sets import require_flow
from analysis.disclosure import Gate
from analysis.flows import FlowAnswer, FlowQuestion, UnknownEventType, path_cells
from store.read import Store


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
        paths=shown_paths(path_cells(counted, states), counted, noted, question, gate),
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
