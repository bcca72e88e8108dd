"""Identity numbers are found wherever they hide, and other numbers are left alone.

The numbers are Skatteverket's kind of test numbers or made here; the check digits were worked out
by hand with Luhn's sum (121212-1212 is the textbook example).
"""

import numpy as np
import pandas as pd
import pytest

from data_pipeline.findings.identity_numbers import has_identity_number, masked, pseudonyms


def found(*texts: str) -> list[bool]:
    return has_identity_number(pd.Index(texts, dtype="str")).tolist()


@pytest.mark.parametrize(
    "text",
    [
        "19121212-1212",
        "121212-1212",
        "121212+1212",
        "191212121212",
        "19121272-1219",  # samordningsnummer: day 12 + 60
        "121212 1212",
        "ring 19121212-1212 efter lunch",
        "pnr121212-1212",
        "19121212-T123",  # reserve number
        "id-19121212-1212",
    ],
)
def test_an_identity_number_is_recognised(text):
    assert found(text, "något annat") == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "1000000001",  # a plain id: month 00
        "556677-8899",  # organisation number: month 66
        "20210305T1230",
        "2021-03-05",
        "191213121212",  # a date with the wrong check digit
        "0b1f121212121234",  # part of a longer word
        "550e8400-e29b-41d4-a716-446655440000",
        "KS 2021/1234",
        "1780C1180",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert found(text, "121") == [False, False]


def test_a_column_of_ten_digit_ids_is_not_taken_for_identity_numbers():
    ids = np.random.default_rng(7).integers(10**9, 10**10, 20_000).astype(str)
    assert not has_identity_number(pd.Index(ids, dtype="str")).any()


def test_a_column_of_nothing_but_ten_digit_identity_numbers_is():
    assert all(found("1212121212", "1212121220", "1212121238"))


def test_running_numbers_by_date_are_told_from_identity_numbers_by_the_check_digit():
    # every tenth running number has the right check digit by chance, never most of them
    ids = [f"20190101{n:04d}" for n in range(1000)]
    assert not has_identity_number(pd.Index(ids, dtype="str")).any()
    assert has_identity_number(pd.Index([*ids[:20], "191212121212"], dtype="str"))[-1]


def test_a_masked_text_shows_no_more_than_the_year():
    assert masked("19121212-1212") == "1912****-****"
    assert masked("ring 121212-1212 nu") == "ring 12****-**** nu"
    assert masked("2021-03-05") == "2021-03-05"


def test_one_person_has_one_pseudonym_whatever_the_form_of_the_number():
    forms = pd.Index(["19121212-1212", "191212121212", "121212+1212"], dtype="str")
    hashed = pseudonyms(forms, b"en hemlig nyckel!")
    assert hashed.nunique() == 1
    assert hashed[0] != pseudonyms(forms, b"en annan nyckel!!")[0]
    assert "1212" not in hashed[0][:5]
