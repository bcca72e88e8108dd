"""Which figures are frozen when somebody saves what they see?

One form for every page: rows with a value, its interval and the people behind it, as they left the
gate. A row's key has no language in it, so that the same group is found again in another data
version; its label is what the reader saw.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from indicators.units import written


@dataclass(frozen=True)
class Row:
    """One figure: value, low and high in the indicator's unit; None where withheld or unknown.

    withheld   why there is no value, in words; None where there is one
    state      analysis.states.State against its reference, or None
    """

    key: str
    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    people: float | None = None
    cases: float | None = None
    withheld: str | None = None
    state: str | None = None


@dataclass(frozen=True)
class Year:
    """The figure that the evidence is about, in one year."""

    year: int
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Figures:
    """A table as it was seen.

    indicator   id in the catalogue; outcome: the own data's column, or None
    unit, decimals, better_is   as in the indicator's entry (a share is 0 to 1)
    by          what the rows are divided by, in words; '' where undivided
    whole       the row for everyone in question, which the rows are held against
    focus       key of the row that the need is about; '' for the whole
    trend       the focus year by year, the earliest first
    first_year, years   where counts of several years are put together: from when, and how many
    cases_are   what a case is called where the table has a column of them; '' for no column
    cases_are_people  whether each case is a person, and not one of several moves of theirs
    picture     how the rows are best seen: 'bars' the largest first, 'ends' the highest and the
                lowest, 'scatter' against the first of `beside`
    beside      other figures of the same rows (same keys), seen at the same time
    says        what these figures say, where they stand beside others
    """

    indicator: str
    title: str
    unit: str
    decimals: int
    better_is: str | None
    year: int
    by: str
    rows: tuple[Row, ...]
    whole: Row | None
    focus: str = ""
    trend: tuple[Year, ...] = ()
    outcome: str | None = None
    first_year: int | None = None
    years: int = 1
    cases_are: str = ""
    cases_are_people: bool = True
    picture: str = "bars"
    beside: tuple["Figures", ...] = ()
    says: str = ""

    @property
    def period(self) -> str:
        """'2024', or '2015–2024' where years are put together."""  # noqa: RUF002
        if self.first_year is None or self.first_year == self.year:
            return str(self.year)
        return f"{self.first_year}–{self.year}"  # noqa: RUF001

    @property
    def focused(self) -> Row | None:
        """The row that the need is about; the whole where no row is singled out."""
        return next((row for row in self.rows if row.key == self.focus), self.whole)

    def written(self, value: float | None, *, at_most: float | None = None) -> str:
        """A value as a reader sees it: '41,2 %'.

        at_most   its upper bound, which takes the place of 0 where own counts are protected
        """
        bound = at_most if self.outcome else None
        return written(value, self.unit, self.decimals, at_most=bound)

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Figures":
        """What `to_json` gave."""
        rows = tuple(Row(**row) for row in content["rows"])
        whole = Row(**content["whole"]) if content["whole"] else None
        trend = tuple(Year(**year) for year in content["trend"])
        beside = tuple(cls.from_json(each) for each in content.get("beside", ()))
        return cls(**{**content, "rows": rows, "whole": whole, "trend": trend, "beside": beside})


@dataclass(frozen=True)
class SourceSeen:
    """Who answers for the figures, and when they were fetched."""

    producer: str
    retrieved_on: str  # ISO date
    licence: str
    address: str = ""

    @classmethod
    def of(cls, source: Any) -> "SourceSeen":
        """From a source of an answer (producer, retrieved_on, licence, address)."""
        on = source.retrieved_on
        return cls(
            producer=source.producer,
            retrieved_on=on.isoformat() if isinstance(on, date) else str(on),
            licence=source.licence,
            address=source.address,
        )


@dataclass(frozen=True)
class Snapshot:
    """What a page shows now, ready to be saved as evidence.

    kind       of view: 'breakdown', 'overview', 'map', 'relation', 'flow', 'groups', 'group',
               'variation'
    sentence   the page's answer
    question   what was asked, plain values, so that it can be asked again
    link       page and query that reopen the view: 'bryt_ner?nyckeltal=neet&...'
    """

    kind: str
    title: str
    sentence: str
    figures: Figures
    method: str
    sources: tuple[SourceSeen, ...]
    caveats: tuple[str, ...]
    data_version: str
    is_sample: bool
    question: Mapping[str, Any]
    link: str
