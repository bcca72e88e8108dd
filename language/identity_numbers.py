"""Is this a Swedish personal identity number, wherever in a text it hides?

Personnummer and samordningsnummer (day plus 60), and reserve numbers with a letter. What counts:

* surely: six or eight digits that are a date, a hyphen or plus, and four more (one a letter);
* likely: the same digits alone, parted by other signs, or with signs within the date, where the
  last is the right check digit. A column of them may say otherwise: language/identity_columns.py.

The pipeline, the store's door and what people write about needs are held against it.
Source: Skatteverket, SKV 704 and SKV 707 (form and check digit).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_LETTERS = "TRSUWXJKLMN"
_BETWEEN = r"[\W_]{0,3}"
_LAST = rf"[\d{_LETTERS}{_LETTERS.lower()}]"
_NUMBER = re.compile(
    rf"""(?<!\d)(?=(?P<whole>     # looked ahead: one that fails must not hide one that overlaps it
    (?P<century>18|19|20)?(?P<year>\d\d)
    (?P<inner>[ ]?[-./_][ ]?|[ ]|)(?P<month>{_MONTH})(?P=inner)(?P<day>{_DAY})
    (?P<sign>{_BETWEEN})(?P<last>{_LAST}\d{{3}})
    (?!(?P=inner)?\d)             # '2019-01-01 - 2019-12-31' is two dates
    ))""",
    re.VERBOSE,
)
_SCATTERED = re.compile(
    r"(?<![\d+])(?<!\d[-_ .,:])(?P<whole>\d(?:[-_ ]?\d){9}(?:[-_ ]?\d[-_ ]?\d)?)(?![-_ .,:]?\d)"
)
_VAT_NUMBER = re.compile(r"(?<![^\W_])SE(?P<whole>\d{10})01(?!\d)")  # of somebody's own firm
# What is grouped in its own way: thousands, phones, a day and its hour, spans of years and months.
_GROUPED_OTHERWISE = re.compile(
    r"\d{1,3}(?: \d{3})+|0\d{1,3}[-_ ].*|\d{4}-\d\d-\d\d[- ]\d\d"
    r"|(?:19|20)\d\d[- ](?:19|20)\d\d.*|\d{4}-\d\d[- ]\d{4}-\d\d"
)
# Digits by chance or by the clock; taken away first.
_OTHER = re.compile(
    r"(?<![0-9a-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|\d{8}T(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?:[.,]\d+)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)"
    r"(?![0-9a-z])",
    re.IGNORECASE,
)
# Words that a number is written together with; any other makes the digits part of a longer id.
_ITS_WORDS = re.compile(
    r"(?<![^\W_])(?:se|id|pnr|person(?:id|n(?:umme)?r)|samordningsn(?:umme)?r)$", re.IGNORECASE
)
# For RE2, which knows no look-around: wider than what counts, in a text of plain signs ...
SIEVE = (
    (r"\d_(?:0_[1-9]|1_[0-2])_(?:0_[1-9]|[12]_\d|3_[01]|6_[1-9]|[78]_\d|9_[01])_LAST_\d_\d_\d")
    .replace("_", _BETWEEN)
    .replace("LAST", _LAST)
)
# ... and in others: nine digits come from no fewer than five signs that may become digits.
SIGNS_NOT_PLAIN = r"[^\x00-\x7f\x{c0}-\x{24f}]"  # letters with accents are plain
SIEVE_OF_OTHERS = r"(?s)(?:[\pN\p{So}].*){5}"


@dataclass(frozen=True)
class Found:
    """An identity number in a text of plain signs, at `start` to `end`.

    is_sure  its form alone says it; otherwise the check digit does, which is right for every
             tenth number of any kind
    """

    start: int
    end: int
    digits: str  # ten signs
    century: str  # '' where the text has none
    is_sure: bool


def masked(text: str) -> str:
    """`text` with every identity number in it made unreadable: '1912****-****'."""
    if len(text) < 10:
        return text
    signs = plain(text)
    spans = [(f.start, f.end, f.century + f.digits[:2]) for f in numbers_in(signs)]
    # Nobody should read a number with a slip of the pen in it either.
    spans += [
        (*m.span("whole"), (m["century"] or "") + m["year"])
        for m in _matches(signs)
        if _is_compact(m) and not _is_decimals(m)
    ]
    shown, position = "", 0
    for start, end, year in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= position:
            shown += signs[position:start] + f"{year}****-****"
            position = end
    return shown + signs[position:] if spans else text


def holds_number(text: str) -> bool:
    """Whether an identity number stands somewhere in `text`."""
    return next(numbers_in(plain(text)), None) is not None


def numbers_in(signs: str) -> Iterator[Found]:
    """The identity numbers in a text that `plain` has been over; the same one may come twice."""
    for found in _matches(signs):
        is_sure = _is_sure(found)
        if is_sure or _is_likely(found):
            yield _as_found(found, found["century"] or "", _ten_signs(found), is_sure)
    without = _without_others(signs)
    for form in (_SCATTERED, _VAT_NUMBER):
        for found in form.finditer(without):
            digits = re.sub(r"\D", "", found["whole"])
            century, ten = digits[:-10], digits[-10:]
            if form is _SCATTERED and not _is_scattered(found):
                continue
            if is_date(ten[:6], century) and check_digit_is_right(ten):
                yield _as_found(found, century, ten, is_sure=False)


def one_form(text: str) -> str:
    """A text that is one number and nothing else as twelve signs, whichever way it is written."""
    signs = plain(text)
    for compact in _matches(signs):
        if compact.span("whole") == (0, len(signs)) and _is_compact(compact):
            return _century(compact["century"], compact, signs) + _ten_signs(compact).upper()
    for found in numbers_in(signs):
        if (found.start, found.end) == (0, len(signs)):
            return _century(found.century, found.digits, signs) + found.digits
    return text


def plain(text: str) -> str:
    """`text` in the signs that the patterns know.

    Word processors and phones write dashes, blanks and digits in dozens of ways that look alike.
    Turning them into one once keeps the patterns short, and none is forgotten in one of them.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_PLAIN_SIGNS)


class _PlainSigns(dict[int, str]):
    """What each sign is turned into, filled as signs are met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        if category == "Nd":
            result = str(unicodedata.decimal(sign))
        elif category == "Pd" or sign in "\u02d7\u2043\u2212\u2796":
            result = "-"
        elif category in ("Zs", "Zl", "Zp"):
            result = " "
        elif category in ("Cf", "Mn", "Me"):  # seen by nobody, or drawn on the sign before
            result = ""
        else:
            result = sign
        self[code] = result
        return result


_PLAIN_SIGNS = _PlainSigns()


def is_date(six_digits: str, century: str = "") -> bool:
    """Whether YYMMDD is a day that has been (day plus 60 allowed)."""
    day = int(six_digits[4:6])
    year = int((century or "20") + six_digits[:2])  # 2000 has a 29 February, as 1900 had not
    if century not in ("", "18", "19", "20"):
        return False
    try:
        born = date(year, int(six_digits[2:4]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return not century or born.year <= date.today().year


def check_digit_is_right(ten_digits: str) -> bool:
    """Luhn's sum over the ten digits, weights 2 1 2 1 ..."""
    total = 0
    for position, sign in enumerate(ten_digits):
        product = int(sign) * (2 - position % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


def _matches(signs: str) -> Iterator[re.Match]:
    """Everything in the shape of a number whose first six digits are a day."""
    if not any(sign.isdigit() for sign in signs):
        return
    for found in _NUMBER.finditer(_without_others(signs)):
        if is_date(_ten_signs(found)[:6], found["century"] or ""):
            yield found


def _without_others(signs: str) -> str:
    return _OTHER.sub(lambda other: "x" * len(other[0]), signs)


def _ten_signs(found: re.Match) -> str:
    return found["year"] + found["month"] + found["day"] + found["last"]


def _as_found(found: re.Match, century: str, ten_signs: str, is_sure: bool) -> Found:
    return Found(*found.span("whole"), ten_signs, century, is_sure)


def _has_hyphen(found: re.Match) -> bool:
    return not found["inner"] and found["sign"].strip() in ("-", "+")


def _is_sure(found: re.Match) -> bool:
    letter = found["last"][0]
    if letter.isalpha() and not _has_hyphen(found):
        is_written_together = not found["inner"] and not found["sign"]
        return is_written_together and letter.isupper() and _stands_alone(found)
    return _has_hyphen(found)


def _is_likely(found: re.Match) -> bool:
    if found["last"][0].isalpha() or not _stands_alone(found) or _is_decimals(found):
        return False
    before = found.string[: found.start("whole")]
    if found["inner"] and not found["century"] and re.search(r"(?:\d[-./_ ]|\+)$", before[-2:]):
        return False  # pairs of digits after others: a phone number
    return check_digit_is_right(_ten_signs(found))


def _is_scattered(found: re.Match) -> bool:
    whole = found["whole"]
    return not whole.isdigit() and not _GROUPED_OTHERWISE.fullmatch(whole) and _stands_alone(found)


def _is_compact(found: re.Match) -> bool:
    """Whether it is written as the authorities do: a date without signs, a hyphen or nothing."""
    return not found["inner"] and (found["sign"] in ("", " ") or _has_hyphen(found))


def _is_decimals(found: re.Match) -> bool:
    """Whether digits without a hyphen are the decimals of a number: 81 of 119 is 0.6806722689."""
    before = found.string[: found.start("whole")]
    return not _has_hyphen(found) and re.search(r"\d[.,]$", before[-2:]) is not None


def _stands_alone(found: re.Match) -> bool:
    """Whether the digits are no part of a longer word: hashes are full of digits by chance."""
    start, end = found.span("whole")
    before, after = found.string[:start], found.string[end : end + 1]
    if after.isalnum():
        return False
    return not before[-1:].isalnum() or _ITS_WORDS.search(before[-20:]) is not None


def _century(written: str | None, number: re.Match | str, signs: str) -> str:
    """The century as written, else of the latest birth that can have been; '+' is one before."""
    if written:
        return written
    year = number if isinstance(number, str) else number["year"]
    today = date.today().year
    born = today // 100 * 100 + int(year[:2])
    born -= 100 if born > today else 0
    born -= 100 if "+" in signs else 0
    return str(born)[:2]
