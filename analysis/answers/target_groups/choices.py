"""By which conditions can a group be delimited by hand? One choice a dimension, of any level.

A condition is a single value of a dimension or of one of its coarser levels, so that two levels of
one dimension are never combined.
"""

from dataclasses import dataclass

from analysis.answers.people.dimensions import Lattice
from store.read import Store

COARSE_FIRST = {"district": 0, "regso": 1, "deso": 2}


@dataclass(frozen=True)
class ConditionChoice:
    """One dimension with the values of all its levels.

    values   value -> what it is called, the coarser levels' areas first
    columns  value -> the dimension or level that has it
    """

    dimension: str
    role: str
    label: str
    values: dict[str, str]
    columns: dict[str, str]


def condition_choices(store: Store) -> tuple[ConditionChoice, ...]:
    """Every dimension of the store's people, with what it can be narrowed to."""
    lattice = Lattice.of(store)
    finest = [name for name in lattice.names if lattice.finest(name) == name]
    return tuple(_choice(lattice, name) for name in finest)


def _choice(lattice: Lattice, finest: str) -> ConditionChoice:
    levels = [name for name in lattice.names if lattice.finest(name) == finest]
    if lattice.role(finest) == "area":
        level_of = lattice.dimensions.set_index("name")["level"].astype("str")
        levels.sort(key=lambda name: COARSE_FIRST.get(level_of[name], len(COARSE_FIRST)))
    values: dict[str, str] = {}
    columns: dict[str, str] = {}
    for name in levels:
        for value, label in lattice.labels(name).items():
            # a value that two levels share (13-15 in fine and middle ages) is the same people
            values.setdefault(value, label)
            columns.setdefault(value, name)
    return ConditionChoice(finest, lattice.role(finest), lattice.label(finest), values, columns)
