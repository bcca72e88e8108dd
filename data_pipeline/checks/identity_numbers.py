"""Which values of a column are Swedish personal identity numbers, and by what are they replaced?

What one looks like is said in language/identity_numbers.py; a whole column says more:

* digits alone in a column where many look like dates but only every tenth has the right check
  digit are running numbers, not identity numbers: that is what chance gives;
* ten digits alone in a column of nothing but digits count only where most of the column does.
"""

import hashlib
import hmac
import os
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data_pipeline.file_errors import NoPseudonymKey
from language.identity_numbers import (
    NUMBER,
    SIEVE,
    check_digit_is_right,
    holds_number,
    is_date,
    masked,
)

__all__ = ["has_identity_number", "masked", "pseudonym_key", "pseudonyms"]

KEY_VARIABLE = "BEHOVSBILD_PSEUDONYM_KEY"
SHORTEST_KEY = 16
CHANCE = 0.1  # of a number made otherwise having the right check digit
FEWEST_FOR_CHANCE = 30
TIME_STAMP = r"^\d{8}T\d{6}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?$"


def has_identity_number(distinct: pd.Index) -> np.ndarray:
    """Which of the distinct texts of a column hold an identity number (bool)."""
    result = np.zeros(len(distinct), dtype=bool)
    if not len(distinct):
        return result
    texts = pa.array(distinct, pa.string(), from_pandas=True)
    is_stamp = pc.match_substring_regex(texts, TIME_STAMP)
    holds = pc.and_not(pc.match_substring_regex(texts, SIEVE), is_stamp)
    candidates = np.flatnonzero(np.asarray(holds))
    if not len(candidates):
        return result
    is_plain = np.asarray(pc.match_substring_regex(texts, r"^(?:\d{10}|\d{12})$"))
    plain = [position for position in candidates if is_plain[position]]
    for position in candidates:
        if not is_plain[position]:
            result[position] = holds_number(distinct[position])
    plain_dates = [p for p in plain if (m := NUMBER.fullmatch(distinct[p])) and is_date(m)]
    right = [p for p in plain_dates if check_digit_is_right(distinct[p][-10:])]
    for length in (10, 12):
        dated = [p for p in plain_dates if len(distinct[p]) == length]
        hits = [p for p in right if len(distinct[p]) == length]
        if _is_chance(len(hits), len(dated)):
            continue
        if length == 10 and is_plain.all() and len(hits) <= len(distinct) / 2:
            continue
        result[hits] = True
    return result


def _is_chance(n_right: int, n_dated: int) -> bool:
    """Whether so few right check digits are what numbers of another kind would give."""
    spread = 4 * (CHANCE * (1 - CHANCE) * n_dated) ** 0.5
    return n_dated >= FEWEST_FOR_CHANCE and n_right <= CHANCE * n_dated + spread


def pseudonym_key() -> bytes:
    """The secret key from the environment.

    raises  NoPseudonymKey when it is absent or shorter than 16 characters
    """
    key = os.environ.get(KEY_VARIABLE, "")
    if len(key) < SHORTEST_KEY:
        raise NoPseudonymKey(len(key))
    return key.encode()


def pseudonyms(distinct: pd.Index, key: bytes) -> pd.Index:
    """Keyed hashes (HMAC-SHA256, 128 bits kept) of ids; one person has one whatever the form."""
    hashed = (
        hmac.new(key, _one_form(text).encode(), hashlib.sha256).hexdigest()[:32]
        for text in distinct
    )
    return pd.Index(["p" + digest for digest in hashed], dtype="str")


def _one_form(text: str) -> str:
    """An identity number as twelve signs, so that '121212-1212' and '19121212-1212' are one."""
    found = NUMBER.fullmatch(text)
    if not found or not is_date(found):
        return text
    century = found["century"]
    if not century:
        today = date.today().year
        born = today // 100 * 100 + int(found["date"][:2])
        born -= 100 if born > today else 0
        born -= 100 if "+" in (found["sign"] or "") else 0
        century = str(born)[:2]
    return century + found["date"] + found["last"]
