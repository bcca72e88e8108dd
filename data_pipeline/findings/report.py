"""What was wrong with a file, where, how often, and what was expected instead?

`Findings` collects while the checks run; `Report` is what a person reads afterwards. No value is
shown before `masked` has been over it: a report must never carry an identity number further.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data_pipeline.findings.identity_numbers import masked
from data_pipeline.read_files.table import Table
from language import _, ngettext, whole

EXAMPLES = 10
EXAMPLES_OF_NOTES = 3  # what stops nothing should not fill the screen
LONGEST_VALUE = 60


@dataclass(frozen=True)
class Finding:
    """One kind of trouble in one column: how many rows, the first ten of them."""

    kind: str
    column: str  # as the file names it; '' for the row or file as a whole
    message: str  # what was expected
    count: int
    examples: tuple[tuple[int, str], ...]  # row in the file, value (masked)
    is_refusal: bool


@dataclass(frozen=True)
class Report:
    """The outcome of checking one file."""

    file: str
    kind: str  # people, events, ...
    read_as: str
    rows_read: int
    rows_kept: int
    findings: tuple[Finding, ...]
    assumptions: tuple[str, ...]

    @property
    def rows_refused(self) -> int:
        """Rows that cannot be loaded as they stand."""
        return self.rows_read - self.rows_kept

    @property
    def refusals(self) -> list[Finding]:
        """What stops the load."""
        return [finding for finding in self.findings if finding.is_refusal]

    def as_frame(self) -> pd.DataFrame:
        """One row per example: is_refusal, kind, file, row, column, value, message, count."""
        rows = [
            (f.is_refusal, f.kind, self.file, row, f.column, value, f.message, f.count)
            for f in self.findings
            for row, value in (f.examples or ((None, ""),))
        ]
        columns = ["is_refusal", "kind", "file", "row", "column", "value", "message", "count"]
        return pd.DataFrame(rows, columns=columns)

    def as_text(self) -> str:
        """The report as the command line shows it."""
        lines = [f"{self.file} ({self.read_as})"]
        lines += [f"  {text}" for text in self.assumptions]
        for finding in sorted(self.findings, key=lambda f: f.is_refusal):
            lines += _finding_lines(finding, self.file)
        lines.append(
            _("{read} rows read, {kept} fit to load, {refused} refused.").format(
                read=whole(self.rows_read),
                kept=whole(self.rows_kept),
                refused=whole(self.rows_refused),
            )
        )
        return "\n".join(lines)


def _finding_lines(finding: Finding, file: str) -> list[str]:
    sign = "✗" if finding.is_refusal else "·"
    column = f"{finding.column}: " if finding.column else ""
    count = ""
    if finding.count:
        rows = ngettext("{n} row", "{n} rows", finding.count).format(n=whole(finding.count))
        count = f" ({rows})"
    lines = [f"{sign} {column}{finding.message}{count}"]
    shown = finding.examples if finding.is_refusal else finding.examples[:EXAMPLES_OF_NOTES]
    for row, value in shown:
        place = _("{file}, row {row}").format(file=file, row=row)
        column = _(", column {column}").format(column=finding.column) if finding.column else ""
        text = value or _("(empty)")
        lines.append(f"    {place}{column}: {text}")
    if shown and finding.count > len(shown):
        lines.append("    …")
    return lines


@dataclass
class Findings:
    """Collects what the checks find in a table, and which of its rows are refused."""

    table: Table
    refused: np.ndarray  # bool, one per row of the table
    reasons: list[tuple[np.ndarray, str]] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)

    @classmethod
    def about(cls, table: Table) -> "Findings":
        """Nothing found in `table` yet."""
        return cls(table, np.zeros(len(table.frame), dtype=bool))

    def refuse(
        self,
        kind: str,
        column: str,
        rows: np.ndarray,
        message: str,
        values: np.ndarray | pd.Series | None = None,
    ) -> None:
        """Refuse `rows` (bool per row of the table) because of `column`, with `message`."""
        if not rows.any():
            return
        self.refused |= rows
        positions = np.flatnonzero(rows)
        reason = masked(f"{column}: {message}" if column else message)
        self.reasons.append((positions, reason))
        self._add(kind, column, positions, message, values, is_refusal=True)

    def note(
        self,
        kind: str,
        message: str,
        column: str = "",
        rows: np.ndarray | None = None,
        values: np.ndarray | pd.Series | None = None,
    ) -> None:
        """Say something that stops nothing; about `rows` where given, else about the file."""
        if rows is not None and not rows.any():
            return
        positions = np.flatnonzero(rows) if rows is not None else np.array([], dtype=int)
        self._add(kind, column, positions, message, values, is_refusal=False)

    def _add(
        self,
        kind: str,
        column: str,
        positions: np.ndarray,
        message: str,
        values: np.ndarray | pd.Series | None,
        *,
        is_refusal: bool,
    ) -> None:
        first = positions[:EXAMPLES]
        if values is None and column in self.table.frame:
            values = self.table.frame[column]
        shown = (
            np.full(len(first), "", dtype=object)
            if values is None
            else np.asarray(pd.Series(values).iloc[first], dtype=object)
        )
        examples = tuple(
            (int(self.table.rows[position]), shown_value(value))
            for position, value in zip(first, shown, strict=True)
        )
        self.found.append(
            Finding(kind, column, masked(message), len(positions), examples, is_refusal)
        )

    def refused_rows(self) -> pd.DataFrame:
        """The refused rows as delivered (identity numbers masked), with row and reasons."""
        positions = np.flatnonzero(self.refused)
        reasons = np.full(len(self.refused), "", dtype=object)
        for refused, reason in self.reasons:
            reasons[refused] += np.where(reasons[refused] == "", "", "; ") + reason
        frame = self.table.frame.iloc[positions].astype(object)
        frame = frame.map(lambda cell: masked(cell) if isinstance(cell, str) else "")
        frame.insert(0, "row", self.table.rows[positions])
        frame.insert(1, "refused_because", reasons[positions])
        broken = [left for left in self.table.left_out if not left.is_footer]
        if broken:
            extra = pd.DataFrame(
                {
                    "row": [left.row for left in broken],
                    "refused_because": [left.reason for left in broken],
                    self.table.columns[0]: [masked(left.text) for left in broken],
                }
            )
            frame = pd.concat([frame, extra]).fillna("").sort_values("row")
        return frame

    def report(self, file: str, kind: str) -> Report:
        """Everything found, with what the reading of the file itself left out."""
        broken = [left for left in self.table.left_out if not left.is_footer]
        for reason in dict.fromkeys(left.reason for left in broken):
            same = [left for left in broken if left.reason == reason]
            examples = tuple((left.row, shown_value(left.text)) for left in same[:EXAMPLES])
            self.found.append(Finding("broken_row", "", reason, len(same), examples, True))
        notes = [left for left in self.table.left_out if left.is_footer]
        if notes:
            message = _("notes below the table were left out")
            examples = tuple((left.row, shown_value(left.text)) for left in notes[:EXAMPLES])
            self.found.append(Finding("footer", "", message, len(notes), examples, False))
        return Report(
            file=masked(file),
            kind=kind,
            read_as=masked(self.table.read_as),
            rows_read=len(self.refused) + len(broken),
            rows_kept=int((~self.refused).sum()),
            findings=tuple(self.found),
            assumptions=tuple(masked(text) for text in (*self.table.notices, *self.assumptions)),
        )


def shown_value(value: object) -> str:
    """A cell as a report may show it: masked, one line, not too long."""
    if value is None or value is pd.NaT or isinstance(value, float) and value != value:
        return ""
    text = " ".join(masked(str(value)).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
