"""What can be asked about flows here? The types of events that the store has, and ready questions.

A ready question keeps only what the store has: it is there where at least one of its outcomes and
one of its origins is.
"""

from dataclasses import dataclass
from datetime import date

from analysis.answers.people.dimensions import Lattice
from analysis.answers.provenance import Source, sources
from indicators.catalogue import load_catalogue
from indicators.flow_presets import FlowPreset
from store.conditions import Condition
from store.read import Store

SUPPORT_KIND = "intervention"


@dataclass(frozen=True)
class FlowChoices:
    """Everything that a flow question may consist of; all empty where there are no events.

    types      event type -> its kind, by kind and name
    presets    the ready questions that have an answer here
    supports   types that are support given to a person
    sexes      value -> the condition that narrows to it
    """

    types: dict[str, str]
    presets: dict[str, FlowPreset]
    supports: tuple[str, ...]
    sexes: dict[str, Condition]
    first_date: date | None
    last_date: date | None
    sources: tuple[Source, ...]

    def known(self, types: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `types` that some event has."""
        return tuple(name for name in types if name in self.types)


def flow_choices(store: Store) -> FlowChoices:
    """What this version of the store lets a reader ask."""
    found = store.query("events/types", kinds=[])
    types = {
        row.type: row.kind for row in found.sort_values(["kind", "type"]).itertuples(index=False)
    }
    lattice = Lattice.of(store)
    periods = store.query("events/observed_periods")
    loads = store.query("loads/loads")
    presets = load_catalogue().flow_presets
    return FlowChoices(
        types=types,
        presets={
            name: preset
            for name, preset in presets.items()
            if any(t in types for t in preset.outcome_types)
            and any(t in types for t in preset.origin_types)
        },
        supports=tuple(name for name, kind in types.items() if kind == SUPPORT_KIND),
        sexes={
            value: lattice.narrow(sex=value)[0]
            for name in lattice.with_role("sex")[:1]
            for value in lattice.labels(name)
            if value != "unknown"
        },
        first_date=periods["first_date"].min().date() if len(periods) else None,
        last_date=periods["last_date"].max().date() if len(periods) else None,
        sources=sources(store, loads.loc[loads["target"] == "event", "load_id"].head(1)),
    )
