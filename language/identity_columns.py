"""Which texts of a whole column are Swedish personal identity numbers?

What one looks like is said in identity_numbers.py. Where only the check digit tells, a column says
more than a text alone: every tenth number of any other kind has the right one by chance, so a
column where the values of the same shape are right no more often than that holds other numbers.

Both the checks of a delivered file and the store's door ask here, so that they cannot disagree.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from language.identity_numbers import (
    SIEVE,
    SIEVE_OF_OTHERS,
    SIGNS_NOT_PLAIN,
    Found,
    check_digit_is_right,
    is_date,
    numbers_in,
    plain,
)

CHANCE = 0.1  # of a number made otherwise having the right check digit
FEWEST_FOR_CHANCE = 30
FEWEST_OF_A_SHAPE = 3
MOST_LOOKED_AT = 10_000  # values of one shape; enough to tell a tenth from all


def identity_numbers_among(distinct: pa.Array) -> np.ndarray:
    """Which of the distinct texts of a column hold an identity number.

    distinct  texts, each once; null: no text
    returns   bool, in the same order
    """
    result = np.zeros(len(distinct), dtype=bool)
    texts = distinct.cast(pa.string())
    likely: dict[tuple[str, int, int, bool], list[int]] = {}
    for position in np.flatnonzero(_may_hold(texts)).tolist():
        signs = plain(texts[position].as_py())
        found = list(numbers_in(signs))
        if any(number.is_sure for number in found):
            result[position] = True
            continue
        for number in found:
            likely.setdefault(_shape(signs, number), []).append(position)
    for (shape, start, end, has_century), positions in likely.items():
        values = _of_shape(texts, shape, start, end, has_century)
        if not _is_chance(values, len(texts), has_century=has_century):
            result[positions] = True
    return result


def _may_hold(texts: pa.Array) -> np.ndarray:
    """Which texts are worth reading one by one; a column may have millions."""
    may = pc.match_substring_regex(texts, SIEVE)
    is_other = pc.match_substring_regex(texts, SIGNS_NOT_PLAIN)
    if pc.any(is_other).as_py():
        may = pc.or_(may, pc.and_(is_other, pc.match_substring_regex(texts, SIEVE_OF_OTHERS)))
    return np.asarray(pc.fill_null(may, False))


def _shape(signs: str, number: Found) -> tuple[str, int, int, bool]:
    """'nr 8507099805' as 'nr 0000000000', and where in it the number stands."""
    return re.sub(r"\d", "0", signs), number.start, number.end, number.century != ""


def _of_shape(texts: pa.Array, shape: str, start: int, end: int, has_century: bool) -> list[str]:
    """What the texts of this shape have where the number would stand, digits only."""
    shapes = pc.replace_substring_regex(texts, r"\d", "0")
    same = pc.utf8_slice_codeunits(texts.filter(pc.equal(shapes, shape)), start, end)
    if has_century:
        same = same.filter(pc.match_substring_regex(same, "^(?:18|19|20)"))
    every = max(1, len(same) // MOST_LOOKED_AT)
    return [re.sub(r"\D", "", same[i].as_py()) for i in range(0, len(same), every)]


def _is_chance(values: list[str], n_distinct: int, *, has_century: bool) -> bool:
    """Whether so few right check digits are what numbers of another kind would give.

    With the century only those that are a day are counted: a number seldom begins so by chance.
    """
    dated = [v for v in values if is_date(v[-10:-4], v[:-10])]
    counted = dated if has_century else values
    n_right = sum(check_digit_is_right(value[-10:]) for value in counted)
    if len(counted) >= FEWEST_FOR_CHANCE:
        spread = 4 * (CHANCE * (1 - CHANCE) * len(counted)) ** 0.5
        return n_right <= CHANCE * len(counted) + spread
    if has_century or len(values) < max(FEWEST_OF_A_SHAPE, n_distinct / 2):
        return False
    are_no_days = max(len(dated), n_right) <= len(values) / 2
    return are_no_days or (len(values) >= 10 and n_right <= len(values) / 3)
