"""Which larger groups can a narrowed flow be held against? Those with conditions left out.

Or with a coarser level in the place of one: whoever asks for a small area can ask for its district.
"""

from itertools import product
from typing import Any

from analysis.answers.group_cells import parents_of
from analysis.answers.protected import lattice_of
from analysis.disclosure import Gate
from store.conditions import Condition
from store.read import Store

Conditions = tuple[Any, ...]


def larger_groups(store: Store, conditions: Conditions, gate: Gate) -> list[Conditions]:
    """The conditions of every larger group of other people; none where figures are exact."""
    if gate.exact or not conditions:
        return []
    ways = [[(c,), *_coarser(store, c), ()] for c in conditions]
    larger = [tuple(c for kept in way for c in kept) for way in product(*ways)][1:]
    own = _person_years(store, conditions)
    # Of the same people, as a district of one small area has, nothing is told by the difference;
    # everyone's events may be of persons whom no delivery of people names.
    return [group for group in larger if not group or _person_years(store, group) > own]


def _person_years(store: Store, conditions: Conditions) -> int:
    return int(store.query("person_years_met", conditions=conditions)["n"].iloc[0])


def _coarser(store: Store, condition: Condition) -> list[Conditions]:
    lattice = lattice_of(store)
    finest = lattice.finest(condition.column)
    levels = [name for name in lattice.names if lattice.finest(name) == finest]
    found = []
    for level in levels[levels.index(condition.column) + 1 :]:
        value = (parents_of(store, condition.column, level) or {}).get(condition.value)
        if value is not None:
            found.append((Condition(level, value, lattice.labels(level).get(value, value)),))
    return found
