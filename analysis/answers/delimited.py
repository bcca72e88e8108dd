"""A group that somebody delimited by hand: how many, how is it for them, who and where are they?

The group may hold several values of a dimension. It is then the sum of protected cells, each of
them a conjunction of single categories, never a new draw; so its figures agree with every other
page, and cannot be subtracted from them.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.answers.asked import NothingThere, asked_indicator
from analysis.answers.dimensions import Lattice
from analysis.answers.group_cells import Conditions, GroupCells, values_in_words
from analysis.answers.protected import counts
from analysis.answers.provenance import Source, people_sources
from analysis.answers.target_question import check_outcome
from analysis.disclosure import Gate
from analysis.funnel import Funnel, funnel
from analysis.group_profile import (
    AvoidableCost,
    against_rest,
    avoidable_cost,
    box,
    overlap,
    profile,
)
from analysis.target_sentences import Named, group_in_words
from indicators.catalogue import load_catalogue
from indicators.entry import Indicator, OwnSource
from indicators.unit_costs import UnitCost
from language import _
from store.read import Store

EVERYONE = "people"


@dataclass(frozen=True)
class DelimitedQuestion:
    """Those with one of the values in each dimension, for one outcome and year.

    conditions  (dimension or level, values) pairs; year None: the latest
    """

    outcome: str
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    year: int | None = None


@dataclass(frozen=True)
class DelimitedAnswer:
    """Size, outcome, composition and trend of one group beside everybody else.

    group       the year's figures: people, cases, share, share_low, share_high, withheld
    rest        share, rest_share, difference, low, high (0 to 1)
    composition dimension, dimension_label, value, label, people, share, rest_share, difference
    trend       year, people, cases, share, share_low, share_high, withheld
    excess      cases above the rest's share, lowest and highest (95 %); None where withheld
    parts       protected cells that the group is the sum of
    """

    question: DelimitedQuestion
    indicator: Indicator
    whom: str
    group: pd.Series
    rest: dict[str, float]
    composition: pd.DataFrame
    trend: pd.DataFrame
    excess: tuple[float, float] | None
    parts: int
    unit_costs: tuple[UnitCost, ...]
    sources: tuple[Source, ...]


def delimited(store: Store, question: DelimitedQuestion, gate: Gate) -> DelimitedAnswer:
    """One group by hand, protected.

    raises  UnknownOutcome, UnknownDimension, UnknownCategory, NothingThere
    """
    check_outcome(store, question.outcome)
    group = GroupCells(store, gate, dict(question.conditions))
    trend = group.counts(question.outcome)
    everyone = GroupCells(store, gate, {}).counts(question.outcome)
    year = _year(question, everyone)
    now, whole = _of_year(trend, year), _of_year(everyone, year)
    indicator = asked_indicator(store, question.outcome)
    noise = group.gate.noise_variance * group.parts
    shown = pd.isna(now["withheld"]) and pd.isna(whole["withheld"])
    rest = against_rest(
        *(float(figures[name]) if shown else 0.0 for figures, name in _both(now, whole)),
        noise_variance=noise,
    )
    return DelimitedAnswer(
        question=question,
        indicator=indicator,
        whom=_whom(group, indicator),
        group=now,
        rest=rest,
        composition=_composition(group, GroupCells(store, gate, {}), question.outcome, year),
        trend=trend,
        excess=_excess(now, rest) if shown else None,
        parts=group.parts,
        unit_costs=tuple(
            cost
            for cost in load_catalogue().unit_costs.values()
            if question.outcome in cost.outcomes
        ),
        sources=people_sources(store),
    )


def cost_of(
    answer: DelimitedAnswer,
    unit_cost_sek: tuple[float, float],
    units_per_case: tuple[float, float] = (1.0, 1.0),
) -> AvoidableCost | None:
    """What the excess costs a year where it is not prevented; None where it is withheld.

    Both may be the reader's own figures: the catalogue's are assumptions.
    raises  BadCost
    """
    if answer.excess is None:
        return None
    return avoidable_cost(answer.excess, unit_cost_sek, units_per_case)


def overlap_of(store: Store, one: Conditions, other: Conditions, year: int, gate: Gate) -> float:
    """How alike two groups are: shared people over people of either (0 to 1), of protected counts.

    Missing (NaN) where any of the three is withheld.
    """
    both = _intersection(one, other)
    groups = [GroupCells(store, gate, dict(conditions)) for conditions in (one, other)]
    sizes = [_size(group, year) for group in groups]
    shared = 0.0 if both is None else _size(GroupCells(store, gate, both), year)
    return float("nan") if pd.isna([*sizes, shared]).any() else overlap(*sizes, shared)


@dataclass(frozen=True)
class VariationAnswer:
    """One outcome over all small areas and groups: what the average hides.

    points  dimension, dimension_label, value, label, people, cases, share, share_low, share_high;
            areas also the funnel's limits and zone
    boxes   dimension -> low, q1, median, q3, high of the shares shown
    hidden  how many values are withheld
    """

    indicator: Indicator
    year: int
    mean: float
    points: pd.DataFrame
    boxes: dict[str, dict[str, float]]
    funnel: Funnel | None
    hidden: int
    sources: tuple[Source, ...]


def variation(
    store: Store, outcome: str, gate: Gate, *, year: int | None = None
) -> VariationAnswer:
    """The outcome's share in every small area and every group of one condition.

    raises  UnknownOutcome, NothingThere
    """
    check_outcome(store, outcome)
    lattice = Lattice.of(store)
    whole = GroupCells(store, gate, {}).counts(outcome)
    year = _year(DelimitedQuestion(outcome, (), year), whole)
    tables = []
    for name in lattice.names:
        rows = counts(store, gate, outcome=outcome, by=[name])
        counted = rows[rows["year"] == year].reset_index(drop=True)
        tables.append(_labelled(counted.rename(columns={name: "value"}), name, lattice))
    points = pd.concat(tables, ignore_index=True)
    shown = points[points["withheld"].isna()].reset_index(drop=True)
    mean = float(_of_year(whole, year)["share"])
    areas = shown[shown["dimension"].map(lattice.role) == "area"].reset_index(drop=True)
    return VariationAnswer(
        indicator=asked_indicator(store, outcome),
        year=year,
        mean=mean,
        points=shown,
        boxes={name: box(rows["share"]) for name, rows in shown.groupby("dimension", sort=False)},
        funnel=funnel(areas, target_share=mean) if len(areas) else None,
        hidden=len(points) - len(shown),
        sources=people_sources(store),
    )


def _whom(group: GroupCells, indicator: Indicator) -> str:
    """The group as the subject of a sentence; several values are joined with 'or'."""
    named = []
    for name, values in group.conditions.items():
        labels = group.lattice.labels(name)
        label = values_in_words([labels[value] for value in values])
        named.append(Named(name, group.lattice.role(name), "|".join(values), label))
    source = indicator.source
    oldest = source.last_age if isinstance(source, OwnSource) else None
    return group_in_words(
        named, everyone=str(indicator.who) if indicator.who else None, oldest=oldest
    )


def _composition(group: GroupCells, everyone: GroupCells, outcome: str, year: int) -> pd.DataFrame:
    """Who they are, dimension by dimension, beside the rest of those asked; finest dimensions."""
    lattice = group.lattice
    given = {lattice.finest(name) for name in group.conditions}
    names = [n for n in lattice.names if lattice.finest(n) == n and n not in given]
    inside, asked = [], []
    for name in names:
        for target, people in ((inside, group), (asked, everyone)):
            rows = people.counts(outcome, (name,), people_only=True)
            rows = rows[rows["year"] == year].rename(columns={name: "value"})
            target.append(_labelled(rows, name, lattice))
    if not names:
        return pd.DataFrame(columns=["dimension", "value", "people", "share", "rest_share"])
    table = profile(pd.concat(inside, ignore_index=True), pd.concat(asked, ignore_index=True))
    labels = {(n, v): label for n in names for v, label in lattice.labels(n).items()}
    keys = zip(table["dimension"], table["value"], strict=True)
    return table.assign(
        dimension_label=table["dimension"].map(lattice.label),
        label=[labels.get(key, key[1]) for key in keys],
    )


def _labelled(rows: pd.DataFrame, name: str, lattice: Lattice) -> pd.DataFrame:
    values = rows["value"].astype("str")
    return rows.assign(
        dimension=name,
        dimension_label=lattice.label(name),
        value=values,
        label=values.map(lattice.labels(name)).fillna(values),
    )


def _excess(now: pd.Series, rest: dict[str, float]) -> tuple[float, float]:
    """Cases a year above what the rest's share would give, lowest and highest."""
    return rest["low"] * float(now["people"]), rest["high"] * float(now["people"])


def _both(now: pd.Series, whole: pd.Series) -> list[tuple[pd.Series, str]]:
    return [(now, "cases"), (now, "people"), (whole, "cases"), (whole, "people")]


def _year(question: DelimitedQuestion, whole: pd.DataFrame) -> int:
    years = whole["year"].astype(int).tolist()
    if not years or (question.year is not None and question.year not in years):
        raise NothingThere(
            _("There are no figures on {outcome} for {year}.").format(
                outcome=question.outcome, year=question.year or "-"
            )
        )
    return question.year or max(years)


def _of_year(frame: pd.DataFrame, year: int) -> pd.Series:
    found = frame[frame["year"] == year]
    if len(found):
        return found.iloc[0]
    empty = dict.fromkeys(frame.columns, pd.NA) | {"year": year, "withheld": "few_people"}
    return pd.Series(empty)


def _size(group: GroupCells, year: int) -> float:
    people = _of_year(group.counts(EVERYONE, people_only=True), year)["people"]
    return float("nan") if pd.isna(people) else float(people)


def _intersection(one: Conditions, other: Conditions) -> dict[str, tuple[str, ...]] | None:
    """The conditions of those in both; None where nobody can be."""
    both = {name: tuple(values) for name, values in one.items()}
    for name, values in other.items():
        both[name] = tuple(v for v in both.get(name, values) if v in values)
        if not both[name]:
            return None
    return both
