"""Text from outside does no harm where a file of ours is opened in a spreadsheet."""

import pytest

from language.spreadsheets import defused


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://x")', "+1+2", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1",
     "-2-3", "+cmd|' /C calc'!A0", "-"],
)  # fmt: skip
def test_a_formula_becomes_text(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-0,5", "-3", "+4.25", "-1e-05", "Åsen", "", "3 = tre", "a-b"])
def test_numbers_and_words_stay(text):
    assert defused(text) == text
