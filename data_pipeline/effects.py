"""What does a load add, replace and take away, in words?

The same words whether the file is only checked or loaded. A load that would take something away
is refused unless somebody has said that it may.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from data_pipeline.checks import CheckResult
from data_pipeline.mapping.mapping import Mapping
from language import _, current, ngettext, whole
from language.errors import BehovsbildError
from store.writing.effects import Effects, LostColumn, effects_of, looked_at
from store.writing.new_version import Draft


class WouldTakeAway(BehovsbildError, RuntimeError):
    """The load would take something away, and nobody has said that it may."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The load would take away or change what is in the store (see above); say "
                "--replace if that is right. The store is as it was."
            )
        )


def effects_of_check(result: CheckResult, mapping: Mapping) -> tuple[Effects, bool]:
    """What loading the file would do to the store as it is now, and whether to the sample's."""
    with looked_at() as (connection, replaces_sample):
        return _effects(connection, result, mapping), replaces_sample


def effects_on(draft: Draft, result: CheckResult, mapping: Mapping) -> Effects:
    """What putting the file into `draft` would do; asked before it is put."""
    return _effects(draft.con, result, mapping)


def _effects(connection: Any, result: CheckResult, mapping: Mapping) -> Effects:
    observed = (mapping.observed.get("from"), mapping.observed.get("to"))
    return effects_of(
        connection, result.kind, result.frame, columns=result.person_columns, observed=observed
    )


def told(effects: Effects, *, replaces_sample: bool) -> str:
    """The effects, a line each, under a heading."""
    lines = [_("The sample municipality gives place to your own data.")] if replaces_sample else []
    for row in effects.scopes.itertuples():
        lines += list(_scope(effects.kind, row))
    lines += [_lost(column) for column in effects.lost_columns]
    return "\n".join([_("In the store:"), *(f"  {line}" for line in lines)])


def _scope(kind: str, row: Any) -> Iterator[str]:
    if kind in ("observations", "areas"):
        yield from _one_by_one(kind, row)
        return
    what = _amount(kind, row.after, row.scope)
    if not row.before:
        yield _("adds {what}").format(what=what)
        return
    was = _amount(kind, row.before, row.scope)
    if kind == "events":
        was = _("{what} ({first} to {last})").format(
            what=was, first=_day(row.first_date), last=_day(row.last_date)
        )
    told = _("replaces {was} from {files} by {n}").format(
        was=was, files=row.files or "-", n=whole(row.after)
    )
    yield f"{told}: {_difference(kind, row)}"
    if kind == "events" and row.is_shorter:
        text = _("{kind}: known {first} to {last}, where the store says {was_from} to {was_until}")
        yield text.format(
            kind=row.scope,
            first=_day(row.known_from),
            last=_day(row.known_until),
            was_from=_day(row.was_from),
            was_until=_day(row.was_until),
        )


def _amount(kind: str, count: int, scope: str) -> str:
    if kind == "people":
        text = ngettext("{n} person {year}", "{n} persons {year}", count)
        return text.format(n=whole(count), year=scope)
    if kind == "events":
        text = ngettext("{n} event of the kind {kind}", "{n} events of the kind {kind}", count)
        return text.format(n=whole(count), kind=scope)
    text = ngettext("{n} member of the group {group}", "{n} members of the group {group}", count)
    return text.format(n=whole(count), group=scope)


def _difference(kind: str, row: Any) -> str:
    parts = []
    if row.gone and kind == "people":
        text = ngettext("{n} person disappears", "{n} persons disappear", row.gone)
        parts.append(text.format(n=whole(row.gone)))
    elif row.gone and kind == "events":
        text = ngettext(
            "{n} event disappears or changes", "{n} events disappear or change", row.gone
        )
        parts.append(text.format(n=whole(row.gone)))
    elif row.gone:
        text = ngettext("{n} member disappears", "{n} members disappear", row.gone)
        parts.append(text.format(n=whole(row.gone)))
    if row.changed and kind == "people":
        text = ngettext("{n} person gets other values", "{n} persons get other values", row.changed)
        parts.append(text.format(n=whole(row.changed)))
    elif row.changed:
        parts.append(_("title or theme changes"))
    if parts:
        return ", ".join(parts)
    if kind == "people":
        return _("nobody disappears and no value changes")
    if row.after > row.before:
        return _("all that was there stays, {n} more").format(n=whole(row.after - row.before))
    return _("all that was there stays")


def _one_by_one(kind: str, row: Any) -> Iterator[str]:
    new, same = row.after - row.before, row.before - row.changed
    if new:
        yield _("adds {what}").format(what=_number_of(kind, new))
    if same:
        yield _("replaces {what} by the same").format(what=_number_of(kind, same))
    if row.changed:
        yield _("changes {what} from {files}").format(
            what=_number_of(kind, row.changed), files=row.files or "-"
        )
    if row.gone:
        text = ngettext("{n} area loses its boundary", "{n} areas lose their boundary", row.gone)
        yield text.format(n=whole(row.gone))


def _number_of(kind: str, count: int) -> str:
    if kind == "areas":
        return ngettext("{n} area", "{n} areas", count).format(n=whole(count))
    return ngettext("{n} value", "{n} values", count).format(n=whole(count))


def _lost(column: LostColumn) -> str:
    label = column.label_sv if current() == "sv" else column.label_en
    text = (
        _("the outcome {name} ({label}) disappears for {years}")
        if column.is_outcome
        else _("the background {name} ({label}) disappears for {years}")
    )
    return text.format(name=column.name, label=label, years=", ".join(map(str, column.years)))


def _day(value: pd.Timestamp) -> str:
    return "-" if pd.isna(value) else f"{value:%Y-%m-%d}"
