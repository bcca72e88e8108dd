"""Has the data changed since this evidence was saved, and how?

Rows are matched by key, so that a new label or another language changes nothing; what is compared
is what a reader saw: the value as it is written. A value that moved inside its old interval may be
chance; one outside it hardly is.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from needs.figures import Figures, Row


class Kind(StrEnum):
    """What has happened to a row."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Difference:
    """One row that is not as it was; `then` or `now` is None where the row is new or gone.

    before, after   what stood in the table, '' where nothing did
    is_beyond       whether the value now lies outside the interval then; None where there was none
    """

    kind: Kind
    label: str
    then: Row | None
    now: Row | None
    before: str
    after: str
    is_beyond: bool | None


def differences(then: Figures, now: Figures) -> tuple[Difference, ...]:
    """The rows that differ: the row in focus first, then the whole, then by how much.

    What was seen beside comes after, figures by figures.
    """
    beside = [
        replace(each, label=f"{each.label}, {new.title}")
        for old, new in zip(then.beside, now.beside, strict=False)
        for each in _rows_that_differ(old, new)
    ]
    return (*_rows_that_differ(then, now), *beside)


def _rows_that_differ(then: Figures, now: Figures) -> tuple[Difference, ...]:
    before, after = _by_key(then), _by_key(now)
    found = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old and new and _compared(then, old) == _compared(now, new):
            continue
        told = _seen(then, old), _seen(now, new)
        kind = Kind.NEW if old is None else Kind.GONE if new is None else Kind.CHANGED
        label = (new or old).label
        found.append((key, Difference(kind, label, old, new, *told, _is_beyond(old, new))))
    return tuple(difference for _key, difference in sorted(found, key=lambda f: _rank(then, *f)))


def _by_key(figures: Figures) -> dict[str, Row]:
    rows = {row.key: row for row in figures.rows}
    if figures.whole is not None:
        rows.setdefault("", figures.whole)
    return rows


def _seen(figures: Figures, row: Row | None) -> str:
    """What stood in the table: the value as written, or why it was withheld."""
    if row is None:
        return ""
    return row.withheld or figures.written(row.value, at_most=row.high)


def _compared(figures: Figures, row: Row) -> tuple[str, bool]:
    """Without the reason's words, which are those of the language it was saved in."""
    return figures.written(row.value, at_most=row.high), bool(row.withheld)


def _is_beyond(old: Row | None, new: Row | None) -> bool | None:
    if old is None or new is None or None in (old.low, old.high, new.value):
        return None
    return not old.low <= new.value <= old.high


def _rank(figures: Figures, key: str, difference: Difference) -> tuple[bool, bool, float]:
    values = [row.value for row in (difference.then, difference.now) if row is not None]
    known = [value for value in values if value is not None]
    size = abs(known[1] - known[0]) if len(known) == 2 else 0.0
    return key != figures.focus, key != "", -size
