"""Can these events be trusted, and when did each begin and end?

Three forms come in: episodes (start, end), logs with one time stamp (an instant: it ends the day
it starts), and logs with a start and an end stamp. Monthly states are in wide_months.py.
"""

import numpy as np
import pandas as pd

from data_pipeline.checks.people import person_ids
from data_pipeline.columns.event_times import FIRST_DAY, Times, event_times
from data_pipeline.columns.spellings import joined_spellings
from data_pipeline.columns.values import spread
from data_pipeline.columns.wide_months import monthly_states
from data_pipeline.findings.known import Known
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import Columns, recognise, simplified
from data_pipeline.read_files.errors import BadMapping
from language import _, ngettext, whole


def check_events(findings: Findings, mapping: Mapping, known: Known) -> pd.DataFrame:
    """The events that may be loaded, in the store's columns.

    raises  ColumnsNotFound, ColumnInDoubt, BadMapping, NoPseudonymKey; trouble in rows goes into
            `findings` instead
    """
    frame = findings.table.frame
    columns = recognise(frame, "events", mapping)
    if mapping.wide_months:
        columns.require("events", ["person_id"], list(frame.columns))
        person = person_ids(findings, columns.of["person_id"], mapping)
        _say_strangers(findings, columns.of["person_id"], person, known)
        return monthly_states(findings, person, mapping)
    columns.require("events", _required(columns, mapping), list(frame.columns))
    findings.assumptions += columns.sentence()
    person = person_ids(findings, columns.of["person_id"], mapping)
    times = event_times(findings, columns, mapping, known)
    kind = _kinds(findings, columns, mapping, "activity" if times.is_log else "event")
    what = _types(findings, columns, mapping)
    _refuse_outside(findings, columns, times, mapping, known)
    unit = _units(findings, columns)
    findings.assumptions += columns.unused(frame, mapping)
    _refuse_repeated(findings, columns, person, kind, what, unit, times)
    _say_open_and_overlapping(findings, columns, person, kind, times)
    _say_strangers(findings, columns.of["person_id"], person, known)
    _say_lifecycle(findings)
    events = pd.DataFrame(
        {
            "person_id": person,
            "kind": kind,
            "type": what,
            "unit": unit,
            "start_date": times.start.astype("datetime64[D]").astype("datetime64[us]"),
            "end_date": times.end.astype("datetime64[D]").astype("datetime64[us]"),
            "start_time": times.start,
            "row_number": findings.table.rows,
        }
    )
    return events[~findings.refused].reset_index(drop=True)


def _required(columns: Columns, mapping: Mapping) -> list[str]:
    """What must be there; a single time stamp will do for a start."""
    required = ["person_id"] if mapping.type else ["person_id", "type"]
    return required if "timestamp" in columns.of else [*required, "start_date"]


def _kinds(
    findings: Findings, columns: Columns, mapping: Mapping, otherwise: str
) -> pd.Categorical:
    column = columns.get("kind")
    if column is None or (mapping.kind and "kind" not in mapping.columns):
        kind = mapping.kind or otherwise
        findings.assumptions.append(_("The kind of every event is {kind}.").format(kind=kind))
        return _constant(kind, len(findings.table.frame))
    cells = findings.table.frame[column]
    findings.refuse(
        "no_kind", column, cells.isna().to_numpy(), _("every event must say of which kind it is")
    )
    if mapping.kinds:
        findings.refuse(
            "unknown_kind",
            column,
            spread(cells, ~cells.cat.categories.isin(mapping.kinds), fill=False),
            _("expected one of the kinds that the mapping lists: {kinds}").format(
                kinds=", ".join(mapping.kinds)
            ),
        )
    return cells.array


def _types(findings: Findings, columns: Columns, mapping: Mapping) -> pd.Categorical:
    column = columns.get("type")
    if column is None:
        return _constant(mapping.type, len(findings.table.frame))
    cells = findings.table.frame[column]
    findings.refuse(
        "no_type", column, cells.isna().to_numpy(), _("every event must say what it is")
    )
    names, codes = joined_spellings(
        findings, column, cells.cat.categories, cells.cat.codes.to_numpy()
    )
    return pd.Categorical.from_codes(codes, names, validate=False)


def _units(findings: Findings, columns: Columns) -> pd.Categorical:
    """The home or team of each event; none where the file does not say."""
    column = columns.get("unit")
    if column is None:
        n = len(findings.table.frame)
        return pd.Categorical.from_codes(np.full(n, -1, dtype=np.int8), pd.Index([], dtype="str"))
    return findings.table.frame[column].array


def _constant(value: str, n: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.zeros(n, dtype=np.int8), pd.Index([value], dtype="str"))


def _refuse_outside(
    findings: Findings, columns: Columns, times: Times, mapping: Mapping, known: Known
) -> None:
    """Refuse what lies outside the observed time; count what began before it and went on."""
    column = columns.get("start_date") or columns.of["timestamp"]
    try:
        first = np.datetime64(str(mapping.observed.get("from", FIRST_DAY)), "us")
        last = np.datetime64(str(mapping.observed.get("to", known.today)), "us")
    except ValueError as error:
        raise BadMapping(
            _("observed says 'from' and 'to' as dates: {error}").format(error=error)
        ) from error
    last += np.timedelta64(1, "D")
    began_before = times.start < first
    gone_before = began_before & (times.end < first)
    if "from" not in mapping.observed:
        gone_before = began_before  # 1023 for 2023: nothing is that old
    outside = gone_before | (times.start >= last)
    findings.refuse(
        "outside_observed",
        column,
        outside,
        _(
            "outside the observed time, {first} to {last} ('observed' in the mapping can say "
            "another)"
        ).format(first=str(first)[:10], last=str(last - np.timedelta64(1, "D"))[:10]),
    )
    findings.note(
        "left_truncated",
        _("began before the observed time and went on in it; kept"),
        column,
        began_before & ~outside,
    )


def _refuse_repeated(
    findings: Findings,
    columns: Columns,
    person: pd.Categorical,
    kind: pd.Categorical,
    what: pd.Categorical,
    unit: pd.Categorical,
    times: Times,
) -> None:
    """An episode twice is a mistake; an activity twice at one moment of a log may well be none."""
    rows = pd.DataFrame(
        {
            "person": person.codes,
            "kind": kind.codes,
            "type": what.codes,
            "unit": unit.codes,
            "start": times.start,
            "end": times.end,
        }
    )
    again = rows.duplicated(keep="first").to_numpy() & ~findings.refused
    column = columns.get("type") or columns.of["person_id"]
    if times.is_log:
        message = _("the same activity of the same person at the same time; kept")
        findings.note("same_moment", message, column, again)
    else:
        message = _("the same person, kind, type, unit, start and end as an earlier row")
        findings.refuse("repeated", column, again, message)


def _say_open_and_overlapping(
    findings: Findings,
    columns: Columns,
    person: pd.Categorical,
    kind: pd.Categorical,
    times: Times,
) -> None:
    if times.is_log:
        return
    kept = np.flatnonzero(~findings.refused)
    if not len(kept):
        return
    column = columns.get("end_date") or columns.of["start_date"]
    is_open = np.zeros(len(findings.refused), dtype=bool)
    is_open[kept] = np.isnat(times.end[kept])
    findings.note("open", _("without an end: still running; kept"), column, is_open)
    who = person.codes[kept].astype(np.int64) * (len(kind.categories) + 1) + kind.codes[kept]
    overlapping, same_day = overlaps(who, times.start[kept], times.end[kept])
    for name, which, message in (
        ("overlapping", overlapping, _("begins while an earlier one of the person goes on; kept")),
        ("same_day", same_day, _("begins on the last day of an earlier one of the person; kept")),
    ):
        rows = np.zeros(len(findings.refused), dtype=bool)
        rows[kept[which]] = True
        findings.note(name, message, columns.of["start_date"], rows)


def overlaps(who: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which episodes begin before the last day of an earlier one of the same `who`, or on it.

    who          whole number per person and kind
    start, end   datetime64; NaT end: still running. Days count, ends are inclusive
    returns      two bool arrays in the order given: begins before that day, begins on that day
    """
    first = start.astype("datetime64[D]").astype(np.int64)
    never = np.int64(1) << 22
    last = np.where(np.isnat(end), never, end.astype("datetime64[D]").astype(np.int64))
    order = np.lexsort((last, first, who))
    _names, group = np.unique(who[order], return_inverse=True)
    # one running maximum over all persons: each person's days lie above all of the one before
    lift = group * (never * 4)
    reach = np.maximum.accumulate(last[order] + lift)
    before = np.concatenate([[np.int64(-1) << 60], reach[:-1]])
    is_same_person = np.concatenate([[False], group[1:] == group[:-1]])
    begins = first[order] + lift
    overlapping, same_day = np.zeros((2, len(who)), dtype=bool)
    overlapping[order] = is_same_person & (begins < before)
    same_day[order] = is_same_person & (begins == before)
    return overlapping, same_day


def _say_strangers(findings: Findings, column: str, person: pd.Categorical, known: Known) -> None:
    people = known.find_people()
    if not len(people):
        findings.note("no_people", _("no people are loaded, so nothing is known of who these are"))
        return
    is_stranger = np.append(~person.categories.isin(people), False)
    n = int(is_stranger.sum())
    findings.note(
        "not_in_people",
        ngettext(
            "{n} person has events but is not among the people loaded; kept",
            "{n} persons have events but are not among the people loaded; kept",
            n,
        ).format(n=whole(n)),
        column,
        is_stranger[person.codes],
    )


def _say_lifecycle(findings: Findings) -> None:
    """Logs that note both the start and the end of an activity count it twice."""
    for column in findings.table.columns:
        if simplified(column) == "lifecycle_transition":
            steps = list(findings.table.frame[column].cat.categories)
            if len(steps) > 1:
                message = _(
                    "an activity has several steps ({steps}), each counted as an event; keep one "
                    "by 'keep_rows: {{{column}: {last}}}' in the mapping"
                ).format(steps=", ".join(steps), column=column, last=steps[0])
                findings.note("lifecycle", message, column)
