"""To whom is a question narrowed? One value that speaks both SQL and words.

So the caption can never disagree with the query. Every condition is a single category of one
dimension: the lattice that disclosure control rests on has no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from store.identifiers import quoted


@dataclass(frozen=True)
class Condition:
    """People with `value` in `column`; `words` is how a reader calls them."""

    column: str
    value: str
    words: str


def where(conditions: Sequence[Condition], known: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The conditions as '... AND "sex" = $condition_0', with the parameters to bind.

    known    the columns that the store has; raises UnknownColumn for another
    """
    sql = "".join(
        f" AND {quoted([c.column], known)} = $condition_{i}" for i, c in enumerate(conditions)
    )
    return sql, {f"condition_{i}": c.value for i, c in enumerate(conditions)}
