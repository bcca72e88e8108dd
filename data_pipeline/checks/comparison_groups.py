"""Can these comparison groups be trusted: who compares with whom, and in what?"""

import re

import numpy as np
import pandas as pd

from data_pipeline.columns.code_forms import base_code
from data_pipeline.columns.values import spread
from data_pipeline.findings.known import Known
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import Columns, recognise
from language import _

KOLADA_TITLE = re.compile(r"Liknande kommuner,? *(?P<theme>[^,]*),", re.IGNORECASE)


def check_comparison_groups(findings: Findings, mapping: Mapping, known: Known) -> pd.DataFrame:
    """The members that may be loaded, in the store's columns.

    raises  ColumnsNotFound, ColumnInDoubt, BadMapping; trouble in rows goes into `findings`
    """
    frame = findings.table.frame
    columns = recognise(frame, "comparison_groups", mapping)
    columns.require("comparison_groups", ["group_id", "member_code"], list(frame.columns))
    findings.assumptions += columns.sentence() + columns.unused(frame, mapping)
    group = _filled(findings, columns, "group_id")
    member = pd.Series(_filled(findings, columns, "member_code")).map(
        lambda code: None if code is None else base_code(code, known.area_codes)
    )
    title = _filled(findings, columns, "title") if "title" in columns.of else group
    groups = pd.DataFrame(
        {
            "group_id": group,
            "title": title,
            "theme": _themes(findings, columns, mapping, title),
            "member_code": member,
        }
    )
    column = columns.of["member_code"]
    again = groups.duplicated(["group_id", "member_code"]).to_numpy() & ~findings.refused
    findings.refuse("repeated", column, again, _("the same member of the same group again"))
    if (known.areas["level"] == "municipality").any():
        strangers = ~member.isin(known.area_codes).to_numpy() & ~findings.refused
        message = _("not among the loaded areas; kept, but there is nothing to compare with")
        findings.note("unknown_member", message, column, strangers)
    return groups[~findings.refused].reset_index(drop=True)


def _filled(findings: Findings, columns: Columns, name: str) -> np.ndarray:
    column = columns.of[name]
    cells = findings.table.frame[column]
    findings.refuse("empty", column, cells.isna().to_numpy(), _("expected a value in every row"))
    return spread(cells, np.asarray(cells.cat.categories, dtype=object), fill=None)


def _themes(
    findings: Findings, columns: Columns, mapping: Mapping, title: np.ndarray
) -> np.ndarray:
    """As said, else as Kolada's title says ('Liknande kommuner grundskola, Karlstad, 2025')."""
    if mapping.theme:
        return np.full(len(title), mapping.theme.casefold(), dtype=object)
    if "theme" in columns.of:
        return np.array([str(t).casefold() for t in _filled(findings, columns, "theme")], object)
    found = [KOLADA_TITLE.match(str(text)) for text in title]
    return np.array(
        [(f["theme"].strip().casefold() if f else "") or "övergripande" for f in found], object
    )
