"""What does an attacker know? The method and its table are public; the record keys are not.

For a figure that is shown, or withheld with its reason, the true count lies among those that the
published table can take there. An attacker is *certain* of a count when only one number is left
that agrees with everything seen: that is what 'recovered exactly' means here. A guess is another
matter; how often the best one is right stands beside how often it is for who knows the averages.
"""

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from analysis.disclosure.perturbation import KEYS, LARGEST_CHANGE, LAST_ROW, TABLE

TABLE_ROWS = pd.read_csv(TABLE)
FEW_SHOWN = (3, 4)  # what a protected count under 5 can be, 0 apart
UNBOUNDED = 10**6


def counts_behind(shown: int) -> tuple[int, int]:
    """The smallest and the largest true count that the published table can take to `shown`."""
    found = [
        count
        for count in range(max(shown - LARGEST_CHANGE, 0), shown + LARGEST_CHANGE + 1)
        if (TABLE_ROWS["count"].eq(min(count, LAST_ROW)) & TABLE_ROWS["change"].eq(shown - count))
        .any()
    ]  # fmt: skip
    return min(found), max(found)


def bounds_of(row: pd.Series | dict | None, name: str) -> tuple[int, int]:
    """Bounds of the true `name` (people or cases) of a row of an answer; None: no such row."""
    if row is None:  # a group without a row: nobody, or so few that the method made it nobody
        return 0, counts_behind(0)[1]
    if isinstance(row["withheld"], str):
        if row["withheld"] == "few_people":
            return 0, counts_behind(max(FEW_SHOWN))[1]
        if row["withheld"] == "few_cases" and name == "cases":
            return counts_behind(min(FEW_SHOWN))[0], counts_behind(max(FEW_SHOWN))[1]
        return 0, UNBOUNDED
    return counts_behind(int(row[name]))


class System:
    """Everything seen of one population: bounds on sums of its finest cells."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        self.low, self.high = np.zeros(cells), np.full(cells, float(UNBOUNDED))
        self._sums: list[tuple[np.ndarray, float, float]] = []

    def saw(self, members: np.ndarray, low: float, high: float) -> None:
        """The sum over `members` (numbers of cells) lies between `low` and `high`."""
        if len(members) == 1:
            cell = members[0]
            self.low[cell] = max(self.low[cell], low)
            self.high[cell] = min(self.high[cell], high)
        elif len(members):
            self._sums.append((members, low, high))

    def feasible(self, targets: np.ndarray) -> np.ndarray:
        """Smallest and largest whole number that each target can be (rows), by linear programs."""
        rows = np.concatenate([np.full(len(m), i) for i, (m, _l, _h) in enumerate(self._sums)])
        columns = np.concatenate([m for m, _l, _h in self._sums])
        sums = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(self._sums), self.cells))
        low = np.array([low for _m, low, _h in self._sums])
        high = np.array([high for _m, _l, high in self._sums])
        both, limits = vstack([sums, -sums]).tocsr(), np.r_[high, -low]
        bounds = np.c_[self.low, self.high]

        def extreme(target: int, sign: int) -> float:
            cost = np.zeros(self.cells)
            cost[target] = sign
            found = linprog(cost, A_ub=both, b_ub=limits, bounds=bounds, method="highs-ds")
            return sign * found.fun

        return np.array(
            [
                (np.ceil(extreme(t, 1) - 1e-6), np.floor(extreme(t, -1) + 1e-6))
                for t in targets
            ]
        )  # fmt: skip


def changes_of(count: int) -> tuple[np.ndarray, np.ndarray]:
    """The changes that a count may get, and how likely each is."""
    rows = TABLE_ROWS[TABLE_ROWS["count"] == min(count, LAST_ROW)]
    return rows["change"].to_numpy(), rows["keys"].to_numpy() / KEYS
