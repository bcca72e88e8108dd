"""Does this table hold what the calculation reads?

Asked first by every function that takes a frame, so that a misnamed column is told by its name and
not by a KeyError from somewhere inside.
"""

import numpy as np
import pandas as pd

from language import _
from language.errors import BehovsbildError, MissingColumns


class ImpossibleCounts(BehovsbildError, ValueError):
    """A count that cannot be: below zero, or more cases than people."""

    def __init__(self, cases: float, people: float) -> None:
        super().__init__(
            _(
                "Expected 0 or more people and 0 to all of them as cases; came {cases} cases of "
                "{people} people. Check that the two columns are not swapped, and that cases is a "
                "count and not a percentage."
            ).format(cases=f"{cases:g}", people=f"{people:g}")
        )


def require_columns(table: pd.DataFrame, *columns: str) -> None:
    """Raise MissingColumns, naming them, unless `table` has every one of `columns`."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise MissingColumns(missing, [str(column) for column in table.columns])


def require_possible(cases: np.ndarray, people: np.ndarray) -> None:
    """Raise ImpossibleCounts at the first pair that is not 0 <= cases <= people; NaN passes."""
    cases, people = np.broadcast_arrays(cases, people)
    wrong = (cases < 0) | (people < 0) | (cases > people)
    if wrong.any():
        raise ImpossibleCounts(cases[wrong].flat[0], people[wrong].flat[0])


def numbers(values: object) -> np.ndarray:
    """`values` (a number, a list, an array, a Series) as floats, with what is missing as NaN."""
    if isinstance(values, pd.Series):
        return values.to_numpy(dtype=float, na_value=np.nan)
    return np.asarray(values, dtype=float)
