"""How does a table with a column a month become events: one state a person and month?

Each month is an event of its own from the 1st to its last day; they are not merged, so that the
month-to-month transitions of the file are those of the store.
"""

import re

import numpy as np
import pandas as pd

from data_pipeline.columns.dates import MONTH_OF
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import found_column
from data_pipeline.read_files.errors import BadMapping
from language import _, whole

_WORD_FIRST = re.compile(r"([a-zåäö]{3,})[^\da-z]*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[^\d]?(?:m)?(\d{1,2})")


def month_of(name: str) -> np.datetime64 | None:
    """'Jul.93', 'juli 1993', '1993-07', '1993M07' as a month; None for any other name."""
    text = name.strip().casefold()
    if found := _WORD_FIRST.fullmatch(text):
        month = MONTH_OF.get(found[1][:3])
        year = int(found[2])
        if len(found[2]) == 2:
            newest = int(str(np.datetime64("today", "Y"))) + 1
            year += 2000 if 2000 + year <= newest else 1900
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    else:
        return None
    if not month or not 1 <= month <= 12:
        return None
    return np.datetime64(f"{year:04d}-{month:02d}", "M")


def month_columns(columns: list[str]) -> list[str]:
    """The columns that are months, where they are at least six that follow each other."""
    months = [(column, month_of(column)) for column in columns]
    named = [(column, month) for column, month in months if month is not None]
    steps = [b[1] - a[1] for a, b in zip(named, named[1:], strict=False)]
    if len(named) < 6 or any(step != np.timedelta64(1, "M") for step in steps):
        return []
    return [column for column, _month in named]


def monthly_states(findings: Findings, person: pd.Categorical, mapping: Mapping) -> pd.DataFrame:
    """One event per person and month with a state, in the store's columns.

    raises  BadMapping when the first or last month is not there, or a column between is no month
    """
    frame = findings.table.frame
    said = mapping.wide_months
    columns = _between(frame, said)
    kind = str(said.get("kind") or mapping.kind or "state")
    skipped = {str(state) for state in said.get("skip", [])}
    renamed = {str(state): str(name) for state, name in said.get("values", {}).items()}
    states = sorted({s for c in columns for s in frame[c].cat.categories} - skipped)
    position = {state: i for i, state in enumerate(states)}
    kept = np.flatnonzero(~findings.refused)
    codes = np.empty((len(kept), len(columns)), dtype=np.int32)
    for i, column in enumerate(columns):
        cells = frame[column].cat
        new = np.array([position.get(s, -1) for s in cells.categories] + [-1], dtype=np.int32)
        codes[:, i] = new[cells.codes.to_numpy()[kept]]
    row, month = np.nonzero(codes >= 0)
    firsts = np.array([month_of(column) for column in columns], dtype="datetime64[M]")
    start = firsts[month].astype("datetime64[D]")
    end = (firsts[month] + 1).astype("datetime64[D]") - 1
    findings.assumptions.append(
        _("{n} monthly states from {first} to {last}, one event each; the kind is {kind}.").format(
            n=whole(len(row)), first=columns[0], last=columns[-1], kind=kind
        )
    )
    names, new = np.unique([renamed.get(state, state) for state in states], return_inverse=True)
    return pd.DataFrame(
        {
            "person_id": person[kept[row]],
            "kind": pd.Categorical.from_codes(np.zeros(len(row), dtype=np.int8), [kind]),
            "type": pd.Categorical.from_codes(new[codes[row, month]], pd.Index(names, dtype="str")),
            "start_date": start.astype("datetime64[us]"),
            "end_date": end.astype("datetime64[us]"),
            "start_time": start.astype("datetime64[us]"),
            "row_number": findings.table.rows[kept[row]] * len(columns) + month,
        }
    )


def _between(frame: pd.DataFrame, said: dict) -> list[str]:
    if not {"from", "to"} <= set(said):
        raise BadMapping(_("wide_months says 'from' and 'to': the first and last month's columns."))
    names = list(frame.columns)
    first = names.index(found_column(frame, str(said["from"])))
    last = names.index(found_column(frame, str(said["to"])))
    columns = names[first : last + 1]
    wrong = [column for column in columns if month_of(column) is None]
    if wrong or not columns:
        raise BadMapping(
            _(
                "wide_months: expected columns named by month, such as 'Jul.93' or '1993-07', "
                "between {first} and {last}; found {wrong}."
            ).format(first=said["from"], last=said["to"], wrong=", ".join(wrong[:5]) or "-")
        )
    return columns
