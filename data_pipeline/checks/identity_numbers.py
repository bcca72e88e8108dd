"""Is this a Swedish personal identity number, wherever it hides, and how is it shown or replaced?

Personnummer and samordningsnummer (day plus 60), and reserve numbers with a letter. What counts:

* with a hyphen or plus, or with a letter: six or eight digits that are a date, and four more;
* without a sign: 12 or 10 digits that are a date and whose last digit is the right check digit;
* digits alone in a column where many look like dates but only every tenth has the right check
  digit are running numbers, not identity numbers: that is what chance gives;
* ten digits alone in a column of nothing but digits count only where most of the column does.

Source: Skatteverket, SKV 704 and SKV 707 (form and check digit).
"""

import hashlib
import hmac
import os
import re
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data_pipeline.file_errors import NoPseudonymKey

KEY_VARIABLE = "BEHOVSBILD_PSEUDONYM_KEY"
SHORTEST_KEY = 16
CHANCE = 0.1  # of a number made otherwise having the right check digit
FEWEST_FOR_CHANCE = 30

_CENTURY = r"(?:18|19|20)"
_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_DATE = rf"\d\d(?:0[1-9]|1[0-2]){_DAY}"
# RE2 knows no look-around, so this first sieve is wide; NUMBER decides.
SIEVE = rf"{_DATE} ?[-+–]? ?[\dTRSUWXJKLMN]\d{{3}}"
NUMBER = re.compile(
    rf"(?<!\d)(?P<century>{_CENTURY})?(?P<date>{_DATE})"
    r"(?P<sign> ?[-+–] ?| )?(?P<last>[\dTRSUWXJKLMN]\d{3})(?!\d)"
)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def masked(text: str) -> str:
    """`text` with every identity number in it made unreadable: '1912****-****'."""
    if len(text) < 10 or not any(sign.isdigit() for sign in text):
        return text
    return NUMBER.sub(_mask, text)


def _mask(found: re.Match) -> str:
    if not _is_date(found):
        return found.group()
    year = (found["century"] or "") + found["date"][:2]
    return f"{year}****-****"


def has_identity_number(distinct: pd.Index) -> np.ndarray:
    """Which of the distinct texts of a column hold an identity number (bool)."""
    result = np.zeros(len(distinct), dtype=bool)
    if not len(distinct):
        return result
    texts = pa.array(distinct, pa.string(), from_pandas=True)
    candidates = np.flatnonzero(np.asarray(pc.match_substring_regex(texts, SIEVE)))
    if not len(candidates):
        return result
    is_plain = np.asarray(pc.match_substring_regex(texts, r"^(?:\d{10}|\d{12})$"))
    plain = [position for position in candidates if is_plain[position]]
    for position in candidates:
        if not is_plain[position]:
            result[position] = _holds_number(distinct[position])
    plain_dates = [p for p in plain if (m := NUMBER.fullmatch(distinct[p])) and _is_date(m)]
    right = [p for p in plain_dates if _check_digit_is_right(distinct[p][-10:])]
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


def _holds_number(text: str) -> bool:
    if UUID.fullmatch(text):
        return False
    for found in NUMBER.finditer(text):
        if not _is_date(found):
            continue
        has_letter = found["last"][0].isalpha()
        has_sign = (found["sign"] or "").strip() != ""
        if has_letter and found["sign"] == " ":
            continue
        if has_letter or has_sign:
            return True
        if _stands_alone(found) and _check_digit_is_right(found["date"] + found["last"]):
            return True
    return False


def _stands_alone(found: re.Match) -> bool:
    """Whether the digits are no part of a longer word: hashes are full of digits by chance."""
    text, (start, end) = found.string, found.span()
    return not (text[:start][-1:].isalnum() or text[end : end + 1].isalnum())


def _is_date(found: re.Match) -> bool:
    digits = found["date"]
    day = int(digits[4:6])
    year = int((found["century"] or "20") + digits[:2])  # 2000 has a 29 February, as 1900 had not
    try:
        born = date(year, int(digits[2:4]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return not found["century"] or born.year <= date.today().year


def _check_digit_is_right(ten_digits: str) -> bool:
    """Luhn's sum over the ten digits, weights 2 1 2 1 ..."""
    total = 0
    for position, sign in enumerate(ten_digits):
        product = int(sign) * (2 - position % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


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
    if not found or not _is_date(found):
        return text
    century = found["century"]
    if not century:
        today = date.today().year
        born = today // 100 * 100 + int(found["date"][:2])
        born -= 100 if born > today else 0
        born -= 100 if "+" in (found["sign"] or "") else 0
        century = str(born)[:2]
    return century + found["date"] + found["last"]
