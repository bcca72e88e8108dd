"""Whom does the average hide? The finder's groups, with figures that passed the gate.

The groups are *found* on exact counts, since noise would find noise (of few cells on protected
ones: target_search.py); every figure *shown* is of protected counts or coarse, and a group whose
counts are withheld is not listed. What the choice itself can tell: docs/decisions/0004.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.people.dimensions import Lattice
from analysis.answers.provenance import Source, people_sources
from analysis.answers.target_groups.expected import Expected
from analysis.answers.target_groups.question import TargetQuestion
from analysis.answers.target_groups.search import Search, search_of
from analysis.answers.target_groups.shown import Shown, TargetGroup
from analysis.disclosure.gate import Gate
from analysis.target_groups.finder import Detectable, Finding, Rules, detectable, find
from indicators.entry import Indicator
from language import _, ngettext, whole
from store.read import Store

SHOWN_SHARES = (0.005, 0.01, 0.05)  # group sizes for which "what could show" is told


@dataclass(frozen=True)
class TargetAnswer:
    """At most ten groups, or none, and how to read that.

    whole        people, cases, share of everyone asked, protected
    scanned      groups that were looked through, about
    hidden       groups found whose figures are withheld
    detectable   what a population of this size can show
    dispersion   how much person-years of the same persons widen chance, about; 1 where they do not
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
    return searched(store, search_of(store, question, gate))[0]


def searched(
    store: Store, search: Search, *, elsewhere: int = 0
) -> tuple[TargetAnswer, tuple[float, ...]]:
    """The answer, and how clearly each of its groups stands out (standard errors; never shown).

    elsewhere  groups that are scanned for other outcomes of the same list
    raises     NobodyOrEveryone, FewerThanTheSmallest
    """
    question, gate, prepared = search.question, search.gate, search.prepared
    expected = Expected(store, question, gate, search.cells, prepared, search.standards)
    shown = Shown(store, question, gate, search.lattice, expected)
    rules = replace(search.rules, elsewhere=elsewhere)
    told = rules if gate.exact else replace(rules, dispersion=_coarse_dispersion(search, shown))
    if search.noise:
        rules = replace(told, dispersion=told.dispersion + search.noise)
    # fewer in truth than may be shown: a refusal would tell it
    too_few = prepared.counted.people.sum() < rules.smallest
    finding = Finding((), 0, 0.0) if too_few else find(prepared.counted, rules)
    scanned = finding.scanned if gate.exact else _at_most(finding.scanned)
    groups = shown.groups(finding.groups, told.dispersion)
    answer = TargetAnswer(
        question=question,
        indicator=shown.indicator,
        groups=groups,
        whole=shown.whole,
        scanned=scanned,
        hidden=shown.hidden,
        detectable=_detectable(shown.whole, scanned + elsewhere, told),
        dispersion=told.dispersion,
        notices=search.notices,
        protected=not gate.exact,
        method=_method(scanned, told, search.standards, search.lattice),
        sources=people_sources(store),
    )
    return answer, tuple(abs(group.clearness) for group in groups)


def _coarse_dispersion(search: Search, shown: Shown) -> float:
    """The dispersion in steps of at least five persons' weight, rarely narrower than it is.

    One who has the outcome in all k years adds k (k - 1) to the squares of as many persons of one
    year each; two such persons still count as none, so that it does not tell whether anybody is
    there twice.
    """
    _first, years = search.question.span
    whole = shown.whole
    rarer = min(float(whole["cases"]), float(whole["people"]) - float(whole["cases"]))
    step = max(0.1, search.gate.policy.smallest_cases * years * (years - 1) / rarer)
    steps = max(np.ceil((search.rules.dispersion - 1) / step - 0.4), 0.0)
    return float(min(1 + steps * step, years))


def _at_most(scanned: int) -> int:
    """Upwards to tens, or to two figures that count: how many are just large enough is not told."""
    step = 10 ** max(len(str(scanned)) - 2, 1)
    return max(-(-scanned // step), 1) * step


def _detectable(whole: pd.Series, scanned: int, rules: Rules) -> tuple[Detectable, ...]:
    people, cases = float(whole["people"]), float(whole["cases"])
    return tuple(detectable(people, cases, scanned, rules, SHOWN_SHARES))


def _rounded(value: float) -> float:
    """Two figures that count, so that nobody takes the number for exact."""
    if value <= 0:
        return 0.0
    step = 10 ** max(np.floor(np.log10(value)) - 1, 0)
    return float(np.round(value / step) * step)


def _method(scanned: int, rules: Rules, standards: list[str], lattice: Lattice) -> str:
    names = ", ".join(lattice.label(name) for name in standards)
    text = ngettext(
        "At most {n} group was held against what is to be expected, and each group listed counts "
        "only for what it adds to the others. The list is made so that at most one population in "
        "ten with nothing to find gives any group at all.",
        "At most {n} groups were held against what is to be expected, and each group listed counts "
        "only for what it adds to the others. The list is made so that at most one population in "
        "ten with nothing to find gives any group at all.",
        scanned,
    ).format(n=whole(scanned))
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
