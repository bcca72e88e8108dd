"""What does a text file of any habit hold: encoding, delimiter, title rows, broken rows, notes?"""

import csv
import io
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from data_pipeline.read_files.encodings import decoded
from data_pipeline.read_files.errors import UnreadableFile
from data_pipeline.read_files.quotations import continued_lines, line_start, row_lines
from data_pipeline.read_files.table import Delivery, Layout
from data_pipeline.read_files.text_cells import header_position, text_categories
from language import _

DELIMITERS = ";\t,|"  # in order of preference where two fit equally well
SAMPLE_CHARACTERS = 200_000
MOST_BROKEN_ROWS = 100_000


@dataclass(frozen=True)
class Cells:
    """Columns of text as they stand in the file."""

    columns: list[pd.Categorical]
    header: list[str]
    rows: np.ndarray
    header_row: int
    broken: list[tuple[int, int, str]]  # row, number of fields, text
    notices: list[str]
    read_as: str


def read_delimited(delivery: Delivery, layout: Layout) -> Cells:
    """The cells of a CSV file.

    raises  WrongEncoding, UnreadableFile
    """
    encoding, text, notices = _decoded(delivery, layout.encoding)
    sample = text[:SAMPLE_CHARACTERS]
    if len(text) > SAMPLE_CHARACTERS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    delimiter = layout.delimiter or _delimiter(sample)
    records, lines = _records(sample, delimiter)
    if not any(any(record) for record in records):
        raise UnreadableFile(delivery.name, _("it holds no table"))
    head = bisect_left(lines, layout.header_row) if layout.header_row else header_position(records)
    head = min(head, len(records) - 1)
    header_row = lines[head - 1] + 1 if head else 1
    if head:
        notices.append(_("The header was found on row {row}.").format(row=header_row))
    header = records[head] + [""] * max(0, _usual_width(records[head + 1 :]) - len(records[head]))
    continued = continued_lines(text, delimiter, header, header_row, delivery.name)
    body = text[line_start(text, lines[head]) :]
    columns, rows, broken = _columns(body, delimiter, len(header), delivery.name)
    row_numbers = row_lines(len(rows) + len(broken), lines[head] + 1, continued)
    return Cells(
        columns=columns,
        header=header,
        rows=row_numbers[rows - 1],
        header_row=header_row,
        broken=[(int(row_numbers[row - 1]), found, row_text) for row, found, row_text in broken],
        notices=notices,
        read_as=f"CSV, {encoding}, {'tab' if delimiter == chr(9) else delimiter}",
    )


def _decoded(delivery: Delivery, encoding: str | None) -> tuple[str, str, list[str]]:
    encoding, text, said = decoded(delivery.name, delivery.data, encoding)
    text = text.lstrip("\ufeff")
    return encoding, text, said + _garbled(text)


def _garbled(text: str) -> list[str]:
    """UTF-8 that was once read as Windows letters and saved again: 'Ã¥' where 'å' should be."""
    for signs in ("Ã¥", "Ã¤", "Ã¶", "\ufffd"):
        position = text.find(signs)
        if position >= 0:
            row = text.count("\n", 0, position) + 1
            return [
                _(
                    "Row {row} holds {signs}: the letters å, ä, ö were spoilt before the file "
                    "came here. Ask for a new export."
                ).format(row=row, signs=signs)
            ]
    return []


def _delimiter(sample: str) -> str:
    """The delimiter that gives most rows the same number of fields, more than one."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        records, _lines = _records(sample[:50_000], delimiter)
        widths = Counter(len(record) for record in records if any(record))
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = round(count / widths.total(), 1)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _records(sample: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The first records, and how many lines of the file each had used up at its end."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    records, lines = [], []
    try:
        for record in reader:
            records.append(record)
            lines.append(reader.line_num)
            if len(records) == 300:
                break
    except csv.Error:
        pass  # a row that is not CSV: what was read so far still tells the habit of the file
    return records, lines


def _usual_width(records: list[list[str]]) -> int:
    widths = Counter(len(record) for record in records if any(record))
    return widths.most_common(1)[0][0] if widths else 0


def _columns(
    body: str, delimiter: str, width: int, name: str
) -> tuple[list[pd.Categorical], np.ndarray, list[tuple[int, int, str]]]:
    """The columns below the header, row numbers from 1, and rows with another number of fields."""
    if not body.strip():
        return [text_categories([]) for _column in range(width)], np.arange(0), []
    try:
        table, broken = _parsed(body, delimiter, width, None), []
    except pa.ArrowInvalid:
        broken = []
        try:
            table = _parsed(body, delimiter, width, broken)
        except pa.ArrowInvalid as error:
            raise UnreadableFile(name, str(error)) from error
    columns = [text_categories(table.column(position)) for position in range(width)]
    n_rows = table.num_rows + len(broken)
    is_whole = np.ones(n_rows, dtype=bool)
    is_whole[[row - 1 for row, _n, _text in broken]] = False
    return columns, np.flatnonzero(is_whole) + 1, broken


def _parsed(
    body: str, delimiter: str, width: int, broken: list[tuple[int, int, str]] | None
) -> pa.Table:
    """Arrow's parse of all rows as text; `broken` given: collects rows of another width.

    Row numbers of broken rows are known to Arrow only when one thread reads.
    """

    def note(row: pyarrow.csv.InvalidRow) -> str:
        broken.append((row.number, row.actual_columns, row.text))
        return "skip" if len(broken) < MOST_BROKEN_ROWS else "error"

    names = [str(position) for position in range(width)]
    text = pa.dictionary(pa.int32(), pa.string())
    table = pa.csv.read_csv(
        pa.BufferReader(body.encode()),
        read_options=pa.csv.ReadOptions(
            column_names=names, use_threads=broken is None, block_size=1 << 24
        ),
        parse_options=pa.csv.ParseOptions(
            delimiter=delimiter,
            ignore_empty_lines=False,  # so that row numbers are those of the file
            newlines_in_values='"' in body,
            invalid_row_handler=note if broken is not None else None,
        ),
        convert_options=pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, text),
            strings_can_be_null=True,
            null_values=[""],  # and nothing else: a case may really be called NA
        ),
    )
    return table.unify_dictionaries()
