"""What is a need, once it is read from the database? Frozen values that pages and reports share."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from language import _
from needs.figures import Snapshot
from needs.status import Check, Status

EDITABLE = (
    "title",
    "sentence",
    "theme",
    "target_group",
    "staff_picture",
    "agreed_picture",
    "idea_review",
    "main_evidence_id",
)


@dataclass(frozen=True)
class TargetGroup:
    """For whom: in words, and as conditions on dimensions (name, value) where it was delimited."""

    words: str = ""
    conditions: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries."""
        return {"words": self.words, "conditions": [list(each) for each in self.conditions]}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "TargetGroup":
        """What `to_json` gave."""
        return cls(content["words"], tuple((name, value) for name, value in content["conditions"]))


@dataclass(frozen=True)
class IdeaReview:
    """What the hand-over says beside the need: the five questions, content, logic model."""

    real_need: str = ""
    new_ways: str = ""
    several_boards: str = ""
    better_and_cheaper: str = ""
    priorities: str = ""
    content: str = ""
    expected_effects: str = ""
    resources: str = ""
    activities: str = ""
    short_term_results: str = ""
    long_term_goals: str = ""
    open_questions: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers to the five questions, in their order."""
        return tuple(getattr(self, name) for name in list(five_questions()))

    def to_json(self) -> dict[str, str]:
        """Field -> text."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, str]) -> "IdeaReview":
        """What `to_json` gave; fields of another version are left out or stay empty."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: text for name, text in content.items() if name in known})


def five_questions() -> dict[str, str]:
    """Field of IdeaReview -> the municipality's question."""
    return {
        "real_need": _("Does it meet a real need?"),
        "new_ways": _("Does it test new ways of working?"),
        "several_boards": _("Are several boards or civil society involved?"),
        "better_and_cheaper": _("Does it promise a better outcome and lower costs?"),
        "priorities": _("Is it in line with the overall priorities?"),
    }


def logic_model() -> dict[str, str]:
    """Field of IdeaReview -> its heading in the simplified logic model."""
    return {
        "resources": _("Resources"),
        "activities": _("Activities"),
        "short_term_results": _("Short-term results"),
        "long_term_goals": _("Long-term goals"),
    }


class VoiceKind(StrEnum):
    """How people's words were gathered."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    OBSERVATION = "observation"
    DOCUMENT = "document"

    @property
    def words(self) -> str:
        """The kind as it is shown."""
        return {
            VoiceKind.INTERVIEW: _("interview"),
            VoiceKind.FOCUS_GROUP: _("focus group"),
            VoiceKind.OBSERVATION: _("observation"),
            VoiceKind.DOCUMENT: _("document"),
        }[self]


@dataclass(frozen=True)
class Voice:
    """People's own words; `who` is a role ('skolkurator'), never a name."""

    id: int
    kind: VoiceKind
    who: str
    words: str
    said_on: date | None
    added_at: datetime
    added_by: str


@dataclass(frozen=True)
class Evidence(Snapshot):
    """What a page showed when it was saved; never changed afterwards."""

    id: int
    need_id: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True)
class Change:
    """One entry of the log: who changed what, from what to what."""

    at: datetime
    by: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Need:
    """A named gap for a target group, with what it rests on.

    sentence    the need in one sentence that can be read aloud
    theme       id of a theme in the catalogue, or ''
    staff_picture, staff_picture_at   what those who work there said, and when it was first written
    version     counts every edit; an edit names the version that it was made on
    """

    id: int
    version: int
    title: str
    sentence: str
    theme: str
    target_group: TargetGroup
    staff_picture: str
    staff_picture_at: datetime | None
    agreed_picture: str
    idea_review: IdeaReview
    status: Status
    set_aside_reason: str
    main_evidence_id: int | None
    created_at: datetime
    changed_at: datetime
    created_by: str
    evidence: tuple[Evidence, ...] = ()
    voices: tuple[Voice, ...] = ()
    checks: frozenset[Check] = frozenset()

    @property
    def main_evidence(self) -> Evidence | None:
        """The evidence that stands on the need's card: as chosen, else the first saved."""
        chosen = [e for e in self.evidence if e.id == self.main_evidence_id]
        return next(iter([*chosen, *self.evidence]), None)

    @property
    def staff_came_first(self) -> bool | None:
        """Whether the staff's picture was written before any figure was saved; None without it."""
        if self.staff_picture_at is None:
            return None
        return all(self.staff_picture_at <= e.saved_at for e in self.evidence)
