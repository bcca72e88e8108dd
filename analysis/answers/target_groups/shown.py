"""What may be shown of a group that the finder found: protected figures, years and a sentence.

The group was found on exact counts; every figure here is of protected ones, and so is the order of
the groups. One whose counts are withheld is none (docs/decisions/0004).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.asked import asked_indicator
from analysis.answers.people.dimensions import Lattice
from analysis.answers.people.protected_counts import asked_cells
from analysis.answers.target_groups.expected import Expected, Explained, Listed
from analysis.answers.target_groups.question import TargetQuestion
from analysis.disclosure.gate import FEW_APART, FEW_PEOPLE, Gate
from analysis.target_groups.errors import FewerThanTheSmallest, NobodyOrEveryone
from analysis.target_groups.finder import FoundGroup
from analysis.target_groups.profile import since, standing_out
from analysis.target_groups.sentences import GroupFigures, Named, group_in_words, group_sentence
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
    larger       the group with one condition fewer that stands out most, in words, and its share;
                 '' and None where there is none, or all are withheld
    years        year, people, cases, share, expected, stands_out (1, 0, -1 or missing)
    since        from when it has stood out up to the last year, or None
    clearness    standard errors that the cases shown are from the expected: what orders the list
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
    clearness: float
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


@dataclass(frozen=True)
class _Seen:
    """A group that was found, and what the gate lets through of it."""

    found: FoundGroup
    cells: pd.DataFrame
    apart: pd.DataFrame
    kept: list[int]
    figures: pd.Series

    @property
    def listed(self) -> Listed:
        people, share = float(self.figures["people"]), float(self.figures["share"])
        return Listed(self.found, people, share, self.kept)


class Shown:
    """Turns what was found into what may be shown.

    whole   people, cases, share of everyone asked, protected
    hidden  groups found whose figures are withheld
    raises  FewerThanTheSmallest, NobodyOrEveryone, by what may be shown of everyone
    """

    def __init__(
        self,
        store: Store,
        question: TargetQuestion,
        gate: Gate,
        lattice: Lattice,
        expected: Expected,
    ) -> None:
        self.store, self.question, self.gate = store, question, gate
        self.lattice, self.expected = lattice, expected
        self.indicator = asked_indicator(store, question.outcome)
        self.hidden = 0
        self.whole = self._together(self._cells({})[0])
        if self._people(self._cells({})[0]) < question.smallest:
            raise FewerThanTheSmallest(question.smallest)
        if pd.isna(self.whole["cases"]) or not 0 < self.whole["cases"] < self.whole["people"]:
            raise NobodyOrEveryone

    def groups(
        self, found: Sequence[FoundGroup], dispersion: float = 1.0
    ) -> tuple[TargetGroup, ...]:
        """The groups with protected figures, the clearest first; those withheld are counted.

        One that by its shown years is smaller than the size asked for is none: that it was found
        would tell that in truth it is not.
        """
        seen = [each for group in found if (each := self._seen(group)) is not None]
        explained = self.expected.of([each.listed for each in seen])
        groups = [
            self._group(each, by, dispersion) for each, by in zip(seen, explained, strict=True)
        ]
        return tuple(sorted(groups, key=lambda group: -abs(group.clearness)))

    def _seen(self, found: FoundGroup) -> _Seen | None:
        cells, apart = self._cells(found.conditions)
        shown = self.gate.counts(cells, apart=apart)
        kept = ~shown["withheld"].isin([FEW_PEOPLE, FEW_APART])
        if not kept.any():
            self.hidden += 1
            return None
        inside = cells[kept.to_numpy()]
        if kept.all() and self._people(inside) < self.question.smallest:
            return None
        figures = self._together(inside)
        if pd.notna(figures["withheld"]):
            self.hidden += 1
            return None
        return _Seen(found, cells, apart, shown.loc[kept, "year"].tolist(), figures)

    def _group(self, seen: _Seen, explained: Explained, dispersion: float) -> TargetGroup:
        figures, conditions = seen.figures, seen.found.conditions
        years = self._years(seen.cells, seen.apart, explained)
        people, cases = float(figures["people"]), float(figures["cases"])
        share = explained.share(seen.kept)
        spread = people * share * (1 - share) * dispersion
        spread += self.gate.noise_variance * len(seen.kept)
        names = self._named(conditions)
        sign = 1 if cases >= people * share else -1
        larger = self._larger(conditions, sign)
        group = TargetGroup(
            conditions=conditions,
            labels={named.column: named.label for named in names},
            whom=self._whom(names),
            people=int(people),
            cases=int(cases),
            share=float(figures["share"]),
            low=float(figures["share_low"]),
            high=float(figures["share_high"]),
            expected=people * share,
            summed=len(seen.kept),
            larger=self._whom(self._named(larger[0])) if larger else "",
            larger_share=larger[1] if larger else None,
            years=years,
            since=since(years, sign),
            sentence="",
            clearness=float((cases - people * share) / np.sqrt(max(spread, 1e-12))),
            score=round(seen.found.added.score, 2) if self.gate.exact else None,
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

    def _people(self, cells: pd.DataFrame) -> float:
        """Protected people of the years together, however few have the outcome."""
        return float(self.gate.parts(cells[["people", "people_key"]])["people"].sum())

    def _years(
        self, cells: pd.DataFrame, apart: pd.DataFrame, explained: Explained
    ) -> pd.DataFrame:
        """Every year's protected figures, and whether the group stands out in it."""
        shown = self.gate.counts(cells, apart=apart)
        share = [explained.share([year]) for year in shown["year"]]
        years = shown.assign(expected=shown["people"].astype(float) * share)
        judged = standing_out(years, noise_variance=self.gate.noise_variance)
        return judged[["year", "people", "cases", "share", "expected", "stands_out", "withheld"]]

    def _larger(self, conditions: dict[str, str], sign: int) -> tuple[dict[str, str], float] | None:
        """Of the groups with one condition fewer, by what is shown of them, the farthest out."""
        shares = []
        for left_out in conditions if len(conditions) > 1 else ():
            larger = {name: value for name, value in conditions.items() if name != left_out}
            cells, apart = self._cells(larger)
            shown = self.gate.counts(cells, apart=apart)
            kept = ~shown["withheld"].isin([FEW_PEOPLE, FEW_APART]).to_numpy()
            share = self._together(cells[kept])["share"] if kept.any() else np.nan
            if pd.notna(share):
                shares.append((larger, float(share)))
        return max(shares, key=lambda told: sign * told[1], default=None)

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
