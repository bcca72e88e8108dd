"""What is the map asked, and what does its answer hold?

Everything that the map says stands in the answer's table, so that its twin can say as much.
"""

from dataclasses import dataclass, field

import pandas as pd

from analysis.answers.map.index import IndexAnswer, IndexQuestion
from analysis.answers.provenance import Source
from analysis.question import Question
from analysis.statistics.classes import Classes
from indicators.entry import Indicator
from language import decimal
from language.errors import BehovsbildError

INDEX = "index"


class NotBesideItself(BehovsbildError, ValueError):
    """Two at once, and both are the same."""


@dataclass(frozen=True)
class MapQuestion(Question["MapAnswer"]):
    """What the map shows.

    figure      'index', or an indicator's id; second: another one, for two at once
    year        None: the latest; other_year: a second map beside it
    scheme      quantiles, natural or fixed (the index only)
    index       what the index is made of; its level and year follow the map's
    sex, age    narrowing of the municipality's own people
    within      conditions of a group of one's own, which narrow them further
    clusters    whether to look for areas that lie together
    """

    figure: str = INDEX
    second: str | None = None
    level: str = "district"
    year: int | None = None
    other_year: int | None = None
    scheme: str = "quantiles"
    index: IndexQuestion = IndexQuestion()
    sex: str | None = None
    age: str | None = None
    clusters: bool = False
    within: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Figure:
    """One thing on the map: what it is called and how a value of it is written."""

    id: str
    title: str
    indicator: Indicator | None

    def written(self, value: float | None, *, at_most: float | None = None) -> str:
        """A value with its unit, or a dash; at_most as in Indicator.written, for own counts."""
        value = None if value is None or pd.isna(value) else float(value)
        if self.indicator is None:
            return decimal(value, 1)
        return self.indicator.written(value, at_most=at_most if self.indicator.outcome else None)


@dataclass(frozen=True)
class MapAnswer:
    """The map.

    tables      a table per year (the year, and the other one where asked for), a row per area:
                area_code, vintage, name, has_boundary, outside (of the group's areas); value,
                low, high, people, withheld (words), rank_class (-1: none); the same with second_
                in front where two are shown; `kind` (the class to colour by: rank_class, or 3 x
                the first's tercile + the second's); cluster
    classes     of each figure, common to both years
    years       that the figures have in common
    moved       areas whose border moved between the two years
    no_clusters why areas that lie together were asked for and not looked for, else ''
    """

    question: MapQuestion
    figures: tuple[Figure, ...]
    classes: tuple[Classes, ...]
    tables: dict[int, pd.DataFrame]
    years: tuple[int, ...]
    moved: tuple[str, ...]
    index: IndexAnswer | None
    protected: bool
    method: str
    sources: tuple[Source, ...] = field(default=())
    no_clusters: str = ""

    def written(self, row: object, number: int = 0) -> str:
        """The value of an area's row, a protected 0 as 'at most'."""
        prefix = ("", "second_")[number]
        high = getattr(row, f"{prefix}high") if self.protected else None
        return self.figures[number].written(getattr(row, f"{prefix}value"), at_most=high)

    @property
    def year(self) -> int:
        """The year of the first map."""
        return next(iter(self.tables))

    @property
    def table(self) -> pd.DataFrame:
        """The first map's table."""
        return self.tables[self.year]

    @property
    def is_bivariate(self) -> bool:
        """Whether two figures are shown at once."""
        return len(self.figures) == 2

    @property
    def withheld(self) -> pd.DataFrame:
        """Areas of the first map that are withheld: label, reason; not those outside the group."""
        hidden = self.table[(self.table["withheld"] != "") & ~self.table["outside"]]
        return pd.DataFrame({"label": hidden["name"], "reason": hidden["withheld"]})
