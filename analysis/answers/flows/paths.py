"""The door to the flows: a question goes in, what may be shown of the answer comes out.

Every count leaves through the gate: flows and persons of a path by the cell-key method (the key of
a path is the sum of the record keys behind it); what may be shown of the paths is decided in
flow_paths.py.
"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from analysis.answers.flows.allowed_questions import require_flow
from analysis.answers.flows.larger_groups import larger_groups
from analysis.answers.flows.shown_paths import Apart, shown_paths
from analysis.disclosure.gate import FEW_APART, Gate
from analysis.flows.answer import FlowAnswer
from analysis.flows.differencing import fewest_apart
from analysis.flows.paths import path_cells
from analysis.flows.question import FlowQuestion, UnknownEventType
from store.read import Store

NOTES = (
    *("outcomes", "followed", "followed_people", "out_of_sight", "truncated", "overlapping"),
    *("open_outcome", "open_origin", "not_in_people"),
)


def flow(store: Store, question: FlowQuestion, gate: Gate) -> FlowAnswer:
    """By which paths did they get to the outcome?

    raises   UnknownEventType for a type that no event has; OffLattice
    """
    states = states_of(store, question)
    require_flow(store, question, gate)
    counted, cells, noted = _asked(store, question, states, gate)
    wider = [
        _asked(store, replace(question, conditions=conditions), states, gate)[1:]
        for conditions in larger_groups(store, question.conditions, gate)
    ]
    apart = fewest_apart(noted, [each for _cells, each in wider], gate)
    few = (apart["people"] > 0) & gate.counts(_as_counts(noted), apart=apart)["withheld"].notna()
    notes = _notes(noted, few, gate)
    withheld = FEW_APART if notes["followed"] is None and few["followed"] else None
    of_paths = Apart.of(cells, [each for each, _noted in wider], apart.loc["asked"], gate)
    paths = shown_paths(cells, counted, noted, question, gate, of_paths)
    return FlowAnswer(
        question=question,
        total=notes["followed"],
        people=notes["followed_people"],
        paths=paths.head(0) if withheld else paths,
        notes=notes,
        withheld=withheld,
    )


def _asked(
    store: Store, question: FlowQuestion, states: pd.DataFrame, gate: Gate
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The rows of paths, a row a path, and a row a measure, as counted."""
    asked = {"conditions": question.conditions, **question.params()}
    counted = store.query("flows/paths", smallest_people=smallest_people(gate), **asked)
    noted = store.query("flows/summary", **asked).set_index("measure").astype("int64")
    return counted, path_cells(counted, states), noted


def _as_counts(noted: pd.DataFrame) -> pd.DataFrame:
    return noted[["people", "people_key"]].assign(cases=0, cases_key=0)


def _notes(noted: pd.DataFrame, few: pd.Series, gate: Gate) -> dict[str, int | None]:
    """Each measure as it may be shown; nobody is nobody, whoever else there is."""
    shown = shown_or_zero(noted["n"], noted["n_key"], gate)
    persons = noted.loc[["followed"]].rename({"followed": "followed_people"})
    shown |= shown_or_zero(persons["people"], persons["people_key"], gate)
    hidden = {*few.index[few], *(["followed_people"] if few["followed"] else [])}
    return {name: None if name in hidden and shown[name] else shown[name] for name in NOTES}


def states_of(store: Store, question: FlowQuestion) -> pd.DataFrame:
    """The names of the question's states; raises UnknownEventType."""
    states = store.query("flows/states", **question.type_params())
    _require(question.named_types(), states["type"].tolist())
    return states


def require_types(store: Store, types: Iterable[str]) -> None:
    """Raise UnknownEventType unless some event has each of the types."""
    _require(types, store.query("events/types", kinds=[])["type"].tolist())


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
