"""What would a mapping for this file look like, for a person to read through and correct?"""

import json

from data_pipeline.columns.person_columns import in_order, sort_columns
from data_pipeline.columns.wide_months import month_columns
from data_pipeline.findings.identity_numbers import has_identity_number, require_plain_header
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import NAMES, Columns, recognise
from data_pipeline.read_files.files import read_table
from data_pipeline.read_files.table import Delivery, Table
from language import _
from language.identity_numbers import masked

REQUIRED = {
    "people": ("person_id", "year"),
    "events": ("person_id", "type", "start_date"),
    "observations": ("indicator_id", "area_code", "year"),
    "areas": ("area_code",),
    "comparison_groups": ("group_id", "title", "member_code"),
}


def proposal(delivery: Delivery, kind: str, mapping: Mapping) -> str:
    """A mapping as YAML with a comment for each column; what is missing is marked '???'."""
    table = read_table(delivery, mapping.layout)
    require_plain_header(delivery.name, table.columns)
    columns = recognise(table.frame, kind, mapping)
    lines = [
        "# "
        + _("Proposed from {file} ({read_as}).").format(
            file=masked(delivery.name), read_as=masked(table.read_as)
        ),
        "# " + _("All that can be said here is explained in docs/mapping.md."),
        f"load_as: {kind}",
        "",
        "columns:  # " + _("our name: the column in the file"),
    ]
    for ours in NAMES[kind]:
        if theirs := columns.get(ours):
            lines.append(f"  {ours}: {_quoted(theirs)}  # {_glimpse(table, theirs, ours)}")
        elif ours in columns.doubtful:
            either = ", ".join(columns.doubtful[ours])
            lines.append(f"  # {ours}: ???  # " + _("could be {either}").format(either=either))
        elif ours == "start_date" and "timestamp" in columns.of:
            continue
        elif ours in REQUIRED[kind]:
            lines.append(f"  # {ours}: ???  # " + _("not found; must be said"))
    if kind == "events" and "type" not in columns.of:
        lines += _month_lines(table)
    if kind == "people" and "person_id" in columns.of:
        lines += _person_lines(table, columns, mapping)
    unused = [c for c in table.columns if c not in columns.of.values()]
    if kind != "people" and unused:
        lines += [
            "",
            "# " + _("Columns that are not used: {names}").format(names=", ".join(unused)),
        ]
    return "\n".join(lines) + "\n"


def _month_lines(table: Table) -> list[str]:
    months = month_columns(table.columns)
    if not months:
        return []
    return [
        "",
        "wide_months:  # " + _("a column a month, each an event of its own"),
        f"  from: {_quoted(months[0])}",
        f"  to: {_quoted(months[-1])}",
        "  kind: state",
    ]


def _person_lines(table: Table, columns: Columns, mapping: Mapping) -> list[str]:
    kinds = sort_columns(table.frame, columns, mapping)
    lines = []
    if "year" not in columns.of:
        lines += ["", "# year: 2024  # " + _("where no column says the year")]
    lines += ["", "# person_id: pseudonymise  # " + _("replaces person_id by a keyed hash")]
    sections = (
        ("dimensions", kinds.dimensions, _("backgrounds that people are broken down by")),
        ("outcomes", kinds.outcomes, _("yes/no; yes is the thing that should not happen")),
    )
    for section, names, comment in sections:
        if names:
            lines += ["", f"{section}:  # {comment}"]
            lines += [
                f"  {_quoted(name)}: {{sv: {_quoted(name)}}}  # {_glimpse(table, name, name)}"
                for name in names
            ]
    if kinds.neither:
        lines += ["", "ignore:"]
        lines += [f"  - {_quoted(name)}  # {why}" for name, why in kinds.neither.items()]
    return lines


def _glimpse(table: Table, column: str, ours: str) -> str:
    """How many values, and the first of them; a person's number is nobody's example."""
    values = list(table.frame[column].cat.categories)
    count = _("{n} different values").format(n=len(values))
    if ours == "person_id" or not values:
        return count
    some = table.frame[column].cat.categories[:1000]
    first = in_order(list(some[~has_identity_number(some)]))[:4]
    shown = ", ".join(masked(" ".join(v.split()))[:25] for v in first)
    return f"{count}: {shown}" if shown else count


def _quoted(text: str) -> str:
    return text if text.isidentifier() else json.dumps(text, ensure_ascii=False)
