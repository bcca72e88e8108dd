"""What can the map show in this store: which levels, and at which of them the index and figures?"""

from dataclasses import dataclass

from analysis.answers.choices import Choices
from analysis.answers.key_figures.observed import dimension_labels
from analysis.answers.map.area_values import LEVELS, WHOLE
from analysis.answers.map.geometry import map_levels
from analysis.answers.map.index import IndexQuestion, index
from analysis.answers.people.dimensions import Lattice
from analysis.disclosure.gate import Gate
from indicators.catalogue import load_catalogue
from language import _
from language.errors import BehovsbildError
from store.read import Store


@dataclass(frozen=True)
class MapChoices:
    """What the map may be asked for.

    levels      level -> label, the coarsest first: those with a boundary to draw
    vintages    level -> vintages with boundaries, the newest last
    index       levels at which the guide's index can be made
    no_index    why it cannot be made at the finest of them; '' where it can at any
    figures     indicator -> levels at which some area has a figure
    variables   indicators that an index may be made of -> title
    stand_ins   indicator without figures by area -> one of own data that comes closest
    """

    levels: dict[str, str]
    vintages: dict[str, tuple[int, ...]]
    index: tuple[str, ...]
    no_index: str
    figures: dict[str, tuple[str, ...]]
    variables: dict[str, str]
    stand_ins: dict[str, str]


def map_choices(store: Store, choices: Choices, gate: Gate) -> MapChoices:
    """What this version of the store lets the map show; `choices` are the frame's."""
    labels = {WHOLE: _("The municipality"), **dimension_labels()}
    drawn = map_levels(store)
    vintages = {name: tuple(rows["vintage"]) for name, rows in drawn.groupby("level", sort=False)}
    levels = {level: labels[level] for level in vintages}
    figures = _levels_of_figures(store, choices)
    small = {
        name: tuple(level for level in found if level in levels) for name, found in figures.items()
    }
    refusals = {level: _no_index(store, level, gate) for level in levels if level in LEVELS}
    with_index = tuple(level for level, refusal in refusals.items() if not refusal)
    return MapChoices(
        levels=levels,
        vintages=vintages,
        index=with_index,
        no_index="" if with_index else next(reversed(refusals.values()), ""),
        figures=small,
        variables={
            name: choices.indicators[name].title
            for name, found in small.items()
            if set(found) & set(LEVELS)
        },
        stand_ins=_stand_ins(small),
    )


def _levels_of_figures(store: Store, choices: Choices) -> dict[str, tuple[str, ...]]:
    observed = store.query("observations/years_of_indicators", municipality=choices.municipality)
    by_level = observed.astype({"level": "str"}).groupby("indicator_id")["level"].agg(set)
    own = {WHOLE, *Lattice.of(store).dimensions["level"].dropna()}
    order = (WHOLE, *LEVELS)
    return {
        name: tuple(
            level for level in order if level in (own if choice.own else by_level.get(name, set()))
        )
        for name, choice in choices.indicators.items()
    }


def _no_index(store: Store, level: str, gate: Gate) -> str:
    """Why the index cannot be made at a level; '' where it can."""
    try:
        index(store, IndexQuestion(level), gate)
    except BehovsbildError as refusal:
        return str(refusal)
    return ""


def _stand_ins(figures: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Own figures by area for public ones that only the whole municipality has."""
    catalogue = load_catalogue()
    small = {name for name, levels in figures.items() if set(levels) & set(LEVELS)}
    found: dict[str, str] = {}
    for indicator in catalogue.indicators.values():
        twin = indicator.public_twin
        if twin in figures and twin not in small and indicator.id in small:
            found.setdefault(twin, indicator.id)
    return found
