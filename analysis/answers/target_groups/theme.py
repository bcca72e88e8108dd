"""Whom does the average hide, in any outcome of a theme? One list over all of its own outcomes.

Each outcome is searched by itself, and the errors allowed are counted over everything that is
scanned for all of them. A group that is found for several outcomes is one entry that names them.
"""

from dataclasses import dataclass

from analysis.answers.asked import OWN_COLUMNS, NothingThere, asked_indicator, own_columns_title
from analysis.answers.provenance import Source, people_sources
from analysis.answers.target_groups.finder import TargetAnswer, searched
from analysis.answers.target_groups.question import NoSuchYears, TargetQuestion
from analysis.answers.target_groups.search import Search, search_of
from analysis.answers.target_groups.shown import TargetGroup
from analysis.disclosure.gate import Gate
from analysis.question import Question
from analysis.target_groups.errors import FewerThanTheSmallest, NobodyOrEveryone
from indicators.catalogue import load_catalogue
from language import _, ngettext, whole
from store.read import Store

MOST_LISTED = 10


@dataclass(frozen=True)
class ThemeQuestion(Question["ThemeAnswer"]):
    """As TargetQuestion, for every outcome of the theme that the store's people have."""

    theme: str
    dimensions: tuple[str, ...] = ()
    depth: int = 3
    smallest: int = 50
    first_year: int | None = None
    last_year: int | None = None
    standardise: tuple[str, ...] | None = None
    direction: str = "worse"

    def of(self, outcome: str) -> TargetQuestion:
        """The same asked of one outcome."""
        return TargetQuestion(
            outcome,
            self.dimensions,
            self.depth,
            self.smallest,
            self.first_year,
            self.last_year,
            self.standardise,
            self.direction,
        )


@dataclass(frozen=True)
class ThemeGroup:
    """One group, and the outcomes that it was found for: the one it stands out most in first."""

    found: tuple[tuple[TargetAnswer, TargetGroup], ...]


@dataclass(frozen=True)
class ThemeAnswer:
    """At most ten groups over all outcomes of a theme, the one that stands out most first.

    answers   of each outcome that could be searched
    more      groups found that did not come among the ten
    scanned   groups looked through, over all outcomes
    notices   outcomes that could not be searched, and why
    """

    question: ThemeQuestion
    title: str
    answers: tuple[TargetAnswer, ...]
    groups: tuple[ThemeGroup, ...]
    more: int
    notices: tuple[str, ...]
    method: str
    sources: tuple[Source, ...]

    @property
    def scanned(self) -> int:
        """Groups looked through, over all outcomes."""
        return sum(answer.scanned for answer in self.answers)

    @property
    def hidden(self) -> int:
        """Groups found whose figures are withheld."""
        return sum(answer.hidden for answer in self.answers)

    @property
    def nothing(self) -> str:
        """'No group stands out ...'; '' where there are groups."""
        if self.groups:
            return ""
        return _("No group stands out in any outcome of {theme}, beyond chance.").format(
            theme=self.title
        )


def outcomes_of(store: Store, theme: str) -> list[str]:
    """The outcomes of the store's people that belong to the theme; raises UnknownTheme."""
    if theme != OWN_COLUMNS:
        load_catalogue().of_theme(theme)
    known = store.query("people/outcomes")["name"].tolist()
    return [name for name in known if asked_indicator(store, name).theme == theme]


def target_theme(store: Store, question: ThemeQuestion, gate: Gate) -> ThemeAnswer:
    """The groups over all outcomes of a theme, protected.

    raises  UnknownTheme, NothingThere without outcomes, and what target_groups raises; an outcome
            that does not vary or has no figures in these years is left out with a notice
    """
    searches, notices, refused = [], [], None
    for outcome in outcomes_of(store, question.theme):
        try:
            search = search_of(store, question.of(outcome), gate)
            searches.append((search, search.scanned))
        except NoSuchYears as error:
            notices.append(str(error))
            refused = error
    total = sum(scanned for _search, scanned in searches)
    answers, strong = [], []
    for search, scanned in searches:
        try:
            answer, scores = searched(store, search, elsewhere=total - scanned)
        except (NobodyOrEveryone, FewerThanTheSmallest) as error:
            notices.append(_left_out(store, search, error))
            refused = error
            continue
        answers.append(answer)
        strong += list(zip(scores, [answer] * len(scores), answer.groups, strict=True))
    if not answers:
        raise refused or NothingThere(
            _("The store's people have no outcome of the theme {theme}.").format(
                theme=question.theme
            )
        )
    merged = _merged(strong)
    return ThemeAnswer(
        question=question,
        title=_title(question.theme),
        answers=tuple(answers),
        groups=merged[:MOST_LISTED],
        more=max(len(merged) - MOST_LISTED, 0),
        notices=(*notices, *dict.fromkeys(n for answer in answers for n in answer.notices)),
        method=_method(answers, searches[0][0]),
        sources=people_sources(store),
    )


def _title(theme: str) -> str:
    if theme == OWN_COLUMNS:
        return own_columns_title()
    return str(load_catalogue().themes[theme].title)


def _merged(strong: list[tuple[float, TargetAnswer, TargetGroup]]) -> tuple[ThemeGroup, ...]:
    """The same conditions found for several outcomes as one; the strongest first."""
    alike: dict[frozenset, list[tuple[TargetAnswer, TargetGroup]]] = {}
    for _score, answer, group in sorted(strong, key=lambda found: -found[0]):
        alike.setdefault(frozenset(group.conditions.items()), []).append((answer, group))
    return tuple(ThemeGroup(tuple(found)) for found in alike.values())


def _left_out(store: Store, search: Search, error: Exception) -> str:
    title = asked_indicator(store, search.question.outcome).short_title
    return _("{outcome} was left out. {reason}").format(outcome=title, reason=error)


def _method(answers: list[TargetAnswer], search: Search) -> str:
    n = len(answers)
    scanned = sum(answer.scanned for answer in answers)
    text = ngettext(
        "At most {groups} groups in {n} outcome were held against what is to be expected.",
        "At most {groups} groups in {n} outcomes were held against what is to be expected.",
        n,
    ).format(groups=whole(scanned), n=n)
    text += " " + _(
        "The errors allowed are counted over all of them together, not outcome by outcome: the "
        "list is made so that at most one theme in ten with nothing to find gives any group at all."
    )
    names = ", ".join(search.lattice.label(name) for name in search.standards)
    if names:
        text += " " + _("Expected: as in the municipality for the same year and {names}.").format(
            names=names.lower()
        )
    return text
