"""Has the data changed since this evidence was saved, and how?

Rows are matched by key, so that a new label or another language changes nothing; what is compared
is what a reader saw: the value as it is written.
"""

from dataclasses import dataclass
from enum import StrEnum

from needs.figures import Figures, Row


class Kind(StrEnum):
    """What has happened to a row."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Difference:
    """One row that is not as it was; `then` or `now` is None where the row is new or gone."""

    kind: Kind
    label: str
    then: Row | None
    now: Row | None


def differences(then: Figures, now: Figures) -> tuple[Difference, ...]:
    """The rows that differ, the row in focus first, then the whole, then by how much."""
    before, after = _by_key(then), _by_key(now)
    found = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            kind = Kind.NEW if old is None else Kind.GONE
        elif _seen(then, old) == _seen(now, new):
            continue
        else:
            kind = Kind.CHANGED
        found.append((key, Difference(kind, (new or old).label, old, new)))
    return tuple(difference for _key, difference in sorted(found, key=lambda f: _rank(then, *f)))


def _by_key(figures: Figures) -> dict[str, Row]:
    rows = {row.key: row for row in figures.rows}
    if figures.whole is not None:
        rows.setdefault("", figures.whole)
    return rows


def _seen(figures: Figures, row: Row) -> tuple[str, str]:
    """What stood in the table: the value as written, or that it was withheld."""
    return figures.written(row.value), "withheld" if row.withheld else ""


def _rank(figures: Figures, key: str, difference: Difference) -> tuple[bool, bool, float]:
    values = [row.value for row in (difference.then, difference.now) if row is not None]
    known = [value for value in values if value is not None]
    size = abs(known[1] - known[0]) if len(known) == 2 else 0.0
    return key != figures.focus, key != "", -size
