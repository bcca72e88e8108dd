"""How does a cell of any format become trimmed text, once per distinct value?"""

import json
import unicodedata
from datetime import date, datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from language import _, ngettext

BLANKS = " \t\r\n\u00a0\u202f\u200b\ufeff"


def text_categories(values: list | pa.ChunkedArray | pa.Array) -> pd.Categorical:
    """A column of cells as a categorical of text; None and NaN are missing."""
    if isinstance(values, list):
        values = pa.array([cell_text(cell) for cell in values], pa.string())
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks() if values.num_chunks != 1 else values.chunk(0)
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    distinct = values.dictionary
    if not pa.types.is_string(distinct.type):
        distinct = _arrow_text(distinct)
    codes = np.asarray(pc.fill_null(values.indices, -1)).astype(np.int32)
    return _recoded(codes, pd.Index(distinct.to_pandas(), dtype="str"))


def _arrow_text(distinct: pa.Array) -> pa.Array:
    if pa.types.is_large_string(distinct.type):
        return distinct.cast(pa.string())
    if pa.types.is_timestamp(distinct.type) and distinct.type.tz:
        distinct = pc.local_timestamp(distinct)  # the clock on the wall where it was written
    return pa.array([cell_text(cell) for cell in distinct.to_pylist()], pa.string())


def cell_text(cell: object) -> str | None:
    """One cell as text: whole floats without decimals, dates as ISO, booleans as true/false."""
    if cell is None or isinstance(cell, float) and cell != cell:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != datetime.min.time() else str(cell.date())
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, np.ndarray):
        cell = cell.tolist()
    if isinstance(cell, dict | list):  # str() would escape what is not ASCII
        return json.dumps(cell, ensure_ascii=False, default=str)
    return str(cell)


def _recoded(codes: np.ndarray, distinct: pd.Index) -> pd.Categorical:
    """Trim the distinct values, let equal ones be one, and let empty ones be missing."""
    trimmed = distinct.str.strip(BLANKS)
    if not distinct.str.isascii().all():
        trimmed = trimmed.str.normalize("NFC")  # a and the ring over it are one letter
    if trimmed.equals(distinct) and not (distinct.hasnans or (distinct == "").any()):
        return pd.Categorical.from_codes(codes, distinct, validate=False)
    is_missing = trimmed.isna() | (trimmed == "")
    if trimmed.is_unique and not is_missing.any():
        return pd.Categorical.from_codes(codes, trimmed, validate=False)
    new_codes, kept = pd.factorize(trimmed.where(~is_missing))
    new_codes = np.append(new_codes, -1)  # -1 stays -1
    return pd.Categorical.from_codes(new_codes[codes], pd.Index(kept, dtype="str"))


def table_of(columns: list[pd.Categorical], header: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """The frame under its header, without nameless empty columns; and what was noticed."""
    notices, kept, names = [], {}, []
    nameless = 0
    for position, (column, raw) in enumerate(zip(columns, header, strict=True)):
        name = unicodedata.normalize("NFC", " ".join(raw.strip(BLANKS).split()))
        if not name:
            if (column.codes == -1).all():
                continue
            nameless += 1
            name = _("column {n}").format(n=position + 1)
        if name in names:
            notices.append(_("Two columns are called {name}; the first is used.").format(name=name))
            continue
        names.append(name)
        kept[name] = column
    if nameless:
        notices.append(
            ngettext("{n} column has no name.", "{n} columns have no name.", nameless).format(
                n=nameless
            )
        )
    return pd.DataFrame(kept), notices


def header_position(rows: list[list]) -> int:
    """Which of the first rows is the header: the first that fills most of the table's width.

    Titles, sources and blank lines above the table fill a cell or two; a header fills nearly all
    the columns that the rows below it fill.
    """
    filled = [
        sum(cell is not None and str(cell).strip() != "" for cell in row) for row in rows[:40]
    ]
    usual = int(np.median([n for n in filled if n] or [0]))
    widest = max(filled[:40], default=0)
    for position, n in enumerate(filled):
        if n >= max(1, 0.7 * min(usual, widest)) and (n > 1 or usual <= 1):
            return position
    return 0
