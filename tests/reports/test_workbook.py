"""The list of needs opens in Excel with the evidence's figures as numbers, and no formulas."""

import io

import pandas as pd
import pytest
import written_need
from openpyxl import load_workbook

import language
from reports.workbook import needs_workbook


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


def book(*needs, ranked=None):
    return load_workbook(io.BytesIO(needs_workbook(list(needs), ranked)))


def test_each_need_is_a_row_with_n_and_source():
    [_head, row] = book(written_need.need()).worksheets[0].iter_rows(values_only=True)
    assert row[0] == "Unga i Granfors står utanför"
    assert 1000 in row
    assert "Exempelby, hämtat 2026-11-24" in row


def test_the_evidence_has_its_figures_to_the_last_digit():
    sheet = book(written_need.need()).worksheets[1]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:6] == ("Granfors", 0.2, 0.176, 0.226, 1000, 200)
    assert rows[3][1] is None
    assert rows[3][6] == "färre än 5 med utfallet"


def test_text_is_never_a_formula():
    sly = written_need.need(title='=HYPERLINK("http://x")', sentence="+1", voices=())
    sheet = book(sly).worksheets[0]
    row = next(sheet.iter_rows(min_row=2))
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    assert row[0].value.startswith("'=")


def test_the_order_stands_first_where_there_is_one():
    ranked = pd.DataFrame({"place": [1], "score": [0.75]}, index=[7])
    [_head, row] = (
        book(written_need.need(), ranked=ranked).worksheets[0].iter_rows(values_only=True)
    )
    assert row[:2] == (1, 0.75)


def test_two_evidences_of_the_same_name_get_a_sheet_each():
    need = written_need.need(evidence=(written_need.evidence(1), written_need.evidence(2)))
    names = book(need).sheetnames
    assert len(names) == 3
    assert all(len(name) <= 31 for name in names)
