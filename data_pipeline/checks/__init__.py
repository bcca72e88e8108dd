"""Is this file fit to be loaded? One function for the command line and for the page that previews.

`check_file` reads, recognises and checks a file, and changes nothing anywhere.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data_pipeline.checks.areas import check_areas
from data_pipeline.checks.comparison_groups import check_comparison_groups
from data_pipeline.checks.events import check_events
from data_pipeline.checks.observations import check_observations
from data_pipeline.checks.people import check_people
from data_pipeline.columns.values import spread
from data_pipeline.columns.wide_years import one_figure_a_row
from data_pipeline.findings.identity_numbers import (
    has_identity_number,
    masked,
    require_plain_header,
)
from data_pipeline.findings.impossible_codes import refuse_impossible_codes
from data_pipeline.findings.known import Known, known_to_store
from data_pipeline.findings.report import Finding, Findings, Report
from data_pipeline.findings.rounded_codes import require_whole_codes
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import found_column, recognise
from data_pipeline.read_files.files import read_table
from data_pipeline.read_files.table import Delivery, Table
from data_pipeline.read_files.written_forms import in_one_form
from language import _
from store.writing.new_version import PersonColumns

__all__ = ["CheckResult", "Finding", "Known", "Report", "check_file", "known_to_store"]


@dataclass(frozen=True)
class CheckResult:
    """What a file holds that may be loaded, and what was found on the way."""

    kind: str
    frame: pd.DataFrame  # in the store's columns, refused rows left out
    report: Report
    findings: Findings
    person_columns: PersonColumns | None = None

    def refused_rows(self) -> pd.DataFrame:
        """Refused rows as delivered (identity numbers masked), with row and refused_because."""
        return self.findings.refused_rows()


def check_file(
    source: Delivery | Path | str | bytes,
    kind: str,
    mapping: Mapping | None = None,
    known: Known | None = None,
    *,
    name: str = "",
) -> CheckResult:
    """Read `source` as a file of `kind` and check every row of it.

    source   a path, or the bytes of a file that came under `name`
    kind     people, events, observations, areas or comparison_groups
    mapping  what the municipality says of the file; nothing: all is recognised from it
    known    what the store knows; default: the store at its usual place
    raises   a BehovsbildError for a file that cannot be read or whose columns are not there;
             trouble in single rows is in the report instead
    """
    delivery = source if isinstance(source, Delivery) else Delivery.of(source, name)
    mapping = mapping or Mapping()
    known = known if known is not None else known_to_store()
    table = read_table(delivery, mapping.layout)
    require_plain_header(delivery.name, table.columns)
    table = in_one_form(_kept_rows(table, mapping))
    require_whole_codes(delivery.name, table, kind, mapping)
    table = one_figure_a_row(table, kind, mapping)
    findings = Findings.about(table)
    _refuse_identity_numbers(findings, kind, mapping)
    refuse_impossible_codes(findings, kind, mapping)
    frame, person_columns = _check(findings, kind, mapping, known)
    return CheckResult(
        kind,
        frame,
        findings.report(delivery.name, kind),
        findings,
        person_columns,
    )


def _check(
    findings: Findings, kind: str, mapping: Mapping, known: Known
) -> tuple[pd.DataFrame, PersonColumns | None]:
    if kind == "people":
        return check_people(findings, mapping, known)
    check = {
        "events": check_events,
        "observations": check_observations,
        "areas": check_areas,
        "comparison_groups": check_comparison_groups,
    }[kind]
    return check(findings, mapping, known), None


def _kept_rows(table: Table, mapping: Mapping) -> Table:
    """The rows that the mapping's keep_rows lets through."""
    for column, wanted in mapping.keep_rows.items():
        values = {str(value) for value in (wanted if isinstance(wanted, list) else [wanted])}
        keep = table.frame[found_column(table.frame, column)].isin(values).to_numpy()
        said = _("{n} rows were left out, as the mapping's keep_rows says.")
        table = table.only(keep, said.format(n=int((~keep).sum())))
    return table


def _refuse_identity_numbers(findings: Findings, kind: str, mapping: Mapping) -> None:
    frame = findings.table.frame
    hashed = None
    if mapping.pseudonymise:
        hashed = recognise(frame, kind, mapping).get("person_id")
    for column in frame.columns:
        if column == hashed:
            continue
        cells = frame[column]
        holds = has_identity_number(cells.cat.categories)
        if not holds.any():
            continue
        shown = pd.Series(pd.Categorical.from_codes(cells.cat.codes, cells.cat.categories))
        findings.refuse(
            "identity_number",
            masked(column),
            spread(cells, holds, fill=False),
            _(
                "a personal identity number; take it out, or let the mapping replace the column "
                "by a keyed hash (person_id: pseudonymise)"
            ),
            shown,
        )
