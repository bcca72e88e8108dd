"""What has the reader chosen? One frozen value for all pages, kept in the address.

ui/state/session.py holds it from run to run. A part of a link that is absent or unreadable keeps
its default, and what was not understood can be named. Codes stand in the address, never labels, so
that a link outlives a new title and opens in either language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from analysis.answers import Choices, IndicatorChoice
from language import LANGUAGES
from ui.state import group_address
from ui.state.group_address import Group

COMPARISONS = ("comparable", "country")
PARAMETERS = {
    "municipality": "kommun",
    "theme": "tema",
    "indicator": "nyckeltal",
    "year": "ar",
    "sex": "kon",
    "age": "alder",
    "area": "omrade",
    "group": "grupp",
    "by": "uppdelning",
    "comparison": "jamfor",
    "language": "sprak",
}


@dataclass(frozen=True)
class Selection:
    """What is looked at.

    year      as chosen; an indicator without it shows its nearest earlier one (`year_of`)
    sex, age, area  single categories; None: everyone
    by        one or two dimensions; empty: the indicator's first (`by_of`)
    group     conditions of a group of the reader's own, which narrow further; empty: everyone
    extra     a page's own choices, name and value, as they stand in the address
    """

    municipality: str
    theme: str
    indicator: str
    year: int
    sex: str | None = None
    age: str | None = None
    area: str | None = None
    by: tuple[str, ...] = ()
    comparison: str = COMPARISONS[0]
    language: str = LANGUAGES[0]
    group: Group = ()
    extra: tuple[tuple[str, str], ...] = ()

    def own(self, name: str, default: str) -> str:
        """A page's own choice."""
        return dict(self.extra).get(name, default)

    def link(self, page: str, **changes: Any) -> str:
        """The address of `page` ('' is the first one) with this selection, changed."""
        query = replace(self, **{"extra": (), **changes}).to_query()
        return f"./{page}?{urlencode(query)}"

    def to_query(self) -> dict[str, str]:
        """The plain text of a link; what is everyone or the default is left out."""
        query = {
            "kommun": self.municipality,
            "tema": self.theme,
            "nyckeltal": self.indicator,
            "ar": str(self.year),
            "kon": self.sex or "",
            "alder": self.age or "",
            "omrade": self.area or "",
            "grupp": group_address.encode(self.group),
            "uppdelning": ",".join(self.by),
            "jamfor": "" if self.comparison == COMPARISONS[0] else self.comparison,
            "sprak": "" if self.language == LANGUAGES[0] else self.language,
        }
        return {name: value for name, value in {**query, **dict(self.extra)}.items() if value}

    @classmethod
    def default(cls, choices: Choices, language: str = LANGUAGES[0]) -> "Selection":
        """The first theme and indicator that the store has figures for, in their latest year."""
        theme = next(iter(choices.themes), "")
        indicator = next(iter(choices.of_theme(theme)), "")
        years = choices.indicators[indicator].years if indicator else (0,)
        return cls(choices.municipality, theme, indicator, years[-1], language=language)

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], choices: Choices
    ) -> tuple["Selection", dict[str, str]]:
        """Read a link: the selection, and the parameters that were not understood.

        Names that are no parameter of ours become `extra`: a page may know them.
        """
        read = _Reading(dict(query))
        base = cls.default(choices, read.one_of("sprak", LANGUAGES) or LANGUAGES[0])
        read.one_of("kommun", {choices.municipality})
        indicator = read.one_of("nyckeltal", choices.indicators)
        theme = read.one_of("tema", choices.themes)
        if indicator:
            theme = choices.indicators[indicator].theme
        theme = theme or base.theme
        indicator = indicator or next(iter(choices.of_theme(theme)), "")
        chosen = choices.indicators.get(indicator)
        year = read.one_of(
            "ar", {str(year) for c in choices.indicators.values() for year in c.years}
        )
        selection = replace(
            base,
            theme=theme,
            indicator=indicator,
            year=int(year) if year else (chosen.years[-1] if chosen else base.year),
            sex=read.one_of("kon", choices.sexes),
            age=read.one_of("alder", choices.ages),
            area=read.one_of("omrade", choices.areas),
            group=read.group(choices),
            by=read.by(choices, chosen),
            comparison=read.one_of("jamfor", COMPARISONS) or base.comparison,
            extra=tuple(sorted(read.rest().items())),
        )
        return selection, read.misread

    def fitted(self, choices: Choices) -> "Selection":
        """The same, moved to what there is: a theme's own indicator, its years and splits."""
        within = choices.of_theme(self.theme)
        if self.indicator not in within:
            first = next(iter(within), "")
            fitting = self if first else Selection.default(choices, self.language)
            kept = {name: getattr(self, name) for name in ("sex", "age", "area", "group", "extra")}
            return replace(fitting, **kept, indicator=first or fitting.indicator, by=())
        indicator = choices.indicators[self.indicator]
        by: dict[str, str] = {}
        for name in self.by:
            if name in indicator.splits:
                by.setdefault(choices.finest.get(name, name), name)
        return replace(self, by=tuple(by.values())[: indicator.most_splits])

    def year_of(self, indicator: IndicatorChoice) -> int:
        """The chosen year, else the indicator's nearest before it, else its first."""
        return max(
            (year for year in indicator.years if year <= self.year), default=indicator.years[0]
        )

    def by_of(self, indicator: IndicatorChoice) -> tuple[str, ...]:
        """What it is broken down by: as chosen, else by the first thing that it can be."""
        return self.by or tuple(list(indicator.splits)[:1])


class _Reading:
    """A link's parameters, read one by one; notes those that make no sense."""

    def __init__(self, query: dict[str, str]) -> None:
        self.query = query
        self.misread: dict[str, str] = {}

    def one_of(self, name: str, known: Any) -> str | None:
        value = self.query.get(name) or None
        if value is None or value in known:
            return value
        self.misread[name] = value
        return None

    def by(self, choices: Choices, indicator: IndicatorChoice | None) -> tuple[str, ...]:
        value = self.query.get("uppdelning")
        if not value or indicator is None:
            return ()
        names = tuple(value.split(","))
        finest = {choices.finest.get(name, name) for name in names}
        known = all(name in indicator.splits for name in names)
        if known and len(finest) == len(names) <= indicator.most_splits:
            return names
        self.misread["uppdelning"] = value
        return ()

    def group(self, choices: Choices) -> Group:
        value = self.query.get("grupp", "")
        group = group_address.decode(value)
        if group is not None and group_address.is_known(group, choices.values, choices.finest):
            return group
        self.misread["grupp"] = value
        return ()

    def rest(self) -> dict[str, str]:
        ours = set(PARAMETERS.values())
        return {name: value for name, value in self.query.items() if name not in ours and value}
