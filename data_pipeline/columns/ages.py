"""How old is each person, where the oldest may share one open group?"""

import numpy as np
import pandas as pd

from data_pipeline.columns.values import is_missing, numbers, spread
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import Columns
from language import _

OLDEST = 120
_OPEN_AGE = r"^(\d{2,3})\s*(?:\+|-w|år och äldre|och äldre|\+ år)$"


def ages(
    findings: Findings, columns: Columns, mapping: Mapping
) -> tuple[Columns, pd.arrays.IntegerArray | None]:
    """Whole years of age; a column called age that holds groups ('16-19') becomes a background."""
    column = columns.get("age")
    if column is None:
        return columns, None
    cells = findings.table.frame[column]
    distinct = cells.cat.categories
    read = _ages_read(findings, column, distinct)
    if len(distinct) and np.isnan(read).mean() > 0.5 and "age" not in mapping.columns:
        of = {ours: theirs for ours, theirs in columns.of.items() if ours != "age"}
        return Columns({"age_group": column, **of}), None
    if "age_group" in columns.of:
        findings.assumptions.append(
            _(
                "{groups} is used as it stands; {ages} was left out beside it. "
                "'ignore: [{groups}]' in the mapping uses the ages instead."
            ).format(groups=columns.of["age_group"], ages=column)
        )
        return columns, None
    fits = (read >= 0) & (read <= OLDEST) & (read % 1 == 0)
    missing = is_missing(distinct, mapping.missing)
    findings.refuse(
        "age",
        column,
        spread(cells, ~fits & ~missing, fill=False),
        _("expected an age in whole years from 0 to {oldest}").format(oldest=OLDEST),
    )
    values = spread(cells, np.where(fits, read, 0).astype(np.int16), fill=0)
    return columns, pd.arrays.IntegerArray(values, ~spread(cells, fits, fill=False))


def _ages_read(findings: Findings, column: str, distinct: pd.Index) -> np.ndarray:
    """The texts as ages; the open group at the top, '90+', is its lowest age."""
    top = distinct.str.extract(_OPEN_AGE, expand=False)
    is_top = np.asarray(top.notna(), dtype=bool)
    read = numbers(distinct)
    if np.isnan(read).all() or is_top.sum() != 1:
        return read
    age = float(top[is_top][0])
    if age >= np.nanmax(read):
        read[is_top] = age
        findings.assumptions.append(
            _("{column}: {text} is the top age group, and is kept as the age {age:.0f}.").format(
                column=column, text=distinct[is_top][0], age=age
            )
        )
    return read
