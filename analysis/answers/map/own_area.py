"""What is a figure in an own area, put together of whole areas?

Only whole areas are put together. The municipality's own people are the sum of protected cells,
never a new draw (analysis/disclosure/gate.py), so that an own area cannot be used to subtract one
from another. Published figures are added where the source gives the persons behind them.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.answers.asked import NothingThere, asked_indicator
from analysis.answers.map.area_values import AreaValues, area_values
from analysis.answers.map.geometry import map_neighbours
from analysis.answers.people.group_counts import GroupCells, joined
from analysis.answers.people.protected_counts import lattice_of
from analysis.answers.provenance import Source, people_sources
from analysis.disclosure.gate import Gate
from analysis.question import Question
from analysis.statistics.intervals import wilson_interval
from indicators.entry import Indicator, OwnSource
from language import _
from language.errors import BehovsbildError
from store.read import Store

MOST_AREAS = 200


class BadOwnArea(BehovsbildError, ValueError):
    """Areas that cannot be one area."""


@dataclass(frozen=True)
class OwnAreaQuestion(Question["OwnAreaAnswer"]):
    """An indicator in the areas with these codes of one level, as one.

    within   conditions of a group of one's own, as of a breakdown
    """

    indicator: str
    level: str
    codes: tuple[str, ...]
    sex: str | None = None
    age: str | None = None
    within: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class OwnAreaAnswer:
    """The own area, year by year.

    table      year, value, low, high, people, cases, withheld (reason code or missing)
    names      of the areas it is made of
    protected  whether the counts carry noise
    is_joined  whether the areas hang together; None where no borders are known
    """

    question: OwnAreaQuestion
    indicator: Indicator
    table: pd.DataFrame
    names: tuple[str, ...]
    is_joined: bool | None
    method: str
    protected: bool
    sources: tuple[Source, ...]


def own_area(store: Store, question: OwnAreaQuestion, gate: Gate) -> OwnAreaAnswer:
    """The indicator of the own area in every year.

    raises  BadOwnArea for no areas, too many, or an unknown one; NothingThere where the figures
            cannot be added; NobodyLeft, NotOpen
    """
    names = _names(store, question)
    indicator = asked_indicator(store, question.indicator)
    if isinstance(indicator.source, OwnSource):
        table, sources = _counted(store, question, indicator, gate), people_sources(store)
        method = _(
            "The sum of the protected counts of {n} whole areas; the interval holds the change of "
            "each of them."
        ).format(n=len(names))
    else:
        values = area_values(store, question.indicator, question.level, gate)
        table, sources = _added(values, question), values.sources
        method = _("Persons of {n} whole areas added, as published by {producer}.").format(
            n=len(names), producer=indicator.producer
        )
    protected = indicator.outcome is not None and (store.is_published or not gate.exact)
    return OwnAreaAnswer(
        question, indicator, table, names, _is_joined(store, question), method, protected, sources
    )


def _names(store: Store, question: OwnAreaQuestion) -> tuple[str, ...]:
    if not 1 <= len(question.codes) <= MOST_AREAS:
        raise BadOwnArea(
            _("An own area is made of 1 to {most} whole areas; came {n}.").format(
                most=MOST_AREAS, n=len(question.codes)
            )
        )
    areas = store.query("areas/areas").astype({"level": "str"})
    areas = areas[
        (areas["level"] == question.level)
        & (areas["municipality_code"] == store.meta.municipality_code)
    ]
    known = areas.drop_duplicates("area_code", keep="last").set_index("area_code")["name"]
    unknown = [code for code in question.codes if code not in known.index]
    if unknown:
        raise BadOwnArea(
            _(
                "{codes} is no area of this level; an own area is made of areas of one level."
            ).format(codes=", ".join(unknown[:5]))
        )
    return tuple(known[code] for code in question.codes)


def _counted(
    store: Store, question: OwnAreaQuestion, indicator: Indicator, gate: Gate
) -> pd.DataFrame:
    lattice = lattice_of(store)
    [level] = lattice.resolve([question.level])
    narrowed = {c.column: (c.value,) for c in lattice.narrow(sex=question.sex, age=question.age)}
    within = joined(store, {level: question.codes, **narrowed}, dict(question.within))
    summed = GroupCells(store, gate, within).counts(indicator.outcome)
    return summed.rename(columns={"share": "value", "share_low": "low", "share_high": "high"})


def _added(values: AreaValues, question: OwnAreaQuestion) -> pd.DataFrame:
    within = values.table[values.table["area_code"].isin(question.codes)]
    countable = values.indicator.unit == "share" and within["people"].notna().any()
    if not countable:
        raise NothingThere(
            _(
                "{title} cannot be added over areas: its source does not give the persons behind "
                "it. Choose a key figure that is a share of counted persons."
            ).format(title=values.indicator.title)
        )
    whole = within.groupby("year").agg(
        people=("people", "sum"), cases=("cases", "sum"), parts=("cases", "count")
    )
    whole = whole[whole["parts"] == len(question.codes)].drop(columns="parts")
    low, high = wilson_interval(whole["cases"], whole["people"])
    value = whole["cases"] / whole["people"].where(whole["people"] > 0)
    return whole.assign(value=value, low=low, high=high, withheld=None).reset_index()


def _is_joined(store: Store, question: OwnAreaQuestion) -> bool | None:
    areas = store.query("areas/areas").set_index("area_code")
    vintage = areas.loc[areas.index.isin(question.codes), "vintage"].max()
    pairs = map_neighbours(store, question.level, int(vintage))
    pairs = pairs[pairs["area"].isin(question.codes) & pairs["neighbour"].isin(question.codes)]
    if len(question.codes) == 1:
        return True
    if pairs.empty and not len(map_neighbours(store, question.level, int(vintage))):
        return None
    beside = pairs.groupby("area")["neighbour"].agg(set).to_dict()
    reached, waiting = set(), [question.codes[0]]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += beside.get(here, set())
    return len(reached) == len(set(question.codes))
