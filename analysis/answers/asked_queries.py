"""Which statements is an answer made of? It carries them, wherever it is kept.

Only those that bring figures are shown: names, labels and loads are looked up in every answer.
"""

from collections.abc import Callable
from dataclasses import is_dataclass
from typing import TypeVar

from store.asked import AskedQuery, recorded

__all__ = ["AskedQuery", "queries_of", "with_queries"]

Answer = TypeVar("Answer")

CARRIED = "_asked_queries"
# Counts of persons, which pass the gate before they are shown.
BEFORE_THE_GATE = frozenset(
    {
        "events/transition_people",
        "events/transitions",
        "events/transitions_as_stored",
        "events/variants",
        "flows/everyone",
        "flows/forward",
        "flows/next",
        "flows/paths",
        "flows/points",
        "flows/size",
        "flows/summary",
        "flows/who",
        "flows/years",
        "people/breakdown",
        "target_groups/cells",
        "target_groups/dispersion",
    }
)
# Figures that their publishers have protected.
AS_PUBLISHED = frozenset({"observations/observations", "observations/of_level"})


def with_queries(ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers, carrying the statements that the store was asked for it."""
    with recorded() as asked:
        answer = ask()
    if is_dataclass(answer):  # frozen, and no field: neither its equality nor its JSON changes
        object.__setattr__(answer, CARRIED, tuple(dict.fromkeys(asked)))
    return answer


def queries_of(answer: object) -> tuple[AskedQuery, ...]:
    """The statements that brought an answer's figures, each once, in the order they were asked."""
    figures = BEFORE_THE_GATE | AS_PUBLISHED
    return tuple(query for query in getattr(answer, CARRIED, ()) if query.name in figures)
