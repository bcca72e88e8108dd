"""Whom does the average hide? The groups whose count is not explained by chance or each other.

Every combination of up to three conditions is held against what the standardising dimensions and
the groups already found explain. The most surprising one, weighed by how plainly it is described
and whether such a group could show at all, is accepted; its effect goes into the expectation, and
the next one counts only for what it adds. So the list is short, and says nothing twice.

How the method was chosen, and what it finds and does not: docs/decisions/0004.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import log_ndtr, ndtri

from analysis.target_groups.conjunctions import Lattice
from analysis.target_groups.errors import FewerThanTheSmallest, NobodyOrEveryone
from analysis.target_groups.expected_cases import Added, Counted, Expectation, Explanation, budget

SIGNS = {"worse": (1,), "better": (-1,), "both": (1, -1)}
POWER_Z = 0.8416  # 80 of 100
MOST_GENEROUS_RANK = 3  # from there on a rank earns no more error budget: measured, decision 0004
SIMPLER_ROUNDS = 3
NEARLY_THE_SAME = 0.95  # of a group that is described more briefly: that one is it
NEARLY_ALL = 0.9  # a group of more than this share of everyone is everyone


@dataclass(frozen=True)
class Rules:
    """What is looked for.

    smallest    people (person-years) a group must have
    direction   'worse' (more cases than explained), 'better' (fewer) or 'both'
    error_rate  of the list: expected share of chance finds, and the chance of any find where
                there is nothing
    most        groups in the answer
    dispersion  variance of the counts over that of independent persons: above 1 where the same
                persons are counted in several years
    elsewhere   groups scanned for other outcomes of the same list: the errors allowed are for all
                of them together
    """

    smallest: int = 50
    direction: str = "worse"
    error_rate: float = 0.1
    most: int = 10
    dispersion: float = 1.0
    elsewhere: int = 0


@dataclass(frozen=True)
class FoundGroup:
    """One group, and what it adds to the others.

    number          of the group in the lattice; conditions in the names of the store
    people, cases   persons or person-years
    added           the cases that the strata and the other groups of the list explain, and the
                    standard normal score of the difference
    """

    number: int
    conditions: dict[str, str]
    people: float
    cases: float
    added: Added

    @property
    def expected(self) -> float:
        """Cases that are explained."""
        return self.added.expected

    @property
    def excess(self) -> float:
        """Cases above (or, negative, below) what is explained."""
        return self.cases - self.added.expected


@dataclass(frozen=True)
class Finding:
    """The groups, the strongest first, and how much was looked through for them.

    scanned    groups that were large enough to be candidates
    threshold  score that a single group had to reach, at the average weight
    """

    groups: tuple[FoundGroup, ...]
    scanned: int
    threshold: float


def find(counted: Counted, rules: Rules | None = None) -> Finding:
    """The groups that stand out, each for what it adds to the ones before.

    raises  NobodyOrEveryone when the outcome does not vary, FewerThanTheSmallest
    """
    rules = rules or Rules()
    people, cases = float(counted.people.sum()), float(counted.cases.sum())
    if people < rules.smallest:
        raise FewerThanTheSmallest(rules.smallest)
    if cases <= 0 or cases >= people:
        raise NobodyOrEveryone
    search = _Search(counted, rules)
    return search.finding(search.found())


def candidates(counted: Counted, smallest: float) -> np.ndarray:
    """Numbers of the groups to scan.

    Left out: smaller ones, nearly everyone, and those that are all, or nearly all, of a group that
    is described more briefly.
    """
    people = counted.group_people
    briefer = counted.lattice.parent_sums(people)
    large = (people >= smallest) & (people <= NEARLY_ALL * counted.people.sum())
    return np.flatnonzero(large & ~(people > NEARLY_THE_SAME * briefer))


def describability(lattice: Lattice, chosen: np.ndarray) -> np.ndarray:
    """Prior share of each candidate: every depth alike, in it every combination of dimensions
    alike, in it every group alike.
    """
    block, depth = lattice.block_number[chosen], lattice.group_depth[chosen]
    in_block = np.bincount(block, minlength=len(lattice.blocks))
    depth_of_block = np.array([len(b.shape) for b in lattice.blocks])
    blocks_of_depth = np.bincount(depth_of_block[in_block > 0], minlength=lattice.depth + 1)
    return 1 / (blocks_of_depth[depth] * in_block[block])


class _Search:
    def __init__(self, counted: Counted, rules: Rules) -> None:
        self.counted, self.rules = counted, rules
        self._known: dict[int, np.ndarray] = {}
        self.chosen = candidates(counted, rules.smallest)
        self.people = counted.group_people[self.chosen]
        self.cases = counted.group_cases[self.chosen]
        self.explanation = Explanation(counted)
        start = self.explanation.expect([])
        self.weight = np.ones(0)
        if len(self.chosen):
            described = describability(counted.lattice, self.chosen)
            self.weight = budget(start.variance[self.chosen], described, rules.error_rate)
        self.start = start

    def found(self) -> list[int]:
        """Search, say it more simply where that explains as well, and search on from there."""
        found = self.settled(self.forward([]))
        for _round in range(SIMPLER_ROUNDS):
            simpler = self.simpler(found)
            if simpler == found:
                break
            found = self.settled(self.forward(simpler))
        return found

    def forward(self, found: list[int]) -> list[int]:
        """Accept the most surprising group, explain, look again, until nothing surprises."""
        expectation = self._expect(found) if found else self.start
        while len(found) < self.rules.most and len(self.chosen):
            score = self._scores(expectation)
            score[found] = -np.inf
            surprise = self._surprise(score)
            best = int(surprise.argmin())
            if surprise[best] > self._allowed(len(found) + 1):
                break
            found = [*found, self._briefest(best)]
            expectation = self._expect(found)
        return found

    def settled(self, found: list[int]) -> list[int]:
        """Drop whatever the later ones explain after all, the least surprising first."""
        while len(found) > 1:
            standing = [self._standing(found, place) for place in range(len(found))]
            surprise = self._surprise(np.array(standing), self.weight[found])
            worst = int(surprise.argmax())
            if surprise[worst] <= self._allowed(len(found)):
                break
            found = found[:worst] + found[worst + 1 :]
        return found

    def simpler(self, found: list[int]) -> list[int]:
        """The found groups with parts put together: one of them replaced by one or two groups of
        one condition fewer, which take the place of every found group inside them.

        Accepted while the likelihood, less what the descriptions cost, gets better: "boys with one
        parent" and "girls with one parent" become "one parent"; never by a group that stands out
        the other way, as "born in the Nordics" does better and so do all but those born outside.
        """
        best, worth = found, self._worth(found)
        for place, group in enumerate(found):
            above = [p for p in map(self._place, self._above(group)) if p is not None]
            for chosen in [c for size in (1, 2) for c in combinations(above, size)]:
                kept = [
                    other
                    for other in found[:place] + found[place + 1 :]
                    if other not in chosen and not any(self._within(other, c) for c in chosen)
                ]
                tried = [*kept, *chosen]
                if len(tried) > len(found) or (value := self._worth(tried)) <= worth:
                    continue
                if all(self._standing(tried, at) > 0 for at in range(len(tried))):
                    best, worth = tried, value
        return best

    def _worth(self, found: list[int]) -> float:
        """Log likelihood less the cost of each description: what its surprise had to overcome."""
        members = [self._members(place) for place in found]
        fitted = self.explanation.log_likelihood(members) / self.rules.dispersion
        price = np.log(self.scanned / self.rules.error_rate)
        return fitted - sum(price - np.log(self.weight[place]) for place in found)

    def _above(self, place: int) -> list[int]:
        return self.counted.lattice.parents(int(self.chosen[place]))

    def _place(self, number: int) -> int | None:
        """Where a group of the lattice stands among the candidates; None where it is none."""
        at = int(np.searchsorted(self.chosen, number))
        return at if at < len(self.chosen) and self.chosen[at] == number else None

    def _within(self, inner: int, outer: int) -> bool:
        return not bool((self._members(inner) & ~self._members(outer)).any())

    def _briefest(self, place: int) -> int:
        """The candidate with fewest conditions among those with the same members."""
        same = np.flatnonzero(
            np.isclose(self.people, self.people[place]) & np.isclose(self.cases, self.cases[place])
        )
        depth = self.counted.lattice.group_depth[self.chosen[same]]
        for other in same[np.argsort(depth, kind="stable")]:
            if np.array_equal(self._members(int(other)), self._members(place)):
                return int(other)
        return place

    def finding(self, found: list[int]) -> Finding:
        """The groups in words and counts, the most surprising first."""
        groups = [self._group(found, place) for place in range(len(found))]
        groups.sort(key=lambda group: -abs(group.added.score))
        return Finding(tuple(groups), len(self.chosen), self.threshold)

    @property
    def threshold(self) -> float:
        """Score that one group alone must reach, at weight 1."""
        return float(-ndtri(self.rules.error_rate / max(self.scanned, 1)))

    @property
    def scanned(self) -> int:
        """Groups among which errors are counted: of this outcome, and of those listed with it."""
        return len(self.chosen) + self.rules.elsewhere

    def _allowed(self, rank: int) -> float:
        """Log of the surprise that the group of this rank may have (Benjamini-Hochberg)."""
        generosity = min(rank, MOST_GENEROUS_RANK)
        return float(np.log(self.rules.error_rate * generosity / self.scanned))

    def _expect(self, found: list[int]) -> Expectation:
        return self.explanation.expect([self._members(place) for place in found])

    def _members(self, place: int) -> np.ndarray:
        if place not in self._known:
            self._known[place] = self.counted.lattice.members(int(self.chosen[place]))
        return self._known[place]

    def _scores(self, expectation: Expectation) -> np.ndarray:
        """Score of each candidate in the direction in which it stands out most."""
        part = expectation.of(self.chosen)
        both = [
            part.surprise(self.cases, self.people, sign=sign, dispersion=self.rules.dispersion)
            for sign in SIGNS[self.rules.direction]
        ]
        return np.max(both, axis=0)

    def _surprise(self, score: np.ndarray, weight: np.ndarray | None = None) -> np.ndarray:
        """Log p-value over weight; two-sided where both directions are looked in."""
        sides = len(SIGNS[self.rules.direction])
        return log_ndtr(-score) + np.log(sides) - np.log(self.weight if weight is None else weight)

    def _added(self, found: list[int], place: int) -> Added:
        """What a group found adds to all the others."""
        others = [self._members(other) for other in found[:place] + found[place + 1 :]]
        members = self._members(found[place])
        return self.explanation.added(others, members, dispersion=self.rules.dispersion)

    def _standing(self, found: list[int], place: int) -> float:
        """Score of a found group beside the others; below 0 where it stands out the other way."""
        others = [self._members(other) for other in found[:place] + found[place + 1 :]]
        members, signs = self._members(found[place]), SIGNS[self.rules.direction]
        score = self.explanation.score(others, members, dispersion=self.rules.dispersion)
        return abs(score) if len(signs) > 1 else signs[0] * score

    def _group(self, found: list[int], place: int) -> FoundGroup:
        lattice, candidate = self.counted.lattice, found[place]
        number = int(self.chosen[candidate])
        return FoundGroup(
            number=number,
            conditions=lattice.conditions(number),
            people=float(self.people[candidate]),
            cases=float(self.cases[candidate]),
            added=self._added(found, place),
        )


@dataclass(frozen=True)
class Detectable:
    """A group of `people` with `expected` cases shows (80 of 100 times) from `excess` cases on."""

    people: float
    expected: float
    excess: float

    @property
    def risk_ratio(self) -> float:
        """Observed over expected at that excess."""
        return (self.expected + self.excess) / self.expected


def detectable(
    people: float, cases: float, scanned: int, rules: Rules, shares: tuple[float, ...]
) -> list[Detectable]:
    """What a population of this size can show: the smallest excess for groups of some sizes.

    people, cases  of everyone; shares  group sizes as shares of everyone (0 to 1)
    """
    needed = (POWER_Z - ndtri(rules.error_rate / max(scanned, 1))) * np.sqrt(rules.dispersion)
    found = []
    for share in shares:
        expected = cases * share
        variance = expected * (1 - cases / people)
        # the excess must clear the threshold under its own, larger spread: solved once around it
        excess = needed * np.sqrt(variance)
        excess = needed * np.sqrt(variance * (1 + 0.2 * excess / expected))
        found.append(Detectable(people * share, expected, float(excess)))
    return found
