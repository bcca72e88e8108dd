"""The list of needs, and frozen tables, as an Excel file that opens without surprises.

Numbers are numbers; text is never a formula, whoever wrote it.
"""

import io
from collections.abc import Iterable, Sequence

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from language import _
from language.spreadsheets import defused
from needs.figures import Figures, Row
from needs.need import Evidence, Need
from reports import wording

SHEET_NAME = 31  # characters, Excel's limit
NOT_IN_SHEET_NAMES = str.maketrans("[]:*?/\\'", "        ")


def needs_workbook(needs: Sequence[Need], ranked: pd.DataFrame | None = None) -> bytes:
    """The needs on one sheet, then every evidence's table on a sheet of its own.

    ranked   place and score by need's id (analysis.ranking.priority.rank), or None
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as book:
        book.set_properties({"title": _("List of needs"), "author": "Behovsbild"})
        head = _need_columns(ranked)
        _sheet(book, _("Needs"), head, [_need_row(need, ranked) for need in needs])
        taken: set[str] = {_("Needs").lower()}
        for need in needs:
            for evidence in need.evidence:
                name = _free_name(f"{need.id} {evidence.figures.title}", taken)
                _evidence_sheet(book, name, evidence)
    return buffer.getvalue()


def _need_columns(ranked: pd.DataFrame | None) -> list[str]:
    columns = [
        _("Need"),
        _("The need in one sentence"),
        _("Target group"),
        _("Status"),
        _("Evidence"),
        _("Persons (n)"),
        _("People's words"),
        _("Sources"),
        _("Changed"),
    ]
    return [*([_("Place"), _("Score")] if ranked is not None else []), *columns]


def _need_row(need: Need, ranked: pd.DataFrame | None) -> list[object]:
    place: list[object] = []
    if ranked is not None:
        known = need.id in ranked.index
        place = [ranked.loc[need.id, "place"], ranked.loc[need.id, "score"]] if known else ["", ""]
    focused = need.main_evidence.figures.focused if need.main_evidence else None
    return [
        *place,
        need.title,
        need.sentence,
        need.target_group.words,
        need.status.words,
        need.main_evidence.sentence if need.main_evidence else "",
        focused.people if focused and focused.people is not None else "",
        len(need.voices),
        "; ".join(wording.all_sources(need)),
        need.changed_at.date().isoformat(),
    ]


def _evidence_sheet(book: Workbook, name: str, evidence: Evidence) -> None:
    """Values as they are kept (a share is 0 to 1), with what goes with them beneath."""
    figures = evidence.figures
    rows = wording.all_rows(figures)
    columns = [figures.by.capitalize() or _("Group"), *_columns(figures)]
    body: list[list[object]] = [[row.label, *_cells(row)] for row in rows]
    for other in figures.beside:
        columns += _columns(other)
        by_key = {row.key: row for row in wording.all_rows(other)}
        for row, cells in zip(rows, body, strict=True):
            cells += _cells(by_key.get(row.key))
    sheet = _sheet(book, name, columns, body)
    for number, text in enumerate((evidence.title, *wording.notes_of(evidence))):
        sheet.write_string(len(body) + 2 + number, 0, defused(text))


def _columns(figures: Figures) -> list[str]:
    return [
        figures.title,
        _("Interval, low"),
        _("Interval, high"),
        wording.people_label(figures),
        figures.cases_are or _("Cases"),
        _("Withheld"),
    ]


def _cells(row: Row | None) -> list[object]:
    if row is None:
        return [None] * 5 + [""]
    return [row.value, row.low, row.high, row.people, row.cases, row.withheld or ""]


def _sheet(
    book: Workbook, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Worksheet:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, title in enumerate(columns):
        sheet.write_string(0, place, title, bold)
    sheet.set_column(0, len(columns) - 1, 22)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, defused(value), wrapped)
            elif value is not None and not pd.isna(value):
                sheet.write_number(number, place, float(value))
    sheet.freeze_panes(1, 0)
    return sheet


def _free_name(wanted: str, taken: set[str]) -> str:
    """A sheet name that Excel allows and that is not taken."""
    base = " ".join(wanted.translate(NOT_IN_SHEET_NAMES).split())
    name, number = base[:SHEET_NAME].strip(), 2
    while name.lower() in taken:
        tail = f" ({number})"
        name, number = base[: SHEET_NAME - len(tail)].strip() + tail, number + 1
    taken.add(name.lower())
    return name
