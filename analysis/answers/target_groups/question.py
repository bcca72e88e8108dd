"""What is asked of the finder, and what does the store let it be asked?"""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from analysis.answers.asked import NothingThere
from analysis.answers.people.dimensions import Lattice, TwoLevelsOfOne
from analysis.disclosure.gate import Gate
from analysis.question import Question
from analysis.target_groups.cells import MOST_AREAS, MOST_VALUES, too_fine
from analysis.target_groups.errors import TooFine
from language import _, whole
from language.errors import BehovsbildError
from store.read import Store

if TYPE_CHECKING:
    from analysis.answers.target_groups.finder import TargetAnswer

if TYPE_CHECKING:
    pass


class UnknownOutcome(BehovsbildError, LookupError):
    """An outcome that the store's people do not have."""

    def __init__(self, name: str, known: list[str]) -> None:
        near = get_close_matches(name, known, n=3) or known
        super().__init__(
            _("The people in the store have no outcome {name!r}. Nearest: {near}.").format(
                name=name, near=", ".join(near) or "-"
            )
        )


class NoSuchYears(BehovsbildError, LookupError):
    """Years in which the outcome was not asked of anybody."""

    def __init__(self, outcome: str, first: int, last: int) -> None:
        super().__init__(
            _("{outcome} is there for {first} to {last}; choose years among those.").format(
                outcome=outcome, first=first, last=last
            )
        )


@dataclass(frozen=True)
class TargetQuestion(Question["TargetAnswer"]):
    """For which outcome are groups looked for, among whom?

    dimensions   names, roles or levels; empty: all of the store's
    depth        conditions a group may have
    smallest     persons (person-years) a group must have
    first_year, last_year  inclusive; None: as far as there are figures
    standardise  dimensions whose mix must not make a group; None: age, where there is one
    direction    'worse', 'better' or 'both'
    """

    outcome: str
    dimensions: tuple[str, ...] = ()
    depth: int = 3
    smallest: int = 50
    first_year: int | None = None
    last_year: int | None = None
    standardise: tuple[str, ...] | None = None
    direction: str = "worse"

    @property
    def span(self) -> tuple[int, int]:
        """First year, and how many; of a question whose years are said."""
        if self.first_year is None or self.last_year is None:
            raise ValueError("the years of the question are left open")
        return self.first_year, self.last_year - self.first_year + 1


def check_outcome(store: Store, outcome: str) -> None:
    """Raises UnknownOutcome with the closest names; NothingThere for a published store."""
    if store.is_published:
        raise NothingThere(
            _(
                "A published store holds rounded figures and no people: look for target groups in "
                "the municipality's own store."
            )
        )
    known = store.query("people/outcomes")["name"].tolist()
    if outcome not in known:
        raise UnknownOutcome(outcome, known)


def asked_years(store: Store, question: TargetQuestion) -> tuple[int, int]:
    """First and last year asked for that have figures; raises NoSuchYears."""
    years = (
        store.query("target_groups/years", outcome=question.outcome)["year"].astype(int).tolist()
    )
    if not years:
        raise NoSuchYears(question.outcome, 0, 0)
    first = question.first_year if question.first_year is not None else min(years)
    last = question.last_year if question.last_year is not None else max(years)
    among = [year for year in years if first <= year <= last]
    if not among:
        raise NoSuchYears(question.outcome, min(years), max(years))
    return min(among), max(among)


def asked_dimensions(
    lattice: Lattice, asked: tuple[str, ...], gate: Gate
) -> tuple[list[str], tuple[str, ...]]:
    """Columns to search, and notices on those that were left out.

    A dimension brings its coarser levels; a level that was asked for by itself stands alone. One
    that is too fine is left out with a notice, refused where it was asked for by name.

    raises  UnknownDimension, TwoLevelsOfOne, TooFine, NotOpen
    """
    if asked:
        names = [name for word in asked for name in _named(lattice, word)]
        names = list(dict.fromkeys(names))
        names = [n for n in names if lattice.finest(n) == n or lattice.finest(n) not in names]
        finest = [lattice.finest(name) for name in names]
        if len(set(finest)) < len(finest):
            raise TwoLevelsOfOne(names)
    else:
        names = [name for name in lattice.names if lattice.finest(name) == name]
    notices, kept = [], []
    for name in names:
        if asked:
            gate.require_open(lattice.role(name), lattice.label(name))
        elif gate.role is not None and not gate.policy.opens(gate.role, lattice.role(name)):
            continue
        values, is_area = len(lattice.labels(name)), lattice.role(name) == "area"
        if not too_fine(name, values, is_area=is_area):
            kept.append(name)
        elif asked:
            raise TooFine(name, values, MOST_AREAS if is_area else MOST_VALUES)
        else:
            notices.append(
                _("{name} has {values} values: too fine to search, group it; left out.").format(
                    name=lattice.label(name), values=whole(values)
                )
            )
    return kept, tuple(notices)


def asked_standards(lattice: Lattice, asked: tuple[str, ...] | None) -> list[str]:
    """Columns to standardise by; raises UnknownDimension."""
    if asked is None:
        asked = ("age",) if lattice.with_role("age") else ()
    return list(dict.fromkeys(name for word in asked for name in _named(lattice, word)))


def _named(lattice: Lattice, word: str) -> list[str]:
    """A column by its name; by its role ('age', 'area', 'background') the finest ones."""
    if word in lattice.names:
        return [word]
    role = "age" if word == "age_group" else word
    finest = [name for name in lattice.with_role(role) if lattice.finest(name) == name]
    return finest or lattice.resolve([word])
