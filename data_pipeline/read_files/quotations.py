"""Do the quotation marks of a text file hold together, and which of its lines begin a row?

In CSV (RFC 4180) a quotation mark at the beginning of a cell lets everything up to the next lone
one be text: line breaks and whole rows too. One stray mark can thus turn rows into a cell, and the
parsers that read the cells afterwards say nothing.
"""

import csv
import re

import numpy as np

from data_pipeline.read_files.errors import UnreadableFile
from language import _
from language.identity_numbers import masked

LINE_BREAK = re.compile(r"\r\n|\n|\r")
FIELDS_AT_A_TIME = 10_000  # bounds what the pattern remembers


def continued_lines(
    text: str, delimiter: str, header: list[str], head: int, name: str
) -> list[int]:
    """The lines (from 1) that go on inside a quoted cell and so begin no row.

    header   names of the columns; as many as a row has cells
    head     the line where the header begins
    raises   UnreadableFile, with row and column, for a mark that is never closed, for a quoted
             cell that text follows, and for one that encloses whole rows
    """
    ends = re.escape(delimiter)
    plain = re.compile(
        rf'(?:[^"]*+(?<![^{ends}\r\n])"[^"\r\n]*+(?:""[^"\r\n]*+)*+"(?![^{ends}\r\n]))'
        rf"{{0,{FIELDS_AT_A_TIME}}}+"
    )
    quoted = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
    continued: list[int] = []
    position = line = 0
    opened = reached = 0  # the last cell of several lines: the line where it opens, where it ends
    while True:
        # quoted cells of one line, most of them: the pattern may match nothing, so it always does
        start = found.end() if (found := plain.match(text, position)) else position
        mark = text.find('"', start)
        if mark < 0:
            return continued
        if (before := text[mark - 1 : mark]) and before not in f"{delimiter}\r\n":
            # a mark inside an unquoted cell is a letter as any other
            line, position = line + _breaks(text, position, mark + 1), mark + 1
            continue
        line += _breaks(text, position, mark)
        found = quoted.match(text, mark)
        since = opened if reached == line + 1 else None
        place = _Place(text, delimiter, header, name, mark, line + 1, since)
        if not found:
            raise place.never_closed()
        position = found.end()
        inner = _breaks(text, mark, position)
        if text[position : position + 1] not in ("", delimiter, "\r", "\n"):
            raise place.text_follows(position, line + 1 + inner)
        if inner and place.encloses_rows(position, is_header=line + 1 <= head):
            raise place.rows_enclosed(line + 1 + inner)
        continued += range(line + 2, line + 2 + inner)
        if inner:
            opened, reached = since or line + 1, line + 1 + inner
        line += inner


def row_lines(n_rows: int, first: int, continued: list[int]) -> np.ndarray:
    """The line (from 1) that each of the rows from line `first` on begins on."""
    lines = np.arange(first, first + n_rows + len(continued))
    return lines[~np.isin(lines, continued)][:n_rows]


def line_start(text: str, n_lines: int) -> int:
    """Where in `text` the first `n_lines` lines end, whichever way they end."""
    breaks = LINE_BREAK.finditer(text)
    for _line in range(n_lines - 1):
        next(breaks, None)
    last = next(breaks, None) if n_lines else None
    return last.end() if last else len(text) if n_lines else 0


def _breaks(text: str, start: int, end: int) -> int:
    lone = text.count("\r", start, end) - text.count("\r\n", start, end)
    return text.count("\n", start, end) + lone


class _Place:
    """A quoted cell, and what can be said of it to the person who shall mend it.

    since   the line where a cell opens that reaches this one's; None: none does
    """

    def __init__(
        self,
        text: str,
        delimiter: str,
        header: list[str],
        name: str,
        mark: int,
        row: int,
        since: int | None,
    ) -> None:
        self.text, self.delimiter, self.header = text, delimiter, header
        self.name, self.mark, self.row, self.since = name, mark, row, since
        newest = text.rfind("\n", 0, mark)  # then only that line: files without \r are long
        self.line_start = max(newest, text.rfind("\r", newest + 1, mark)) + 1

    def encloses_rows(self, end: int, *, is_header: bool) -> bool:
        """Whether the last line that the cell reaches, and one before it, could each be a row.

        A text of several lines has hardly as many separators on them as the table has, and a name
        of a column has none at all.
        """
        if is_header and self.delimiter in self.text[self.mark : end]:
            return True
        after = LINE_BREAK.search(self.text, end)
        lines = LINE_BREAK.split(self.text[self.line_start : after.start() if after else None])
        *before, last = (line.count(self.delimiter) >= len(self.header) - 1 for line in lines)
        return last and any(before)

    def never_closed(self) -> UnreadableFile:
        return self._error(
            _(
                "row {row}, column {column}: the quotation mark before {found!r} is never closed, "
                "so the rest of the file would become one cell. Take the mark away, or close it"
            ).format(**self._said(self.mark + 1))
        )

    def text_follows(self, end: int, last: int) -> UnreadableFile:
        return self._error(
            _(
                "row {row}, column {column}: the quotation mark that opens here is closed on row "
                "{last}, but {found!r} follows where a separator or the end of the row was "
                "expected. Take away the stray mark, or write a mark inside a quoted cell twice"
            ).format(last=last, **self._said(end))
        )

    def rows_enclosed(self, last: int) -> UnreadableFile:
        return self._error(
            _(
                "row {row}, column {column}: the quotation mark before {found!r} is closed on row "
                "{last}, and the rows from {row} to {last} would become one. Take the two marks "
                "away; if it is one long text, take away its line breaks"
            ).format(last=last, **self._said(self.mark + 1))
        )

    def _said(self, position: int) -> dict[str, object]:
        found = LINE_BREAK.split(self.text[position : position + 300], maxsplit=1)[0]
        return {
            "row": self.row,
            "column": self._column(),
            "found": masked(" ".join(found.split()))[:30],
        }

    def _column(self) -> str:
        before = self.text[self.line_start : self.mark]
        position = max(len(next(csv.reader([before], delimiter=self.delimiter), [])) - 1, 0)
        named = self.header[position].strip() if 0 <= position < len(self.header) else ""
        return masked(" ".join(named.split())[:60]) or str(position + 1)

    def _error(self, reason: str) -> UnreadableFile:
        if self.since is not None:
            reason += _(". The stray mark may stand as early as row {row}").format(row=self.since)
        return UnreadableFile(self.name, reason)
