"""How many cases should each group have, given what is already known, and how surprising is it?

Three questions behind the finder (analysis/target_groups.py):

- *What do the groups found so far explain?* A logistic model with one level for each stratum of
  the standardising dimensions and one effect for each group found: `Explanation.expect`.
- *How surprising is each group's count then?* Exact binomial tails, with the variance that is left
  when the found groups' effects were estimated from the same people: `Expectation.surprise`.
- *Which groups deserve the benefit of the doubt?* Thousands are scanned at once; a group in which
  not even two and a half times the risk could show gets almost none of the error budget, a
  plainly described one gets more: `budget`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import betainc, expit, logit, ndtr, ndtri, xlogy

from analysis.lattice import Lattice

PLAUSIBLE_RISK_RATIOS = np.linspace(1.3, 2.5, 7)
STRATA_TABLE_CELLS = 40_000_000  # above this (group x stratum) table, one pass a step instead
LOOK_CLOSER_Z = 2.0  # below this normal score no exact tail is worked out: it cannot be found
TAIL_UNDERFLOWS = 1e-200
LEAST_WEIGHT = 1e-12  # in logs: as good as never, and still a number
NEWTON_STEPS = 30


@dataclass(frozen=True)
class Counted:
    """The finest cells: `people` and `cases` (persons or person-years) and `strata`, one a cell.

    strata  numbers from 0: cells of one stratum have the same risk but for the groups found
    """

    lattice: Lattice
    people: np.ndarray
    cases: np.ndarray
    strata: np.ndarray

    @cached_property
    def group_people(self) -> np.ndarray:
        """People in every group."""
        table = self.people_by_stratum
        return self.lattice.sums(self.people) if table is None else table.sum(axis=1)

    @cached_property
    def group_cases(self) -> np.ndarray:
        """Cases in every group."""
        return self.lattice.sums(self.cases)

    @property
    def strata_count(self) -> int:
        """How many strata there are."""
        return int(self.strata.max()) + 1

    @cached_property
    def people_by_stratum(self) -> np.ndarray | None:
        """People in every group and stratum (size, strata); None where that would be too big."""
        if self.lattice.size * self.strata_count > STRATA_TABLE_CELLS:
            return None
        return self.lattice.sums_by(self.people, self.strata, self.strata_count)


@dataclass(frozen=True)
class Expectation:
    """What the strata and the groups found explain, for every group of the lattice.

    cell_risk     expected risk of each cell (0 to 1)
    expected      cases expected in each group
    left          the part of the variance that is left (0 to 1) once the found groups' effects
                  were estimated: near 0 in a group that the found ones determine
    effects       log odds ratio of each group found, in order
    """

    cell_risk: np.ndarray
    expected: np.ndarray
    variance: np.ndarray
    left: np.ndarray
    effects: np.ndarray

    def of(self, groups: np.ndarray) -> "Expectation":
        """The expectation for these groups alone."""
        return Expectation(
            self.cell_risk,
            self.expected[groups],
            self.variance[groups],
            self.left[groups],
            self.effects,
        )

    def surprise(
        self, cases: np.ndarray, people: np.ndarray, *, sign: int, dispersion: float
    ) -> np.ndarray:
        """Standard normal score of every group: how far above (sign 1) or below (-1) expected.

        The exact binomial tail, read as a normal score; -inf where it is not worth a look.
        dispersion  variance of the counts over that of independent persons, at least 1
        """
        spread = np.sqrt(np.maximum(self.variance * self.left * dispersion, 1e-12))
        rough = sign * (cases - self.expected) / spread
        score = np.full(len(cases), -np.inf)
        near = np.flatnonzero((rough > LOOK_CLOSER_Z) & (self.left > 0.02))
        exact = tail_score(cases[near], people[near], self.expected[near], sign=sign)
        score[near] = exact / np.sqrt(self.left[near] * dispersion)
        return score


def tail_score(
    cases: np.ndarray, people: np.ndarray, expected: np.ndarray, *, sign: int
) -> np.ndarray:
    """The binomial tail P(X >= cases) (sign 1) or P(X <= cases) (sign -1) as a normal score.

    Beyond what a tail can hold (about 1e-200) the signed root of the likelihood ratio.
    """
    n = np.maximum(people, 1.0)
    risk = np.clip(expected / n, 1e-12, 1 - 1e-12)
    if sign > 0:
        tail = np.where(cases > 0, betainc(np.maximum(cases, 0.5), n - cases + 1, risk), 1.0)
    else:
        rest = np.maximum(n - cases, 0.5)
        tail = np.where(cases < n, betainc(rest, cases + 1, 1 - risk), 1.0)
    odds = xlogy(cases, cases / (n * risk)) + xlogy(n - cases, (n - cases) / (n * (1 - risk)))
    root = np.sqrt(np.maximum(2 * odds, 0))
    return np.where(tail > TAIL_UNDERFLOWS, -ndtri(np.clip(tail, TAIL_UNDERFLOWS, 1)), root)


@dataclass(frozen=True)
class Added:
    """One group beside others: what they explain in it, and how far from that it is.

    expected   cases that the rest of the people would give: strata and the others' effects, the
               group's own taken out of both
    score      standard normal score of what the group has above the others' explanation; here its
               people count among those who set the level, as a test of "no effect" must
    rows       the group's cells; risk: what the rest would give in each of them (0 to 1)
    """

    expected: float
    score: float
    rows: np.ndarray
    risk: np.ndarray


class Explanation:
    """Fits what the groups found explain, and what then is expected everywhere."""

    def __init__(self, counted: Counted) -> None:
        self.counted = counted

    def expect(self, found: list[np.ndarray]) -> Expectation:
        """The expectation given the groups found.

        found   members of each group found: one bool a cell
        """
        c, lattice = self.counted, self.counted.lattice
        levels, effects, risk = self._fit(found)
        expected, variance = self._base(levels)
        touched = np.flatnonzero(np.logical_or.reduce(found)) if found else np.array([], int)
        if len(touched):
            base, now = levels[c.strata[touched]], risk[touched]
            people = c.people[touched]
            expected = expected + lattice.sums(people * (now - base), touched)
            more = people * (now * (1 - now) - base * (1 - base))
            variance = variance + lattice.sums(more, touched)
        left = self._left(found, risk, variance)
        return Expectation(risk, expected, variance, left, effects)

    def log_likelihood(self, found: list[np.ndarray]) -> float:
        """Of the cases, given the strata and these groups (binomial, without its constant)."""
        c = self.counted
        _levels, _effects, risk = self._fit(found)
        risk = np.clip(risk, 1e-12, 1 - 1e-12)
        return float(c.cases @ np.log(risk) + (c.people - c.cases) @ np.log1p(-risk))

    def added(
        self, others: list[np.ndarray], members: np.ndarray, *, dispersion: float = 1.0
    ) -> "Added":
        """What one group adds to the others; `members` and each of `others` one bool a cell."""
        c = self.counted
        _levels, _effects, risk = self._fit(others)
        rows = np.flatnonzero(members)
        weight = c.people * risk * (1 - risk)
        explained, variance = float(c.people[rows] @ risk[rows]), float(weight[rows].sum())
        left = 1.0
        if others:
            among = np.array([[weight[one & other].sum() for other in others] for one in others])
            shared = np.array([weight[other & members].sum() for other in others])
            along = np.linalg.solve(among + 1e-9 * np.eye(len(others)), shared)
            left = float(np.clip(1 - shared @ along / max(variance, 1e-12), 0, 1))
        cases, people = np.array([c.cases[rows].sum()]), np.array([c.people[rows].sum()])
        sign = 1 if cases[0] >= explained else -1
        score = max(float(tail_score(cases, people, np.array([explained]), sign=sign)[0]), 0.0)
        spread = np.sqrt(max(left, 1e-6) * dispersion)
        by_rest = self._by_rest(others, members, rows)
        return Added(float(c.people[rows] @ by_rest), sign * score / spread, rows, by_rest)

    def _by_rest(
        self, others: list[np.ndarray], members: np.ndarray, rows: np.ndarray
    ) -> np.ndarray:
        """Risk in each of the group's cells if the group had no effect of its own."""
        _levels, effects, risk = self._fit([*others, members])
        return expit(logit(np.clip(risk[rows], 1e-12, 1 - 1e-12)) - effects[-1])

    def _base(self, levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Expected cases and their variance in every group, from the strata alone."""
        c, table = self.counted, self.counted.people_by_stratum
        if table is not None:
            return table @ levels, table @ (levels * (1 - levels))
        risk = levels[c.strata]
        return c.lattice.sums(c.people * risk), c.lattice.sums(c.people * risk * (1 - risk))

    def _fit(self, found: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Risk of each stratum outside the groups, effect of each group, risk of each cell."""
        c = self.counted
        pattern = np.zeros(len(c.people), dtype=np.int64)
        for members in found:
            pattern = pattern * 2 + members
        code = c.strata * (1 << len(found)) + pattern
        seen, place = _numbered(code, c.strata_count << len(found))
        people, cases = np.bincount(place, c.people), np.bincount(place, c.cases)
        stratum = seen >> len(found)
        inside = (seen[:, None] >> np.arange(len(found))[::-1]) & 1
        levels, effects = logistic(people, cases, stratum, c.strata_count, inside.astype(float))
        risk = expit(levels[stratum] + inside @ effects)
        return expit(levels), effects, risk[place]

    def _left(self, found: list[np.ndarray], risk: np.ndarray, variance: np.ndarray) -> np.ndarray:
        """Share of each group's variance that does not lie along the found groups' effects."""
        if not found:
            return np.ones(len(variance))
        c = self.counted
        weight = c.people * risk * (1 - risk)
        rows = [np.flatnonzero(members) for members in found]
        shared = np.array([c.lattice.sums(weight[row], row) for row in rows])
        among = np.array([[weight[one & other].sum() for other in found] for one in found])
        along = np.linalg.solve(among + 1e-9 * np.eye(len(found)), shared)
        return np.clip(1 - (shared * along).sum(axis=0) / np.maximum(variance, 1e-12), 0, 1)


def _numbered(codes: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """Distinct codes in order, and the place of each code among them."""
    if limit > 10_000_000:
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
    """Log odds of each stratum and log odds ratio of each column of `inside`, by Newton's method.

    One row a pattern; the strata are profiled out, so that thousands of them cost nothing.
    """
    total, with_outcome = np.bincount(stratum, people, strata), np.bincount(stratum, cases, strata)
    levels = logit((with_outcome + 0.5) / (total + 1))
    effects = np.zeros(inside.shape[1])
    for _step in range(NEWTON_STEPS):
        risk = expit(levels[stratum] + inside @ effects)
        weight = people * risk * (1 - risk)
        miss = cases - people * risk
        own = np.bincount(stratum, weight, strata) + 1e-9
        by_stratum = np.bincount(stratum, miss, strata)
        if inside.shape[1]:
            cross = np.array([np.bincount(stratum, weight * col, strata) for col in inside.T])
            curvature = (inside * weight[:, None]).T @ inside - (cross / own) @ cross.T
            slope = inside.T @ miss - (cross / own) @ by_stratum
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


def budget(variance: np.ndarray, description: np.ndarray, error_rate: float) -> np.ndarray:
    """Weight of each candidate in the multiple test, with mean 1.

    variance     of each candidate's count when nothing is the matter
    description  prior share of each candidate: 1 over the number of groups that are described
                 as briefly (see target_groups.describability)
    source       weights for power: Roeder & Wasserman, Statist. Sci. 24 (2009) 398-413; weighted
                 Benjamini-Hochberg: Genovese, Roeder & Wasserman, Biometrika 93 (2006) 509-524
    """
    grid = np.geomspace(max(variance.min(), 1e-3), max(variance.max(), 1e-2) * 1.001, 200)
    counts = np.histogram(variance, np.append(grid, np.inf))[0]
    on_grid = np.mean([_for_power(grid, counts, rr, error_rate) for rr in PLAUSIBLE_RISK_RATIOS], 0)
    weight = np.interp(variance, grid, on_grid) * np.sqrt(description)
    return np.maximum(weight / weight.mean(), LEAST_WEIGHT)


def _for_power(
    variance: np.ndarray, counts: np.ndarray, risk_ratio: float, error_rate: float
) -> np.ndarray:
    """Best weights if every group had this risk ratio; `counts` groups have each variance."""
    shift = np.log(risk_ratio) * np.sqrt(variance * (1 + risk_ratio) / 2)
    low, high = -5.0, 80.0
    per_test = counts.sum() / error_rate
    for _half in range(40):
        middle = (low + high) / 2
        weights = per_test * ndtr(-shift / 2 - middle / shift)
        low, high = (middle, high) if (weights * counts).sum() > counts.sum() else (low, middle)
    return weights
