"""Is a question about flows one that may be asked of protected figures here?

The sets of types that the catalogue's ready questions declare, and all types of one kind, in so far
as the store has them; see analysis/disclosure/allowed_questions.py for why.
"""

from collections.abc import Iterable

from analysis.disclosure.allowed_questions import require_days, require_sets, require_whole_years
from analysis.disclosure.gate import Gate
from analysis.flows.question import FlowQuestion
from indicators.catalogue import load_catalogue
from store.read import Store


def require_flow(store: Store, question: FlowQuestion, gate: Gate) -> None:
    """Raise OffLattice for a flow question that only exact figures answer."""
    if gate.exact:
        return
    chosen = (question.outcomes, question.origins, question.support, question.states)
    require_types_on_lattice(store, (*chosen, *question.merges.values()), gate)
    presets = load_catalogue().flow_presets.values()
    require_days(
        question.gap_days,
        question.window_days,
        gaps=(preset.gap_days for preset in presets),
        windows=(preset.window_days for preset in presets),
    )
    require_whole_years(question.from_date, question.to_date)


def require_types_on_lattice(store: Store, chosen: Iterable[tuple[str, ...]], gate: Gate) -> None:
    """Raise OffLattice for a set of types that nobody has declared."""
    if gate.exact:
        return
    chosen = [types for types in chosen if len(types) > 1]
    if chosen:
        require_sets(chosen, declared_sets(store))


def declared_sets(store: Store) -> list[tuple[str, ...]]:
    """Sets of types that the catalogue has ready, as the store has them; and each whole kind."""
    known = store.query("events/types", kinds=[])
    there = set(known["type"])
    ready = [
        types
        for preset in load_catalogue().flow_presets.values()
        for types in (
            preset.outcome_types,
            preset.origin_types,
            preset.support_types,
            preset.state_types,
            *preset.merges.values(),
        )
    ]
    kinds = [tuple(types) for _kind, types in known.groupby("kind")["type"]]
    return [tuple(t for t in types if t in there) for types in ready] + kinds
