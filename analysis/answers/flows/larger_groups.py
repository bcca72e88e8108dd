"""Which larger groups can a narrowed flow be held against? Those with conditions left out.

Flows are narrowed by the finest level of a dimension only, so none has a coarser one instead.
"""

from itertools import combinations

from analysis.disclosure.gate import Gate
from store.conditions import Condition
from store.read import Store

Conditions = tuple[Condition, ...]


def larger_groups(store: Store, conditions: Conditions, gate: Gate) -> list[Conditions]:
    """The conditions of every larger group of other people; none where figures are exact."""
    if gate.exact or not conditions:
        return []
    own = _person_years(store, conditions)
    larger = [
        group for left in range(1, len(conditions)) for group in combinations(conditions, left)
    ]
    # Of the same people nothing is told by the difference; but everyone's events may be those of
    # persons whom no delivery of people names.
    return [(), *(group for group in larger if _person_years(store, group) > own)]


def _person_years(store: Store, conditions: Conditions) -> int:
    return int(store.query("people/person_years_met", conditions=conditions)["n"].iloc[0])
