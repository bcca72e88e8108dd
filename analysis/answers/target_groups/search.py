"""What is there to search for target groups: which cells, what is left out of them, what rules?

Exact counts where there are many cells, since noise would find noise; protected ones where there
are few, since what is found would tell a count (docs/decisions/0007).
"""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.answers.people.dimensions import Lattice
from analysis.answers.people.protected_counts import gate_before, lattice_of
from analysis.answers.target_groups.question import (
    TargetQuestion,
    asked_dimensions,
    asked_standards,
    asked_years,
    check_outcome,
)
from analysis.disclosure.allowed_questions import require_size
from analysis.disclosure.gate import Gate
from analysis.target_groups.cells import UNKNOWN, CoarserLevel, Prepared, prepare
from analysis.target_groups.errors import NoDimensions
from analysis.target_groups.finder import Rules, candidates
from language import _
from store.read import Store

FEW_CELLS = 20  # up to here, which groups are found would tell a count


@dataclass(frozen=True)
class Search:
    """A question ready to be searched: its cells, what is left out of them, and the rules.

    noise  variance that protection adds to the cells searched, over that of chance; 0 where they
           are searched as they are
    """

    question: TargetQuestion
    gate: Gate
    lattice: Lattice
    standards: list[str]
    cells: pd.DataFrame
    prepared: Prepared
    rules: Rules
    noise: float
    notices: tuple[str, ...]

    @property
    def scanned(self) -> int:
        """Groups that are large enough to be looked at."""
        return len(candidates(self.prepared.counted, self.rules.smallest))


def search_of(store: Store, question: TargetQuestion, gate: Gate) -> Search:
    """What there is to search; raises what `target_groups` raises of the question itself."""
    check_outcome(store, question.outcome)
    if not gate.exact:
        require_size(question.smallest)
    gate = gate_before(store, gate)
    lattice = lattice_of(store)
    first, last = asked_years(store, question)
    question = replace(question, first_year=first, last_year=last)
    dimensions, notices = asked_dimensions(lattice, question.dimensions, gate)
    standards = asked_standards(lattice, question.standardise)
    cells = store.query(
        "target_groups/cells",
        identifiers={"by": list(dict.fromkeys([*dimensions, *standards]))},
        outcome=question.outcome,
        first_year=first,
        last_year=last,
    )
    left_out = _alike(cells, dimensions, gate)
    dividing = [name for name in dimensions if name not in left_out]
    if not dividing:
        raise NoDimensions(dimensions)
    cells, parts, noise = _as_searched(cells, gate)
    prepared = _prepared(store, question, lattice, parts, dividing, standards)
    rules = Rules(
        smallest=question.smallest,
        direction=question.direction,
        dispersion=_dispersion(store, question, standards),
    )
    notices += _left_out(lattice, {**prepared.left_out, **left_out})
    notices += _on_standards(lattice, standards)
    return Search(question, gate, lattice, standards, cells, prepared, rules, noise, notices)


def _as_searched(cells: pd.DataFrame, gate: Gate) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """The cells, the same as they are searched, and the noise in these (see Search).

    Of few cells everything else is known within a little, so that a group's being found by exact
    counts tells which side of a threshold its own lies: it is found by protected ones. In many
    cells noise would find noise.
    """
    there = gate.present(cells)
    if gate.exact or there.sum() > FEW_CELLS:
        return cells, cells, 0.0
    cells = cells[there].reset_index(drop=True)
    parts = gate.parts(cells)
    people, cases = float(parts["people"].sum()), float(parts["cases"].sum())
    chance = cases * (1 - cases / people) if people else 0.0
    return cells, parts, gate.noise_variance * len(parts) / max(chance, 1.0)


def _alike(cells: pd.DataFrame, dimensions: list[str], gate: Gate) -> dict[str, str]:
    """Dimensions that by what may be shown divide nobody: that value, '' for none.

    A value that the method makes nobody is none here either, as it has no row in a table.
    """
    found = {}
    for name in dimensions:
        sums = cells.groupby(["year", name], observed=True, dropna=False)
        rows = sums[["people", "people_key"]].sum().reset_index()
        there = rows.loc[gate.present(rows), name]
        values = [UNKNOWN if pd.isna(value) else str(value) for value in there.unique()]
        if len(set(values)) < 2:
            found[name] = "".join(values)
    return found


def _prepared(
    store: Store,
    question: TargetQuestion,
    lattice: Lattice,
    cells: pd.DataFrame,
    dimensions: list[str],
    standards: list[str],
) -> Prepared:
    levels = [
        CoarserLevel(name, lattice.finest(name), _parents(store, lattice.finest(name), name))
        for name in lattice.names
        if lattice.finest(name) != name and lattice.finest(name) in dimensions
    ]
    areas = [name for name in dimensions if lattice.role(name) == "area"]
    return prepare(
        cells,
        dimensions,
        levels=levels,
        standardise=standards,
        areas=areas,
        depth=question.depth,
    )


def _parents(store: Store, finest: str, coarser: str) -> dict[str, str]:
    rows = store.query(
        "target_groups/parents", identifiers={"finest": [finest], "coarser": [coarser]}
    )
    rows = rows.dropna().astype("str")
    return dict(zip(rows["value"], rows["parent"], strict=True))


def _dispersion(store: Store, question: TargetQuestion, standards: list[str]) -> float:
    """At least 1; one year needs no look at the persons."""
    if question.first_year == question.last_year:
        return 1.0
    found = store.query(
        "target_groups/dispersion",
        identifiers={"outcome": [question.outcome], "by": standards},
        first_year=question.first_year,
        last_year=question.last_year,
    )["dispersion"].iloc[0]
    return max(float(found), 1.0) if pd.notna(found) else 1.0


def _left_out(lattice: Lattice, alike: dict[str, str]) -> tuple[str, ...]:
    """Dimensions that divide nobody, by their labels."""
    said = []
    for name, value in alike.items():
        if value:
            told = _("{name} has one value only ({value}) and was left out.")
        else:
            told = _("{name} is empty and was left out.")
        words = lattice.labels(name).get(value, value)
        said.append(told.format(name=lattice.label(name), value=words))
    return tuple(said)


def _on_standards(lattice: Lattice, standards: list[str]) -> tuple[str, ...]:
    if not standards:
        return ()
    names = ", ".join(lattice.label(name) for name in standards)
    return (
        _(
            "Standardised by {names}: groups of that alone are not looked for, and no group is "
            "listed for its mix of it."
        ).format(names=names.lower()),
    )
