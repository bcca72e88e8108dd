"""What is the risk in each stratum, and the effect of each group found? A logistic model.

Cells of the same stratum that lie in the same of the groups have the same risk: they are put
together first, so that the model sees a few hundred rows, however many the cells.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

NEWTON_STEPS = 30
MOST_CODES = 10_000_000  # above this the codes in use are sorted out, not counted through


@dataclass(frozen=True)
class Alike:
    """Cells that the model cannot tell apart, put together: one row a stratum and pattern.

    people, cases   of each row; stratum: its number
    inside          (rows, groups): 1 where the row lies in the group, else 0
    place           the row of each cell
    """

    people: np.ndarray
    cases: np.ndarray
    stratum: np.ndarray
    strata: int
    inside: np.ndarray
    place: np.ndarray

    def fit(self) -> tuple[np.ndarray, np.ndarray]:
        """Log odds of each stratum outside the groups, and log odds ratio of each group."""
        return logistic(self.people, self.cases, self.stratum, self.strata, self.inside)

    def risk(self, levels: np.ndarray, effects: np.ndarray) -> np.ndarray:
        """Risk of each row (0 to 1) with what `fit` returns."""
        return expit(levels[self.stratum] + self.inside @ effects)

    def without_last(self) -> "Alike":
        """The same rows as if the last group were none."""
        return replace(self, inside=self.inside[:, :-1])


def cells_alike(
    people: np.ndarray, cases: np.ndarray, strata: np.ndarray, count: int, groups: list[np.ndarray]
) -> Alike:
    """The cells put together by stratum (numbers below `count`) and by which groups they lie in.

    groups  one bool a cell each
    """
    code = strata
    for members in groups:
        code = code * 2 + members
    seen, place = _numbered(code, count << len(groups))
    inside = (seen[:, None] >> np.arange(len(groups))[::-1]) & 1
    return Alike(
        np.bincount(place, people),
        np.bincount(place, cases),
        seen >> len(groups),
        count,
        inside.astype(float),
        place,
    )


def _numbered(codes: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """Distinct codes in order, and the place of each code among them."""
    if limit > MOST_CODES:
        return np.unique(codes, return_inverse=True)
    seen = np.flatnonzero(np.bincount(codes, minlength=1))
    place = np.zeros(seen[-1] + 1, dtype=np.int64)
    place[seen] = np.arange(len(seen))
    return seen, place[codes]


def logistic(
    people: np.ndarray,
    cases: np.ndarray,
    stratum: np.ndarray,
    strata: int,
    inside: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Log odds of each stratum and log odds ratio of each column of `inside`; one row a pattern."""
    with_outcome = np.bincount(stratum, cases, strata)
    return logistic_of_sums(people, stratum, inside, with_outcome, inside.T @ cases)


def logistic_of_sums(
    people: np.ndarray,
    stratum: np.ndarray,
    inside: np.ndarray,
    with_outcome: np.ndarray,
    cases_inside: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """As `logistic`, which knows the cases by their sums alone; by Newton's method.

    with_outcome  cases of each stratum; cases_inside: of each column of `inside`

    The strata are profiled out, so that thousands of them cost nothing.
    """
    strata = len(with_outcome)
    total = np.bincount(stratum, people, strata)
    levels = logit((with_outcome + 0.5) / (total + 1))
    effects = np.zeros(inside.shape[1])
    for _step in range(NEWTON_STEPS):
        risk = expit(levels[stratum] + inside @ effects)
        weight = people * risk * (1 - risk)
        explained = people * risk
        own = np.bincount(stratum, weight, strata) + 1e-9
        by_stratum = with_outcome - np.bincount(stratum, explained, strata)
        if inside.shape[1]:
            cross = np.array([np.bincount(stratum, weight * col, strata) for col in inside.T])
            curvature = (inside * weight[:, None]).T @ inside - (cross / own) @ cross.T
            slope = cases_inside - inside.T @ explained - (cross / own) @ by_stratum
            step = np.linalg.solve(curvature + 1e-6 * np.eye(len(slope)), slope)
            step = np.clip(step, -2, 2)
            level_step = (by_stratum - step @ cross) / own
        else:
            step, level_step = effects, by_stratum / own
        level_step = np.clip(level_step, -2, 2)
        effects, levels = effects + step, levels + level_step
        if max(np.abs(step).max(initial=0), np.abs(level_step).max()) < 1e-7:
            break
    return levels, effects
