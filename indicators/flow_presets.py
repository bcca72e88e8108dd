"""Which questions about flows are worth having ready, and with which rules?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.texts import Text


@dataclass(frozen=True)
class FlowPreset:
    """A ready flow question; everything in it can be changed on the page.

    outcomes          what the outcomes are called in the plural ('omplaceringar'), where said
    outcome_types     event types whose start is the outcome
    origin_types      event types that must come before; equal to outcome_types for a re-placement
    state_types       event types that may lie on the path between; the ends' types included
    merges            merged state -> the types in it ('HVB/SiS' -> HVB, SiS)
    support_types     event types that count as support between origin and outcome
    window_days       how long before the outcome an origin may end
    gap_days          days under which two episodes adjoin and no 'no placement' lies between
    empty_state       name of the state in a gap longer than that ('ingen placering')
    """

    id: str
    title: Text
    question: Text
    outcome: Text
    origin: Text
    outcome_types: tuple[str, ...]
    origin_types: tuple[str, ...]
    state_types: tuple[str, ...]
    merges: Mapping[str, tuple[str, ...]]
    support_types: tuple[str, ...]
    window_days: int
    gap_days: int
    empty_state: Text
    watch_out: tuple[Text, ...]
    outcomes: Text | None = None


def flow_presets_of(content: Mapping[str, Any]) -> dict[str, FlowPreset]:
    """The presets of a checked flow_presets.yml, in the file's order."""
    return {
        preset_id: FlowPreset(
            id=preset_id,
            title=Text.of(preset["title"]),
            question=Text.of(preset["question"]),
            outcome=Text.of(preset["outcome"]),
            origin=Text.of(preset["origin"]),
            outcome_types=tuple(preset["outcome_types"]),
            origin_types=tuple(preset["origin_types"]),
            state_types=tuple(preset["state_types"]),
            merges={state: tuple(types) for state, types in preset.get("merges", {}).items()},
            support_types=tuple(preset["support_types"]),
            window_days=preset["window_days"],
            gap_days=preset["gap_days"],
            empty_state=Text.of(preset["empty_state"]),
            watch_out=tuple(Text.of(text) for text in preset["watch_out"]),
            outcomes=Text.of(preset["outcomes"]) if "outcomes" in preset else None,
        )
        for preset_id, preset in content["flow_presets"].items()
    }
