"""Which ids and codes are so long, or so broken over lines, that they cannot be meant?

Such a value is the trace of rows that ran together before the file came here.
"""

import numpy as np
import pandas as pd

from data_pipeline.columns.values import spread
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import recognise
from language import _

LONGEST_CODE = 200  # signs; the longest in real files are hashes of 128
CODES = (
    *("person_id", "area", "area_code", "parent_code", "municipality_code"),
    *("indicator_id", "group_id", "member_code"),
)


def refuse_impossible_codes(findings: Findings, kind: str, mapping: Mapping) -> None:
    """Refuse the rows whose id or code is longer than 200 signs or holds a line break."""
    frame = findings.table.frame
    columns = recognise(frame, kind, mapping)
    for column in dict.fromkeys(filter(None, map(columns.get, CODES))):
        distinct = frame[column].cat.categories
        is_broken = np.asarray(distinct.str.contains(r"[\r\n]"), dtype=bool)
        is_long = np.asarray(distinct.str.len() > LONGEST_CODE, dtype=bool) & ~is_broken
        _refuse(
            findings,
            column,
            is_broken,
            _("an id or a code holds a line break; look for a stray quotation mark in the file"),
        )
        _refuse(
            findings,
            column,
            is_long,
            _("an id or a code has more than {n} signs; correct it in the file").format(
                n=LONGEST_CODE
            ),
        )


def _refuse(findings: Findings, column: str, is_wrong: np.ndarray, message: str) -> None:
    if is_wrong.any():
        cells: pd.Series = findings.table.frame[column]
        findings.refuse("impossible_code", column, spread(cells, is_wrong, fill=False), message)
