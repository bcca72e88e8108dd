"""Did a spreadsheet round the ids of a file? '1,99805E+11' may be any of a million persons.

Nothing in such a column can be told apart again, so the file is refused as a whole.
"""

import pandas as pd

from data_pipeline.findings.impossible_codes import CODES
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import found_column, recognise
from data_pipeline.read_files.errors import RoundedNumbers
from data_pipeline.read_files.table import Table

_ROUNDED = r"^[-+]?\d(?:[.,]\d+)?[eE]\+?\d+$"


def require_whole_codes(name: str, table: Table, kind: str, mapping: Mapping) -> None:
    """Go on only if no id, code or background is written as a rounded number.

    raises  RoundedNumbers
    """
    frame = table.frame
    columns = recognise(frame, kind, mapping)
    ignored = {found_column(frame, said) for said in mapping.ignore}
    asked = list(frame.columns) if kind == "people" else [columns.get(code) for code in CODES]
    for column in asked:
        if column is None or column in ignored:
            continue
        cells: pd.Series = frame[column]
        is_rounded = cells.cat.categories.str.match(_ROUNDED)
        if is_rounded.any():
            example = str(cells.cat.categories[is_rounded][0])
            first = int(table.rows[(cells == example).to_numpy().argmax()])
            raise RoundedNumbers(name, column, first, example)
