"""Which groups of their own have people saved, to look at on every page?

A group is a name and conditions; an own area is one condition with many areas. The conditions stand
in every link as well, so that a link outlives a group that was changed or deleted.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from unicodedata import category, normalize

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from language import _
from language.errors import BehovsbildError
from needs.database import Database
from needs.errors import EmptyText, TextTooLong
from needs.free_text import checked
from needs.repository import ROLE
from needs.tables import SavedGroupRow

Conditions = tuple[tuple[str, tuple[str, ...]], ...]  # (dimension or level, values) pairs
LONGEST_NAME = 60


@dataclass(frozen=True)
class SavedGroup:
    """A group that somebody saved.

    level    of the areas that an own area is put together of; '' for other groups
    version  counts every change; a change names the version that it was made on
    """

    id: int
    version: int
    name: str
    level: str
    conditions: Conditions
    saved_at: datetime
    saved_by: str
    changed_at: datetime
    changed_by: str


class NameTaken(BehovsbildError, ValueError):
    """Another group goes by the name; nothing was saved. `taken` is the other one."""

    def __init__(self, taken: SavedGroup) -> None:
        self.taken = taken
        super().__init__(
            _(
                "There is already a group called {name}, saved on {day}. Nothing was saved: choose "
                "another name, or save over it."
            ).format(name=taken.name, day=taken.changed_at.astimezone().date().isoformat())
        )


class GroupChanged(BehovsbildError, RuntimeError):
    """Somebody else changed or deleted the group in between; nothing was saved."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Somebody else has changed or deleted {name} since you saw it. Nothing was saved: "
                "look at it again."
            ).format(name=name or _("the group"))
        )


def saved_groups(database: Database) -> tuple[SavedGroup, ...]:
    """Every saved group, by name."""
    with database.reading() as session:
        groups = [_group(row) for row in session.scalars(select(SavedGroupRow))]
    return tuple(sorted(groups, key=lambda group: _key(group.name)))  # databases sort as they like


def save_group(
    database: Database, name: str, conditions: Conditions, *, level: str = "", role: str = ROLE
) -> SavedGroup:
    """The group, saved under a name that no other has.

    raises  NameTaken; EmptyText for no name or no conditions; TextTooLong; IdentityNumberInText
    """
    name = _name(name)
    now = datetime.now(UTC)
    row = SavedGroupRow(
        name=name,
        name_key=_key(name),
        level=level,
        conditions=_as_json(conditions),
        saved_at=now,
        saved_by=role,
        changed_at=now,
        changed_by=role,
    )
    try:
        with database.writing() as session:
            _require_free(session, name, but=None)
            session.add(row)
            session.flush()
            return _group(row)
    except IntegrityError:  # somebody saved the same name between our reading and our writing
        raise NameTaken(_named(database, name)) from None


def change_group(
    database: Database, group: SavedGroup, *, role: str = ROLE, **changes: object
) -> SavedGroup:
    """The group with another name, or other conditions (and level).

    group    as it was seen; changes: name, conditions, level
    raises   GroupChanged; NameTaken; EmptyText; TextTooLong; IdentityNumberInText
    """
    values: dict[str, object] = {}
    if "name" in changes:
        values["name"] = _name(str(changes["name"]))
        values["name_key"] = _key(values["name"])
    if "conditions" in changes:
        values["conditions"] = _as_json(changes["conditions"])
        values["level"] = changes.get("level", "")
    try:
        with database.writing() as session:
            row = _seen(session, group)
            if "name" in values:
                _require_free(session, values["name"], but=group.id)
            for column, value in values.items():
                setattr(row, column, value)
            row.changed_at, row.changed_by = datetime.now(UTC), role
            session.flush()
            return _group(row)
    except IntegrityError:
        raise NameTaken(_named(database, str(values["name"]))) from None
    except StaleDataError:
        raise GroupChanged(group.name) from None


def delete_group(database: Database, group: SavedGroup) -> None:
    """Forget the group as it was seen; links that hold its conditions go on working.

    raises  GroupChanged
    """
    try:
        with database.writing() as session:
            session.delete(_seen(session, group))
    except StaleDataError:
        raise GroupChanged(group.name) from None


def _seen(session: Session, group: SavedGroup) -> SavedGroupRow:
    row = session.get(SavedGroupRow, group.id)
    if row is None or row.version != group.version:
        raise GroupChanged(group.name)
    return row


def _require_free(session: Session, name: str, *, but: int | None) -> None:
    asked = select(SavedGroupRow).where(SavedGroupRow.name_key == _key(name))
    row = session.scalars(asked).first()
    if row is not None and row.id != but:
        raise NameTaken(_group(row))


def _named(database: Database, name: str) -> SavedGroup:
    return next(g for g in saved_groups(database) if _key(g.name) == _key(name))


def _name(name: str) -> str:
    what = _("The name of the group")
    seen = "".join(c for c in normalize("NFC", name) if category(c) != "Cf")  # marks nobody sees
    fit = " ".join(checked(seen, what, required=True).split())
    if len(fit) > LONGEST_NAME:
        raise TextTooLong(what, len(fit), LONGEST_NAME)
    return fit


def _key(name: str) -> str:
    """What makes two names the same to a reader."""
    return normalize("NFKC", name).casefold()


def _as_json(conditions: object) -> list[list[object]]:
    if not conditions:
        raise EmptyText(_("The group's conditions"))
    return [[column, list(values)] for column, values in conditions]


def _group(row: SavedGroupRow) -> SavedGroup:
    return SavedGroup(
        id=row.id,
        version=row.version,
        name=row.name,
        level=row.level,
        conditions=tuple((column, tuple(values)) for column, values in row.conditions),
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )
