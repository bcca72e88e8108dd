"""Which ways of writing the same thing are one, whatever the file is about?

Decided a column at a time: '17800101.0' is a code that a program took for a number where every
cell of the column is a whole number, and stays as it is in a column that has one '1.5'.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from data_pipeline.read_files.table import Table
from language import _

_WHOLE = r"[-+]?\d+(?:\.0+)?"
_WITH_ZEROS = r"[-+]?\d+\.0+"


def in_one_form(table: Table) -> Table:
    """The table with whole numbers written without decimals; what was changed is said."""
    changed = {}
    for column in table.frame:
        cells = table.frame[column]
        distinct = cells.cat.categories
        if not len(distinct) or not distinct.str.fullmatch(_WITH_ZEROS).any():
            continue
        if distinct.str.fullmatch(_WHOLE).all():
            changed[column] = _as_whole(cells)
    if not changed:
        return table
    said = _("Columns of whole numbers written with decimals were read without: {names}.").format(
        names=", ".join(changed)
    )
    return replace(table, frame=table.frame.assign(**changed), notices=(*table.notices, said))


def _as_whole(cells: pd.Series) -> pd.Series:
    plain = cells.cat.categories.str.replace(r"\.0+$", "", regex=True)
    codes, kept = pd.factorize(plain)
    taken = np.append(codes, -1)[cells.cat.codes.to_numpy()]  # -1 stays -1
    return pd.Series(pd.Categorical.from_codes(taken, pd.Index(kept, dtype="str")), cells.index)
