"""What is all of Exempelby, before anything is written to a file?

Each part draws from a stream of its own, spawned from the seed: a change to one part leaves the
luck of the others as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sample_data import assistance, contacts, outcomes, placements
from sample_data.borders import make_places
from sample_data.outcomes import RISKS, Drawn
from sample_data.panel import Panel, simulate
from sample_data.places import Places
from sample_data.planted import NEEDS, TRAP_OUTCOME, multiplier, size_of, trap

PARTS = ("places", "people", "outcomes", "placements", "follow", "assistance", "contacts", "files")


@dataclass(frozen=True)
class World:
    """Places, people, outcomes and events; days are counted from 1 January 2015."""

    places: Places
    panel: Panel
    outcomes: dict[str, Drawn]  # in the order they are delivered
    in_care: dict[str, np.ndarray]  # person-years 0-20 years in 'HVB', 'Familjehem', ...
    events: list[contacts.Events]
    planted: dict  # what goes into planted.json


def streams(seed: int) -> dict[str, np.random.SeedSequence]:
    """A source of randomness for each part."""
    return dict(zip(PARTS, np.random.SeedSequence(seed).spawn(len(PARTS)), strict=True))


def make_world(seed: int, scale: float, step: Callable[[], None] = lambda: None) -> World:
    """Everything, from a seed; `step()` is called fourteen times on the way."""
    sources = streams(seed)
    rng = {part: np.random.default_rng(source) for part, source in sources.items()}
    places = make_places(rng["places"])
    step()
    panel = simulate(places, scale, rng["people"], on_year=step)
    leaves = placements.exit_day(panel, rng["placements"])
    drawn = {name: outcomes.draw(name, panel, places, rng["outcomes"]) for name in RISKS}
    step()

    first = placements.firsts(panel, rng["placements"])
    path = placements.follow(panel, first, leaves, sources["follow"])
    bare_path = placements.follow(panel, first, leaves, sources["follow"], planted=False)
    in_care = {
        kind: placements.placed_in_year(panel, path.placements, (index,))
        for index, kind in enumerate(placements.TYPES)
    }
    drawn["placed"] = _known(panel.age <= 20, np.any(list(in_care.values()), axis=0))
    step()

    risk = assistance.entry_risk(panel)
    bare = assistance.draw_spells(panel, risk, leaves, sources["assistance"])
    risk = risk * multiplier("social_assistance", panel, places)
    spells = assistance.draw_spells(panel, risk, leaves, sources["assistance"])
    days, bare_days = (assistance.days_in_year(panel, s) for s in (spells, bare))
    grown = panel.age >= 18
    enough = assistance.LONG_AFTER_DAYS
    drawn["social_assistance"] = Drawn(grown, days > 0, bare_days > 0)
    drawn["long_assistance"] = Drawn(grown, days >= enough, bare_days >= enough)
    step()

    luck = rng["contacts"]
    absent = drawn["high_absence"].came
    support = path.support
    events = [
        *contacts.placement_decisions(path.placements, luck),
        (support.person, "intervention", "Öppenvård", support.start, support.end),
        *contacts.absence_periods(panel, absent, leaves, luck),
        *contacts.concerns(panel, path.placements, absent, leaves, luck),
        *contacts.support_in_family_homes(path.placements, luck),
        *contacts.school_moves(panel, leaves, luck),
        *contacts.assistance_periods(spells, luck),
    ]
    return World(
        places, panel, drawn, in_care, events, _truth(panel, places, drawn, path, bare_path, seed)
    )


def _known(asked: np.ndarray, came: np.ndarray) -> Drawn:
    return Drawn(asked, came, came)


def _truth(
    panel: Panel,
    places: Places,
    drawn: dict[str, Drawn],
    path: placements.Path,
    bare_path: placements.Path,
    seed: int,
) -> dict:
    def of(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return drawn[name].asked, drawn[name].came, drawn[name].without_planting

    trapped = drawn[TRAP_OUTCOME]
    return {
        "seed": seed,
        "person_years": len(panel.person),
        "needs": [size_of(need, panel, places, *of(need.outcome)) for need in NEEDS],
        "flow": placements.flow_truth(path, bare_path),
        "trap": trap(panel, places, trapped.asked, trapped.came),
    }
