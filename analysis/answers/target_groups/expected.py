"""What is to be expected of the groups listed, told by protected counts alone?

The finder explains with exact counts. Its expectation is not shown: with one group and one stratum
it *is* the others' share, of whom one to four may have the outcome. But a logistic model knows the
cases by nothing but their sums over each stratum and each group. So it is fitted once more, to what
the gate shows of those, with people as the sum of protected cells: whoever sees the expected share
could have reckoned it out of other pages (tests/attacks/test_finder_expected.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from analysis.answers.people.protected_counts import asked_cells
from analysis.answers.target_groups.question import TargetQuestion
from analysis.disclosure.gate import FEW_CASES, FEW_OTHERS, Gate
from analysis.target_groups.cells import Prepared
from analysis.target_groups.finder import FoundGroup
from analysis.target_groups.risk_model import Alike, cells_alike, logistic_of_sums
from store.read import Store

DECIMALS = 3  # of a share that is told: people are protected, and it is no finer than they
ROUNDS = (
    20  # of fitting sums of people to what is shown of them: changes are below 0.1 % long before
)


@dataclass(frozen=True)
class Listed:
    """A group that was found, with its people and share (0 to 1) as shown, and of which years."""

    found: FoundGroup
    people: float
    share: float
    years: Sequence[int]


@dataclass(frozen=True)
class Explained:
    """What is explained in one group: a number a year, from the first one asked for.

    people, cases  of the group, as the model counts them; rest: people outside it
    edge           cases, and others, that the rest has at least; None: as they are
    """

    first_year: int
    people: np.ndarray
    cases: np.ndarray
    rest: np.ndarray
    edge: int | None

    def share(self, years: Iterable[int]) -> float:
        """Share with the outcome (0 to 1) that is to be expected in these years together."""
        asked = [int(year) - self.first_year for year in years]
        if not self.people[asked].sum():
            asked = list(range(len(self.people)))
        people, cases, rest = (
            float(of[asked].sum()) for of in (self.people, self.cases, self.rest)
        )
        share = cases / people if people else float("nan")
        if self.edge is None:
            return share
        edge = min(self.edge / max(rest, 1.0), 0.5)
        return round(float(np.clip(share, edge, 1 - edge)), DECIMALS)


class Expected:
    """Explains groups: by the strata and the other groups listed, their own effect taken out.

    cells  one row a cell of `prepared`: year, the standards, people and people_key
    """

    def __init__(
        self,
        store: Store,
        question: TargetQuestion,
        gate: Gate,
        cells: pd.DataFrame,
        prepared: Prepared,
        standards: Sequence[str],
    ) -> None:
        # what is adjusted for is told to whoever may ask for the groups
        self.store, self.question, self.gate = store, question, replace(gate, role=None)
        self.cells, self.prepared, self.standards = cells, prepared, list(standards)

    def of(self, listed: Sequence[Listed]) -> list[Explained]:
        """What is explained in each group."""
        if self.gate.exact:
            people = self.prepared.counted.people
            added = [each.found.added for each in listed]
            return [self._explained(each.rows, each.risk, people) for each in added]
        if not listed:
            return []
        people = self.gate.parts(self.cells[["people", "people_key"]])["people"].to_numpy(float)
        members = [self.prepared.counted.lattice.members(each.found.number) for each in listed]
        people, risks = self._by_the_rest(people, members, listed)
        return [
            self._explained(np.flatnonzero(inside), risk, people)
            for inside, risk in zip(members, risks, strict=True)
        ]

    def _explained(self, rows: np.ndarray, risk: np.ndarray, people: np.ndarray) -> Explained:
        first, count = self.question.span
        year = self.prepared.years - first
        own = np.bincount(year[rows], people[rows], count)
        return Explained(
            first,
            own,
            np.bincount(year[rows], people[rows] * risk, count),
            np.bincount(year, people, count) - own,
            None if self.gate.exact else self.gate.policy.smallest_cases // 2,
        )

    def _by_the_rest(
        self, people: np.ndarray, members: list[np.ndarray], listed: Sequence[Listed]
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        """People of each cell, in sum as shown, and for each group the risk (0 to 1) in each of
        its cells if it had no effect of its own.
        """
        counted = self.prepared.counted
        strata, count = counted.strata, counted.strata_count
        alike = cells_alike(people, np.zeros(len(people)), strata, count, members)
        strata_shown = self._strata()
        sums = self._as_shown(alike, strata_shown, listed)
        levels, effects = logistic_of_sums(
            sums,
            alike.stratum,
            alike.inside,
            self._with_outcome(strata_shown, np.bincount(alike.stratum, sums, count)),
            np.array([each.share for each in listed]) * (sums @ alike.inside),
        )
        known = logit(np.clip(alike.risk(levels, effects), 1e-12, 1 - 1e-12))
        times = sums / np.maximum(alike.people, 1e-9)
        return people * times[alike.place], [
            expit(known - effect)[alike.place[inside]]
            for inside, effect in zip(members, effects, strict=True)
        ]

    def _as_shown(self, alike: Alike, strata: pd.DataFrame, listed: Sequence[Listed]) -> np.ndarray:
        """People of each row, with the sums that are shown of groups and strata (raking).

        The rows are sums of many small cells, each of which was changed by itself.
        """
        sums, stratum, count = alike.people, alike.stratum, alike.strata
        shown = strata["people"].astype(float).to_numpy()
        year = strata["year"].astype(int).to_numpy()[stratum]
        inside = [alike.inside[:, place] > 0 for place in range(len(listed))]
        for _round in range(ROUNDS):
            for own, each in zip(inside, listed, strict=True):
                mine = float(sums[own & np.isin(year, each.years)].sum())
                sums = np.where(own, sums * (each.people / mine if mine else 1.0), sums)
            there = np.bincount(stratum, sums, count)
            times = np.where(np.isnan(shown) | (there <= 0), 1.0, shown / np.maximum(there, 1e-9))
            sums = sums * times[stratum]
        return sums

    def _strata(self) -> pd.DataFrame:
        """What is shown of each stratum: year, people, share of it or of its year, withheld."""
        keys = ["year", *self.standards]
        _strata, first = np.unique(self.prepared.counted.strata, return_index=True)
        asked = self.cells.iloc[first][keys].astype("str")
        shown = asked.merge(self._shown(self.standards), on=keys, how="left")
        years = asked[["year"]].merge(self._shown([]), on=["year"], how="left")["share"]
        return shown.assign(share=shown["share"].fillna(years).fillna(years.mean()))

    def _with_outcome(self, strata: pd.DataFrame, people: np.ndarray) -> np.ndarray:
        """Cases of each stratum: its share of its people, or what being withheld tells.

        A count that is withheld for few cases is one of 3 to 4 when it is protected, and on
        average as much in truth; of one with few others as many as a union takes.
        """
        few = self.gate.policy.smallest_cases
        cases = strata["share"].to_numpy(float) * people
        is_few = (strata["withheld"] == FEW_CASES).to_numpy()
        cases[is_few] = np.minimum((3 + few - 1) / 2, people[is_few])
        is_few = (strata["withheld"] == FEW_OTHERS).to_numpy()
        cases[is_few] = np.maximum(people[is_few] - few // 2, 0)
        return cases

    def _shown(self, by: list[str]) -> pd.DataFrame:
        cells, apart = asked_cells(self.store, self.gate, outcome=self.question.outcome, by=by)
        shown = self.gate.counts(cells, apart=apart)
        keys = ["year", *by]
        return shown[[*keys, "people", "share", "withheld"]].astype(dict.fromkeys(keys, "str"))
