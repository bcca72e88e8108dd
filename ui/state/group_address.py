"""How does a group of one's own stand in an address? As codes, never labels.

`sex:men;area_code:9999A0010,9999A0020`: conditions, each a column of the store's people and one or
several values, of which a member has one. A backslash stands before what would separate.
"""

import re
from collections.abc import Container, Iterable, Mapping

Group = tuple[tuple[str, tuple[str, ...]], ...]  # (dimension or level, values) pairs

MOST_VALUES = 200  # of one condition, as an own area has (analysis/answers/map/own_area.py)
# A group delimited by hand on the page malgrupper has a parameter a dimension.
PART, BY_HAND, CONDITION = "del", "avgransa", "v_"  # CONDITION and the dimension's name
_SEPARATORS = r"\,:;"


def group_of(conditions: Mapping[str, Iterable[str]]) -> Group:
    """Column -> values as a group, in its one order; conditions without values are left out.

    The same group is always the same value, whichever way it was put together.
    """
    sets = {column: tuple(sorted(set(values))) for column, values in conditions.items()}
    return tuple(sorted((column, values) for column, values in sets.items() if values))


def encode(group: Group) -> str:
    """The group as a part of an address; '' for everyone."""
    return ";".join(
        f"{_escaped(column)}:{','.join(map(_escaped, values))}" for column, values in group
    )


def decode(text: str) -> Group | None:
    """What `encode` made; None for what cannot be read."""
    if not text:
        return ()
    conditions: dict[str, list[str]] = {}
    for part in _cut(text, ";"):
        column, *rest = _cut(part, ":")
        values = _cut(rest[0], ",") if len(rest) == 1 else [""]
        column, *values = (_unescaped(word) for word in (column, *values))
        if not column or "" in values or column in conditions:
            return None
        conditions[column] = values
    return group_of(conditions)


def is_known(
    group: Group, values: Mapping[str, Mapping[str, str]], finest: Mapping[str, str]
) -> bool:
    """Whether there are people with all of it, in as many values as a group may have.

    values  column -> value -> label; finest: column -> the dimension that it is a level of
    """
    dimensions = [finest.get(column, column) for column, _chosen in group]
    return len(set(dimensions)) == len(dimensions) and all(
        len(chosen) <= MOST_VALUES and set(chosen) <= set(values.get(column, ()))
        for column, chosen in group
    )


def single_value(group: Group, known: Container[str]) -> str | None:
    """The value of a condition that has one only, where it is among `known`, as the sexes."""
    singles = (values[0] for _column, values in group if len(values) == 1)
    return next((value for value in singles if value in known), None)


def _cut(text: str, separator: str) -> list[str]:
    """The parts between separators that no backslash stands before."""
    return re.findall(rf"(?:^|{separator})((?:\\.|[^\\{separator}]|\\$)*)", text, flags=re.DOTALL)


def _escaped(word: str) -> str:
    return "".join(f"\\{c}" if c in _SEPARATORS else c for c in word)


def _unescaped(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL)
