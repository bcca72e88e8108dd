"""Which year is each row about, where a year may be a school year?"""

import re

import numpy as np
import pandas as pd

from data_pipeline.columns.values import numbers, spread
from data_pipeline.findings.known import Known
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import simplified
from data_pipeline.read_files.errors import BadMapping
from language import _

FIRST_YEAR = 1900
_SCHOOL_YEAR = re.compile(r"(\d{4})\s*[/–-]\s*(?:\d{2})?(\d{2})")  # noqa: RUF001


def years(findings: Findings, column: str | None, mapping: Mapping, known: Known) -> np.ndarray:
    """The year of each row (int16); 0 in rows that are refused for it."""
    if column is None:
        if mapping.year is None:
            raise BadMapping(
                _(
                    "No column says the year. The file has: {found}. Name the column in a mapping "
                    "(columns: year: ...), or say one year for all rows: --year 2024."
                ).format(found=", ".join(findings.table.columns))
            )
        return np.full(len(findings.table.frame), mapping.year, dtype=np.int16)
    cells = findings.table.frame[column]
    read = _years_read(findings, column, cells.cat.categories)
    fits = (read >= FIRST_YEAR) & (read <= known.today.year + 1) & (read % 1 == 0)
    is_year = spread(cells, fits, fill=False)
    findings.refuse(
        "year",
        column,
        ~is_year,
        _("expected a year such as 2024, from {first} to {last}").format(
            first=FIRST_YEAR, last=known.today.year + 1
        ),
    )
    return spread(cells, np.where(fits, read, 0).astype(np.int16), fill=0)


def _years_read(findings: Findings, column: str, distinct: pd.Index) -> np.ndarray:
    """The texts as years; a school year, 2021/22, is the year of its spring."""
    read = numbers(distinct)
    school = [
        text
        for text in distinct
        if (found := _SCHOOL_YEAR.fullmatch(text)) and (int(found[1]) + 1) % 100 == int(found[2])
    ]
    if school:
        is_school = np.asarray(distinct.isin(school), dtype=bool)
        read[is_school] = [int(text[:4]) + 1 for text in distinct[is_school]]
        findings.assumptions.append(
            _("{column}: a school year is the year of its spring: {text} is {year}.").format(
                column=column, text=school[0], year=int(school[0][:4]) + 1
            )
        )
    elif simplified(column) in ("lasar", "skolar"):
        message = _("school years written as one year; taken as they stand, autumn or spring?")
        findings.note("school_year", message, column)
    return read
