"""What stands in a file that a reader takes home?

A CSV in full, with columns that say the same in every row told once; a workbook, a document and
slides by their text. Dates of making and packing, which no reader opens the file for, are left out.
"""

import csv
import io
from typing import Any

from tests.golden.plain import digest
from tests.golden.written import rounded, short_number

FEW_ROWS = 2


def content(name: str, made: bytes) -> dict[str, Any]:
    """The file as plain values."""
    kind = name.rsplit(".", 1)[-1]
    return {"csv": _csv, "xlsx": _workbook, "docx": _document, "pptx": _slides}[kind](made)


def _csv(made: bytes) -> dict[str, Any]:
    text = made.decode("utf-8")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator)
    same = {
        place
        for place in range(len(header))
        if len(rows) >= FEW_ROWS and len({row[place] for row in rows}) == 1
    }
    return {
        "begins with a byte-order mark": text.startswith("\ufeff"),
        "header": header,
        "the same in every row": {header[place]: rows[0][place] for place in sorted(same)},
        "rows": [
            separator.join(
                short_number(cell) for place, cell in enumerate(row) if place not in same
            )
            for row in rows
        ],
    }


def _workbook(made: bytes) -> dict[str, Any]:
    """Sheets and their sizes; the cells by a digest, since the CSV beside it has them in full."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(made))
    return {
        "sheets": {
            sheet.title: {
                "size": sheet.dimensions,
                "cells": digest(repr([[rounded(value) for value in row] for row in sheet.values])),
            }
            for sheet in book
        }
    }


def _document(made: bytes) -> dict[str, Any]:
    from docx import Document

    document = Document(io.BytesIO(made))
    return {
        "paragraphs": [p.text for p in document.paragraphs if p.text.strip()],
        "tables": [
            [" | ".join(cell.text for cell in row.cells) for row in table.rows]
            for table in document.tables
        ],
        "pictures": len(document.inline_shapes),
    }


def _slides(made: bytes) -> dict[str, Any]:
    from pptx import Presentation

    return {
        "slides": [
            {
                "shapes": [_shape(shape) for shape in slide.shapes],
                "notes": slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "",
            }
            for slide in Presentation(io.BytesIO(made)).slides
        ]
    }


def _shape(shape: Any) -> Any:
    if shape.has_chart:
        plot = shape.chart.plots[0]
        return {
            "chart": str(shape.chart.chart_type),
            "across": [str(category) for category in plot.categories],
            "series": {s.name: rounded(list(s.values)) for s in plot.series},
        }
    if shape.has_text_frame:
        return shape.text_frame.text
    if getattr(shape, "has_table", False):
        return [" | ".join(cell.text for cell in row.cells) for row in shape.table.rows]
    return str(shape.shape_type)
