"""What does the average hide? One outcome in every area and every group of one condition.

Over several years together, since in a single one most small areas have too few cases to be shown,
and those that may be shown then are no fair picture of them all.
"""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.answers.asked import NothingThere, asked_indicator
from analysis.answers.people.dimensions import Lattice
from analysis.answers.people.group_counts import GroupCells
from analysis.answers.people.protected_counts import gate_before, lattice_of
from analysis.answers.provenance import Source, people_sources
from analysis.answers.target_groups.question import TargetQuestion, asked_years, check_outcome
from analysis.disclosure.gate import Gate, reason_in_words
from analysis.question import Question
from analysis.statistics.funnel import Funnel, funnel
from analysis.target_groups.profile import box
from indicators.entry import Indicator
from language import _
from store.read import Store

AREA_LEVELS = ("deso", "regso", "district")  # the finest that the people have is drawn


@dataclass(frozen=True)
class VariationQuestion(Question["Variation"]):
    """Which outcome, over which years (None: as far as there are figures).

    within   the group that is spread out, as (dimension or level, values) pairs; empty: everyone
    """

    outcome: str
    first_year: int | None = None
    last_year: int | None = None
    within: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Variation:
    """The spread behind one figure.

    whom     the group that is spread out, as a caption; '' for everyone
    whole    people, cases, share of everyone asked in it
    points   dimension, dimension_label, value, label, people, cases, share, share_low,
             share_high, withheld ('' or why, in words); every area and group
    boxes    dimension -> low, q1, median, q3, high of the shares that are shown
    areas    the dimension that holds the small areas, '' for none
    funnel   of those areas that are shown; None without any
    protected  whether the counts carry noise
    """

    question: VariationQuestion
    indicator: Indicator
    whom: str
    whole: pd.Series
    points: pd.DataFrame
    boxes: dict[str, dict[str, float]]
    areas: str
    funnel: Funnel | None
    protected: bool
    sources: tuple[Source, ...]

    @property
    def hidden(self) -> int:
        """How many areas and groups are withheld."""
        return int((self.points["withheld"] != "").sum())

    def of(self, dimension: str) -> pd.DataFrame:
        """The points of one dimension that are shown."""
        points = self.points
        return points[(points["dimension"] == dimension) & (points["withheld"] == "")]


def variation_over_years(store: Store, question: VariationQuestion, gate: Gate) -> Variation:
    """The outcome's share in every area and group, protected.

    A group is divided by what it is not of one value in: its parts are those who are in both.

    raises  UnknownOutcome, UnknownDimension, UnknownCategory, TwoLevelsOfOne, NoSuchYears, NotOpen,
            NothingThere for a group that is too small
    """
    check_outcome(store, question.outcome)
    asked = TargetQuestion(
        question.outcome, first_year=question.first_year, last_year=question.last_year
    )
    first, last = asked_years(store, asked)
    question = replace(question, first_year=first, last_year=last)
    gate, lattice = gate_before(store, gate), lattice_of(store)
    group = GroupCells(store, gate, dict(question.within))
    tables = [_of_dimension(group, question, name) for name in _drawn(lattice)]
    tables = [table for table in tables if len(table) > 1 or not question.within]
    everyone = _together(group, question, None)
    points = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame({"withheld": []})
    if not len(everyone) or everyone["withheld"].notna().all() or points["withheld"].all():
        raise NothingThere(
            _("The chosen group is too small for what its average hides to be shown.")
        )
    whole = everyone.iloc[0]
    shown = points[points["withheld"] == ""]
    areas = _areas(lattice)
    of_areas = shown[shown["dimension"] == areas].reset_index(drop=True)
    return Variation(
        question=question,
        indicator=asked_indicator(store, question.outcome),
        whom=group.in_words(),
        whole=whole,
        points=points,
        boxes={name: box(rows["share"]) for name, rows in shown.groupby("dimension", sort=False)},
        areas=areas,
        funnel=funnel(of_areas, target_share=float(whole["share"])) if len(of_areas) else None,
        protected=not gate.exact,
        sources=people_sources(store),
    )


def _drawn(lattice: Lattice) -> list[str]:
    """Every finest dimension, and the levels of area."""
    return [n for n in lattice.names if lattice.finest(n) == n or lattice.role(n) == "area"]


def _areas(lattice: Lattice) -> str:
    rows = lattice.dimensions.query("role == 'area'")
    by_level = dict(zip(rows["level"].astype("str"), rows["name"], strict=True))
    return next((by_level[level] for level in AREA_LEVELS if level in by_level), "")


def _of_dimension(group: GroupCells, question: VariationQuestion, name: str) -> pd.DataFrame:
    rows, lattice = _together(group, question, name), group.lattice
    values = rows[name].astype("str")
    return (
        rows.drop(columns=name)
        .assign(
            dimension=name,
            dimension_label=lattice.label(name),
            value=values,
            label=values.map(lattice.labels(name)).fillna(values),
            withheld=[
                "" if pd.isna(code) else reason_in_words(str(code), group.gate.policy)
                for code in rows["withheld"]
            ],
        )
        .astype({"people": float, "cases": float})
    )


def _together(group: GroupCells, question: VariationQuestion, by: str | None) -> pd.DataFrame:
    """The years as one: the sum of the protected years, never a new draw."""
    cells, apart = group.cells(question.outcome, [by] if by else [])
    inside = cells["year"].between(question.first_year, question.last_year)
    cells, apart = cells[inside].reset_index(drop=True), apart[inside].reset_index(drop=True)
    if by is None:
        return group.gate.union(cells.assign(all=0), by=["all"], apart=apart)
    return group.gate.union(cells, by=[by], apart=apart)
