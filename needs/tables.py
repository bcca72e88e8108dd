"""In which tables do needs lie? The models; migrations/ holds how they came to be."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, MetaData, Text, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Moment(TypeDecorator):
    """A point in time, kept as UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To UTC without a zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The zone put back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Names of constraints are ours, so that a migration can name them on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, datetime: Moment, str: Text}


class NeedRow(Base):
    """A need; `version` is counted up by SQLAlchemy at every change of the row."""

    __tablename__ = "need"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    title: Mapped[str]
    sentence: Mapped[str]
    theme: Mapped[str]
    target_group: Mapped[dict[str, Any]]
    staff_picture: Mapped[str]
    staff_picture_at: Mapped[datetime | None]
    agreed_picture: Mapped[str]
    idea_review: Mapped[dict[str, Any]]
    status: Mapped[str]
    set_aside_reason: Mapped[str]
    main_evidence_id: Mapped[int | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    created_by: Mapped[str]
    evidence: Mapped[list["EvidenceRow"]] = relationship(
        order_by="EvidenceRow.id", lazy="selectin", cascade="all"
    )
    voices: Mapped[list["VoiceRow"]] = relationship(
        order_by="VoiceRow.id", lazy="selectin", cascade="all"
    )
    checks: Mapped[list["CheckRow"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class EvidenceRow(Base):
    """Frozen figures; only `taken_away_at` is ever set afterwards."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    sentence: Mapped[str]
    figures: Mapped[dict[str, Any]]
    method: Mapped[str]
    sources: Mapped[list[Any]]
    caveats: Mapped[list[Any]]
    data_version: Mapped[str]
    is_sample: Mapped[bool]
    question: Mapped[dict[str, Any]]
    link: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
    taken_away_at: Mapped[datetime | None]


class VoiceRow(Base):
    """People's words."""

    __tablename__ = "voice"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    kind: Mapped[str]
    who: Mapped[str]
    words: Mapped[str]
    said_on: Mapped[date | None]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    taken_away_at: Mapped[datetime | None]


class CheckRow(Base):
    """One of the guide's three checks, ticked."""

    __tablename__ = "ticked_check"

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    ticked_at: Mapped[datetime]
    ticked_by: Mapped[str]


class ChangeRow(Base):
    """The log: one row per field changed or thing done; never changed itself."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str]
    what: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]


class WeightingRow(Base):
    """A team's weights, saved with a name and a date."""

    __tablename__ = "weighting"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    weights: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]


class SavedGroupRow(Base):
    """A group of somebody's own, saved with a name; `name_key` is the name as it is compared."""

    __tablename__ = "saved_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    level: Mapped[str]
    conditions: Mapped[list[Any]]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]

    __mapper_args__ = {"version_id_col": version}


class FrozenRow(RuntimeError):
    """Somebody's code tried to change what is never changed: a mistake of ours, not a reader's."""


@event.listens_for(EvidenceRow, "before_update")
@event.listens_for(ChangeRow, "before_update")
def _refuse_change(_mapper: Any, _connection: Any, row: Any) -> None:
    from sqlalchemy import inspect

    changed = {a.key for a in inspect(row).attrs if a.history.has_changes()}
    if changed - {"taken_away_at"}:
        raise FrozenRow(f"{row.__tablename__} {row.id}: {', '.join(sorted(changed))}")
