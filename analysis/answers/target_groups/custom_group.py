"""Who is a group that somebody delimited, over the years: how many, where, and how far from others?

Small groups are withheld in a single year and can be told over ten; so this is the sum of the
years, each protected as on every other page, never a new draw. Several values of a dimension are
the sum of their protected cells in the same way. What is to be expected of the group
is what the municipality has in the same year and age, as for the groups that are found.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.asked import asked_indicator
from analysis.answers.people.group_counts import GroupCells, NobodyLeft, joined
from analysis.answers.people.protected_counts import gate_before, lattice_of
from analysis.answers.provenance import Source, people_sources
from analysis.answers.target_groups.question import TargetQuestion, asked_years, check_outcome
from analysis.disclosure.gate import FEW_APART, FEW_PEOPLE, Gate, reason_in_words
from analysis.question import Question
from analysis.target_groups.profile import overlap
from analysis.target_groups.sentences import Named, group_in_words
from indicators.entry import Indicator, OwnSource
from store.read import Store

# (dimension or level, value); several values, of which a member has one, are a tuple
Conditions = tuple[tuple[str, str | tuple[str, ...]], ...]
AREA_LEVELS = ("district", "regso", "deso")


@dataclass(frozen=True)
class GroupQuestion(Question["GroupAnswer"]):
    """Those with all the conditions, for one outcome; years None: as far as there are figures.

    others   groups to compare the members with, each as conditions
    """

    outcome: str
    conditions: Conditions = ()
    first_year: int | None = None
    last_year: int | None = None
    others: tuple[Conditions, ...] = ()


@dataclass(frozen=True)
class GroupAnswer:
    """One group over the years, protected.

    group     people, cases (person-years), share, share_low, share_high, withheld
    whole     the same for everyone asked, of the years in which the group is shown
    expected  cases that the municipality has at the same year and age; None where withheld
    trend     year, people, cases, share, share_low, share_high, withheld
    whole_trend  the same for everyone asked
    composition  dimension_label, label, people, share, rest_share (of persons), withheld in words
    districts    label, people, cases, share, share_low, share_high, withheld in words; of the
                 areas chosen where they are several, empty where it is one
    overlaps     one row for each of `others`: both (people), of_group, jaccard; missing where
                 withheld
    hidden_years years in which the group is withheld and so left out of its sum
    protected whether the counts carry noise
    """

    question: GroupQuestion
    indicator: Indicator
    whom: str
    group: pd.Series
    whole: pd.Series
    expected: float | None
    trend: pd.DataFrame
    whole_trend: pd.DataFrame
    composition: pd.DataFrame
    districts: pd.DataFrame
    district_label: str
    overlaps: pd.DataFrame
    hidden_years: tuple[int, ...]
    withheld: str
    protected: bool
    sources: tuple[Source, ...]

    @property
    def years(self) -> int:
        """How many years the sum holds."""
        return len(self.trend) - len(self.hidden_years)

    def excess(self, widened: float = 1.0) -> tuple[float, float, float] | None:
        """Cases above what is expected, with a 95 % interval; None where withheld.

        widened  how many times wider the interval is than if person-years were persons
        """
        if self.expected is None or pd.isna(self.group["share"]):
            return None
        people, share = float(self.group["people"]), float(self.group["share"])
        low = share - widened * (share - float(self.group["share_low"]))
        high = share + widened * (float(self.group["share_high"]) - share)
        return tuple(people * max(s, 0.0) - self.expected for s in (share, low, high))


def values_of(chosen: str | tuple[str, ...]) -> tuple[str, ...]:
    """The values of one condition."""
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)


def group_over_years(store: Store, question: GroupQuestion, gate: Gate) -> GroupAnswer:
    """One group by hand, over the years.

    raises  UnknownOutcome, UnknownDimension, UnknownCategory, TwoLevelsOfOne, NoSuchYears, NotOpen
    """
    check_outcome(store, question.outcome)
    first, last = asked_years(
        store,
        TargetQuestion(
            question.outcome, first_year=question.first_year, last_year=question.last_year
        ),
    )
    question = replace(question, first_year=first, last_year=last)
    counted = _Counted(store, gate_before(store, gate), question)
    conditions = question.conditions
    trend, whole_trend = counted.by_year(conditions), counted.by_year(())
    hidden = trend["withheld"].isin([FEW_PEOPLE, FEW_APART])
    kept = trend.loc[~hidden, "year"].astype(int).tolist()
    group, whole = counted.together(conditions, kept), counted.together((), kept)
    shown = pd.isna(group["withheld"])
    place = counted.split_by()
    return GroupAnswer(
        question=question,
        indicator=counted.indicator,
        whom=counted.whom(conditions),
        group=group,
        whole=whole,
        expected=counted.expected(conditions, kept, float(group["people"])) if shown else None,
        trend=trend,
        whole_trend=whole_trend,
        composition=counted.composition(conditions, kept, group, whole),
        districts=counted.split(conditions, place, kept) if place else pd.DataFrame(),
        district_label=counted.lattice.label(place) if place else "",
        overlaps=counted.overlaps(conditions, question.others, kept),
        hidden_years=tuple(sorted(trend.loc[hidden, "year"].astype(int))),
        withheld="" if shown else reason_in_words(str(group["withheld"]), counted.gate.policy),
        protected=not counted.gate.exact,
        sources=people_sources(store),
    )


class _Counted:
    """Protected counts of conjunctions, for one outcome and some years."""

    def __init__(self, store: Store, gate: Gate, question: GroupQuestion) -> None:
        self.store, self.gate, self.question = store, gate, question
        self.lattice = lattice_of(store)
        self.indicator = asked_indicator(store, question.outcome)

    def by_year(self, conditions: Conditions) -> pd.DataFrame:
        shown = self._group(conditions).counts(self.question.outcome).drop(columns="parts")
        first, last = self.question.first_year, self.question.last_year
        return shown[shown["year"].between(first, last)].reset_index(drop=True)

    def together(self, conditions: Conditions, years: list[int]) -> pd.Series:
        cells, apart = self._cells(conditions, years=years)
        if not len(cells):
            return _nobody()
        return self.gate.union(cells.assign(all=0), by=["all"], apart=apart).iloc[0]

    def split(self, conditions: Conditions, by: str, years: list[int]) -> pd.DataFrame:
        """The group by one more dimension: label and figures, the largest first."""
        cells, apart = self._cells(conditions, by=[by], years=years)
        if not len(cells):
            return pd.DataFrame()
        rows = self.gate.union(cells, by=[by], apart=apart)
        return self._told(rows, by).sort_values("people", ascending=False, na_position="last")

    def expected(self, conditions: Conditions, years: list[int], people: float) -> float:
        """Cases if each had the municipality's share for the year and age: indirectly standardised.

        The parts by age are never shown; their own noise is small beside the group's.
        """
        ages = [n for n in self.lattice.with_role("age") if self.lattice.finest(n) == n]
        aged = tuple(c for c in conditions if self.lattice.role(c[0]) == "age")
        by = [name for name, chosen in aged if len(values_of(chosen)) > 1] if aged else ages[:1]
        whole, _apart = self._cells(aged, by=by, years=years)
        risk = self.gate.parts(whole[["year", *by, "people", "people_key"]])
        share = self.gate.union(whole, by=["year", *by])
        keys = ["year", *by]
        risk = risk[keys].merge(share[[*keys, "share"]], on=keys, how="left")
        cells, _apart = self._cells(conditions, by=by, years=years)
        parts = self.gate.parts(cells[[*keys, "people", "people_key"]])
        both = parts.merge(risk, on=keys, how="left")
        # a year and age with too few cases to be shown counts as none: under five in everyone
        known = both["share"].fillna(0.0).to_numpy()
        weight = both["people"].to_numpy(dtype=float)
        return people * float(weight @ known / weight.sum()) if weight.sum() else float("nan")

    def composition(
        self, conditions: Conditions, years: list[int], group: pd.Series, whole: pd.Series
    ) -> pd.DataFrame:
        """The members beside the rest, by every dimension that they are not delimited by."""
        delimited = {self.lattice.finest(name) for name, _value in conditions}
        names = [
            n
            for n in self.lattice.names
            if self.lattice.finest(n) == n and n not in delimited and self.lattice.role(n) != "area"
        ]
        if pd.isna(group["withheld"]) and conditions and names:
            tables = [self._beside(conditions, n, years, group, whole) for n in names]
            return pd.concat(tables, ignore_index=True)
        return pd.DataFrame()

    def _beside(
        self, conditions: Conditions, by: str, years: list[int], group: pd.Series, whole: pd.Series
    ) -> pd.DataFrame:
        tables = []
        for narrowed in (conditions, ()):
            cells, apart = self._cells(narrowed, by=[by], years=years)
            cells = cells.assign(cases=0, cases_key=0)
            tables.append(self.gate.union(cells, by=[by], apart=apart) if len(cells) else None)
        inside, everyone = tables
        if inside is None or len(everyone) < 2:  # one value only: it tells nobody apart
            return pd.DataFrame()
        rows = self._told(inside, by)
        of_all = everyone.assign(value=everyone[by].astype("str")).set_index("value")["people"]
        people = rows["people"].astype(float)
        rest = rows["value"].map(of_all.astype(float)) - people
        others = max(float(whole["people"]) - float(group["people"]), 1.0)
        return rows.assign(
            share=np.clip(people / float(group["people"]), 0, 1),
            rest_share=np.clip(rest / others, 0, 1),
        )

    def overlaps(
        self, conditions: Conditions, others: tuple[Conditions, ...], years: list[int]
    ) -> pd.DataFrame:
        """How many are in each of the other groups as well."""
        own = self._people(conditions, years)
        rows = []
        for other in others:
            both_conditions = self._both(conditions, other)
            both = 0.0 if both_conditions is None else self._people(both_conditions, years)
            size = self._people(other, years)
            known = not np.isnan([own, both, size]).any() and own > 0
            rows.append(
                {
                    "both": both,
                    "of_group": min(both / own, 1.0) if known else np.nan,
                    "jaccard": overlap(own, size, both) if known else np.nan,
                }
            )
        return pd.DataFrame(rows, columns=["both", "of_group", "jaccard"])

    def _people(self, conditions: Conditions, years: list[int]) -> float:
        """Protected people; NaN where withheld."""
        cells, apart = self._cells(conditions, years=years)
        if not len(cells):
            return 0.0
        cells = cells.assign(cases=0, cases_key=0, all=0)
        people = self.gate.union(cells, by=["all"], apart=apart)["people"].iloc[0]
        return float("nan") if pd.isna(people) else float(people)

    def _both(self, one: Conditions, other: Conditions) -> Conditions | None:
        """The conditions of those in both; None where nobody can be."""
        try:
            return tuple(joined(self.store, _mapped(one), _mapped(other)).items())
        except NobodyLeft:
            return None

    def split_by(self) -> str | None:
        """The level of area to say where they live; None where they are chosen by one area.

        The coarsest that there is; where they are chosen by several areas, those.
        """
        for name, chosen in self.question.conditions:
            if self.lattice.role(name) == "area":
                return name if len(values_of(chosen)) > 1 else None
        areas = self.lattice.dimensions.query("role == 'area'").set_index("name")["level"]
        by_level = {str(level): name for name, level in areas.items()}
        return next((by_level[level] for level in AREA_LEVELS if level in by_level), None)

    def whom(self, conditions: Conditions) -> str:
        """The group as the subject of a sentence."""
        named = [
            Named(name, self.lattice.role(name), value, self.lattice.labels(name)[value])
            for name, chosen in conditions
            for value in values_of(chosen)
        ]
        source = self.indicator.source
        return group_in_words(
            named,
            everyone=str(self.indicator.who) if self.indicator.who else None,
            oldest=source.last_age if isinstance(source, OwnSource) else None,
        )

    def _group(self, conditions: Conditions) -> GroupCells:
        return GroupCells(self.store, self.gate, _mapped(conditions))

    def _cells(
        self, conditions: Conditions, *, by: list[str] | None = None, years: list[int]
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        cells, apart = self._group(conditions).cells(self.question.outcome, by or [])
        inside = cells["year"].isin(years)
        return cells[inside].reset_index(drop=True), apart[inside].reset_index(drop=True)

    def _told(self, rows: pd.DataFrame, by: str) -> pd.DataFrame:
        values = rows[by].astype("str")
        labels = self.lattice.labels(by)
        policy = self.gate.policy
        return rows.assign(
            dimension_label=self.lattice.label(by),
            value=values,
            label=values.map(labels).fillna(values),
            withheld=[
                "" if pd.isna(code) else reason_in_words(str(code), policy)
                for code in rows["withheld"]
            ],
        )


def _mapped(conditions: Conditions) -> dict[str, tuple[str, ...]]:
    return {name: values_of(chosen) for name, chosen in conditions}


def _nobody() -> pd.Series:
    return pd.Series(
        {
            "people": pd.NA,
            "cases": pd.NA,
            "share": np.nan,
            "share_low": np.nan,
            "share_high": np.nan,
            "withheld": FEW_PEOPLE,
        }
    )
