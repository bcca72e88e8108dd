"""How are figures and people's words put under a need, and taken away again?

Appending never overwrites, so it asks for no version. What is taken away stays in the database and
the log; it is refused while the need's status rests on it.
"""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from language import _
from needs.database import Database
from needs.errors import StillNeeded, UnknownNeed
from needs.figures import Snapshot
from needs.free_text import checked
from needs.from_rows import need_of
from needs.need import Need, VoiceKind
from needs.repository import ROLE, log, row_of
from needs.steps import missing_for
from needs.tables import EvidenceRow, NeedRow, VoiceRow


def save_evidence(
    database: Database, need_id: int, snapshot: Snapshot, *, role: str = ROLE
) -> Need:
    """The need with what was seen frozen under it; raises UnknownNeed."""
    row = EvidenceRow(
        need_id=need_id,
        kind=snapshot.kind,
        title=snapshot.title,
        sentence=snapshot.sentence,
        figures=snapshot.figures.to_json(),
        method=snapshot.method,
        sources=[asdict(source) for source in snapshot.sources],
        caveats=list(snapshot.caveats),
        data_version=snapshot.data_version,
        is_sample=snapshot.is_sample,
        question=dict(snapshot.question),
        link=snapshot.link,
        saved_at=datetime.now(UTC),
        saved_by=role,
    )
    return _appended(database, need_id, row, ("evidence", snapshot.title), role)


def add_voice(
    database: Database,
    need_id: int,
    kind: VoiceKind,
    who: str,
    words: str,
    *,
    said_on: date | None = None,
    role: str = ROLE,
) -> Need:
    """The need with people's words under it; `who` is a role, never a name.

    raises  UnknownNeed; EmptyText; IdentityNumberInText; TextTooLong
    """
    who = checked(who, _("Who said it (a role)"), required=True)
    row = VoiceRow(
        need_id=need_id,
        kind=kind.value,
        who=who,
        words=checked(words, _("People's words"), required=True),
        said_on=said_on,
        added_at=datetime.now(UTC),
        added_by=role,
    )
    return _appended(database, need_id, row, ("voice", f"{kind.words}: {who}"), role)


def take_away_evidence(database: Database, evidence_id: int, *, role: str = ROLE) -> Need:
    """The need without this evidence; raises StillNeeded, UnknownNeed."""
    return _taken_away(database, EvidenceRow, evidence_id, "evidence", role)


def take_away_voice(database: Database, voice_id: int, *, role: str = ROLE) -> Need:
    """The need without these words; raises StillNeeded, UnknownNeed."""
    return _taken_away(database, VoiceRow, voice_id, "voice", role)


def _appended(
    database: Database, need_id: int, row: Any, logged: tuple[str, str], role: str
) -> Need:
    with database.writing() as session:
        need = row_of(session, need_id)
        session.add(row)
        log(session, need_id, role, logged[0], "", logged[1])
        session.flush()
        session.refresh(need)
        return need_of(need)


def _taken_away(database: Database, table: type, number: int, what: str, role: str) -> Need:
    with database.writing() as session:
        row = session.get(table, number)
        if row is None or row.taken_away_at is not None:
            raise UnknownNeed(number)
        row.taken_away_at = datetime.now(UTC)
        need = row_of(session, row.need_id)
        _refuse_if_needed(session, need)
        # The row of the need is touched, so that a status set at this moment is noticed.
        need.changed_at = row.taken_away_at
        if what == "evidence" and need.main_evidence_id == number:
            need.main_evidence_id = None
        log(session, need.id, role, what, row.title if what == "evidence" else row.who, "")
        session.flush()
        return need_of(need)


def _refuse_if_needed(session: Session, need: NeedRow) -> None:
    left = need_of(need)
    missing = missing_for(left, left.status, left.set_aside_reason)
    if missing:
        raise StillNeeded(missing, left.status.words)
