"""When did each event begin and end, and which have not ended yet?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline.columns.dates import Dates, dates, expected_date
from data_pipeline.columns.values import is_missing, spread
from data_pipeline.findings.known import Known
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import Columns
from language import _, whole

NO_DATE = np.datetime64("NaT", "us")
FIRST_DAY = np.datetime64("1900-01-01", "us")
STILL_RUNNING = ("pågår", "pågående", "tills vidare", "ongoing", "open", "öppen")


@dataclass(frozen=True)
class Times:
    """Start and end of each row, with the clock where there is one; NaT end: still running."""

    start: np.ndarray
    end: np.ndarray
    is_log: bool  # from time stamps: the same thing at the same moment may happen twice


def event_times(findings: Findings, columns: Columns, mapping: Mapping, known: Known) -> Times:
    """Start and end of each row; what is no date, and an end before its start, is refused."""
    stamp, start, end = (columns.get(name) for name in ("timestamp", "start_date", "end_date"))
    is_log = start is None or (end is None and stamp is not None)
    if start is None:
        began = _moments(findings, str(stamp), mapping, known, may_be_open=False)
        return Times(began, began, is_log=True)
    began = _moments(findings, start, mapping, known, may_be_open=False)
    end = end or stamp
    if end is None:
        findings.note("no_end_column", _("no column says when events end; all are still running"))
        return Times(began, np.full(len(began), NO_DATE), is_log)
    ended = _moments(findings, end, mapping, known, may_be_open=True)
    by_day = began.astype("datetime64[D]"), ended.astype("datetime64[D]")
    backwards = (ended < began) if is_log else (by_day[1] < by_day[0])
    shown = pd.Series(began.astype(str)).str.slice(0, 10) + " – " + ended.astype(str).astype("U10")
    findings.refuse(
        "backwards", end, backwards, _("expected an end that is not before the start"), shown
    )
    return Times(began, ended, is_log)


def _moments(
    findings: Findings, column: str, mapping: Mapping, known: Known, *, may_be_open: bool
) -> np.ndarray:
    """The moment in `column` of each row; what is no date is refused."""
    cells = findings.table.frame[column]
    distinct = cells.cat.categories
    read = dates(distinct, mapping.date_format)
    missing = is_missing(distinct, (*mapping.missing, *STILL_RUNNING))
    message = expected_date()
    if read.day_month_unclear:
        message += _("; day or month first? Say it in the mapping: date_format: '%d/%m/%Y'")
    unreadable = spread(cells, np.isnat(read.when) & ~missing, fill=False)
    findings.refuse("no_date", column, unreadable, message)
    if not may_be_open:
        empty = spread(cells, missing, fill=True)
        findings.refuse("no_start", column, empty, _("every event must say when it started"))
    _say_how_read(findings, column, cells, read)
    when = read.when.copy()
    if may_be_open:
        when[_not_yet(findings, column, cells, when, known)] = NO_DATE
    else:
        message = _("registers write 1900-01-01 where the day is not known; kept, but doubtful")
        doubtful = spread(cells, when.astype("datetime64[D]") == FIRST_DAY, fill=False)
        findings.note("doubtful_start", message, column, doubtful)
    return spread(cells, when, fill=NO_DATE)


def _not_yet(
    findings: Findings, column: str, cells: pd.Series, when: np.ndarray, known: Known
) -> np.ndarray:
    """Which ends lie after today; nothing is observed before it has happened."""
    later = when >= np.datetime64(str(known.today), "us") + np.timedelta64(1, "D")
    message = _("an end after today, such as 9999-12-31, was read as still running")
    findings.note("later_end", message, column, spread(cells, later, fill=False))
    return later


def _say_how_read(findings: Findings, column: str, cells: pd.Series, read: Dates) -> None:
    n = int(spread(cells, read.has_offset, fill=False).sum())
    if n:
        findings.assumptions.append(
            _(
                "{column}: {n} time stamps have an offset from UTC; the clock is kept as written."
            ).format(column=column, n=whole(n))
        )
    n = int(spread(cells, read.is_serial, fill=False).sum())
    if n:
        findings.assumptions.append(
            _(
                "{column}: {n} cells were read as a spreadsheet's day numbers (44260 is 2021-03-05)"
            ).format(column=column, n=whole(n))
        )
