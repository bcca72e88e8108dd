"""How does a row of the database become a value that pages and reports share?"""

from needs.figures import Figures, SourceSeen
from needs.need import Change, Evidence, IdeaReview, Need, TargetGroup, Voice, VoiceKind
from needs.status import Check, Status
from needs.tables import ChangeRow, EvidenceRow, NeedRow, VoiceRow


def need_of(row: NeedRow) -> Need:
    """The need with what is attached to it and not taken away."""
    return Need(
        id=row.id,
        version=row.version,
        title=row.title,
        sentence=row.sentence,
        theme=row.theme,
        target_group=TargetGroup.from_json(row.target_group),
        staff_picture=row.staff_picture,
        staff_picture_at=row.staff_picture_at,
        agreed_picture=row.agreed_picture,
        idea_review=IdeaReview.from_json(row.idea_review),
        status=Status(row.status),
        set_aside_reason=row.set_aside_reason,
        main_evidence_id=row.main_evidence_id,
        created_at=row.created_at,
        changed_at=row.changed_at,
        created_by=row.created_by,
        evidence=tuple(evidence_of(e) for e in row.evidence if e.taken_away_at is None),
        voices=tuple(voice_of(v) for v in row.voices if v.taken_away_at is None),
        checks=frozenset(Check(check.name) for check in row.checks),
    )


def evidence_of(row: EvidenceRow) -> Evidence:
    """Frozen figures as they were saved."""
    return Evidence(
        id=row.id,
        need_id=row.need_id,
        kind=row.kind,
        title=row.title,
        sentence=row.sentence,
        figures=Figures.from_json(row.figures),
        method=row.method,
        sources=tuple(SourceSeen(**source) for source in row.sources),
        caveats=tuple(row.caveats),
        data_version=row.data_version,
        is_sample=row.is_sample,
        question=row.question,
        link=row.link,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
    )


def voice_of(row: VoiceRow) -> Voice:
    """People's words."""
    return Voice(
        id=row.id,
        kind=VoiceKind(row.kind),
        who=row.who,
        words=row.words,
        said_on=row.said_on,
        added_at=row.added_at,
        added_by=row.added_by,
    )


def change_of(row: ChangeRow) -> Change:
    """One entry of the log."""
    return Change(at=row.at, by=row.by, what=row.what, before=row.before, after=row.after)
