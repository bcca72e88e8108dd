"""The door to who they are: the persons behind a flow, by everything that is known of people.

Areas are shown by district where the store knows districts: of a few hundred persons a small area
has next to nobody. Each group is a single category of the lattice, so it is a cell of its own
under the gate.
"""

import pandas as pd

from analysis.answers.flows.allowed_questions import require_flow
from analysis.answers.flows.larger_groups import larger_groups
from analysis.answers.flows.paths import states_of
from analysis.answers.people.dimensions import Lattice
from analysis.disclosure.gate import Gate
from analysis.flows.background import Background, with_support_gaps
from analysis.flows.differencing import fewest_of_each_and_all
from analysis.flows.paths import encoded
from analysis.flows.question import FlowQuestion
from store.read import Store

COUNTED = ["people", "people_key"]
UNKNOWN = "unknown"
COMMON_AGE = 0.05  # share of those who got there: ages of fewer are not whom they stand beside


def flow_background(
    store: Store, question: FlowQuestion, gate: Gate, *, path: tuple[str, ...] | None = None
) -> list[Background]:
    """Who got to the outcome, by each dimension of the people; those with a group to show.

    path     a path of the flow's answer; None: all of them
    raises   UnknownEventType, OffLattice
    """
    states = states_of(store, question)
    require_flow(store, question, gate)
    numbers = dict(zip(states["state"], states["state_number"], strict=True))
    lattice = Lattice.of(store)
    asked = {
        "conditions": question.conditions,
        "paths": [] if path is None else [encoded(path, numbers)],
        **question.params(),
    }
    counted = _counted(store, lattice, asked)
    wider = [
        _counted(store, lattice, asked | {"narrowed": bool(larger), "conditions": larger})
        for larger in larger_groups(store, question.conditions, gate)
    ]
    ages = _ages(store, lattice, counted, gate)
    found = [
        (name, table)
        for name in _shown_dimensions(lattice, gate)
        if (table := _by(store, lattice, name, counted, wider, ages, gate)) is not None
    ]
    judged = with_support_gaps([table for _name, table in found], gate.noise_variance)
    return [
        Background(name, lattice.role(name), lattice.label(name), table)
        for (name, _table), table in zip(found, judged, strict=True)
    ]


def _shown_dimensions(lattice: Lattice, gate: Gate) -> list[str]:
    """The finest of each dimension that the reader's role may see, and of areas the coarsest."""
    open_ones = [
        name
        for name in lattice.names
        if lattice.finest(name) == name
        and (gate.role is None or gate.policy.opens(gate.role, lattice.role(name)))
    ]
    areas = [name for name in open_ones if lattice.role(name) == "area"]
    # Areas last: they are the most, and each has the fewest.
    return [n for n in open_ones if n not in areas] + [lattice.resolve(["area"])[0] for _n in areas]


def _by(
    store: Store,
    lattice: Lattice,
    name: str,
    counted: pd.DataFrame,
    wider: list[pd.DataFrame],
    ages: list[str],
    gate: Gate,
) -> pd.DataFrame | None:
    """One dimension's table, or None where there are no two groups to tell apart."""
    cells = _cells(store, lattice, name, counted)
    larger = [_cells(store, lattice, name, each) for each in wider]
    labels = lattice.labels(name)
    values = [v for v in labels if ("flow", v) in cells.index]
    if len([value for value in values if value != UNKNOWN]) < 2:
        return None
    there, supported, unsupported = (
        _part(cells, who, values) for who in ("flow", "supported", "unsupported")
    )
    own, *others = (_part(each, "flow", list(labels)) for each in (cells, *larger))
    apart = fewest_of_each_and_all(own, others, gate)
    table = _got_there(there, gate, apart.loc[values]).assign(
        label=[labels[value] for value in values],
        everyone_share=_everyone(store, lattice, name, values, ages, gate),
    )
    asked, *more_asked = (
        _part(each, "supported", list(labels)) + _part(each, "unsupported", list(labels))
        for each in (cells, *larger)
    )
    support = gate.counts(
        (supported + unsupported).assign(
            cases=supported["people"], cases_key=supported["people_key"]
        ),
        apart=fewest_of_each_and_all(asked, more_asked, gate).loc[values],
    )
    table = table.assign(
        asked=support["people"],
        supported=support["cases"],
        supported_share=support["share"],
        supported_share_low=support["share_low"],
        supported_share_high=support["share_high"],
        support_withheld=support["withheld"],
    )
    hidden = table["withheld"].notna() | table["support_withheld"].notna()
    of_support = ["supported_share", "supported_share_low", "supported_share_high"]
    table.loc[hidden, ["asked", "supported", *of_support]] = pd.NA
    return table.rename_axis("value").reset_index()


def _counted(store: Store, lattice: Lattice, asked: dict) -> pd.DataFrame:
    """Persons and key sums by who and every finest dimension."""
    finest = [name for name in lattice.names if lattice.finest(name) == name]
    counted = store.query("flows/who", identifiers={"by": finest}, **asked)
    return counted.astype({**dict.fromkeys(finest, "str"), **dict.fromkeys(COUNTED, "int64")})


def _cells(store: Store, lattice: Lattice, name: str, counted: pd.DataFrame) -> pd.DataFrame:
    """Persons and key sums by who and value; a coarser level is the sum of its values."""
    finest = lattice.finest(name)
    values = counted[finest]
    if name != finest:
        coarser = store.query(
            "target_groups/parents", identifiers={"finest": [finest], "coarser": [name]}
        )
        values = values.map(dict(zip(coarser["value"], coarser["parent"], strict=True)))
    return counted.groupby([counted["who"], values.rename("value")])[COUNTED].sum()


def _ages(store: Store, lattice: Lattice, counted: pd.DataFrame, gate: Gate) -> list[str]:
    """The age groups that those who got there are in, but for the few: whom they are held against.

    Beside everyone of any age, the young would differ in all that goes by age.
    """
    ages = [name for name in lattice.with_role("age") if lattice.finest(name) == name]
    if not ages:
        return []
    cells = _cells(store, lattice, ages[0], counted)
    if "flow" not in cells.index.get_level_values("who"):
        return []
    shown = _got_there(cells.loc["flow"], gate)
    return shown.index[shown["share"].fillna(0) >= COMMON_AGE].tolist()


def _everyone(
    store: Store, lattice: Lattice, name: str, values: list[str], ages: list[str], gate: Gate
) -> list[float]:
    """Each value's share of everyone of the same ages, all years together."""
    age = [d for d in lattice.with_role("age") if lattice.finest(d) == d] or [name]
    people = store.query(
        "flows/everyone",
        identifiers={"by": [name], "age": age[:1]},
        ages=[] if lattice.role(name) == "age" else ages,
        first_year=0,
        last_year=9999,
    ).set_index("value")["people"]
    share = (people / people.sum()).reindex(values).astype(float)
    # Shares of everyone are of at least a municipality: whole percent says nothing of a person.
    return (share if gate.exact else share.round(2)).tolist()


def _part(cells: pd.DataFrame, who: str, values: list[str]) -> pd.DataFrame:
    """Persons of one kind for each of `values`; nobody is 0."""
    wanted = pd.MultiIndex.from_product([[who], values], names=["who", "value"])
    return cells.reindex(wanted, fill_value=0).droplevel(0)


def _got_there(there: pd.DataFrame, gate: Gate, apart: pd.DataFrame | None = None) -> pd.DataFrame:
    """Persons of each group, and their share of all who got there."""
    cells = there.rename(columns={"people": "cases", "people_key": "cases_key"})
    cells = cells.assign(people=there["people"].sum(), people_key=there["people_key"].sum())
    counted = gate.counts(cells, apart=apart)
    return counted.drop(columns="people").rename(columns={"cases": "people"})
