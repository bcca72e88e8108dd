"""Identity numbers are known whatever they are written like, and other numbers are let be.

The numbers are Skatteverket's own test numbers (SKV 704): 19121212-1212 and 19640823-3234; what
is made here has its check digit from Luhn's sum.
"""

import random

import pyarrow as pa
import pytest

from language.identity_columns import identity_numbers_among
from language.identity_numbers import check_digit_is_right, holds_number, masked

DASHES = [chr(c) for c in (*range(0x2010, 0x2016), 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D)]
BLANKS = [chr(c) for c in (0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)]
UNSEEN = ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"]
SIGNS = ["-", "+", ".", "/", "_", ":", "--", " - ", ", ", "\\", "|", "\t"]
BETWEEN = ["", *SIGNS, *DASHES, *BLANKS, *UNSEEN]
OTHER_NUMBERS = [
    "0.6806722689",  # 81 of 119
    "0,6806722689",
    "1.8507099805",
    "019-21 10 00",
    "+46 70 123 45 67",
    "070-123 45 67",
    "0708-11 22 33",
    "+46 (0)70 123 45 67",
    "0046 70 123 45 67",
    "212000-1967",  # organisation numbers: month 20 or more
    "162120001967",
    "556677-8899",
    "SE212000196701",
    "59.379310, 13.503600",
    "POINT (410212 6590212)",
    "550e8400-e29b-41d4-a716-446655440000",
    "ärende 12850709-4123-41d4-a716-446655440000",
    "9e107d9d372bb6826bd81d3542a419d6",
    "2021-03-05",
    "2021-03-05 12:30:00",
    "2010-12-05 14:30",
    "2010-12-05T14:30:00+01:00",
    "20210305T101112+0100",
    "2019-01-01 - 2019-12-31",
    "2019-03-01 - 2019-06-30",  # would have the right check digit
    "2010-12–2011-01",  # noqa: RUF001 - as a report writes it
    "läsåret 2012-2013 10 elever",
    "8 507 099 805 kr",
    "702 10 Örebro",
    "1000017",
    "KS 2021/1234",
    "1780C1180_DeSO2025",
    "2023-2024 var 1 234 elever frånvarande",
    "641323-3234 har ingen trettonde månad",
    "9999D01 och 9999A0010",
    "6408233235",  # the check digit is wrong: 4 would be right
    "",
]


def among(*texts: str) -> list[bool]:
    return identity_numbers_among(pa.array(texts, pa.string())).tolist()


def made_up_person(rng: random.Random) -> tuple[str, str, str, str]:
    """Year, month, day and the four last signs of a number with the right check digit."""
    year, month, day = rng.randint(1910, 2023), rng.randint(1, 12), rng.randint(1, 28)
    day += rng.choice([0, 60])
    nine = f"{year % 100:02d}{month:02d}{day:02d}{rng.randint(0, 999):03d}"
    [last] = [digit for digit in "0123456789" if check_digit_is_right(nine + digit)]
    return str(year), nine[2:4], nine[4:6], nine[6:] + last


def forms_of(year: str, month: str, day: str, last: str) -> set[str]:
    day_of_birth = year + month + day
    full_width = "".join(chr(0xFF10 + int(digit)) for digit in day_of_birth + last)
    forms = {day_of_birth + between + last for between in BETWEEN}
    forms |= {
        f"{year}{inner}{month}{inner}{day}{between}{last}"
        for inner in ("-", ".", "/", "_", " ", "\u00a0", "\u2011", " - ")
        for between in ("", "-", "--", " ", ".", "_", "\u2013")
    }
    forms |= {f"SE{year[-2:]}{month}{day}{last}", f"SE{year[-2:]}{month}{day}{last}01"}
    forms |= {" ".join(day_of_birth + last), f"{day_of_birth} {last[:2]} {last[2:]}"}
    forms |= {full_width, f"{full_width[:-4]}\uff0d{full_width[-4:]}"}
    forms |= {f"pnr{day_of_birth}{last}", f"akt_{day_of_birth}_{last}.csv"}
    forms |= {f"Ring {day_of_birth}\u2011{last}, född i Skåne"}
    return forms


@pytest.mark.parametrize(
    "text",
    [
        "Ring 640823-3234 i dag",
        "19640823-3234",
        "640823+3234",
        "pnr 6408233234.",
        "196408233234",
        "samordningsnummer 640883-3231",
        "640823 3234",
        "reservnummer 640823-T234",
        "reservnummer 640823-t234",
        "(191212121212)",
        "19640823\u20113234",
        "64 08 23 32 34",
        "19 640823 3234",
        "640823\u2013T234",
    ],
)
def test_an_identity_number_is_known_however_it_is_written(text):
    assert holds_number(text)
    assert among(text, "något annat") == [True, False]


@pytest.mark.parametrize("seed", range(12))
def test_every_form_of_a_number_is_known_alone_and_in_a_column_and_is_never_shown(seed):
    year, month, day, last = made_up_person(random.Random(seed))
    for written in (year, year[2:]):
        forms = sorted(forms_of(written, month, day, last))
        assert [ascii(form) for form in forms if not holds_number(form)] == []
        assert [ascii(form) for form in forms if last in masked(form)] == []
        found = among("121", *forms)
        assert [ascii(f) for f, known in zip(forms, found[1:], strict=True) if not known] == []


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_other_numbers_are_let_be(text):
    assert not holds_number(text)
    assert among(text, "121") == [False, False]


@pytest.mark.parametrize("text", [t for t in OTHER_NUMBERS if t != "6408233235"])
def test_other_numbers_are_shown_as_they_are(text):
    assert masked(text) == text


@pytest.mark.parametrize("digits", range(8, 18))
def test_a_column_of_shares_holds_no_identity_number(digits):
    shares = sorted({f"{k / n:.{digits}g}" for n in range(1, 401) for k in range(n + 1)})
    assert not any(among(*shares))


@pytest.mark.parametrize(
    "made",
    [
        lambda rng: f"p{rng.getrandbits(128):032x}",
        lambda rng: f"{rng.getrandbits(256):064x}",
        lambda rng: f"p{rng.randrange(10**9, 10**10)}",
        lambda rng: f"{rng.randrange(10**9, 10**10)}",
        lambda rng: f"{rng.uniform(300_000, 700_000):.4f}",
        lambda rng: f"{rng.uniform(3e5, 7e5):.4f} {rng.uniform(6.1e6, 7e6):.4f}",
        lambda rng: f"070-{rng.randrange(100, 1000)} {rng.randrange(10, 100)} 45",
    ],
    ids=["pseudonym", "hash", "p and ten digits", "ten digits", "east", "east and north", "phone"],
)
def test_a_column_of_ids_or_places_or_phones_holds_no_identity_number(made):
    rng = random.Random(11)
    assert not any(among(*{made(rng) for _ in range(20_000)}))


def test_one_number_among_values_of_other_shapes_is_found():
    assert among("grund", "gymnasium", "640823.3234", "410212.1234") == [False, False, True, False]


def test_what_is_shown_of_one_is_the_year_at_most():
    assert masked("Född 19640823-3234.") == "Född 1964****-****."
    assert masked("640823\u20113234 och 1912-12-12\u00a01212") == "64****-**** och 1912****-****"
    assert masked("640823-3235 är felskrivet") == "64****-**** är felskrivet"
