"""What do the sheets of a workbook hold? Asked in a process of its own, which may not grow.

Reads the workbook from standard input and writes JSON to standard output: the rows of one sheet
from its first cell, or what stood in the way. Nothing is imported here but the reader.

`python -m data_pipeline.read_files.workbook_process ENDING [SHEET]`
"""

import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data_pipeline.read_files.sheet_extent import (
    Extent,
    blank_strings,
    extent_of,
    sheet_parts,
    without_stray_cells,
)

MOST_BYTES = 3 * 1024**3  # of memory
MOST_CELLS = 5_000_000  # with something in them
MOST_PLACES = 20_000_000  # rows times columns, empty cells too


def main() -> None:
    """Limit this process, then answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    ending, *named = sys.argv[1:]
    try:
        answer = _answer(sys.stdin.buffer.read(), ending, named[0] if named else None)
    except PasswordError:
        answer = {"refused": "password"}
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError, KeyError):
        answer = {"refused": "unreadable"}
    except MemoryError:
        answer = {"refused": "memory"}
    json.dump(answer, sys.stdout)


def _answer(data: bytes, ending: str, named: str | None) -> dict:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    visible = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    hidden = [s.name for s in sheets if s.name not in visible]
    known = {"visible": visible, "hidden": hidden}
    if named is not None and named not in [*visible, *hidden]:
        return {"refused": "no_sheet", **known}
    asked = [named] if named is not None else visible
    if not asked:
        return {"refused": "hidden", **known}
    extents: dict[str, Extent] = {}
    if ending in (".xlsx", ".xlsm"):
        extents, data = _measured(data, asked)
        for name, extent in extents.items():
            if extent.cells > MOST_CELLS or extent.rows * extent.columns > MOST_PLACES:
                size = {"cells": extent.cells, "rows": extent.rows, "columns": extent.columns}
                return {"refused": "size", "sheet": name, **size}
        book = CalamineWorkbook.from_filelike(BytesIO(data))
    return _fullest(book, asked, extents) | known


def _measured(data: bytes, asked: list[str]) -> tuple[dict[str, Extent], bytes]:
    """The extents by sheet, and the workbook without blank cells beyond them."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        parts = sheet_parts(packed)
        blank = blank_strings(packed)
        extents = {n: extent_of(packed.read(parts[n]), blank) for n in asked if n in parts}
    stray = {parts[name]: extent for name, extent in extents.items() if extent.has_stray}
    return extents, without_stray_cells(data, stray) if stray else data


def _fullest(book: CalamineWorkbook, asked: list[str], extents: dict[str, Extent]) -> dict:
    """The rows of the asked sheet with most cells in it."""
    chosen, rows, most = asked[0], [], -1
    for name in asked:
        read = [[_plain(cell) for cell in row] for row in _rows(book.get_sheet_by_name(name))]
        filled = sum(cell is not None for row in read for cell in row)
        if filled > most:
            chosen, rows, most = name, read, filled
    extent = extents.get(chosen, Extent())
    return {
        "sheet": chosen,
        "rows": rows,
        "merged": book.get_sheet_by_name(chosen).merged_cell_ranges or [],
        "without_value": extent.without_value,
        "first_without_value": extent.first_without_value,
    }


def _rows(sheet: CalamineSheet) -> list[list]:
    if sheet.start is None:
        return []
    return sheet.to_python(skip_empty_area=False)


def _plain(cell: Any) -> object:
    """Dates as ISO text, empty cells as None; numbers, words and yes/no as they are."""
    kind = type(cell)
    if kind is str:
        return cell if cell.strip() else None
    if kind is float or kind is bool:
        return cell
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time.min else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell


if __name__ == "__main__":
    main()
