"""What may be shown of a group that the finder found: protected figures, years and a sentence.

The group was found on exact counts; every figure here is of protected ones, and a group whose
counts are withheld is none (docs/decisions/0004).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.asked import asked_indicator
from analysis.answers.dimensions import Lattice
from analysis.answers.protected import asked_cells
from analysis.answers.target_question import TargetQuestion
from analysis.disclosure import FEW_APART, FEW_PEOPLE, Gate
from analysis.group_profile import since, standing_out
from analysis.target_cells import Prepared
from analysis.target_groups import FoundGroup
from analysis.target_sentences import GroupFigures, Named, group_in_words, group_sentence
from indicators.entry import OwnSource
from store.conditions import Condition
from store.read import Store


@dataclass(frozen=True)
class TargetGroup:
    """One group with the figures that may be shown.

    conditions   dimension (or level) -> value, as in the store; labels: the same in words
    people, cases, share, low, high   persons or person-years, of the years that may be shown;
                 share 0 to 1 with 95 % interval
    expected     cases that the standardised municipality and the other groups listed explain
    summed       of how many years these are the sum
    larger       the group with one condition fewer that stands out most, in words; '' for none,
                 and its share, missing where withheld
    years        year, people, cases, share, expected, stands_out (1, 0, -1 or missing)
    since        from when it has stood out up to the last year, or None
    score        of the surprise, only where exact figures are shown
    """

    conditions: dict[str, str]
    labels: dict[str, str]
    whom: str
    people: int
    cases: int
    share: float
    low: float
    high: float
    expected: float
    summed: int
    larger: str
    larger_share: float | None
    years: pd.DataFrame
    since: int | None
    sentence: str
    score: float | None

    @property
    def excess(self) -> float:
        """Cases above what is explained; negative below."""
        return self.cases - self.expected

    @property
    def years_out(self) -> int:
        """In how many years it stands out in its direction."""
        sign = 1 if self.excess >= 0 else -1
        return int((self.years["stands_out"] == sign).sum())


class Shown:
    """Turns what was found into what may be shown.

    whole   people, cases, share of everyone asked, protected
    """

    def __init__(
        self,
        store: Store,
        question: TargetQuestion,
        gate: Gate,
        lattice: Lattice,
        prepared: Prepared,
    ) -> None:
        self.store, self.question, self.gate = store, question, gate
        self.lattice, self.prepared = lattice, prepared
        self.indicator = asked_indicator(store, question.outcome)
        self.whole = self._together(self._cells({})[0])

    def group(self, found: FoundGroup) -> TargetGroup | None:
        """The group with protected figures; None where they are withheld."""
        cells, apart = self._cells(found.conditions)
        explained = self._explained(found)
        years = self._years(cells, apart, explained)
        kept = ~years["withheld"].isin([FEW_PEOPLE, FEW_APART])
        if not kept.any():
            return None
        figures = self._together(cells[kept.to_numpy()])
        if pd.notna(figures["withheld"]):
            return None
        expected_share = self._expected_share(explained, years.loc[kept, "year"])
        expected = float(figures["people"]) * expected_share
        sign = 1 if figures["cases"] >= expected else -1
        names = self._named(found.conditions)
        whom = self._whom(names)
        larger_share = self._larger_share(found)
        group = TargetGroup(
            conditions=found.conditions,
            labels={named.column: named.label for named in names},
            whom=whom,
            people=int(figures["people"]),
            cases=int(figures["cases"]),
            share=float(figures["share"]),
            low=float(figures["share_low"]),
            high=float(figures["share_high"]),
            expected=expected,
            summed=int(kept.sum()),
            larger=self._whom(self._named(found.larger)) if found.larger else "",
            larger_share=larger_share,
            years=years,
            since=since(years, sign),
            sentence="",
            score=round(found.added.score, 2) if self.gate.exact else None,
        )
        return replace(group, sentence=self._sentence(group))

    def _cells(self, conditions: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The group's years as cells for the gate, and how few set each apart."""
        narrowed = [Condition(n.column, n.value, n.label) for n in self._named(conditions)]
        cells, apart = asked_cells(
            self.store, self.gate, outcome=self.question.outcome, conditions=narrowed
        )
        inside = cells["year"].between(self.question.first_year, self.question.last_year)
        return cells[inside].reset_index(drop=True), apart[inside].reset_index(drop=True)

    def _together(self, cells: pd.DataFrame) -> pd.Series:
        """The years as one: the sum of the protected years, never a new draw."""
        return self.gate.union(cells.assign(group=0), by=["group"]).iloc[0]

    def _years(
        self,
        cells: pd.DataFrame,
        apart: pd.DataFrame,
        explained: tuple[np.ndarray, np.ndarray],
    ) -> pd.DataFrame:
        """Every year's protected figures, and whether the group stands out in it."""
        shown = self.gate.counts(cells, apart=apart)
        share = [self._expected_share(explained, [year]) for year in shown["year"]]
        years = shown.assign(expected=shown["people"].astype(float) * share)
        judged = standing_out(years, noise_variance=self.gate.noise_variance)
        return judged[["year", "people", "cases", "share", "expected", "stands_out", "withheld"]]

    def _explained(self, found: FoundGroup) -> tuple[np.ndarray, np.ndarray]:
        """People and explained cases of the group in each year from the first one asked for."""
        rows, risk = found.added.rows, found.added.risk
        year = self.prepared.years[rows] - self.question.first_year
        people = self.prepared.counted.people[rows]
        count = self.question.last_year - self.question.first_year + 1
        return np.bincount(year, people, count), np.bincount(year, people * risk, count)

    def _expected_share(
        self, explained: tuple[np.ndarray, np.ndarray], years: Iterable[int]
    ) -> float:
        """Share with the outcome (0 to 1) that is explained in the group in these years.

        A smooth figure of the model; rounded where protected, so that it tells no count.
        """
        asked = [int(year) - self.question.first_year for year in years]
        people, cases = (float(each[asked].sum()) for each in explained)
        share = cases / people if people else float("nan")
        return share if self.gate.exact else round(share, 3)

    def _larger_share(self, found: FoundGroup) -> float | None:
        if found.larger is None:
            return None
        cells, apart = self._cells(found.larger)
        shown = self.gate.counts(cells, apart=apart)
        kept = ~shown["withheld"].isin([FEW_PEOPLE, FEW_APART]).to_numpy()
        if not kept.any():
            return None
        share = self._together(cells[kept])["share"]
        return None if pd.isna(share) else float(share)

    def _named(self, conditions: dict[str, str]) -> list[Named]:
        return [
            Named(name, self.lattice.role(name), value, self.lattice.labels(name).get(value, value))
            for name, value in conditions.items()
        ]

    def _whom(self, names: list[Named]) -> str:
        source = self.indicator.source
        oldest = source.last_age if isinstance(source, OwnSource) else None
        who = str(self.indicator.who) if self.indicator.who else None
        return group_in_words(names, everyone=who, oldest=oldest)

    def _sentence(self, group: TargetGroup) -> str:
        having = self.indicator.adverse or self.indicator.having
        figures = GroupFigures(
            share=group.share,
            expected_share=group.expected / group.people,
            reference_share=float(self.whole["share"]),
            people=group.people,
            excess=group.excess,
            years=(self.question.first_year, self.question.last_year),
            summed=group.summed,
            since=group.since,
            clear=(group.years_out, int(group.years["people"].notna().sum())),
        )
        return group_sentence(group.whom, str(having), figures)
