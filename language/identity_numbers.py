"""Is this a Swedish personal identity number, wherever in a text it hides?

Personnummer and samordningsnummer (day plus 60), and reserve numbers with a letter. What counts:

* with a hyphen or plus, or with a letter: six or eight digits that are a date, and four more;
* without a sign: 12 or 10 digits that are a date and whose last digit is the right check digit.

Both the pipeline (columns) and what people write about needs are held against it.
Source: Skatteverket, SKV 704 and SKV 707 (form and check digit).
"""

import re
from datetime import date

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


def holds_number(text: str) -> bool:
    """Whether an identity number stands somewhere in `text`."""
    if UUID.fullmatch(text):
        return False
    for found in NUMBER.finditer(text):
        if not is_date(found):
            continue
        has_letter = found["last"][0].isalpha()
        has_sign = (found["sign"] or "").strip() != ""
        if has_letter and found["sign"] == " ":
            continue
        if has_letter or has_sign:
            return True
        if _stands_alone(found) and check_digit_is_right(found["date"] + found["last"]):
            return True
    return False


def is_date(found: re.Match) -> bool:
    """Whether the digits of a match of NUMBER are a day that has been (day plus 60 allowed)."""
    digits = found["date"]
    day = int(digits[4:6])
    year = int((found["century"] or "20") + digits[:2])  # 2000 has a 29 February, as 1900 had not
    try:
        born = date(year, int(digits[2:4]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return not found["century"] or born.year <= date.today().year


def check_digit_is_right(ten_digits: str) -> bool:
    """Luhn's sum over the ten digits, weights 2 1 2 1 ..."""
    total = 0
    for position, sign in enumerate(ten_digits):
        product = int(sign) * (2 - position % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


def _mask(found: re.Match) -> str:
    if not is_date(found):
        return found.group()
    year = (found["century"] or "") + found["date"][:2]
    return f"{year}****-****"


def _stands_alone(found: re.Match) -> bool:
    """Whether the digits are no part of a longer word: hashes are full of digits by chance."""
    text, (start, end) = found.string, found.span()
    return not (text[:start][-1:].isalnum() or text[end : end + 1].isalnum())
