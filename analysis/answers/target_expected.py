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

from analysis.answers.protected import asked_cells
from analysis.answers.target_question import TargetQuestion
from analysis.disclosure import FEW_CASES, FEW_OTHERS, Gate
from analysis.target_cells import Prepared
from analysis.target_fit import cells_alike, logistic_of_sums
from analysis.target_groups import FoundGroup
from store.read import Store

STEPS = 3  # decimals of a share that is told: people are protected, and it is no finer than they


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
            asked = slice(None)
        people, cases, rest = (
            float(of[asked].sum()) for of in (self.people, self.cases, self.rest)
        )
        share = cases / people if people else float("nan")
        if self.edge is None:
            return share
        edge = min(self.edge / max(rest, 1.0), 0.5)
        return round(float(np.clip(share, edge, 1 - edge)), STEPS)


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

    def of(self, listed: Sequence[tuple[FoundGroup, float]]) -> list[Explained]:
        """What is explained in each group; with its share (0 to 1) as it is shown."""
        if self.gate.exact:
            people = self.prepared.counted.people
            return [self._explained(f.added.rows, f.added.risk, people) for f, _share in listed]
        if not listed:
            return []
        people = self.gate.parts(self.cells[["people", "people_key"]])["people"].to_numpy(float)
        members = [self.prepared.counted.lattice.members(found.number) for found, _share in listed]
        shares = np.array([share for _found, share in listed])
        risks = self._by_the_rest(people, members, shares)
        return [
            self._explained(np.flatnonzero(inside), risk, people)
            for inside, risk in zip(members, risks, strict=True)
        ]

    def _explained(self, rows: np.ndarray, risk: np.ndarray, people: np.ndarray) -> Explained:
        year = self.prepared.years - self.question.first_year
        count = self.question.last_year - self.question.first_year + 1
        own = np.bincount(year[rows], people[rows], count)
        return Explained(
            self.question.first_year,
            own,
            np.bincount(year[rows], people[rows] * risk, count),
            np.bincount(year, people, count) - own,
            None if self.gate.exact else self.gate.policy.smallest_cases // 2,
        )

    def _by_the_rest(
        self, people: np.ndarray, members: list[np.ndarray], shares: np.ndarray
    ) -> list[np.ndarray]:
        """For each group, the risk (0 to 1) in each of its cells if it had no effect of its own."""
        counted = self.prepared.counted
        strata, count = counted.strata, counted.strata_count
        alike = cells_alike(people, np.zeros(len(people)), strata, count, members)
        levels, effects = logistic_of_sums(
            alike.people,
            alike.stratum,
            alike.inside,
            self._with_outcome(np.bincount(strata, people, count)),
            shares * (alike.people @ alike.inside),
        )
        known = logit(np.clip(alike.risk(levels, effects), 1e-12, 1 - 1e-12))
        return [
            expit(known - effect)[alike.place[inside]]
            for inside, effect in zip(members, effects, strict=True)
        ]

    def _with_outcome(self, people: np.ndarray) -> np.ndarray:
        """Cases of each stratum: its shown share of its people, or what being withheld tells.

        A count that is withheld for few cases is one of 3 to 4 when it is protected, and on
        average as much in truth; of one with few others as many as a union takes.
        """
        keys = ["year", *self.standards]
        _strata, first = np.unique(self.prepared.counted.strata, return_index=True)
        asked = self.cells.iloc[first][keys].astype("str")
        shown = asked.merge(self._shown(self.standards), on=keys, how="left")
        years = asked[["year"]].merge(self._shown([]), on=["year"], how="left")
        few = self.gate.policy.smallest_cases
        share = shown["share"].fillna(years["share"]).fillna(years["share"].mean()).to_numpy(float)
        cases = share * people
        is_few = (shown["withheld"] == FEW_CASES).to_numpy()
        cases[is_few] = np.minimum((3 + few - 1) / 2, people[is_few])
        is_few = (shown["withheld"] == FEW_OTHERS).to_numpy()
        cases[is_few] = np.maximum(people[is_few] - few // 2, 0)
        return cases

    def _shown(self, by: list[str]) -> pd.DataFrame:
        cells, apart = asked_cells(self.store, self.gate, outcome=self.question.outcome, by=by)
        shown = self.gate.counts(cells, apart=apart)
        keys = ["year", *by]
        return shown[[*keys, "share", "withheld"]].astype(dict.fromkeys(keys, "str"))
