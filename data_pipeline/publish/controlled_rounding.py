"""How is a table of counts rounded to multiples of five so that all its parts still add up?

Every cell goes to one of the two neighbouring multiples, and every margin stays within four of the
truth: an integer program (HiGHS through scipy). A cell's first choice is drawn so that it is right
on average, with chance that nobody can repeat; the program departs from it as little as it can.
Since the result adds up, subtracting one sum from another shows nothing that the cells do not.

It lives with the pipeline, which alone uses it: what is published is rounded once, never on screen.

source  Cox, JASA 82 (1987) 520-524; Salazar-González, Math. Programming 105 (2006) 583-603
"""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from language import _
from language.errors import BehovsbildError

BASE = 5
WITHIN = BASE - 1  # how far a margin may be from the truth
BEYOND = 1000.0  # cost of a margin farther off than that, per multiple
KEPT = 20.0  # cost of departing from a cell's figure in an earlier release
NEARLY = 0.02  # how far from the least departure is near enough
SECONDS = 60.0


class NotRounded(BehovsbildError, RuntimeError):
    """The integer program found no rounding."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("No rounding of the table was found ({reason}). Publish fewer dimensions.").format(
                reason=reason
            )
        )


def margins(cells: pd.DataFrame, axes: Sequence[Sequence[str]]) -> csr_array:
    """Every sum of the cells, a row of 0 and 1 each; the cells themselves are left out.

    cells    one row a cell
    axes     for each dimension its columns, the finest first: ('age_group', 'age_group_broad')
    """
    rows = []
    for chosen in product(*([*levels, None] for levels in axes)):
        if all(column == levels[0] for column, levels in zip(chosen, axes, strict=True)):
            continue
        named = [column for column in chosen if column is not None]
        group = cells.groupby(named, observed=True).ngroup() if named else np.zeros(len(cells))
        group = np.asarray(group, dtype=np.int64)
        ones, columns = np.ones(len(cells)), np.arange(len(cells))
        rows.append(csr_array((ones, (group, columns)), shape=(group.max() + 1, len(cells))))
    return _without_repeats(vstack(rows).tocsr())


def rounded(
    counts: np.ndarray,
    sums: csr_array,
    rng: np.random.Generator,
    *,
    most: np.ndarray | None = None,
    earlier: np.ndarray | None = None,
) -> np.ndarray:
    """The counts as multiples of BASE, each next to its true value, all sums within WITHIN.

    counts   whole numbers, one a cell; sums: as `margins`
    most     what a cell should not exceed (cases: the rounded people), a multiple of BASE: kept
             where the sums let it, since they weigh more
    earlier  the cell's figure in an earlier release (NaN: none): kept where it still can be
    raises   NotRounded
    """
    floors, over = np.divmod(np.asarray(counts, dtype=np.int64), BASE)
    up = (rng.random(len(floors)) < over / BASE).astype(float)
    cost = np.ones(len(floors))
    if earlier is not None:
        before = np.asarray(earlier, dtype=float) / BASE - floors
        stays = (before == 0) | (before == 1)
        up, cost = np.where(stays, before, up), np.where(stays, KEPT, cost)
    if most is not None:
        passes = floors >= np.asarray(most) // BASE
        up, cost = np.where(passes, 0, up), np.where(passes, KEPT, cost)
    true = sums @ np.asarray(counts, dtype=float)
    chosen = _solved(
        np.where(up > 0, -cost, cost),
        (over > 0).astype(float),
        sums,
        np.ceil((true - WITHIN) / BASE) - sums @ floors,
        np.floor((true + WITHIN) / BASE) - sums @ floors,
    )
    return BASE * (floors + chosen)


def _solved(
    cost: np.ndarray, highest: np.ndarray, sums: csr_array, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """1 for each cell that goes up. Where no choice keeps all sums, the fewest are farther off."""
    n, m = sums.shape[1], sums.shape[0]
    found = milp(
        cost,
        integrality=np.ones(n),
        bounds=Bounds(0, highest),
        constraints=LinearConstraint(sums, low, high),
        options={"time_limit": SECONDS, "mip_rel_gap": NEARLY},
    )
    if found.x is None:
        slack = hstack([identity(m), -identity(m)])
        found = milp(
            np.r_[cost, np.full(2 * m, BEYOND)],
            integrality=np.r_[np.ones(n), np.zeros(2 * m)],
            bounds=Bounds(0, np.r_[highest, np.full(2 * m, np.inf)]),
            constraints=LinearConstraint(hstack([sums, slack]).tocsr(), low, high),
            options={"time_limit": SECONDS, "mip_rel_gap": NEARLY},
        )
    if found.x is None:
        raise NotRounded(found.message)
    return np.round(found.x[:n]).astype(np.int64)


def farthest(counts: np.ndarray, published: np.ndarray, sums: csr_array) -> int:
    """How far the sum that moved most is from the truth, persons."""
    return int(np.abs(sums @ (np.asarray(published) - np.asarray(counts))).max(initial=0))


def _without_repeats(sums: csr_array) -> csr_array:
    """Each sum once: an area that is alone in its district is the same sum twice."""
    seen: dict[bytes, int] = {}
    for row in range(sums.shape[0]):
        members = np.sort(sums.indices[sums.indptr[row] : sums.indptr[row + 1]])
        if len(members) > 1:
            seen.setdefault(members.tobytes(), row)
    return sums[sorted(seen.values())]
