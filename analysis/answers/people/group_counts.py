"""Whose figures, where a reader put the group together: several values of a dimension as one?

A condition with one value narrows, as on every page. One with several is a sum of protected cells,
each a conjunction of single categories, never a new draw (analysis/disclosure/gate.py): groups that
differ by one cell tell its protected figure and no more. A sum with a part that too few set apart
from a larger group is withheld, since taking the other parts away would leave it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.answers.asked import NothingThere
from analysis.answers.people.dimensions import Lattice, UnknownCategory
from analysis.answers.people.protected_counts import asked_cells, gate_before, lattice_of
from analysis.disclosure.gate import Gate
from language import _, ngettext
from store.conditions import Condition
from store.read import Store

Conditions = Mapping[str, tuple[str, ...]]  # dimension or level -> values, one of which they have
MOST_NAMED = 3  # values of one condition, before the others are only counted


class NobodyLeft(NothingThere):
    """Conditions of which nobody has all."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            _("Nobody is both {one} and {other}. Take one of the two narrowings away.").format(
                one=one, other=other
            )
        )


class GroupCells:
    """People with one of the values in each dimension.

    conditions  as given, each value known
    parts       how many protected cells the group is the sum of at most
    raises      UnknownDimension, TwoLevelsOfOne, UnknownCategory
    """

    def __init__(self, store: Store, gate: Gate, conditions: Conditions) -> None:
        self.store, self.lattice = store, lattice_of(store)
        self.gate = gate_before(store, gate)
        self.lattice.resolve(list(conditions))
        for name, values in conditions.items():
            _require_known(self.lattice, name, values)
        self.conditions = conditions
        self.parts = int(np.prod([max(len(values), 1) for values in conditions.values()]))

    def counts(
        self, outcome: str, by: Sequence[str] = (), *, people_only: bool = False
    ) -> pd.DataFrame:
        """Protected figures for every year, by further dimensions, as Gate.counts.

        `parts` says how many protected cells each row is the sum of.

        people_only  how many were asked, whether or not few of them have the outcome
        raises       NotOpen
        """
        cells, apart = self.cells(outcome, by)
        if people_only:
            cells = cells.assign(cases=0, cases_key=0)
        if self.parts == 1:
            return self.gate.counts(cells, apart=apart).assign(parts=1)
        keys = ["year", *by]
        shown = self.gate.union(cells, by=keys, apart=apart)
        parts = cells.groupby(keys, observed=True).size().rename("parts").reset_index()
        return shown.merge(parts, on=keys, how="left")

    def cells(self, outcome: str, by: Sequence[str] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The protected parts with the columns `by`, for the gate; as protected.asked_cells."""
        several = [name for name, values in self.conditions.items() if len(values) > 1]
        carriers = {name: name for name in by}
        for name in several:
            same = [b for b in by if self.lattice.finest(b) == self.lattice.finest(name)]
            carrier = self._carrier(name, same[0]) if same else name
            carriers |= dict.fromkeys((name, *same), carrier)
        cells, apart = asked_cells(
            self.store,
            self.gate,
            outcome=outcome,
            by=list(dict.fromkeys(carriers.values())),
            conditions=self._single(),
        )
        told = {name: self._as_level(cells[c], c, name) for name, c in carriers.items()}
        inside = np.ones(len(cells), dtype=bool)
        for name in several:
            inside &= told[name].isin(self.conditions[name]).to_numpy()
        cells = cells.assign(**{name: told[name] for name in by if carriers[name] != name})
        return cells[inside].reset_index(drop=True), apart[inside].reset_index(drop=True)

    def in_words(self) -> str:
        """The conditions as a caption: 'Pojkar, Norra Åsen eller Centrum'."""
        return in_words(self.conditions, self.lattice)

    def _single(self) -> list[Condition]:
        return [
            Condition(name, values[0], self.lattice.labels(name)[values[0]])
            for name, values in self.conditions.items()
            if len(values) == 1
        ]

    def _carrier(self, one: str, other: str) -> str:
        """The level whose cells tell both: the finer of the two, else the finest."""
        if parents_of(self.store, one, other) is not None:
            return one
        return other if parents_of(self.store, other, one) is not None else self.lattice.finest(one)

    def _as_level(self, values: pd.Series, level: str, asked: str) -> pd.Series:
        values = values.astype("str")
        return values if level == asked else values.map(parents_of(self.store, level, asked))


def joined(store: Store, one: Conditions, other: Conditions) -> Conditions:
    """The conditions of those in both; levels of one dimension become the finer of the two.

    raises  NobodyLeft, UnknownCategory
    """
    lattice, both = lattice_of(store), dict(one)
    for name, values in other.items():
        _require_known(lattice, name, values)
        finest = lattice.finest(name)
        there = next((n for n in both if lattice.finest(n) == finest), None)
        if there is None:
            both[name] = tuple(values)
            continue
        already = both.pop(there)
        level, kept = _both_levels(lattice, store, (there, already), (name, values))
        if not kept:
            raise NobodyLeft(in_words({there: already}, lattice), in_words({name: values}, lattice))
        both[level] = kept
    return both


def in_words(conditions: Conditions, lattice: Lattice) -> str:
    """Conditions as a caption, each value by its label."""
    return ", ".join(
        values_in_words([lattice.labels(name).get(value, value) for value in values])
        for name, values in conditions.items()
    )


def values_in_words(labels: Sequence[str]) -> str:
    """'A', 'A or B', 'A, B, C or 9 more': the values of one condition."""
    if len(labels) > MOST_NAMED + 1:
        rest = len(labels) - MOST_NAMED
        told = ngettext("{n} more", "{n} more", rest).format(n=rest)
        labels = [*labels[:MOST_NAMED], told]
    if len(labels) < 2:
        return "".join(labels)
    return _(" or ").join([", ".join(labels[:-1]), labels[-1]])


def areas_within(store: Store, level: str, conditions: Conditions) -> set[str] | None:
    """Areas of a level that the group's areas are, lie in or hold; None where it has none."""
    lattice = lattice_of(store)
    chosen = [c for c in conditions.items() if lattice.role(c[0]) == "area"]
    if not chosen:
        return None
    [(column, codes)] = chosen
    names = {"finest": lattice.resolve([level]), "coarser": [column]}
    rows = store.query("target_groups/parents", identifiers=names).astype("str")
    return set(rows.loc[rows["parent"].isin(codes), "value"])


@lru_cache(maxsize=64)
def parents_of(store: Store, fine: str, coarse: str) -> dict[str, str] | None:
    """Value of one level -> value of another that it lies in; None where some lie in several."""
    names = {"finest": [fine], "coarser": [coarse]}
    rows = store.query("target_groups/parents", identifiers=names).dropna().astype("str")
    if rows["value"].duplicated().any():
        return None
    return dict(zip(rows["value"], rows["parent"], strict=True))


def _both_levels(
    lattice: Lattice,
    store: Store,
    one: tuple[str, Iterable[str]],
    other: tuple[str, Iterable[str]],
) -> tuple[str, tuple[str, ...]]:
    """The finer level of the two and its values that lie in both; the finest where neither is."""
    (name, values), (other_name, other_values) = one, other
    if name == other_name:
        return name, tuple(value for value in values if value in other_values)
    for (fine, inside), (coarse, around) in ((one, other), (other, one)):
        parents = parents_of(store, fine, coarse)
        if parents is not None:
            return fine, tuple(value for value in inside if parents.get(value) in around)
    finest = lattice.finest(name)
    above = [parents_of(store, finest, level) for level in (name, other_name)]
    kept = (v for v in above[0] if above[0][v] in values and above[1].get(v) in other_values)
    return finest, tuple(kept)


def _require_known(lattice: Lattice, name: str, values: Iterable[str]) -> None:
    known = lattice.labels(name)
    for value in values:
        if value not in known:
            raise UnknownCategory(value, list(known))
