"""What is each figure of a file of observations: a number, nothing, or withheld at its source?

Whether the figures are per cent, and what stands between thousands, is decided for a column from
all its values (number_columns.py).
"""

import re

import numpy as np
import pandas as pd

from data_pipeline.columns.number_columns import NumberColumn, has_per_cent, read_numbers
from data_pipeline.columns.values import is_missing, spread
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import Columns
from language import _, decimal

SUPPRESSED = ("suppressed", "suppressed_at_source", "private", "sekretess", "skyddad")
MANY = 10  # figures that say together what one of them cannot
WITHHELD = ("*", "x", *SUPPRESSED)
# '~100' and '<0,05' stand where the figure itself would tell too much of too few.
_ABOUT = re.compile(r"[~≈<>≤≥]\s*\d[\d.,\s]*%?")
_NUMBER = r"[-+\u2212]?\d[\d.,\u00a0\u202f ]*%?"
_LIMITS = re.compile(
    rf"({_NUMBER})\s*(?:[(\[][^\d\-]*{_NUMBER}\s*[-–;,]\s*{_NUMBER}\s*[)\]]|±\s*{_NUMBER})"  # noqa: RUF001
)


def figures(
    findings: Findings, columns: Columns, mapping: Mapping, name: str, unit: np.ndarray
) -> np.ndarray:
    """The numbers of the column that is our `name`; NaN where there is none.

    unit    the unit of each row's indicator; signs of per cent are worked into its shares
    """
    column = columns.get(name)
    if column is None:
        return np.full(len(findings.table.frame), np.nan)
    cells = findings.table.frame[column]
    distinct = _without_limits(findings, column, cells.cat.categories)
    is_count = name != "value" or bool(len(unit)) and bool((unit == "count").all())
    mark = mapping.decimal or (None if findings.table.is_text else ".")
    found = read_numbers(distinct, column=column, is_count=is_count, decimal=mark)
    findings.assumptions += found.said
    silent = is_missing(distinct, (*mapping.missing, *WITHHELD)) | _are_about(distinct)
    wrong = spread(cells, np.isnan(found.read) & ~silent, fill=False)
    message = _("expected a number such as 12,5, or nothing")
    findings.refuse("no_number", column, wrong, message)
    in_doubt = spread(cells, found.in_doubt, fill=False)
    findings.refuse("thousands", column, in_doubt, found.question)
    _say_counts(findings, column, cells, found, is_count=is_count)
    if name != "value":
        negative = spread(cells, found.read < 0, fill=False)
        findings.refuse("negative", column, negative, _("expected a count from 0"))
    read = spread(cells, found.read, fill=np.nan)
    return _shares(findings, column, cells, read, unit, mapping) if name == "value" else read


def _without_limits(findings: Findings, column: str, distinct: pd.Index) -> pd.Index:
    """'5,3 (3,9–7,1)' is 5,3; the store has no place for another's limits, and that is said."""  # noqa: RUF002
    found = [_LIMITS.fullmatch(text) for text in distinct]
    if not any(found):
        return distinct
    first = next(f[0] for f in found if f)
    findings.note(
        "limits",
        _("the source's limits of uncertainty were left out: of {text} the first number").format(
            text=first
        ),
        column,
    )
    bare = [f[1].strip() if f else text for f, text in zip(found, distinct, strict=True)]
    return pd.Index(bare, dtype="str")


def _say_counts(
    findings: Findings, column: str, cells: pd.Series, found: NumberColumn, *, is_count: bool
) -> None:
    if is_count:
        with np.errstate(invalid="ignore"):
            broken = np.isfinite(found.read) & (found.read % 1 != 0)
        message = _("a count that is no whole number; kept")
        findings.note("broken_count", message, column, spread(cells, broken, fill=False))


def _shares(
    findings: Findings,
    column: str,
    cells: pd.Series,
    read: np.ndarray,
    unit: np.ndarray,
    mapping: Mapping,
) -> np.ndarray:
    """Shares from 0 to 1: those with a sign of per cent, or all as the mapping says, divided."""
    is_share = unit == "share"
    signed = spread(cells, has_per_cent(cells.cat.categories), fill=False)
    is_number = np.isfinite(read)
    if mapping.percent:
        return np.where(is_share, read / 100, read)
    if not (signed & is_share).any():
        return _per_cent_by_size(findings, column, read, is_share & is_number)
    bare = is_number & is_share & ~signed
    findings.refuse(
        "mixed_per_cent",
        column,
        bare,
        _(
            "other cells of the column have a sign of per cent and this one has none; write it in "
            "all cells, or say 'percent: true' in the mapping if all are per cent"
        ),
    )
    first = np.flatnonzero(signed & is_share)[0]
    findings.assumptions.append(
        _(
            "The column {column} was read as per cent, since its numbers have the sign: "
            "{example} became {number}."
        ).format(
            column=column, example=str(cells.iloc[first]), number=decimal(read[first] / 100, 4)
        )
    )
    return np.where(is_share & signed, read / 100, read)


def _per_cent_by_size(
    findings: Findings, column: str, read: np.ndarray, shares: np.ndarray
) -> np.ndarray:
    """Ten shares or more that all lie between 1 and 100 can be nothing but per cent."""
    if shares.sum() < MANY or read[shares].min() <= 1 or not 10 < read[shares].max() <= 100:
        return read
    findings.assumptions.append(
        _(
            "The column {column} was read as per cent, since all {n} shares in it lie between 1 "
            "and 100."
        ).format(column=column, n=int(shares.sum()))
    )
    return np.where(shares, read / 100, read)


def statuses(findings: Findings, columns: Columns, value: np.ndarray) -> np.ndarray:
    """'ok', 'missing' or 'suppressed_at_source' for each row."""
    status = np.where(np.isnan(value), "missing", "ok").astype(object)
    for name in ("status", "value"):
        column = columns.get(name)
        if column is None:
            continue
        cells = findings.table.frame[column]
        about = _are_about(cells.cat.categories)
        marks = [*WITHHELD, ".."] if about.any() else [*WITHHELD]  # '..' beside '~': too few
        plain = cells.cat.categories.str.casefold()
        hidden = spread(cells, np.asarray(plain.isin(marks), dtype=bool) | about, fill=False)
        hidden &= np.isnan(value)
        status[hidden] = "suppressed_at_source"
        if name == "value":
            message = _("withheld at the source, as the mark says; kept without a number")
            findings.note("withheld", message, column, hidden)
    return status


def _are_about(distinct: pd.Index) -> np.ndarray:
    return np.array([bool(_ABOUT.fullmatch(text)) for text in distinct], dtype=bool)
