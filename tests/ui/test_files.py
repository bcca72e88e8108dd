"""Figures leave as files that Excel opens without surprises."""

import io

import openpyxl
import pandas as pd
import pytest

import language
from ui.page import file_formats

ROWS = pd.DataFrame(
    {"Område": ["Åsen", '=HYPERLINK("http://x")', "-1+2"], "Andel": [0.125, None, 3.0]}
)
ABOUT = {"Källa": "@kommun", "År": "2024"}


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


def test_csv_is_what_a_swedish_excel_expects():
    text = file_formats.csv(ROWS, ABOUT).decode("utf-8")
    assert text.startswith("\ufeffOmråde;Andel;Källa;År")
    assert "Åsen;0,125;'@kommun;2024" in text


def test_no_cell_of_a_csv_begins_a_formula():
    for line in file_formats.csv(ROWS, ABOUT).decode("utf-8").splitlines()[1:]:
        assert not any(cell.strip('"').startswith(("=", "+", "-", "@")) for cell in line.split(";"))


def test_an_english_csv_has_a_decimal_point():
    language.use("en")
    assert "Åsen,0.125" in file_formats.csv(ROWS, ABOUT).decode("utf-8")


def test_excel_holds_numbers_as_numbers_and_text_never_as_formulas():
    book = openpyxl.load_workbook(io.BytesIO(file_formats.excel(ROWS, ABOUT)))
    figures, notes = book.worksheets
    assert [cell.value for cell in figures["B"]] == ["Andel", 0.125, None, 3]
    assert all(cell.data_type != "f" for row in figures for cell in row)
    assert figures["A3"].value == '\'=HYPERLINK("http://x")'
    assert [cell.value for cell in notes["A"]] == ["Källa", "År"]
