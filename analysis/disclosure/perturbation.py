"""By how much may a protected count differ from the true one, and how likely is each change?

The cell-key method's table of probabilities: for a count and a cell key (0 to 4095) the change
to make. Among all tables with changes of at most 5, mean 0 and variance 2, in which 1 and 2 never
appear and 0 stays 0, this is the one of maximum entropy, in whole keys. It lies as text in
`perturbation.csv` so that anyone can check it: the table is public, the record keys are not.

source  Fraser & Wooton, ABS (2005); Giessing, Springer LNCS 9867 (2016), on maximum entropy
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp, root

from language import _
from language.errors import BehovsbildError

KEYS = 4096
LARGEST_CHANGE = 5
VARIANCE = 2.0
ROUNDING = 0.005  # how far whole keys may move the variance
NEVER_SHOWN = (1, 2)
LAST_ROW = 8  # from here on every change is possible, so every count behaves alike
TABLE = Path(__file__).parent / "perturbation.csv"


class BadTable(BehovsbildError, ValueError):
    """A table of changes that would not protect, or not keep totals true on average."""


@cache
def change_table(path: Path = TABLE) -> np.ndarray:
    """The change for each count (row 0 to 8, 8 standing for all above) and cell key (column).

    path    a CSV with columns count, change, keys
    raises  BadTable unless it keeps what this file's head promises
    """
    stated = pd.read_csv(path)
    if list(stated.columns) != ["count", "change", "keys"]:
        raise BadTable(_("expected the columns count, change, keys."))
    table = np.zeros((LAST_ROW + 1, KEYS), dtype=np.int8)
    for count in range(LAST_ROW + 1):
        rows = stated[stated["count"] == count]
        if rows["keys"].sum() != KEYS:
            raise BadTable(
                _("the keys of count {count} are {n}; expected {keys}.").format(
                    count=count, n=rows["keys"].sum(), keys=KEYS
                )
            )
        table[count] = np.repeat(rows["change"], rows["keys"])
    _check(table.astype(np.int64))
    return table


def _check(table: np.ndarray) -> None:
    shown = table + np.arange(LAST_ROW + 1)[:, None]
    wrong = {
        _("nobody must stay nobody"): table[0].any(),
        _("a change is more than {n}").format(n=LARGEST_CHANGE): np.abs(table).max()
        > LARGEST_CHANGE,
        _("a count goes below 0"): shown.min() < 0,
        _("a count of 1 or 2 would be shown"): np.isin(shown, NEVER_SHOWN).any(),
        _("the changes of a count do not even out"): table.sum(axis=1).any(),
        _("the variance is not {variance}").format(variance=VARIANCE): (
            np.abs((table[1:] ** 2).mean(axis=1) - VARIANCE) > ROUNDING
        ).any(),
    }
    for reason, is_so in wrong.items():
        if is_so:
            raise BadTable(reason + ".")


def change(counts: np.ndarray, key_sums: np.ndarray, table: np.ndarray | None = None) -> np.ndarray:
    """What to add to each count, given the sum of its members' record keys.

    counts, key_sums   whole numbers of the same shape, at least 0
    table              as `change_table`; None: the one that is shipped
    returns            whole numbers from -5 to 5; 0 for a count of 0
    """
    table = change_table() if table is None else table
    rows = np.minimum(np.asarray(counts, dtype=np.int64), LAST_ROW)
    return table[rows, np.asarray(key_sums, dtype=np.int64) % KEYS].astype(np.int64)


def maximum_entropy_keys(count: int) -> dict[int, int]:
    """How many of the 4096 keys lead to each change of `count`: what `perturbation.csv` holds."""
    changes = np.array(
        [
            v
            for v in range(-LARGEST_CHANGE, LARGEST_CHANGE + 1)
            if count + v >= 0 and count + v not in NEVER_SHOWN
        ]
    )
    keys = _whole_keys(changes, _maximum_entropy(changes))
    return {int(v): int(k) for v, k in zip(changes, keys, strict=True) if k}


def _maximum_entropy(changes: np.ndarray) -> np.ndarray:
    """Weights proportional to exp(a v + b v2), with the two moments met."""

    def probabilities(ab: np.ndarray) -> np.ndarray:
        exponent = ab[0] * changes + ab[1] * changes**2
        weights = np.exp(exponent - exponent.max())
        return weights / weights.sum()

    def miss(ab: np.ndarray) -> list[float]:
        p = probabilities(ab)
        return [p @ changes, p @ changes**2 - VARIANCE]

    return probabilities(root(miss, x0=[0.0, -0.2]).x)


def _whole_keys(changes: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Whole keys nearest to 4096 p that keep the mean at exactly 0 and the variance near 2."""
    n = len(changes)
    cost = np.r_[np.zeros(n), np.ones(n)]
    exact = np.array([np.ones(n), changes, changes**2])
    low, high = (VARIANCE - ROUNDING) * KEYS, (VARIANCE + ROUNDING) * KEYS
    moments = LinearConstraint(np.c_[exact, np.zeros((3, n))], [KEYS, 0, low], [KEYS, 0, high])
    identity = np.eye(n)
    nearest = LinearConstraint(
        np.block([[identity, -identity], [identity, identity]]),
        np.r_[np.full(n, -np.inf), p * KEYS],
        np.r_[p * KEYS, np.full(n, np.inf)],
    )
    found = milp(
        cost,
        constraints=[moments, nearest],
        integrality=np.r_[np.ones(n), np.zeros(n)],
        bounds=Bounds(0, np.inf),
    )
    return np.round(found.x[:n])
