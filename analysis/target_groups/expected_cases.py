"""How many cases should each group have, given what is already known, and how surprising is it?

Three questions behind the finder (analysis/target_groups/finder.py):

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

from analysis.target_groups.conjunctions import Lattice
from analysis.target_groups.risk_model import Alike, cells_alike

PLAUSIBLE_RISK_RATIOS = np.linspace(1.3, 2.5, 7)
STRATA_TABLE_CELLS = 40_000_000  # above this (group x stratum) table, one pass a step instead
LOOK_CLOSER_Z = 2.0  # below this normal score no exact tail is worked out: it cannot be found
TAIL_UNDERFLOWS = 1e-200
LEAST_WEIGHT = 1e-12  # in logs: as good as never, and still a number


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
        """People in every group and stratum (size, strata).

        None where that would be too big, or where summing anew at each step is faster.
        """
        if self.lattice.size * self.strata_count > STRATA_TABLE_CELLS:
            return None
        if self.strata_count > 1 and self.lattice.is_dense:
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
        alike = self._alike(found)
        log_odds, effects = alike.fit()
        levels, risk = expit(log_odds), alike.risk(log_odds, effects)[alike.place]
        expected, variance = self._sums(found, levels, risk)
        return Expectation(risk, expected, variance, self._left(found, risk, variance), effects)

    def log_likelihood(self, found: list[np.ndarray]) -> float:
        """Of the cases, given the strata and these groups (binomial, without its constant)."""
        alike = self._alike(found)
        risk = np.clip(alike.risk(*alike.fit()), 1e-12, 1 - 1e-12)
        return float(alike.cases @ np.log(risk) + (alike.people - alike.cases) @ np.log1p(-risk))

    def score(
        self, others: list[np.ndarray], members: np.ndarray, *, dispersion: float = 1.0
    ) -> float:
        """Standard normal score of one group's cases beside what the others explain."""
        return self._score(self._alike([*others, members]), dispersion)

    def added(
        self, others: list[np.ndarray], members: np.ndarray, *, dispersion: float = 1.0
    ) -> "Added":
        """What one group adds to the others; `members` and each of `others` one bool a cell."""
        alike = self._alike([*others, members])
        levels, effects = alike.fit()
        known = np.clip(alike.risk(levels, effects), 1e-12, 1 - 1e-12)
        by_rest = expit(logit(known) - effects[-1])  # as if it had no effect of its own
        own, rows = alike.inside[:, -1] > 0, np.flatnonzero(members)
        return Added(
            float(alike.people[own] @ by_rest[own]),
            self._score(alike, dispersion),
            rows,
            by_rest[alike.place[rows]],
        )

    def _score(self, alike: Alike, dispersion: float) -> float:
        """Of the last of the groups beside those before it."""
        others, own = alike.inside[:, :-1], alike.inside[:, -1] > 0
        before = alike.without_last()
        risk = before.risk(*before.fit())
        weight = alike.people * risk * (1 - risk)
        explained, variance = float(alike.people[own] @ risk[own]), float(weight[own].sum())
        left = 1.0
        if others.shape[1]:
            among = (others * weight[:, None]).T @ others
            shared = others[own].T @ weight[own]
            along = np.linalg.solve(among + 1e-9 * np.eye(others.shape[1]), shared)
            left = float(np.clip(1 - shared @ along / max(variance, 1e-12), 0, 1))
        cases, people = np.array([alike.cases[own].sum()]), np.array([alike.people[own].sum()])
        sign = 1 if cases[0] >= explained else -1
        score = max(float(tail_score(cases, people, np.array([explained]), sign=sign)[0]), 0.0)
        return sign * score / np.sqrt(max(left, 1e-6) * dispersion)

    def _sums(
        self, found: list[np.ndarray], levels: np.ndarray, risk: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Expected cases and their variance in every group.

        Where the strata have a table, from that and what the found groups' cells change in it.
        """
        c, table, sums = self.counted, self.counted.people_by_stratum, self.counted.lattice.sums
        if table is None:
            cases = c.people * risk
            return sums(cases), sums(cases * (1 - risk))
        expected, variance = table @ levels, table @ (levels * (1 - levels))
        if not found:
            return expected, variance
        touched = np.flatnonzero(np.logical_or.reduce(found))
        base, now, people = levels[c.strata[touched]], risk[touched], c.people[touched]
        expected = expected + sums(people * (now - base), touched)
        more = people * (now * (1 - now) - base * (1 - base))
        return expected, variance + sums(more, touched)

    def _alike(self, found: list[np.ndarray]) -> Alike:
        c = self.counted
        return cells_alike(c.people, c.cases, c.strata, c.strata_count, found)

    def _left(self, found: list[np.ndarray], risk: np.ndarray, variance: np.ndarray) -> np.ndarray:
        """Share of each group's variance that does not lie along the found groups' effects."""
        if not found:
            return np.ones(len(variance))
        c = self.counted
        weight = c.people * risk * (1 - risk)
        rows = [np.flatnonzero(members) for members in found]
        shared = np.array([c.lattice.sums(weight[row], row) for row in rows])
        among = np.array([[weight[row][other[row]].sum() for other in found] for row in rows])
        along = np.linalg.solve(among + 1e-9 * np.eye(len(found)), shared)
        return np.clip(1 - (shared * along).sum(axis=0) / np.maximum(variance, 1e-12), 0, 1)


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
