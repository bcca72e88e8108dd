"""Whom does the average hide? The finder's groups, with figures that passed the gate.

The groups are *found* on exact counts, since noise would find noise; every figure *shown* is of
protected counts, and a group whose counts are withheld is not listed. What the choice itself can
tell is discussed in docs/decisions/0004.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.asked import asked_indicator
from analysis.answers.dimensions import Lattice
from analysis.answers.protected import asked_cells, gate_before
from analysis.answers.provenance import Source, people_sources
from analysis.answers.target_question import (
    TargetQuestion,
    asked_dimensions,
    asked_standards,
    asked_years,
    check_outcome,
)
from analysis.disclosure import FEW_APART, FEW_PEOPLE, Gate
from analysis.group_profile import since, standing_out
from analysis.question_lattice import require_size
from analysis.target_cells import CoarserLevel, Prepared, prepare
from analysis.target_groups import (
    Detectable,
    Finding,
    FoundGroup,
    Rules,
    detectable,
    find,
)
from analysis.target_sentences import GroupFigures, Named, group_in_words, group_sentence
from indicators.entry import Indicator, OwnSource
from language import _, ngettext, whole
from store.conditions import Condition
from store.read import Store

SHOWN_SHARES = (0.005, 0.01, 0.05)  # group sizes for which "what could show" is told


@dataclass(frozen=True)
class TargetGroup:
    """One group with the figures that may be shown.

    conditions   dimension (or level) -> value, as in the store; labels: the same in words
    people, cases, share, low, high   persons or person-years, of the years that may be shown;
                 share 0 to 1 with 95 % interval
    expected     cases that the standardised municipality and the other groups listed explain
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


@dataclass(frozen=True)
class TargetAnswer:
    """At most ten groups, or none, and how to read that.

    whole        people, cases, share of everyone asked, protected
    scanned      groups that were looked through
    hidden       groups found whose figures are withheld
    detectable   what a population of this size can show
    dispersion   how much person-years of the same persons widen chance; 1 where they do not
    """

    question: TargetQuestion
    indicator: Indicator
    groups: tuple[TargetGroup, ...]
    whole: pd.Series
    scanned: int
    hidden: int
    detectable: tuple[Detectable, ...]
    dispersion: float
    notices: tuple[str, ...]
    protected: bool
    method: str
    sources: tuple[Source, ...]

    @property
    def nothing(self) -> str:
        """'No group stands out ...'; '' where there are groups."""
        if self.groups:
            return ""
        if self.question.standardise == ():
            return _("No group stands out more than chance explains.")
        return _("No group stands out more than chance and the mix of ages explain.")

    @property
    def could_show(self) -> str:
        """What a population of this size can show, in a sentence."""
        middle = self.detectable[1]
        return _(
            "Among {people} people, a group of {size} shows (four times of five) if it has at "
            "least {excess} more cases than the {expected} to be expected."
        ).format(
            people=whole(_rounded(float(self.whole["people"]))),
            size=whole(_rounded(middle.people)),
            excess=whole(_rounded(middle.excess)),
            expected=whole(_rounded(middle.expected)),
        )


def target_groups(store: Store, question: TargetQuestion, gate: Gate) -> TargetAnswer:
    """The groups for one outcome, protected.

    raises  UnknownOutcome, UnknownDimension, TwoLevelsOfOne, NoSuchYears, TooFine, TooManyGroups,
            NoDimensions, NobodyOrEveryone, FewerThanTheSmallest, OffLattice
    """
    check_outcome(store, question.outcome)
    if not gate.exact:
        require_size(question.smallest)
    gate = gate_before(store, gate)
    lattice = Lattice.of(store)
    first, last = asked_years(store, question)
    question = replace(question, first_year=first, last_year=last)
    dimensions, notices = asked_dimensions(lattice, question.dimensions, gate)
    standards = asked_standards(lattice, question.standardise)
    prepared = _prepared(store, question, lattice, dimensions, standards)
    rules = Rules(
        smallest=question.smallest,
        direction=question.direction,
        dispersion=_dispersion(store, question, standards),
    )
    finding = find(prepared.counted, rules)
    shown = _Shown(store, question, gate, lattice, prepared)
    groups = [group for found in finding.groups if (group := shown.group(found)) is not None]
    return TargetAnswer(
        question=question,
        indicator=shown.indicator,
        groups=tuple(groups),
        whole=shown.whole,
        scanned=finding.scanned,
        hidden=len(finding.groups) - len(groups),
        detectable=_detectable(prepared, finding, rules),
        dispersion=rules.dispersion,
        notices=notices + prepared.notices + _on_standards(lattice, standards),
        protected=not gate.exact,
        method=_method(finding, rules, standards, lattice),
        sources=people_sources(store),
    )


def _prepared(
    store: Store,
    question: TargetQuestion,
    lattice: Lattice,
    dimensions: list[str],
    standards: list[str],
) -> Prepared:
    cells = store.query(
        "target_cells",
        identifiers={"by": list(dict.fromkeys([*dimensions, *standards]))},
        outcome=question.outcome,
        first_year=question.first_year,
        last_year=question.last_year,
    )
    levels = [
        CoarserLevel(name, lattice.finest(name), _parents(store, lattice.finest(name), name))
        for name in lattice.names
        if lattice.finest(name) != name and lattice.finest(name) in dimensions
    ]
    areas = [name for name in dimensions if lattice.role(name) == "area"]
    return prepare(
        cells,
        dimensions,
        levels=levels,
        standardise=standards,
        areas=areas,
        depth=question.depth,
    )


def _parents(store: Store, finest: str, coarser: str) -> dict[str, str]:
    rows = store.query("target_parents", identifiers={"finest": [finest], "coarser": [coarser]})
    rows = rows.dropna().astype("str")
    return dict(zip(rows["value"], rows["parent"], strict=True))


def _dispersion(store: Store, question: TargetQuestion, standards: list[str]) -> float:
    """At least 1; one year needs no look at the persons."""
    if question.first_year == question.last_year:
        return 1.0
    found = store.query(
        "target_dispersion",
        identifiers={"outcome": [question.outcome], "by": standards},
        first_year=question.first_year,
        last_year=question.last_year,
    )["dispersion"].iloc[0]
    return max(float(found), 1.0) if pd.notna(found) else 1.0


def _detectable(prepared: Prepared, finding: Finding, rules: Rules) -> tuple[Detectable, ...]:
    people, cases = prepared.counted.people.sum(), prepared.counted.cases.sum()
    return tuple(detectable(float(people), float(cases), finding.scanned, rules, SHOWN_SHARES))


class _Shown:
    """Turns what was found into what may be shown."""

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
        years = self._years(cells, apart, found)
        kept = ~years["withheld"].isin([FEW_PEOPLE, FEW_APART])
        if not kept.any():
            return None
        figures = self._together(cells[kept.to_numpy()])
        if pd.notna(figures["withheld"]):
            return None
        expected_share = self._expected_share(found, years.loc[kept, "year"])
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

    def _years(self, cells: pd.DataFrame, apart: pd.DataFrame, found: FoundGroup) -> pd.DataFrame:
        """Every year's protected figures, and whether the group stands out in it."""
        shown = self.gate.counts(cells, apart=apart)
        share = [self._expected_share(found, [year]) for year in shown["year"]]
        years = shown.assign(expected=shown["people"].astype(float) * share)
        judged = standing_out(years, noise_variance=self.gate.noise_variance)
        return judged[["year", "people", "cases", "share", "expected", "stands_out", "withheld"]]

    def _expected_share(self, found: FoundGroup, years: Iterable[int]) -> float:
        """Share with the outcome (0 to 1) that is explained in the group in these years.

        A smooth figure of the model; rounded where protected, so that it tells no count.
        """
        rows, risk = found.added.rows, found.added.risk
        these = np.isin(self.prepared.years[rows], list(years))
        people = self.prepared.counted.people[rows[these]]
        share = float(people @ risk[these] / people.sum()) if people.sum() else float("nan")
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
            reference_share=float(self.whole["share"]),
            people=group.people,
            excess=group.excess,
            years=(self.question.first_year, self.question.last_year),
            since=group.since,
            clear=(group.years_out, int(group.years["people"].notna().sum())),
        )
        return group_sentence(group.whom, str(having), figures)


def _rounded(value: float) -> float:
    """Two figures that count, so that nobody takes the number for exact."""
    if value <= 0:
        return 0.0
    step = 10 ** max(np.floor(np.log10(value)) - 1, 0)
    return float(np.round(value / step) * step)


def _on_standards(lattice: Lattice, standards: list[str]) -> tuple[str, ...]:
    if not standards:
        return ()
    names = ", ".join(lattice.label(name) for name in standards)
    return (
        _(
            "Standardised by {names}: groups of that alone are not looked for, and no group is "
            "listed for its mix of it."
        ).format(names=names),
    )


def _method(finding: Finding, rules: Rules, standards: list[str], lattice: Lattice) -> str:
    names = ", ".join(lattice.label(name) for name in standards)
    looked = ngettext("{n} group was held", "{n} groups were held", finding.scanned).format(
        n=whole(finding.scanned)
    )
    text = _(
        "{looked} against what is to be expected, and each group listed counts only for what it "
        "adds to the others. The list is made so that at most one population in ten with nothing "
        "to find gives any group at all."
    ).format(looked=looked)
    if names:
        text += " " + _("Expected: as in the municipality for the same year and {names}.").format(
            names=names.lower()
        )
    if rules.dispersion > 1.005:
        text += " " + _(
            "The same persons are counted in several years, which is allowed for: chance is taken "
            "to be {times} times as wide."
        ).format(times=f"{np.sqrt(rules.dispersion):.1f}".replace(".", ","))
    return text
