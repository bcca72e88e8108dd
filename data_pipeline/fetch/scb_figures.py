"""Which values of which indicators do SCB's tables give, for which area and year?

The catalogue says which cells make a value. Codes of both vintages of small areas stand in one
dimension, and outside its years a code is '..' in one table and a plain 0 in another: a value
counts only inside its vintage's years, whatever it is.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline.fetch.cache import Answer
from data_pipeline.fetch.gathered import OBSERVATION
from data_pipeline.fetch.http import Service
from data_pipeline.fetch.scb import Limits, Region, facts, name_of, regions_of
from data_pipeline.fetch.scb_questions import TOTAL, Wanted, asked_alike, newest_first, question_of
from indicators.catalogue import ScbTable
from language import _


@dataclass(frozen=True)
class TableFigures:
    """What one table gave: observations, the small areas it names, and what it lacked."""

    table: str
    observations: pd.DataFrame
    regions: Mapping[Region, str]  # with their names
    answers: tuple[Answer, ...]
    cells_read: int
    lacking: tuple[str, ...]


def table_figures(
    service: Service,
    table: str,
    wanted: Sequence[Wanted],
    municipality_code: str,
    years: Sequence[int],
    limits: Limits,
) -> TableFigures:
    """Everything wanted from one table, in as few questions as its vintages and form allow."""
    described = facts(service, table)
    if described is None:
        return _nothing(table, _("the service has no such table"))
    regions = regions_of(municipality_code, described.codes.get("Region", ()))
    frames, answers, lacking, read = [], [], [], 0
    for alike in asked_alike(wanted, described, lacking):
        for vintage in sorted({region.vintage for region in regions}):
            question = question_of(alike, described, regions, vintage, years)
            if question is None:
                continue
            came = newest_first(service, described, alike, question, limits.cells)
            lacking += came.lacking(vintage)
            answers += came.answers
            for frame in came.frames:
                read += len(frame)
                frames += [observations(frame, each, regions) for each in alike]
    found = [frame for frame in frames if len(frame)]
    together = pd.concat(found, ignore_index=True) if found else _empty()
    if not regions:
        lacking.append(_("no small areas of the municipality"))
    labels = described.region_names
    names = {region: name_of(region, labels.get(region.scb_code, "")) for region in regions}
    return TableFigures(table, together, names, tuple(answers), read, tuple(lacking))


def observations(frame: pd.DataFrame, wanted: Wanted, regions: Sequence[Region]) -> pd.DataFrame:
    """The values of one indicator in one answer, masked by vintage and by the table's years.

    frame    one row per cell, as `scb.cells`
    returns  columns as the store's `observation`, without load_id
    """
    spec, parts = wanted.spec, []
    sexes = spec.sex[1] if spec.sex else {TOTAL: ()}
    ages = spec.age_group[1] if spec.age_group else {TOTAL: ()}
    for (sex, sex_codes), (age, age_codes) in itertools.product(sexes.items(), ages.items()):
        divided = {}
        if spec.sex:
            divided[spec.sex[0]] = sex_codes
        if spec.age_group:
            divided[spec.age_group[0]] = age_codes
        part = _value(frame, spec, divided)
        parts.append(part.assign(sex=sex, age_group=age))
    return _as_observations(pd.concat(parts, ignore_index=True), wanted, regions)


def _value(frame: pd.DataFrame, spec: ScbTable, divided: Mapping) -> pd.DataFrame:
    above = _summed(frame, spec, {**spec.selection, **divided, **spec.numerator})
    if spec.denominator is None:
        values = above * spec.factor
        empty = np.nan
        return pd.DataFrame(
            {"value": values, "numerator": empty, "denominator": empty}
        ).reset_index()
    below = _summed(frame, spec, {**spec.selection, **divided, **spec.denominator})
    below = below.reindex(above.index)
    values = (above / below.where(below > 0)) * spec.factor
    return pd.DataFrame({"value": values, "numerator": above, "denominator": below}).reset_index()


def _summed(frame: pd.DataFrame, spec: ScbTable, codes: Mapping[str, Sequence[str]]) -> pd.Series:
    """The sum of the chosen cells by region and time; NaN where one of them has no value."""
    chosen = frame
    for variable, some in codes.items():
        chosen = chosen[chosen[variable].isin(some)]
    keys = [spec.region_variable, spec.time_variable]
    grouped = chosen.groupby(keys, sort=False)["value"]
    whole = np.prod([len(set(some)) for some in codes.values()])
    return grouped.sum().where(grouped.count() == whole)[grouped.size() == whole]


def _as_observations(
    frame: pd.DataFrame, wanted: Wanted, regions: Sequence[Region]
) -> pd.DataFrame:
    spec = wanted.spec
    known = {region.scb_code: region for region in regions}
    windows = {vintage.vintage: vintage for vintage in spec.vintages}
    frame = frame[frame[spec.region_variable].isin(known)]
    region = frame[spec.region_variable].map(known)
    frame = frame.assign(
        indicator_id=wanted.indicator.id,
        area_code=[each.area_code for each in region],
        vintage=[each.vintage for each in region],
        level=[each.level for each in region],
        year=frame[spec.time_variable].astype(int),
    )
    last = spec.last_year or frame["year"].max()
    counts = [
        vintage in windows and windows[vintage].covers(year)
        for vintage, year in zip(frame["vintage"], frame["year"], strict=True)
    ]
    frame = frame[
        np.array(counts, dtype=bool)
        & frame["year"].between(spec.first_year, last)
        & frame["level"].isin(spec.levels)
    ]
    frame = frame.assign(status=np.where(frame["value"].isna(), "missing", "ok"))
    missing = frame["status"] == "missing"
    frame.loc[missing, ["numerator", "denominator"]] = np.nan
    return frame[OBSERVATION].reset_index(drop=True)


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=OBSERVATION)


def _nothing(table: str, why: str) -> TableFigures:
    return TableFigures(table, _empty(), {}, (), 0, (why,))
