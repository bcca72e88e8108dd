"""Which day, and which time on the clock, does a text of any common form mean?

The clock is kept as it hung on the wall where it was written: an offset such as +02:00 is
noted, never applied, since a placement that began on a Tuesday began on a Tuesday.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from language import _

_OFFSET = r"\s*(?:Z|UTC|[+-]\d{2}:?\d{2})$"
_WITH_OFFSET = r":.*" + _OFFSET
_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?"
_CLOCK = r"(?:[T ]+(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?"
_COMPACT = re.compile(r"(?P<y>(?:18|19|20|21|99)\d{2})(?P<m>\d{2})(?P<d>\d{2})" + _CLOCK)
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _CLOCK)
_SWEDISH = re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})[ -]+(?P<y>\d{4})" + _CLOCK)
_IN_WORDS = re.compile(
    r"(?:den )?(?P<d>\d{1,2})\.? (?P<word>[a-zå-ö]{3,})\.? (?P<y>\d{4})" + _CLOCK
)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})" + _CLOCK)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
SERIAL_FROM, SERIAL_TO = 10_000, 80_000  # 1927 to 2119
_MONTHS = "jan feb mar apr maj|may jun jul aug sep okt|oct nov dec"
MONTH_OF = {word: n for n, words in enumerate(_MONTHS.split(), 1) for word in words.split("|")}
EXCEL_DAY_0 = np.datetime64("1899-12-30", "us")


@dataclass(frozen=True)
class Dates:
    """One entry per distinct text."""

    when: np.ndarray  # datetime64[us], NaT where the text is no date
    has_clock: np.ndarray  # bool
    has_offset: np.ndarray  # bool
    is_serial: np.ndarray  # bool, read as a spreadsheet's day number
    day_month_unclear: bool  # 03/04/2021 and nothing in the column that tells which is the day


def expected_date() -> str:
    """What a refused date should have looked like."""
    return _("expected a date such as 2021-03-05")


def dates(distinct: pd.Index, date_format: str | None = None) -> Dates:
    """Read the texts as dates; `date_format` (strptime's) where the mapping says one."""
    cells = pa.array(distinct, pa.string(), from_pandas=True)
    has_offset = _matches(cells, _WITH_OFFSET)
    if has_offset.any():
        bare = pc.replace_substring_regex(cells, _OFFSET, "")
        cells = pc.if_else(pa.array(has_offset), bare, cells)
    when = np.full(len(cells), np.datetime64("NaT"), dtype="datetime64[us]")
    has_clock = np.asarray(pc.match_substring(cells, ":"))
    is_serial = np.zeros(len(cells), dtype=bool)
    if date_format:
        read = pd.to_datetime(cells.to_pandas(), format=date_format, errors="coerce")
        when = read.to_numpy(dtype="datetime64[us]").copy()
        return Dates(when, has_clock, has_offset, is_serial, False)
    is_iso = _matches(cells, f"^{_ISO}$")
    if is_iso.any():
        iso = pc.replace_substring(cells.filter(pa.array(is_iso)), ",", ".").to_pandas()
        read = pd.to_datetime(iso, format="ISO8601", errors="coerce")
        when[is_iso] = read.to_numpy(dtype="datetime64[us]")
    rest = np.flatnonzero(~is_iso)
    texts = cells.take(pa.array(rest)).to_pylist()
    order = _order_of_day_and_month(texts)
    for i, text in zip(rest, texts, strict=True):
        when[i] = _one_date(text, order)
        if np.isnat(when[i]) and _SERIAL.fullmatch(text):
            when[i] = _from_serial(float(text.replace(",", ".")))
            is_serial[i] = not np.isnat(when[i])
    has_clock |= is_serial & (when != when.astype("datetime64[D]"))
    return Dates(when, has_clock, has_offset, is_serial, order == "?")


def _matches(cells: pa.Array, pattern: str) -> np.ndarray:
    """Which cells hold the pattern; Arrow's, since pandas would loop over millions in Python."""
    return np.asarray(pc.match_substring_regex(cells, pattern), dtype=bool)


def _order_of_day_and_month(texts: list[str]) -> str:
    """'day first', 'month first', 'none' (no such texts), or '?' where nothing decides."""
    pairs = [(int(f["a"]), int(f["b"])) for t in texts if (f := _YEAR_LAST.fullmatch(t))]
    if not pairs:
        return "none"
    if any("." in text for text in texts if _YEAR_LAST.fullmatch(text)):
        return "day first"  # nobody writes the month first with full stops
    day_first, month_first = any(a > 12 for a, _b in pairs), any(b > 12 for _a, b in pairs)
    if day_first != month_first:
        return "day first" if day_first else "month first"
    return "?"


def _one_date(text: str, order: str) -> np.datetime64:
    text = text.casefold()
    for form in (_COMPACT, _YEAR_FIRST, _SWEDISH, _IN_WORDS):
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = parts.get("m") or MONTH_OF.get((parts.get("word") or "")[:3], 0)
            return _day(parts["y"], month, parts["d"], parts["clock"])
    if (found := _YEAR_LAST.fullmatch(text)) and order in ("day first", "month first"):
        day, month = found["a"], found["b"]
        if order == "month first":
            day, month = month, day
        return _day(found["y"], month, day, found["clock"])
    return np.datetime64("NaT", "us")


def _day(year: object, month: object, day: object, clock: str | None) -> np.datetime64:
    text = f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
    if clock:
        text += f"T{clock.zfill(5) if clock.count(':') == 1 else clock.rjust(8, '0')}"
    try:
        return np.datetime64(text, "us")
    except ValueError:
        return np.datetime64("NaT", "us")


def _from_serial(days: float) -> np.datetime64:
    if not SERIAL_FROM <= days <= SERIAL_TO:
        return np.datetime64("NaT", "us")
    return EXCEL_DAY_0 + np.timedelta64(round(days * 86_400), "s")
