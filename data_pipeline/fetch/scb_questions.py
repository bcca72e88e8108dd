"""Which questions to SCB's tables serve the catalogue, as few as may be?

A table's indicators that name the same variables share a question; each vintage of small areas
gets one of its own, for its own years only. Where the service lacks a part, what it has is found
from the newest year backwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data_pipeline.fetch.cache import Answer
from data_pipeline.fetch.http import Service
from data_pipeline.fetch.scb import Region, TableFacts, cells
from indicators.catalogue import Indicator, ScbTable
from language import _

TOTAL = "total"


@dataclass(frozen=True)
class Wanted:
    """One indicator's part of one table."""

    indicator: Indicator
    spec: ScbTable


def by_table(indicators: Iterable[Indicator]) -> dict[str, list[Wanted]]:
    """Table id -> what is wanted from it: one description and few questions serve them all."""
    wanted: dict[str, list[Wanted]] = defaultdict(list)
    for indicator in indicators:
        for spec in indicator.source.tables:
            wanted[spec.table].append(Wanted(indicator, spec))
    return dict(wanted)


@dataclass(frozen=True)
class AreasAndYears:
    """The codes of one vintage's areas, and the years that they count for."""

    regions: tuple[str, ...]
    years: tuple[str, ...]


@dataclass(frozen=True)
class Came:
    """What the service gave, and which years and divisions it lacked."""

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


def asked_alike(
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


def question_of(
    alike: Sequence[Wanted],
    described: TableFacts,
    regions: Sequence[Region],
    vintage: int,
    years: Sequence[int],
) -> AreasAndYears | None:
    """What to ask of one vintage; None where no area or year of it is wanted."""
    levels = {level for each in alike for level in each.spec.levels}
    codes = tuple(r.scb_code for r in regions if r.vintage == vintage and r.level in levels)
    counted = [
        year
        for year in described.codes[alike[0].spec.time_variable]
        if year.isdigit() and int(year) in years and _counts(alike, vintage, int(year))
    ]
    return AreasAndYears(codes, tuple(sorted(counted))) if codes and counted else None


def _counts(alike: Sequence[Wanted], vintage: int, year: int) -> bool:
    return any(
        each.spec.first_year <= year
        and (each.spec.last_year is None or year <= each.spec.last_year)
        and any(v.vintage == vintage and v.covers(year) for v in each.spec.vintages)
        for each in alike
    )


def newest_first(
    service: Service,
    described: TableFacts,
    alike: list[Wanted],
    question: AreasAndYears,
    most_cells: int,
) -> Came:
    """Ask for everything at once; where the service lacks a part, for the newest year and back.

    A service that does not have every cell says only that it lacks one. Then the newest year is
    asked for alone, without divisions if need be, and the years before it until one is lacking.
    """
    whole = _asked(service, described, alike, question, most_cells)
    if whole is not None:
        return Came([whole[0]], whole[1], (), ())
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
        return Came(frames, answers, tuple(earlier), left_out)
    return Came([], [], question.years, ())


def _asked(
    service: Service,
    described: TableFacts,
    shape: Sequence[Wanted],
    question: AreasAndYears,
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
