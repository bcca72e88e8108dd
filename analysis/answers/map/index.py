"""The socioeconomic index of the municipality's areas: made of what, and how firm is the order?

Statistics Sweden's official index and area type stand beside it where they are loaded, in columns
of their own; they run the other way and are never part of ours.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.asked import NothingThere
from analysis.answers.key_figures.observed import dimension_labels
from analysis.answers.map.area_values import AreaValues, area_values, people_by_area
from analysis.answers.provenance import Source
from analysis.disclosure.gate import Gate
from analysis.question import Question
from analysis.statistics.index_description import Sensitivity, by_tenths, leave_one_out, tenth_of
from analysis.statistics.socioeconomic_index import (
    DEFAULT_VARIABLES,
    IndexVariable,
    Method,
    socioeconomic_index,
)
from indicators.catalogue import load_catalogue
from indicators.entry import Indicator
from indicators.errors import UnknownIndicator
from language import _, ngettext
from store.read import Store

POPULATION = "scb_population"
OFFICIAL = ("scb_socioeconomic_index", "scb_area_type")


@dataclass(frozen=True)
class IndexQuestion(Question["IndexAnswer"]):
    """An index of `variables` over the areas of `level`; year None: the latest that has them all.

    A variable without figures here gives way to its stand-in in the catalogue.
    """

    level: str = "deso"
    variables: tuple[IndexVariable, ...] = DEFAULT_VARIABLES
    method: Method = "minmax"
    year: int | None = None


@dataclass(frozen=True)
class IndexAnswer:
    """The index of every area of a level in one year.

    table        a row per area: area_code, vintage, name, the variables (own units), index, rank
                 (1: highest), people (inhabitants, or missing where nothing tells), tenth (1: the
                 tenth of the people with the lowest index), and official_index, official_type where
                 loaded
    indicators   variable -> its indicator, in the question's order
    stood_in     variable asked for -> the one that took its place
    sensitivity  how the order moves when a variable is left out; None for one variable
    tenths       people in tenths, from the lowest index up
    years        in which every variable has figures
    """

    question: IndexQuestion
    year: int
    years: tuple[int, ...]
    table: pd.DataFrame
    variables: tuple[IndexVariable, ...]
    indicators: dict[str, Indicator]
    stood_in: dict[str, str]
    sensitivity: Sensitivity | None
    tenths: pd.DataFrame
    method: str
    sources: tuple[Source, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of how it was put together, a sentence each."""
        catalogue = load_catalogue()
        stand_ins = tuple(
            _("{asked} has no figures here; {used} is used in its place.").format(
                asked=catalogue.find(asked).title, used=catalogue.find(used).title
            )
            for asked, used in self.stood_in.items()
        )
        lacking = int(self.table["index"].isna().sum())
        if not lacking:
            return stand_ins
        return (
            *stand_ins,
            _("{n} of {all} areas lack a variable and have no index.").format(
                n=lacking, all=len(self.table)
            ),
        )


def index(store: Store, question: IndexQuestion, gate: Gate) -> IndexAnswer:
    """The index of the areas of one level.

    raises  UnknownIndicator, UnknownLevel; NothingThere where a variable has no figures at this
            level or year; BadIndex where no index can be made of them
    """
    found, stood_in = _found(store, question, gate)
    variables = tuple(replace(v, name=stood_in.get(v.name, v.name)) for v in question.variables)
    years = _common_years(found)
    year = _answered_year(question, years)
    names = _names(store)
    wide = _wide(found, year)
    wide = wide.assign(
        name=[names.get((c, v), c) for c, v in zip(wide["area_code"], wide["vintage"], strict=True)]
    )
    table = socioeconomic_index(wide, variables, method=question.method)
    table = table.assign(people=_people(store, question.level, year, found, table, gate))
    table = table.assign(tenth=tenth_of(table["index"], table["people"]))
    table, official = _with_official(store, table, question.level, year, gate)
    return IndexAnswer(
        question=replace(question, year=year),
        year=year,
        years=years,
        table=table,
        variables=variables,
        indicators={name: values.indicator for name, values in found.items()},
        stood_in=stood_in,
        sensitivity=leave_one_out(wide, variables, method=question.method),
        tenths=by_tenths(table, variables),
        method=_method_words(question.method, len(variables)),
        sources=_unique(s for values in (*found.values(), *official) for s in values.sources),
    )


def _found(
    store: Store, question: IndexQuestion, gate: Gate
) -> tuple[dict[str, AreaValues], dict[str, str]]:
    """The values of every variable, and which stand-ins they are of."""
    found: dict[str, AreaValues] = {}
    stood_in: dict[str, str] = {}
    for variable in question.variables:
        asked = values = area_values(store, variable.name, question.level, gate)
        seen = {variable.name}
        while not values.years and values.indicator.stand_in not in (None, *seen):
            seen.add(values.indicator.stand_in)
            values = area_values(store, values.indicator.stand_in, question.level, gate)
        if not values.years:
            raise NothingThere(
                _(
                    "{title} has no figures by {level} in the store, so it cannot be part of the "
                    "index. Leave it out, choose another level, or load it."
                ).format(
                    title=asked.indicator.title,
                    level=dimension_labels().get(question.level, question.level).lower(),
                )
            )
        if values is not asked:
            stood_in[variable.name] = values.indicator.id
        found[values.indicator.id] = values
    return found, stood_in


def _common_years(found: dict[str, AreaValues]) -> tuple[int, ...]:
    common = sorted(set.intersection(*(set(values.years) for values in found.values())))
    if not common:
        raise NothingThere(
            _("There is no year in which all of these have figures: {each}.").format(
                each="; ".join(
                    f"{name} {values.years[0]}–{values.years[-1]}"  # noqa: RUF001 - a range
                    for name, values in found.items()
                )
            )
        )
    return tuple(common)


def _answered_year(question: IndexQuestion, years: tuple[int, ...]) -> int:
    if question.year is None:
        return years[-1]
    if question.year not in years:
        raise NothingThere(
            _("All variables of the index have figures in {years}, not in {year}.").format(
                years=", ".join(map(str, years)), year=question.year
            )
        )
    return question.year


def _wide(found: dict[str, AreaValues], year: int) -> pd.DataFrame:
    """One row per area that has any of the variables in `year`, a column each."""
    columns = {
        name: values.table[values.table["year"] == year].set_index(["area_code", "vintage"])[
            "value"
        ]
        for name, values in found.items()
    }
    return pd.DataFrame(columns).sort_index().reset_index()


def _people(
    store: Store,
    level: str,
    year: int,
    found: dict[str, AreaValues],
    table: pd.DataFrame,
    gate: Gate,
) -> np.ndarray:
    """Inhabitants: the own people, else as published, else the most that a variable counts."""
    own = people_by_area(store, level, gate)
    own = own[own["year"] == year].set_index("area_code")["people"].astype(float)
    counted = table["area_code"].map(own).astype(float)
    if counted.notna().any():
        return counted.to_numpy()
    if POPULATION in load_catalogue().indicators:
        published = area_values(store, POPULATION, level, gate).table
        published = published[published["year"] == year].drop_duplicates("area_code")
        if published["value"].notna().any():
            return table["area_code"].map(published.set_index("area_code")["value"]).to_numpy(float)
    behind = pd.DataFrame(
        {
            name: values.table[values.table["year"] == year]
            .drop_duplicates("area_code")
            .set_index("area_code")["people"]
            for name, values in found.items()
        }
    )
    return table["area_code"].map(behind.max(axis=1)).to_numpy(dtype=float)


def _with_official(
    store: Store, table: pd.DataFrame, level: str, year: int, gate: Gate
) -> tuple[pd.DataFrame, list[AreaValues]]:
    """The table with the official index and type beside ours, where they are loaded."""
    used = []
    for column, indicator_id in zip(("official_index", "official_type"), OFFICIAL, strict=True):
        try:
            values = area_values(store, indicator_id, level, gate)
        except UnknownIndicator:
            continue
        if year in values.years:
            now = values.table[values.table["year"] == year].set_index("area_code")["value"]
            table = table.assign(**{column: table["area_code"].map(now)})
            used.append(values)
    return table, used


def _names(store: Store) -> dict[tuple[str, int], str]:
    areas = store.query("areas/areas")
    keys = zip(areas["area_code"], areas["vintage"], strict=True)
    return dict(zip(keys, areas["name"], strict=True))


def _unique(sources: object) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(sources))


def _method_words(method: Method, variables: int) -> str:
    each = ngettext(
        "The index is made of {n} variable.",
        "The index is made of {n} variables with the same weight.",
        variables,
    ).format(n=variables)
    scaled = {
        "minmax": _(
            "Each is placed between the worst area (0) and the best (10); the index is the mean."
        ),
        "zscore": _(
            "Each is measured in standard deviations from the areas' mean; the index is the mean."
        ),
        "rank": _(
            "Each is an area's place from last (0) to first (10), and the index is the mean."
        ),
    }[method]
    relative = _(
        "The index says how areas stand to one another in one year, not how they change over time."
    )
    return f"{each} {scaled} {relative}"
