"""Whom does the average hide? The finder's groups, with figures that passed the gate.

The groups are *found* on exact counts, since noise would find noise; every figure *shown* is of
protected counts or coarse, and a group whose counts are withheld is not listed. What the choice
itself can tell is discussed in docs/decisions/0004.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.dimensions import Lattice
from analysis.answers.protected import gate_before, lattice_of
from analysis.answers.provenance import Source, people_sources
from analysis.answers.target_expected import Expected
from analysis.answers.target_question import (
    TargetQuestion,
    asked_dimensions,
    asked_standards,
    asked_years,
    check_outcome,
)
from analysis.answers.target_shown import Shown, TargetGroup
from analysis.disclosure import Gate
from analysis.question_lattice import require_size
from analysis.target_cells import UNKNOWN, CoarserLevel, Prepared, prepare
from analysis.target_errors import NoDimensions
from analysis.target_groups import (
    Detectable,
    Finding,
    Rules,
    candidates,
    detectable,
    find,
)
from indicators.entry import Indicator
from language import _, ngettext, whole
from store.read import Store

FEW_CELLS = (
    100  # up to here which groups are found could tell a count: protected cells are searched
)
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


@dataclass(frozen=True)
class Search:
    """A question ready to be searched: its cells, what is left out of them, and the rules.

    noise  variance that protection adds to the cells searched, over that of chance; 0 where they
           are searched as they are
    """

    question: TargetQuestion
    gate: Gate
    lattice: Lattice
    standards: list[str]
    cells: pd.DataFrame
    prepared: Prepared
    rules: Rules
    noise: float
    notices: tuple[str, ...]

    @property
    def scanned(self) -> int:
        """Groups that are large enough to be looked at."""
        return len(candidates(self.prepared.counted, self.rules.smallest))


def search_of(store: Store, question: TargetQuestion, gate: Gate) -> Search:
    """What there is to search; raises what `target_groups` raises of the question itself."""
    check_outcome(store, question.outcome)
    if not gate.exact:
        require_size(question.smallest)
    gate = gate_before(store, gate)
    lattice = lattice_of(store)
    first, last = asked_years(store, question)
    question = replace(question, first_year=first, last_year=last)
    dimensions, notices = asked_dimensions(lattice, question.dimensions, gate)
    standards = asked_standards(lattice, question.standardise)
    cells = store.query(
        "target_cells",
        identifiers={"by": list(dict.fromkeys([*dimensions, *standards]))},
        outcome=question.outcome,
        first_year=first,
        last_year=last,
    )
    left_out = _alike(cells, dimensions, gate)
    dividing = [name for name in dimensions if name not in left_out]
    if not dividing:
        raise NoDimensions(dimensions)
    cells, parts, noise = _as_searched(cells, gate)
    prepared = _prepared(store, question, lattice, parts, dividing, standards)
    rules = Rules(
        smallest=question.smallest,
        direction=question.direction,
        dispersion=_dispersion(store, question, standards),
    )
    notices += _left_out(lattice, {**prepared.left_out, **left_out})
    notices += _on_standards(lattice, standards)
    return Search(question, gate, lattice, standards, cells, prepared, rules, noise, notices)


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


def _as_searched(cells: pd.DataFrame, gate: Gate) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """The cells, the same as they are searched, and the noise in these (see Search).

    Of few cells everything else is known within a little, so that a group's being found by exact
    counts tells which side of a threshold its own lies: it is found by protected ones. In many
    cells noise would find noise.
    """
    there = gate.present(cells)
    if gate.exact or there.sum() > FEW_CELLS:
        return cells, cells, 0.0
    cells = cells[there].reset_index(drop=True)
    parts = gate.parts(cells)
    people, cases = float(parts["people"].sum()), float(parts["cases"].sum())
    chance = cases * (1 - cases / people) if people else 0.0
    return cells, parts, gate.noise_variance * len(parts) / max(chance, 1.0)


def _coarse_dispersion(search: Search, shown: Shown) -> float:
    """The dispersion in steps of at least five persons' weight, rarely narrower than it is.

    One who has the outcome in all k years adds k (k - 1) to the squares of as many persons of one
    year each; two such persons still count as none, so that it does not tell whether anybody is
    there twice.
    """
    years = search.question.last_year - search.question.first_year + 1
    whole = shown.whole
    rarer = min(float(whole["cases"]), float(whole["people"]) - float(whole["cases"]))
    step = max(0.1, search.gate.policy.smallest_cases * years * (years - 1) / rarer)
    steps = max(np.ceil((search.rules.dispersion - 1) / step - 0.4), 0.0)
    return float(min(1 + steps * step, years))


def _at_most(scanned: int) -> int:
    """Upwards to tens, or to two figures that count: how many are just large enough is not told."""
    step = 10 ** max(len(str(scanned)) - 2, 1)
    return max(-(-scanned // step), 1) * step


def _alike(cells: pd.DataFrame, dimensions: list[str], gate: Gate) -> dict[str, str]:
    """Dimensions that by what may be shown divide nobody: that value, '' for none.

    A value that the method makes nobody is none here either, as it has no row in a table.
    """
    found = {}
    for name in dimensions:
        sums = cells.groupby(["year", name], observed=True, dropna=False)
        rows = sums[["people", "people_key"]].sum().reset_index()
        there = rows.loc[gate.present(rows), name]
        values = [UNKNOWN if pd.isna(value) else str(value) for value in there.unique()]
        if len(set(values)) < 2:
            found[name] = "".join(values)
    return found


def _prepared(
    store: Store,
    question: TargetQuestion,
    lattice: Lattice,
    cells: pd.DataFrame,
    dimensions: list[str],
    standards: list[str],
) -> Prepared:
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


def _detectable(whole: pd.Series, scanned: int, rules: Rules) -> tuple[Detectable, ...]:
    people, cases = float(whole["people"]), float(whole["cases"])
    return tuple(detectable(people, cases, scanned, rules, SHOWN_SHARES))


def _rounded(value: float) -> float:
    """Two figures that count, so that nobody takes the number for exact."""
    if value <= 0:
        return 0.0
    step = 10 ** max(np.floor(np.log10(value)) - 1, 0)
    return float(np.round(value / step) * step)


def _left_out(lattice: Lattice, alike: dict[str, str]) -> tuple[str, ...]:
    """Dimensions that divide nobody, by their labels."""
    said = []
    for name, value in alike.items():
        if value:
            told = _("{name} has one value only ({value}) and was left out.")
        else:
            told = _("{name} is empty and was left out.")
        words = lattice.labels(name).get(value, value)
        said.append(told.format(name=lattice.label(name), value=words))
    return tuple(said)


def _on_standards(lattice: Lattice, standards: list[str]) -> tuple[str, ...]:
    if not standards:
        return ()
    names = ", ".join(lattice.label(name) for name in standards)
    return (
        _(
            "Standardised by {names}: groups of that alone are not looked for, and no group is "
            "listed for its mix of it."
        ).format(names=names.lower()),
    )


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
