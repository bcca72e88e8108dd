"""What does a delivered file hold, cell by cell, before anyone says what the cells mean?

Every format ends as the same thing: a frame where each column is a categorical of trimmed text
(empty cells are missing, and 'NA' is the text NA), with the number of each row in the file. A
check then looks at each *distinct* value once, which is what makes millions of rows quick.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from data_pipeline.read_files.archives import PACKED_ENDINGS, require_unpackable
from data_pipeline.read_files.errors import UnreadableFile
from data_pipeline.read_files.footers import LastRow, notes
from data_pipeline.read_files.table import Delivery, Layout, LeftOut, Table
from data_pipeline.read_files.text_cells import table_of, text_categories
from data_pipeline.read_files.text_files import read_delimited
from data_pipeline.read_files.workbooks import WORKBOOK_ENDINGS, read_workbook
from language import _, ngettext

TEXT_ENDINGS = {".csv", ".tsv", ".txt"}
PARQUET_ENDINGS = {".parquet", ".pq"}
GEO_ENDINGS = {".gpkg", ".geojson", ".json", ".shp", ".zip"}


def read_table(delivery: Delivery, layout: Layout | None = None) -> Table:
    """The cells of a CSV, Excel or Parquet file, or of a boundary file with its geometry.

    layout   what is known of the file beforehand (encoding, delimiter, sheet, header row, crs)
    raises   UnreadableFile, WrongEncoding, SheetNotFound, UnknownCoordinates
    """
    layout = layout or Layout()
    if not delivery.data:
        raise UnreadableFile(delivery.name, _("the file is empty"))
    if delivery.ending in PACKED_ENDINGS:
        require_unpackable(delivery.name, delivery.data)
    if delivery.ending in GEO_ENDINGS:
        from data_pipeline.read_files.boundary_files import (
            read_boundaries,  # geopandas takes a second
        )

        return read_boundaries(delivery, layout)
    if delivery.ending in WORKBOOK_ENDINGS:
        return _without_notes(read_workbook(delivery, layout))
    if delivery.ending in PARQUET_ENDINGS:
        return _read_parquet(delivery)
    if delivery.ending in TEXT_ENDINGS:
        return _read_text(delivery, layout)
    raise UnreadableFile(
        delivery.name,
        _(
            "the name ends in {ending}; expected .csv, .xlsx, .xls, .ods, .parquet, .gpkg, "
            ".geojson or .shp"
        ).format(ending=delivery.ending or "-"),
    )


def _read_text(delivery: Delivery, layout: Layout) -> Table:
    cells = read_delimited(delivery, layout)
    frame, notices = table_of(cells.columns, cells.header)
    width = len(cells.header)
    broken = [
        LeftOut(
            row,
            text,
            _("the row has {n} fields; the header has {expected}").format(n=found, expected=width),
            is_footer=False,
            is_single=found == 1,
        )
        for row, found, text in cells.broken
    ]
    return _without_notes(
        Table(
            frame=frame,
            rows=cells.rows,
            header_row=cells.header_row,
            notices=(*cells.notices, *notices),
            left_out=tuple(broken),
            read_as=cells.read_as,
        )
    )


def _read_parquet(delivery: Delivery) -> Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(delivery.data))
    except (pa.ArrowInvalid, OSError) as error:
        raise UnreadableFile(delivery.name, _("it is not a Parquet file")) from error
    columns = [text_categories(column) for column in table.columns]
    frame, notices = table_of(columns, table.column_names)
    rows = np.arange(2, table.num_rows + 2)  # as a spreadsheet would number them
    return _without_notes(Table(frame, rows, notices=tuple(notices), read_as="Parquet"))


def _without_notes(table: Table) -> Table:
    """The table without empty rows, and without the notes that stand below it."""
    filled = np.zeros(len(table.frame), dtype=np.int16)
    for column in table.frame:
        filled += table.frame[column].cat.codes.to_numpy() != -1
    is_empty = filled == 0
    numbers, found = _notes(table, filled)
    is_note = np.isin(table.rows, [left.row for left in found])
    left_out = [left for left in table.left_out if left.row not in numbers]
    table = replace(table, left_out=tuple(sorted([*left_out, *found], key=lambda left: left.row)))
    if not (is_note.any() or is_empty.any()):
        return table
    first_note = min(numbers, default=np.inf)
    n_empty = int((is_empty & (table.rows < min(first_note, _end(table, filled)))).sum())
    said = (
        [ngettext("{n} empty row was passed over.", "{n} empty rows were passed over.", n_empty)]
        if n_empty
        else []
    )
    return table.only(~(is_note | is_empty), *(text.format(n=n_empty) for text in said))


def _end(table: Table, filled: np.ndarray) -> float:
    """The number of the last row that holds anything, 0 for none."""
    return max(table.rows[filled > 0], default=0)


def _notes(table: Table, filled: np.ndarray) -> tuple[set[int], list[LeftOut]]:
    """The notes that stand below the table: their row numbers, and what they say."""
    if len(table.columns) < 2 or not len(filled):
        return set(), []
    first = table.frame.iloc[:, 0]
    is_whole = (filled > 1) | ((filled == 1) & (first.cat.codes.to_numpy() == -1))
    if not is_whole.any():
        return set(), []
    end = int(np.flatnonzero(is_whole)[-1])
    last_rows = [
        LastRow(int(table.rows[i]), "" if filled[i] == 0 else str(first.iat[i]))
        for i in range(end + 1, len(filled))
    ]
    last_rows += [
        LastRow(left.row, left.text, left.is_single)
        for left in table.left_out
        if left.row > table.rows[end]
    ]
    if not last_rows:
        return set(), []
    last_rows.sort()
    numbers = notes(last_rows, pd.Index(first[: end + 1].dropna().unique().astype(str)))
    reason = _("a note below the table")
    return numbers, [
        LeftOut(last.row, last.text, reason, is_footer=True)
        for last in last_rows
        if last.row in numbers
    ]
