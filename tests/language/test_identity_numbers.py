"""Identity numbers are known whatever they are written like, and other numbers are let be.

The numbers are Skatteverket's own test numbers (SKV 704): 19121212-1212 and 19640823-3234.
"""

import pytest

from language.identity_numbers import holds_number, masked


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
        "(191212121212)",
    ],
)
def test_an_identity_number_is_known_however_it_is_written(text):
    assert holds_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023-2024 var 1 234 elever frånvarande",
        "telefon 08-123 45 67",
        "641323-3234 har ingen trettonde månad",
        "diarienummer KS 2024/00123",
        "9999D01 och 9999A0010",
        "6408233235",  # the check digit is wrong: 4 would be right
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "",
    ],
)
def test_other_numbers_are_let_be(text):
    assert not holds_number(text)


def test_what_is_shown_of_one_is_the_year_at_most():
    assert masked("Född 19640823-3234.") == "Född 1964****-****."
