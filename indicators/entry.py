"""What does the catalogue say about one indicator?

Every entry of `catalogue/*.yml` becomes one frozen `Indicator`; where its figures come from is one
of four kinds of source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.texts import Text
from indicators.units import UNITS, Unit, written


@dataclass(frozen=True)
class KoladaSource:
    """A key figure of Kolada (RKA); `factor` turns Kolada's value into the catalogue's unit."""

    kolada_id: str
    factor: float


@dataclass(frozen=True)
class ScbVintage:
    """For which years SCB's area codes of one vintage count; outside them a value means nothing."""

    vintage: int
    first_year: int
    last_year: int | None

    def covers(self, year: int) -> bool:
        """Whether codes of this vintage are valid for `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class ScbTable:
    """One table of SCB that fills an indicator for some years.

    first_year, last_year   the years taken from this table; last_year None: as far as it goes
    selection               variable code -> the codes fixed for every cell
    numerator               variable code -> codes whose cells are added above the line
    denominator             the same below the line; None: the numerator's sum is the value itself
    sex, age_group          variable code, and our value -> its codes; None: not divided
    factor                  what SCB's value is multiplied by to get the catalogue's unit
    """

    table: str
    levels: tuple[str, ...]
    first_year: int
    last_year: int | None
    selection: Mapping[str, tuple[str, ...]]
    numerator: Mapping[str, tuple[str, ...]]
    denominator: Mapping[str, tuple[str, ...]] | None
    sex: tuple[str, Mapping[str, tuple[str, ...]]] | None
    age_group: tuple[str, Mapping[str, tuple[str, ...]]] | None
    factor: float
    vintages: tuple[ScbVintage, ...]
    region_variable: str = "Region"
    time_variable: str = "Tid"
    contents_variable: str = "ContentsCode"

    def codes(self) -> dict[str, tuple[str, ...]]:
        """Variable code -> every code to ask for, region and time apart."""
        asked: dict[str, dict[str, None]] = {}
        for part in (self.selection, self.numerator, self.denominator or {}):
            for variable, codes in part.items():
                asked.setdefault(variable, {}).update(dict.fromkeys(codes))
        for variable, groups in filter(None, (self.sex, self.age_group)):
            for codes in groups.values():
                asked.setdefault(variable, {}).update(dict.fromkeys(codes))
        return {variable: tuple(codes) for variable, codes in asked.items()}


@dataclass(frozen=True)
class ScbSource:
    """Small-area statistics of SCB, from one table or from several that follow each other."""

    tables: tuple[ScbTable, ...]


@dataclass(frozen=True)
class OwnSource:
    """An outcome column of the municipality's own person-years, asked of some ages only."""

    outcome: str
    first_age: int
    last_age: int | None


@dataclass(frozen=True)
class OwnObservationSource:
    """Ready-made values per area that the municipality delivers under the indicator's own id."""


Source = KoladaSource | ScbSource | OwnSource | OwnObservationSource


@dataclass(frozen=True)
class SeriesBreak:
    """From `year` the figures are made in another way and are not quite comparable with before."""

    year: int
    text: Text


@dataclass(frozen=True)
class Indicator:
    """One entry of the catalogue.

    unit             key of `units.UNITS`; a share is kept as 0 to 1
    decimals         as written on screen (a share: decimals of the percentage)
    better_is        'higher', 'lower' or None where neither is better
    noun             what it is, inside a sentence: 'andelen elever som ...'; no capital, no stop
    who              those it is about: 'elever i årskurs 9'; None where it is not about people
    having           verb phrase of the counted: 'är behöriga till ...'; None as `who`
    not_having       verb phrase of the others; None as `who`
    breakdowns       which of 'sex', 'age_group', 'area', 'background' the source has
    levels           levels of area that it exists for
    comparison_kind  Kolada's kind of comparable municipalities, lower case ('grundskola')
    uncertainty_indicator  Kolada id of the survey's own margin of error, in percentage points
    public_twin      id of the public indicator that comes closest to an own outcome
    stand_in         id of the indicator that takes this one's place where it has no values
    entry            the catalogue's own words, common fields filled in; goes into the store
    """

    id: str
    theme: str
    title: Text
    short_title: Text
    means: Text
    watch_out: tuple[Text, ...]
    unit: str
    decimals: int
    better_is: str | None
    numerator: Text | None
    denominator: Text | None
    noun: Text
    who: Text | None
    having: Text | None
    not_having: Text | None
    source: Source
    breakdowns: frozenset[str]
    levels: tuple[str, ...]
    producer: str
    licence: str
    comparison_kind: str
    breaks: tuple[SeriesBreak, ...] = ()
    uncertainty_indicator: str | None = None
    public_twin: str | None = None
    stand_in: str | None = None
    entry: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def unit_facts(self) -> Unit:
        """What is known of its unit: whether persons stand behind it, how it is written."""
        return UNITS[self.unit]

    @property
    def kolada_id(self) -> str | None:
        """Kolada's id, where Kolada is the source."""
        return self.source.kolada_id if isinstance(self.source, KoladaSource) else None

    @property
    def outcome(self) -> str | None:
        """The outcome column of the person-years, where own data are the source."""
        return self.source.outcome if isinstance(self.source, OwnSource) else None

    @property
    def adverse(self) -> Text | None:
        """Verb phrase of the bad thing, whichever way the indicator counts: 'når inte ...'."""
        return self.not_having if self.better_is == "higher" else self.having

    def written(self, value: float | None, *, at_most: float | None = None) -> str:
        """A value as a reader sees it: '41,2 %', '12,3 per 1 000'.

        at_most   upper bound of a protected figure, which takes the place of its 0
        """
        return written(value, self.unit, self.decimals, at_most=at_most)


@dataclass(frozen=True)
class Theme:
    """One file of the catalogue: a field that a committee answers for."""

    id: str
    position: int
    title: Text
    means: Text
    comparison_kind: str
    indicator_ids: tuple[str, ...]
