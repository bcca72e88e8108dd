"""The door to the missed chances: points before the outcome where some had support, others not."""

from dataclasses import replace

import pandas as pd

from analysis.answers.flows.allowed_questions import require_flow
from analysis.answers.flows.larger_groups import larger_groups
from analysis.answers.flows.paths import states_of
from analysis.answers.flows.shown_paths import QUARTILES_NEED
from analysis.disclosure.gate import Gate
from analysis.flows import days as flow_days
from analysis.flows.differencing import APART, fewest_apart
from analysis.flows.missed_support import PERSONS, MissedChance, points, ranked
from analysis.flows.paths import decoded
from analysis.flows.question import FlowQuestion
from store.read import Store


def missed_chances(store: Store, question: FlowQuestion, gate: Gate) -> list[MissedChance]:
    """The steps before the outcome that passed without support, most missed first.

    Steps that too few passed, on this path or so far, are left out; both are cells of their own
    under the gate.
    raises   UnknownEventType, OffLattice
    """
    states = states_of(store, question)
    require_flow(store, question, gate)
    counted = store.query("flows/points", conditions=question.conditions, **question.params())
    if counted.empty:
        return []
    cells = points(counted)
    wider = [
        points(store.query("flows/points", conditions=larger, **_narrowed_to(question, larger)))
        for larger in larger_groups(store, question.conditions, gate)
    ]
    here = gate.counts(
        _renamed(cells, "flows", "supported"), apart=_apart(cells, wider, "people", gate)
    )
    others = gate.counts(
        _renamed(cells, "others", "others_supported"),
        apart=_apart(cells, wider, "others_people", gate),
    )
    names = dict(zip(states["state_number"], states["state"], strict=True))
    days = _days_before(counted, cells, here["people"], gate)
    shown = here["withheld"].isna() & others["withheld"].isna()
    return ranked(
        [
            MissedChance(
                path=decoded(cells.at[i, "path"], names),
                so_far=decoded(cells.at[i, "so_far"], names),
                flows=int(here.at[i, "people"]),
                supported=int(here.at[i, "cases"]),
                others=int(others.at[i, "people"]),
                others_supported=int(others.at[i, "cases"]),
                days_before=days[i],
            )
            for i in cells.index[shown]
        ]
    )


def _narrowed_to(question: FlowQuestion, conditions: tuple) -> dict:
    return replace(question, conditions=conditions).params()


def _apart(cells: pd.DataFrame, wider: list[pd.DataFrame], people: str, gate: Gate) -> pd.DataFrame:
    """The fewest persons (of the column `people`) who set each step apart from larger groups'."""
    own, *larger = (
        each.set_index(["path", "ordinal"])[[people, f"{people}_key"]]
        .set_axis(APART, axis=1)
        .astype("int64")
        for each in (cells, *wider)
    )
    return fewest_apart(own, larger, gate).set_axis(cells.index)


def _renamed(cells: pd.DataFrame, people: str, cases: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "people": cells[people].astype("int64"),
            "people_key": cells[f"{people}_key"].astype("int64"),
            "cases": cells[cases].astype("int64"),
            "cases_key": cells[f"{cases}_key"].astype("int64"),
        }
    )


def _days_before(
    counted: pd.DataFrame, cells: pd.DataFrame, people: pd.Series, gate: Gate
) -> list[int | None]:
    """Median days to the outcome of those without support, where enough stand behind it."""
    missed = counted[counted["is_supported"] == 0].drop(columns=PERSONS)
    found = flow_days.quantiles(
        missed.rename(
            columns={"flows": "people", "flows_key": "people_key", "days_before": "days"}
        ),
        by=["path", "ordinal"],
        shares=[0.5],
        protect=None if gate.exact else gate.parts,
    )[0.5].reindex(pd.MultiIndex.from_frame(cells[["path", "ordinal"]]))
    least = 0 if gate.exact else QUARTILES_NEED * gate.policy.smallest_people
    enough = people.fillna(0).to_numpy(dtype=int) >= least
    return [
        int(days) if is_enough and pd.notna(days) else None
        for days, is_enough in zip(found, enough, strict=True)
    ]
