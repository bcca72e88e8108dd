"""What does the average hide? One outcome in every area and every group of one condition.

Over several years together, since in a single one most small areas have too few cases to be shown,
and those that may be shown then are no fair picture of them all.
"""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.answers.asked import asked_indicator
from analysis.answers.dimensions import Lattice
from analysis.answers.protected import asked_cells, gate_before
from analysis.answers.provenance import Source, people_sources
from analysis.answers.target_question import TargetQuestion, asked_years, check_outcome
from analysis.disclosure import Gate, reason_in_words
from analysis.funnel import Funnel, funnel
from analysis.group_profile import box
from indicators.entry import Indicator
from store.read import Store

AREA_LEVELS = ("deso", "regso", "district")  # the finest that the people have is drawn


@dataclass(frozen=True)
class VariationQuestion:
    """Which outcome, over which years (None: as far as there are figures)."""

    outcome: str
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True)
class Variation:
    """The spread behind one figure.

    whole    people, cases, share of everyone asked
    points   dimension, dimension_label, value, label, people, cases, share, share_low,
             share_high, withheld ('' or why, in words); every area and group
    boxes    dimension -> low, q1, median, q3, high of the shares that are shown
    areas    the dimension that holds the small areas, '' for none
    funnel   of those areas that are shown; None without any
    """

    question: VariationQuestion
    indicator: Indicator
    whole: pd.Series
    points: pd.DataFrame
    boxes: dict[str, dict[str, float]]
    areas: str
    funnel: Funnel | None
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

    raises  UnknownOutcome, NoSuchYears, NotOpen
    """
    check_outcome(store, question.outcome)
    asked = TargetQuestion(
        question.outcome, first_year=question.first_year, last_year=question.last_year
    )
    first, last = asked_years(store, asked)
    question = replace(question, first_year=first, last_year=last)
    gate, lattice = gate_before(store, gate), Lattice.of(store)
    whole = _together(store, gate, question, None).iloc[0]
    tables = [_of_dimension(store, gate, question, lattice, name) for name in _drawn(lattice)]
    points = pd.concat(tables, ignore_index=True)
    shown = points[points["withheld"] == ""]
    areas = _areas(lattice)
    of_areas = shown[shown["dimension"] == areas].reset_index(drop=True)
    return Variation(
        question=question,
        indicator=asked_indicator(store, question.outcome),
        whole=whole,
        points=points,
        boxes={name: box(rows["share"]) for name, rows in shown.groupby("dimension", sort=False)},
        areas=areas,
        funnel=funnel(of_areas, target_share=float(whole["share"])) if len(of_areas) else None,
        sources=people_sources(store),
    )


def _drawn(lattice: Lattice) -> list[str]:
    """Every finest dimension, and the levels of area."""
    return [n for n in lattice.names if lattice.finest(n) == n or lattice.role(n) == "area"]


def _areas(lattice: Lattice) -> str:
    rows = lattice.dimensions.query("role == 'area'")
    by_level = dict(zip(rows["level"].astype("str"), rows["name"], strict=True))
    return next((by_level[level] for level in AREA_LEVELS if level in by_level), "")


def _of_dimension(
    store: Store, gate: Gate, question: VariationQuestion, lattice: Lattice, name: str
) -> pd.DataFrame:
    rows = _together(store, gate, question, name)
    values = rows[name].astype("str")
    return (
        rows.drop(columns=name)
        .assign(
            dimension=name,
            dimension_label=lattice.label(name),
            value=values,
            label=values.map(lattice.labels(name)).fillna(values),
            withheld=[
                "" if pd.isna(code) else reason_in_words(str(code), gate.policy)
                for code in rows["withheld"]
            ],
        )
        .astype({"people": float, "cases": float})
    )


def _together(
    store: Store, gate: Gate, question: VariationQuestion, by: str | None
) -> pd.DataFrame:
    """The years as one: the sum of the protected years, never a new draw."""
    cells, apart = asked_cells(store, gate, outcome=question.outcome, by=[by] if by else [])
    inside = cells["year"].between(question.first_year, question.last_year)
    cells, apart = cells[inside].reset_index(drop=True), apart[inside].reset_index(drop=True)
    if by is None:
        return gate.union(cells.assign(all=0), by=["all"], apart=apart)
    return gate.union(cells, by=[by], apart=apart)
