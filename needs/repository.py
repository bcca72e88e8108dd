"""How is a need found, begun, edited and moved on? Every change is checked and logged.

An edit names the version that it was made on. Where somebody else saved in between, nothing is
saved and the editor gets both versions (StaleEdit).
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from language import _
from needs.database import Database
from needs.errors import NotEditable, StaleEdit, UnknownNeed
from needs.free_text import checked
from needs.from_rows import change_of, need_of
from needs.need import EDITABLE, Change, IdeaReview, Need, TargetGroup, logic_model
from needs.status import Check, Status
from needs.steps import NotReady, missing_for
from needs.tables import ChangeRow, CheckRow, NeedRow

ROLE = "strategist"  # until somebody logs in


def all_needs(database: Database) -> tuple[Need, ...]:
    """Every need, the latest changed first."""
    with database.reading() as session:
        rows = session.scalars(select(NeedRow).order_by(NeedRow.changed_at.desc(), NeedRow.id))
        return tuple(need_of(row) for row in rows)


def one_need(database: Database, need_id: int) -> Need:
    """The need with this number; raises UnknownNeed."""
    with database.reading() as session:
        return need_of(row_of(session, need_id))


def history(database: Database, need_id: int) -> tuple[Change, ...]:
    """Who changed what, the latest first."""
    with database.reading() as session:
        asked = select(ChangeRow).where(ChangeRow.need_id == need_id)
        return tuple(change_of(row) for row in session.scalars(asked.order_by(ChangeRow.id.desc())))


def begin_need(
    database: Database, title: str, *, theme: str = "", sentence: str = "", role: str = ROLE
) -> Need:
    """A new need, noticed.

    raises  EmptyText where the title is; IdentityNumberInText; TextTooLong
    """
    now = datetime.now(UTC)
    row = NeedRow(
        title=checked(title, field_titles()["title"], required=True),
        sentence=checked(sentence, field_titles()["sentence"]),
        theme=theme,
        target_group=TargetGroup().to_json(),
        staff_picture="",
        agreed_picture="",
        idea_review=IdeaReview().to_json(),
        status=Status.NOTICED.value,
        set_aside_reason="",
        created_at=now,
        changed_at=now,
        created_by=role,
    )
    with database.writing() as session:
        session.add(row)
        session.flush()
        log(session, row.id, role, "status", "", Status.NOTICED.value)
        return need_of(row)


def edit_need(
    database: Database, need_id: int, version: int, changes: Mapping[str, Any], *, role: str = ROLE
) -> Need:
    """The need with `changes` (field of EDITABLE -> value as in Need) saved.

    version  of the need that the editor saw
    raises   StaleEdit; UnknownNeed; NotEditable; IdentityNumberInText; EmptyText; TextTooLong
    """
    unknown = [name for name in changes if name not in EDITABLE]
    if unknown:
        raise NotEditable(unknown, EDITABLE)
    fit = {name: _fit(name, value) for name, value in changes.items()}

    def edit(session: Session, row: NeedRow, now: datetime) -> None:
        for name, value in fit.items():
            before = getattr(row, name)
            if before == value:
                continue
            setattr(row, name, value)
            log(session, need_id, role, name, _as_text(before), _as_text(value), at=now)
            if name == "staff_picture" and row.staff_picture_at is None:
                row.staff_picture_at = now

    return _changed(database, need_id, version, changes, edit)


def set_status(
    database: Database,
    need_id: int,
    version: int,
    status: Status,
    *,
    reason: str = "",
    role: str = ROLE,
) -> Need:
    """The need with another status; a step back is always allowed.

    reason  why it is set aside
    raises  NotReady, which says what is missing; StaleEdit; UnknownNeed; IdentityNumberInText
    """
    why = checked(reason, _("The reason"))

    def move(session: Session, row: NeedRow, now: datetime) -> None:
        missing = missing_for(need_of(row), status, why)
        if missing:
            raise NotReady(status, missing)
        log(session, need_id, role, "status", row.status, status.value, at=now)
        if row.set_aside_reason != why and status is Status.SET_ASIDE:
            log(session, need_id, role, "set_aside_reason", row.set_aside_reason, why, at=now)
        row.status = status.value
        row.set_aside_reason = why if status is Status.SET_ASIDE else ""

    return _changed(database, need_id, version, {"status": status}, move)


def tick(
    database: Database,
    need_id: int,
    version: int,
    check: Check,
    *,
    ticked: bool = True,
    role: str = ROLE,
) -> Need:
    """The need with one of the three checks ticked or not; raises StaleEdit, UnknownNeed."""

    def put(session: Session, row: NeedRow, now: datetime) -> None:
        there = {c.name: c for c in row.checks}
        if ticked == (check.value in there):
            return
        if ticked:
            row.checks.append(CheckRow(name=check.value, ticked_at=now, ticked_by=role))
        else:
            row.checks.remove(there[check.value])
        before, after = ("", "x") if ticked else ("x", "")
        log(session, need_id, role, f"check:{check.value}", before, after, at=now)

    return _changed(database, need_id, version, {"checks": check}, put)


def field_titles() -> dict[str, str]:
    """What each part of a need is called on screen, in the log and in messages."""
    return {
        "title": _("Title"),
        "sentence": _("The need in one sentence"),
        "theme": _("Theme"),
        "target_group": _("Target group"),
        "staff_picture": _("The staff's picture"),
        "agreed_picture": _("The agreed picture"),
        "idea_review": _("Basis for the idea review"),
        "main_evidence_id": _("Evidence on the card"),
        "status": _("Status"),
        "set_aside_reason": _("Reason"),
        "evidence": _("Evidence"),
        "voice": _("People's words"),
    }


def row_of(session: Session, need_id: int) -> NeedRow:
    """The row of a need; raises UnknownNeed."""
    row = session.get(NeedRow, need_id)
    if row is None:
        raise UnknownNeed(need_id)
    return row


def log(
    session: Session,
    need_id: int,
    role: str,
    what: str,
    before: str,
    after: str,
    *,
    at: datetime | None = None,
) -> None:
    """Note who changed what."""
    at = at or datetime.now(UTC)
    session.add(ChangeRow(need_id=need_id, at=at, by=role, what=what, before=before, after=after))


def _changed(
    database: Database, need_id: int, version: int, mine: Mapping[str, Any], change: Any
) -> Need:
    """The need after `change(session, row, now)`, unless its version is another by now."""
    try:
        with database.writing() as session:
            row = row_of(session, need_id)
            if row.version != version:
                raise StaleEdit(need_of(row), mine)
            now = datetime.now(UTC)
            change(session, row, now)
            if session.new or session.dirty or session.deleted:
                row.changed_at = now
            session.flush()
            return need_of(row)
    except StaleDataError:  # somebody saved between our reading and our writing
        raise StaleEdit(one_need(database, need_id), mine) from None


def _fit(name: str, value: Any) -> Any:
    """A field's value as it is kept, its texts checked."""
    title = field_titles()[name]
    if name == "target_group":
        return TargetGroup(checked(value.words, title), value.conditions).to_json()
    if name == "idea_review":
        named = {**review_titles(), **logic_model()}
        texts = value.to_json()
        return {part: checked(text, named.get(part, title)) for part, text in texts.items()}
    if name == "main_evidence_id":
        return value
    return checked(value, title, required=name == "title")


def review_titles() -> dict[str, str]:
    """Field of IdeaReview, the logic model apart, -> its heading."""
    from needs.need import five_questions

    return {
        **five_questions(),
        "content": _("Content"),
        "expected_effects": _("Expected effects"),
        "open_questions": _("Open questions"),
    }


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
