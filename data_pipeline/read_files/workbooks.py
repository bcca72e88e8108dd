"""What does a sheet of a workbook hold: .xlsx, .xlsm, .xlsb, .xls or .ods?

Read by Calamine, which goes by the cells and not by what the workbook says of itself, in a process
with a limit to its memory and its time (workbook_process.py).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from data_pipeline.read_files.errors import SheetNotFound, UnreadableFile
from data_pipeline.read_files.table import Delivery, Layout, Table
from data_pipeline.read_files.text_cells import header_position, table_of, text_categories
from language import _, ngettext, whole

WORKBOOK_ENDINGS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
MOST_SECONDS = 180
PROJECT = Path(__file__).parents[2]


def read_workbook(delivery: Delivery, layout: Layout) -> Table:
    """The cells of the sheet that `layout` names, else of the visible one with most in it.

    raises  UnreadableFile, SheetNotFound
    """
    found = _found(delivery, layout)
    rows = found["rows"]
    if not any(cell is not None for row in rows for cell in row):
        raise UnreadableFile(
            delivery.name, _("the sheet {sheet} is empty").format(sheet=found["sheet"])
        )
    notices = _said(found, named=bool(layout.sheet))
    head = layout.header_row - 1 if layout.header_row else header_position(rows)
    head = min(head, len(rows) - 1)
    header, first = _header(rows, head, found["merged"], is_said=bool(layout.header_row))
    if first > 1:
        notices.append(_("The header was found on row {row}.").format(row=first))
    _fill_labels(rows, first, found["merged"])
    columns = [text_categories([row[i] for row in rows[first:]]) for i in range(len(header))]
    frame, noticed = table_of(columns, header)
    return Table(
        frame=frame,
        rows=np.arange(first + 1, len(rows) + 1),
        header_row=first,
        notices=(*notices, *noticed),
        read_as=f"Excel, {found['sheet']}",
    )


def _found(delivery: Delivery, layout: Layout) -> dict:
    """What the process answers, where it has rows to give.

    raises  UnreadableFile, SheetNotFound
    """
    command = [sys.executable, "-m", "data_pipeline.read_files.workbook_process", delivery.ending]
    command += [layout.sheet] if layout.sheet else []
    try:
        done = subprocess.run(
            command,
            input=delivery.data,
            capture_output=True,
            timeout=MOST_SECONDS,
            cwd=PROJECT,
            env={"PYTHONPATH": os.pathsep.join(sys.path)},  # and no key of ours
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            delivery.name, _("it was not read after {n} seconds").format(n=MOST_SECONDS)
        ) from error
    answer = json.loads(done.stdout) if done.returncode == 0 else {"refused": "memory"}
    refused = answer.get("refused")
    if refused == "no_sheet":
        sheets = [*answer["visible"], *answer["hidden"]]
        raise SheetNotFound(delivery.name, layout.sheet or "", sheets)
    if refused:
        raise UnreadableFile(delivery.name, _why(refused, answer))
    return answer


def _why(refused: str, answer: dict) -> str:
    if refused == "size":
        return _(
            "the sheet {sheet} holds {cells} cells and reaches to row {rows} and column {columns}, "
            "more than can be read; take away what lies outside the table, or export it as CSV"
        ).format(
            sheet=answer["sheet"],
            **{name: whole(answer[name]) for name in ("cells", "rows", "columns")},
        )
    return {
        "hidden": _("all its sheets are hidden ({sheets}); name one in the mapping: 'sheet: ...'"),
        "password": _("it is locked with a password"),
        "memory": _("it asks for more memory than a workbook may; export the sheet as CSV"),
        "unreadable": _("it is not an Excel file (.xlsx) or another workbook"),
    }[refused].format(sheets=", ".join(answer.get("hidden", [])))


def _said(found: dict, *, named: bool) -> list[str]:
    others = [name for name in found["visible"] if name != found["sheet"]]
    hidden = [name for name in found["hidden"] if name != found["sheet"]]
    notices = []
    if others and not named:
        notices.append(
            _("Read the sheet {sheet}; the others are {others}.").format(
                sheet=found["sheet"], others=", ".join(others)
            )
        )
    if hidden and not named:
        notices.append(
            _(
                "Hidden sheets were not read: {sheets}. 'sheet: {first}' in the mapping reads one."
            ).format(sheets=", ".join(hidden), first=hidden[0])
        )
    if n := found["without_value"]:
        notices.append(
            ngettext(
                "{n} formula has no stored result (first: {cell}) and counts as empty; open and "
                "save the workbook in Excel.",
                "{n} formulas have no stored result (first: {cell}) and count as empty; open and "
                "save the workbook in Excel.",
                n,
            ).format(n=whole(n), cell=found["first_without_value"])
        )
    if n := len(found["merged"]):
        notices.append(
            ngettext(
                "{n} range of merged cells: a word in it was given to all its rows, a number to "
                "the first only.",
                "{n} ranges of merged cells: a word in one was given to all its rows, a number to "
                "the first only.",
                n,
            ).format(n=whole(n))
        )
    return notices


def _header(rows: list[list], head: int, merged: list, *, is_said: bool) -> tuple[list[str], int]:
    """The names of the columns, and the number of the row that they end on (first: 1).

    A cell merged over several columns ('2022' above Kvinnor, Män, Totalt) is the first word of
    the name of each of them.
    """
    wide = [(a, b) for a, b in merged if b[1] > a[1]]
    above = head - 1 if is_said else head
    over = [(a, b) for a, b in wide if a[0] <= above <= b[0]]
    names = [_name(cell) for cell in rows[head]]
    if above < 0 or above + 1 >= len(rows) or len(over) < 2:
        return names, head + 1
    first = [_name(cell) for cell in rows[above]]
    for start, end in over:
        first[start[1] : end[1] + 1] = [first[start[1]]] * (end[1] - start[1] + 1)
    second = [_name(cell) for cell in rows[above + 1]]
    return [" ".join(filter(None, pair)) for pair in zip(first, second, strict=True)], above + 2


def _fill_labels(rows: list[list], first: int, merged: list) -> None:
    """Give a word that is merged over several rows to each; a number would count several times."""
    for start, end in merged:
        word = rows[start[0]][start[1]] if start[0] < len(rows) else None
        if start[0] >= first and start[1] == end[1] and isinstance(word, str):
            for row in rows[start[0] : end[0] + 1]:
                row[start[1]] = word


def _name(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # 2022 as a header is no 2022.0
    return "" if cell is None else str(cell)
