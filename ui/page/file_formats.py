"""How do figures leave as a file that Excel opens without surprises?

CSV as a Swedish Excel expects it: byte-order mark, semicolon, decimal comma. Text that a
spreadsheet would take for a formula is defused in both kinds: an area's name comes from outside.
"""

import io
from collections.abc import Mapping

import pandas as pd

from language import _, current, spreadsheets

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(rows: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """The rows, with `about` as columns at the end so that no figure loses its source."""
    swedish = current() == "sv"
    table = (
        defused(rows)
        .rename(columns=spreadsheets.defused)
        .assign(**{name: spreadsheets.defused(text) for name, text in about.items()})
    )
    text = table.to_csv(index=False, sep=";" if swedish else ",", decimal="," if swedish else ".")
    return ("\ufeff" + text).encode("utf-8")


def excel(rows: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """The rows on one sheet, `about` on another; numbers as numbers, text never as formulas."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Figures"))
        for place, name in enumerate(rows.columns):
            sheet.write_string(0, place, str(name), bold)
            sheet.set_column(place, place, max(12, min(len(str(name)) + 2, 34)))
        for number, row in enumerate(rows.itertuples(index=False), start=1):
            for place, value in enumerate(row):
                _write(sheet, number, place, value)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), max(len(rows.columns) - 1, 0))
        notes = book.add_worksheet(_("How we know"))
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        notes.set_column(0, 0, 22)
        notes.set_column(1, 1, 90)
        for number, (name, text) in enumerate(about.items()):
            notes.write_string(number, 0, name, bold)
            notes.write_string(number, 1, spreadsheets.defused(text), wrapped)
    return buffer.getvalue()


def defused(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with every text defused; numbers stay."""
    return rows.apply(
        lambda column: (
            column
            if pd.api.types.is_numeric_dtype(column)
            else column.map(
                lambda value: spreadsheets.defused(value) if isinstance(value, str) else value
            )
        )
    )


def _write(sheet: object, row: int, place: int, value: object) -> None:
    if pd.isna(value):
        sheet.write_blank(row, place, None)
    elif isinstance(value, str):
        sheet.write_string(row, place, spreadsheets.defused(value))
    else:
        sheet.write_number(row, place, float(value))
