"""How does a table with a column for each year become one figure a row?"""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import recognise
from data_pipeline.read_files.table import Table
from language import _

YEAR = re.compile(r"(?:19|20)\d\d")


def one_figure_a_row(table: Table, kind: str, mapping: Mapping) -> Table:
    """The table with the columns 'year' and 'value' in place of those that are called by a year.

    Only observations whose years and values no other column and no mapping says.
    """
    if kind != "observations" or mapping.year is not None:
        return table
    years = [column for column in table.columns if YEAR.fullmatch(column)]
    if len(years) < 2 or {"year", "value", "numerator"} & set(_known(table, mapping)):
        return table
    others = [column for column in table.columns if column not in years]
    n, width = len(table.frame), len(years)
    frame = table.frame[others].loc[np.repeat(table.frame.index, width)].reset_index(drop=True)
    frame["year"] = pd.Categorical.from_codes(
        np.tile(np.arange(width, dtype=np.int32), n), pd.Index(years, dtype="str")
    )
    values = np.column_stack([table.frame[year].astype(object) for year in years]).ravel()
    codes, kept = pd.factorize(values)
    frame["value"] = pd.Categorical.from_codes(codes, pd.Index(kept, dtype="str"))
    said = _("A column for each year, {first} to {last}: each cell became a figure.").format(
        first=years[0], last=years[-1]
    )
    return replace(
        table,
        frame=frame,
        rows=np.repeat(table.rows, width),
        notices=(*table.notices, said),
    )


def _known(table: Table, mapping: Mapping) -> dict[str, str]:
    return recognise(table.frame, "observations", mapping).of
