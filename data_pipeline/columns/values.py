"""What does the text of a cell mean as a number or a yes, with Swedish habits allowed for?

Every function works on the distinct values of a column; `spread` gives each row its value.
"""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

YES = frozenset(["1", "1.0", "1,0", "true", "yes", "ja", "sant", "j", "y"])
NO = frozenset(["0", "0.0", "0,0", "false", "no", "nej", "falskt", "n"])
# How spreadsheets and agencies write 'nothing here'. Only read so in columns of numbers, dates
# and yes/no: in a column of words NA may be a word.
MISSING_MARKS = {".", "..", "...", "-", "–", "na", "n/a", "#n/a", "nan", "null", "none"}
MISSING_MARKS |= {"saknas", "uppgift saknas", "missing"}
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u202f\u2009 ](?=\d{3}(?:\D|$))")


def spread(column: pd.Series, by_value: np.ndarray, fill: object) -> np.ndarray:
    """`by_value` (one per category of `column`) for every row; `fill` where the cell is empty."""
    with_fill = np.append(by_value, np.array([fill], dtype=by_value.dtype))
    return with_fill[column.cat.codes.to_numpy()]  # code -1, empty, is the last


def is_missing(distinct: pd.Index, more_marks: Iterable[str] = ()) -> np.ndarray:
    """Which texts say that there is no value (for columns of numbers, dates, yes/no)."""
    marks = MISSING_MARKS | {mark.casefold() for mark in more_marks}
    return np.asarray(distinct.str.casefold().isin(marks), dtype=bool)


def numbers(distinct: pd.Index) -> np.ndarray:
    """The texts as numbers, NaN where they are none: '1 234,5' and '1.234,5' are 1234.5."""
    read = pd.to_numeric(pd.Series(distinct), errors="coerce").to_numpy(dtype=float, copy=True)
    read[~np.isfinite(read)] = np.nan
    for position in np.flatnonzero(np.isnan(read)):
        read[position] = _swedish_number(distinct[position])
    return read


def _swedish_number(text: str) -> float:
    plain = _BETWEEN_THOUSANDS.sub("", text).replace("\u2212", "-").removesuffix("%").strip()
    if plain.count(",") == 1:
        plain = plain.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?", plain):
        return np.nan
    return float(plain)


def yes_or_no(distinct: pd.Index) -> np.ndarray:
    """1 for yes, 0 for no, NaN for any other text."""
    return np.array(
        [1.0 if t in YES else 0.0 if t in NO else np.nan for t in map(str.casefold, distinct)]
    )
