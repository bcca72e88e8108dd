"""Which values of which indicators do SCB's tables give, for which area and year?

The catalogue says which cells make a value. Codes of both vintages of small areas stand in one
dimension, and outside its years a code is '..' in one table and a plain 0 in another: a value
counts only inside its vintage's years, whatever it is.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data_pipeline.sources.cache import Answer
from data_pipeline.sources.http import Service
from data_pipeline.sources.scb import Limits, Region, TableFacts, cells, facts, regions_of
from indicators.catalogue import Indicator, ScbTable
from language import _

OBSERVATION = [
    "indicator_id", "area_code", "vintage", "year", "sex", "age_group",
    "value", "numerator", "denominator", "status",
]  # fmt: skip
TOTAL = "total"


@dataclass(frozen=True)
class Wanted:
    """One indicator's part of one table."""

    indicator: Indicator
    spec: ScbTable


@dataclass(frozen=True)
class TableFigures:
    """What one table gave: observations, the small areas it names, and what it lacked."""

    table: str
    observations: pd.DataFrame
    regions: Mapping[Region, str]  # with their names
    answers: tuple[Answer, ...]
    cells_read: int
    lacking: tuple[str, ...]


def by_table(indicators: Iterable[Indicator]) -> dict[str, list[Wanted]]:
    """Table id -> what is wanted from it: one description and few questions serve them all."""
    wanted: dict[str, list[Wanted]] = defaultdict(list)
    for indicator in indicators:
        for spec in indicator.source.tables:
            wanted[spec.table].append(Wanted(indicator, spec))
    return dict(wanted)


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
    for alike in _asked_alike(wanted, described, lacking):
        for vintage in sorted({region.vintage for region in regions}):
            question = _question(alike, described, regions, vintage, years)
            if question is None:
                continue
            came = _newest_first(service, described, alike, question, limits.cells)
            lacking += came.lacking(vintage)
            answers += came.answers
            for frame in came.frames:
                read += len(frame)
                frames += [observations(frame, each, regions) for each in alike]
    found = [frame for frame in frames if len(frame)]
    together = pd.concat(found, ignore_index=True) if found else _empty()
    if not regions:
        lacking.append(_("no small areas of the municipality"))
    names = {region: described.region_names.get(region.scb_code, "") for region in regions}
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


@dataclass(frozen=True)
class _Question:
    regions: tuple[str, ...]
    years: tuple[str, ...]


@dataclass(frozen=True)
class _Came:
    frames: list[pd.DataFrame]
    answers: list[Answer]
    years_lacking: tuple[str, ...]
    left_out: tuple[str, ...]

    def lacking(self, vintage: int) -> list[str]:
        """What this vintage lacked, in words."""
        said = []
        if self.years_lacking:
            said.append(
                _("areas of {vintage}: {years}").format(
                    vintage=vintage, years=_span(self.years_lacking)
                )
            )
        if self.left_out and self.frames:
            said.append(
                _("areas of {vintage}: no division by {variables}").format(
                    vintage=vintage, variables=", ".join(self.left_out)
                )
            )
        return said


def _asked_alike(
    wanted: Sequence[Wanted], described: TableFacts, lacking: list[str]
) -> list[list[Wanted]]:
    """Parts that name the same variables: one question can serve them all."""
    alike: dict[frozenset[str], list[Wanted]] = defaultdict(list)
    for each in wanted:
        codes = each.spec.codes()
        unknown = [
            f"{variable} {code}"
            for variable, some in codes.items()
            for code in some
            if code not in described.codes.get(variable, ())
        ]
        own = {each.spec.region_variable, each.spec.time_variable, *codes}
        unknown += [name for name in described.must_choose if name not in own]
        if unknown:
            text = _("{indicator}: the table's codes do not fit the catalogue ({codes})")
            lacking.append(text.format(indicator=each.indicator.id, codes=", ".join(unknown)))
        else:
            alike[frozenset(codes)].append(each)
    return list(alike.values())


def _question(
    alike: Sequence[Wanted],
    described: TableFacts,
    regions: Sequence[Region],
    vintage: int,
    years: Sequence[int],
) -> _Question | None:
    levels = {level for each in alike for level in each.spec.levels}
    codes = tuple(r.scb_code for r in regions if r.vintage == vintage and r.level in levels)
    counted = [
        year
        for year in described.codes[alike[0].spec.time_variable]
        if year.isdigit() and int(year) in years and _counts(alike, vintage, int(year))
    ]
    return _Question(codes, tuple(sorted(counted))) if codes and counted else None


def _counts(alike: Sequence[Wanted], vintage: int, year: int) -> bool:
    return any(
        each.spec.first_year <= year
        and (each.spec.last_year is None or year <= each.spec.last_year)
        and any(v.vintage == vintage and v.covers(year) for v in each.spec.vintages)
        for each in alike
    )


def _newest_first(
    service: Service,
    described: TableFacts,
    alike: list[Wanted],
    question: _Question,
    most_cells: int,
) -> _Came:
    """Ask for everything at once; where the service lacks a part, for the newest year and back.

    A service that does not have every cell says only that it lacks one. Then the newest year is
    asked for alone, without divisions if need be, and the years before it until one is lacking.
    """
    whole = _asked(service, described, alike, question, most_cells)
    if whole is not None:
        return _Came([whole[0]], whole[1], (), ())
    *earlier, newest = question.years
    for left_out, shape in _simpler(alike):
        came = _asked(service, described, shape, replace(question, years=(newest,)), most_cells)
        if came is None:
            continue
        frames, answers = [came[0]], list(came[1])
        while earlier:
            year = replace(question, years=(earlier[-1],))
            came = _asked(service, described, shape, year, most_cells)
            if came is None:
                break
            earlier.pop()
            frames.append(came[0])
            answers += came[1]
        return _Came(frames, answers, tuple(earlier), left_out)
    return _Came([], [], question.years, ())


def _asked(
    service: Service,
    described: TableFacts,
    shape: Sequence[Wanted],
    question: _Question,
    most_cells: int,
) -> tuple[pd.DataFrame, list[Answer]] | None:
    spec = shape[0].spec
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for each in shape:
        for variable, some in each.spec.codes().items():
            codes[variable].update(dict.fromkeys(some))
    selection = {
        spec.region_variable: question.regions,
        **{variable: tuple(some) for variable, some in sorted(codes.items())},
        spec.time_variable: question.years,
    }
    return cells(service, described, selection, most_cells)


def _simpler(alike: list[Wanted]) -> Iterable[tuple[tuple[str, ...], list[Wanted]]]:
    """The same parts whole, then without sex, then without sex and age."""
    yield (), alike
    for fields, names in ((("sex",), (_("sex"),)), (("sex", "age_group"), (_("sex"), _("age")))):
        simpler = [replace(each, spec=_undivided(each.spec, fields)) for each in alike]
        if simpler != alike:
            yield names, simpler


def _undivided(spec: ScbTable, fields: Sequence[str]) -> ScbTable:
    kept = {}
    for name in fields:
        division = getattr(spec, name)
        if division and TOTAL in division[1]:
            kept[name] = (division[0], {TOTAL: division[1][TOTAL]})
    return replace(spec, **kept)


def _span(years: Sequence[str]) -> str:
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"  # noqa: RUF001 - a span


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=OBSERVATION)


def _nothing(table: str, why: str) -> TableFigures:
    return TableFigures(table, _empty(), {}, (), 0, (why,))
