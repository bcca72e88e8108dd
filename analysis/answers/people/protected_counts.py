"""What may be shown of the store's own counts? The only way from the cells to an answer.

Every question about the municipality's own people is a few dimensions and a few single categories:
it is read here, held against what the reader's role may ask, and passes the gate together with what
the gate must know: how few people set each group apart from a larger one, and whether the store is
a published one, whose counts were rounded for good.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.answers.people.dimensions import Lattice
from analysis.disclosure.differencing import Axis, fewest_apart
from analysis.disclosure.gate import COUNTS, Gate
from store.asked import kept
from store.conditions import Condition
from store.read import Store


def gate_before(store: Store, gate: Gate) -> Gate:
    """The gate as it stands before this store: a published one is not protected twice."""
    return gate.of_published() if store.is_published else gate


def counts(
    store: Store,
    gate: Gate,
    *,
    outcome: str,
    by: Sequence[str] = (),
    conditions: Sequence[Condition] = (),
) -> pd.DataFrame:
    """People and cases of the outcome by year and `by`, as they may be shown (Gate.counts).

    Groups without protected people have no row.
    raises   NotOpen, UnknownColumn
    """
    cells, apart = asked_cells(store, gate, outcome=outcome, by=by, conditions=conditions)
    return gate_before(store, gate).counts(cells, apart=apart)


def asked_cells(
    store: Store,
    gate: Gate,
    *,
    outcome: str,
    by: Sequence[str] = (),
    conditions: Sequence[Condition] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells of a question for the gate, and the fewest who set each apart (a row each)."""
    lattice = lattice_of(store)
    axes = [_axis(lattice, name, None) for name in by]
    axes += [_axis(lattice, c.column, c.value) for c in conditions]
    for axis in axes:
        gate.require_open(lattice.role(axis.column), lattice.label(axis.column))
    before = gate_before(store, gate)
    if gate.exact or before.published or not axes:
        cells = store.query(
            "people/breakdown", identifiers={"by": list(by)}, conditions=conditions, outcome=outcome
        )
        cells = cells[before.present(cells)].reset_index(drop=True)
        return cells, pd.DataFrame({"people": 0, "people_key": 0}, index=cells.index)
    columns = list(dict.fromkeys(n for axis in axes for n in (axis.column, *axis.levels)))
    every = _every(store, outcome, tuple(columns))
    apart = fewest_apart(every, axes, "year")
    cells = _narrowed(every, by, conditions)
    cells = cells[before.present(cells)].reset_index(drop=True)
    keys = ["year", *by]
    told = cells[keys].astype(dict.fromkeys(by, "str")).merge(apart, on=keys, how="left")
    return cells, told[["people", "people_key"]].fillna(0).astype("int64")


@kept(maxsize=3)
def lattice_of(store: Store) -> Lattice:
    """The lattice of a version of the store, which never changes."""
    return Lattice.of(store)


@kept(maxsize=16)
def _every(store: Store, outcome: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """The cells by `columns`, not narrowed; an answer asks for the same ones several times."""
    return store.query("people/breakdown", identifiers={"by": columns}, outcome=outcome)


def _narrowed(
    every: pd.DataFrame, by: Sequence[str], conditions: Sequence[Condition]
) -> pd.DataFrame:
    """What the store would answer by `by` and narrowed, out of cells that are at least as fine."""
    inside = np.ones(len(every), dtype=bool)
    for condition in conditions:
        inside &= (every[condition.column] == condition.value).to_numpy(dtype=bool)
    groups = every[inside].groupby(["year", *by], observed=True, dropna=False)
    return groups[COUNTS].sum().reset_index()


def _axis(lattice: Lattice, column: str, value: str | None) -> Axis:
    """The column with the levels that are coarser than it."""
    finest = lattice.finest(column)
    same = [name for name in lattice.names if lattice.finest(name) == finest]
    return Axis(column, tuple(same[same.index(column) + 1 :]), value)
