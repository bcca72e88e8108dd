"""Which indicators are there, and what does the catalogue say about each?

The catalogue is a folder of YAML files: one a theme, and beside them `unit_costs.yml`,
`flow_presets.yml` and `dimensions.yml`. `schema.json` says for each field whether it is required,
how it is written well, and a good and a bad example; every file is held against it when it is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indicators.building import indicators_of, theme_of
from indicators.entry import (
    Indicator,
    KoladaSource,
    OwnObservationSource,
    OwnSource,
    ScbSource,
    ScbTable,
    ScbVintage,
    SeriesBreak,
    Source,
    Theme,
)
from indicators.errors import CatalogueError, UnknownIndicator, UnknownTheme
from indicators.flow_presets import FlowPreset, flow_presets_of
from indicators.texts import Text
from indicators.unit_costs import UnitCost, unit_costs_of
from indicators.yaml_files import read_yaml

__all__ = [
    "Catalogue",
    "CatalogueError",
    "FlowPreset",
    "Indicator",
    "KoladaSource",
    "OwnObservationSource",
    "OwnSource",
    "ScbSource",
    "ScbTable",
    "ScbVintage",
    "SeriesBreak",
    "Source",
    "Text",
    "Theme",
    "UnitCost",
    "UnknownIndicator",
    "UnknownTheme",
    "load_catalogue",
]

CATALOGUE_FOLDER = Path(__file__).parent / "catalogue"
UNIT_COSTS, FLOW_PRESETS, DIMENSIONS = "unit_costs.yml", "flow_presets.yml", "dimensions.yml"
NOT_THEMES = (UNIT_COSTS, FLOW_PRESETS, DIMENSIONS)


@dataclass(frozen=True)
class Catalogue:
    """Everything that the folder says; themes by position, indicators as in their files."""

    themes: Mapping[str, Theme]
    indicators: Mapping[str, Indicator]
    unit_costs: Mapping[str, UnitCost]
    flow_presets: Mapping[str, FlowPreset]

    def find(self, indicator_id: str) -> Indicator:
        """The indicator of this id, or the one whose figures come from this Kolada id.

        raises  UnknownIndicator, with the ids that come closest
        """
        if indicator_id in self.indicators:
            return self.indicators[indicator_id]
        for indicator in self.indicators.values():
            if indicator.kolada_id == indicator_id:
                return indicator
        titles = {known: indicator.title.sv for known, indicator in self.indicators.items()}
        raise UnknownIndicator(indicator_id, titles)

    def of_theme(self, theme: str) -> tuple[Indicator, ...]:
        """The indicators of a theme in the file's order; raises UnknownTheme."""
        if theme not in self.themes:
            raise UnknownTheme(theme, self.themes)
        return tuple(self.indicators[known] for known in self.themes[theme].indicator_ids)

    def from_kolada(self) -> dict[str, Indicator]:
        """Kolada id -> indicator, margins of error left out."""
        return {
            indicator.kolada_id: indicator
            for indicator in self.indicators.values()
            if indicator.kolada_id
        }

    def from_scb(self) -> tuple[Indicator, ...]:
        """The indicators that SCB's tables fill."""
        return tuple(i for i in self.indicators.values() if isinstance(i.source, ScbSource))

    def of_outcome(self, outcome: str) -> Indicator | None:
        """What the catalogue says of an outcome column; None for one of the file's own making."""
        for indicator in self.indicators.values():
            if indicator.outcome == outcome:
                return indicator
        return None

    def first_available(self, indicator_id: str, available: Iterable[str]) -> str | None:
        """The id itself if it has values, else its stand-in, else that one's, else None."""
        known = set(available)
        candidate: str | None = indicator_id
        seen: set[str] = set()
        while candidate and candidate not in known and candidate not in seen:
            seen.add(candidate)
            candidate = self.find(candidate).stand_in
        return candidate if candidate in known else None


def load_catalogue(folder: Path | str | None = None) -> Catalogue:
    """The catalogue in `folder` (default: the project's own), read once a process.

    raises  CatalogueError naming file, entry, field, value and what was expected
    """
    return _load(Path(folder) if folder else CATALOGUE_FOLDER)


@cache
def _load(folder: Path) -> Catalogue:
    themes: list[Theme] = []
    indicators: dict[str, Indicator] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name in NOT_THEMES:
            continue
        content = read_yaml(path, "theme_file")
        themes.append(theme_of(path, content))
        for indicator in indicators_of(path, content):
            if indicator.id in indicators:
                raise CatalogueError(
                    path.name, indicator.id, "id", indicator.id, "an id that no other file has"
                )
            indicators[indicator.id] = indicator
    themes.sort(key=lambda theme: theme.position)
    catalogue = Catalogue(
        themes={theme.id: theme for theme in themes},
        indicators={known: indicators[known] for theme in themes for known in theme.indicator_ids},
        unit_costs=unit_costs_of(read_yaml(folder / UNIT_COSTS, "unit_costs_file")),
        flow_presets=flow_presets_of(read_yaml(folder / FLOW_PRESETS, "flow_presets_file")),
    )
    _check_references(catalogue)
    return catalogue


def _check_references(catalogue: Catalogue) -> None:
    """Every id that an entry names exists, and no two indicators share a source."""
    taken: dict[str, str] = {}
    for indicator in catalogue.indicators.values():
        file = f"{indicator.theme}.yml"
        for field in ("public_twin", "stand_in"):
            named = getattr(indicator, field)
            if named and named not in catalogue.indicators:
                raise CatalogueError(file, indicator.id, field, named, "the id of an indicator")
        for source in filter(None, (indicator.kolada_id, indicator.outcome)):
            if taken.setdefault(source, indicator.id) != indicator.id:
                raise CatalogueError(
                    file, indicator.id, "source", source, f"a source that {taken[source]} lacks"
                )
    for cost in catalogue.unit_costs.values():
        for named in cost.outcomes:
            if catalogue.of_outcome(named) is None:
                raise CatalogueError(UNIT_COSTS, cost.id, "outcomes", named, "a known outcome")
