"""How does a checked file of the catalogue become frozen entries?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from indicators.age_groups import GRANULARITIES, TOTAL
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
from indicators.errors import CatalogueError
from indicators.texts import Text
from indicators.units import UNITS

LEVELS_OF_KOLADA = ("country", "region", "municipality")
LEVELS_OF_OWN_PEOPLE = ("municipality", "district", "deso")

# SCB publishes both vintages under one dimension; each counts for its own years only (DeSO 2018 and
# RegSO 2020 up to 2023, DeSO and RegSO 2025 from 2024), whatever stands in the other cells.
SCB_VINTAGES = (ScbVintage(2018, 2000, 2023), ScbVintage(2025, 2024, None))


def theme_of(path: Path, content: Mapping[str, Any]) -> Theme:
    """The theme that a file is about."""
    theme = content["theme"]
    if theme["id"] != path.stem:
        raise CatalogueError(path.name, "theme", "id", theme["id"], f"the file's name, {path.stem}")
    return Theme(
        id=theme["id"],
        position=theme["position"],
        title=Text.of(theme["title"]),
        means=Text.of(theme["means"]),
        comparison_kind=theme["comparison_kind"],
        indicator_ids=tuple(content["indicators"]),
    )


def indicators_of(path: Path, content: Mapping[str, Any]) -> Iterator[Indicator]:
    """The indicators of a file, with the file's common fields filled in."""
    theme = content["theme"]
    common = {"comparison_kind": theme["comparison_kind"], **content.get("common", {})}
    for indicator_id, own_fields in content["indicators"].items():
        entry = {"id": indicator_id, "theme": theme["id"], **common, **own_fields}
        for needed in ("producer", "licence", "decimals"):
            if needed not in entry:
                raise CatalogueError(
                    path.name, indicator_id, needed, None, "a value here or under common"
                )
        _check_languages(path, indicator_id, entry)
        yield _indicator(path, entry)


def _indicator(path: Path, entry: Mapping[str, Any]) -> Indicator:
    source = _source(path, entry)
    people = ("numerator", "denominator", "who", "having", "not_having")
    if UNITS[entry["unit"]].of_people:
        for needed in people:
            if needed not in entry:
                raise CatalogueError(
                    path.name, entry["id"], needed, None, f"a text, as the unit is {entry['unit']}"
                )
    texts = {name: Text.of(entry[name]) if name in entry else None for name in people}
    return Indicator(
        id=entry["id"],
        theme=entry["theme"],
        title=Text.of(entry["title"]),
        short_title=Text.of(entry["short_title"]),
        means=Text.of(entry["means"]),
        watch_out=tuple(Text.of(text) for text in entry["watch_out"]),
        unit=entry["unit"],
        decimals=entry["decimals"],
        better_is=entry.get("better_is"),
        noun=Text.of(entry["noun"]),
        source=source,
        breakdowns=frozenset(entry["breakdowns"]),
        levels=tuple(entry.get("levels") or _levels(source)),
        producer=entry["producer"],
        licence=entry["licence"],
        comparison_kind=entry["comparison_kind"],
        breaks=tuple(SeriesBreak(b["year"], Text.of(b)) for b in entry.get("breaks", ())),
        uncertainty_indicator=entry.get("uncertainty_indicator"),
        public_twin=entry.get("public_twin"),
        stand_in=entry.get("stand_in"),
        entry=dict(entry),
        **texts,
    )


def _source(path: Path, entry: Mapping[str, Any]) -> Source:
    source = entry["source"]
    match source["kind"]:
        case "kolada":
            factor = source.get("factor", UNITS[entry["unit"]].from_kolada)
            return KoladaSource(source.get("id", entry["id"]), factor)
        case "scb":
            return ScbSource(tuple(_scb_table(path, entry, table) for table in source["tables"]))
        case "own_observation":
            return OwnObservationSource()
        case _:
            ages = source["ages"]
            last_age = ages[1] if len(ages) > 1 else None
            return OwnSource(source.get("outcome", entry["id"]), ages[0], last_age)


def _scb_table(path: Path, entry: Mapping[str, Any], table: Mapping[str, Any]) -> ScbTable:
    age_group = _division(table.get("age_group"))
    if age_group is not None:
        known = {TOTAL, *(label for labels in GRANULARITIES.values() for label in labels)}
        for label in age_group[1]:
            if label not in known:
                raise CatalogueError(
                    path.name, entry["id"], "age_group", label, "one of " + ", ".join(known)
                )
    return ScbTable(
        table=table["table"],
        levels=tuple(table["levels"]),
        first_year=table["first_year"],
        last_year=table.get("last_year"),
        selection=_codes(table.get("selection", {})),
        numerator=_codes(table["numerator"]),
        denominator=_codes(table["denominator"]) if "denominator" in table else None,
        sex=_division(table.get("sex")),
        age_group=age_group,
        factor=table.get("factor", 1.0),
        vintages=SCB_VINTAGES,
    )


def _codes(selection: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {variable: tuple(codes) for variable, codes in selection.items()}


def _division(
    division: Mapping[str, Any] | None,
) -> tuple[str, dict[str, tuple[str, ...]]] | None:
    return (division["variable"], _codes(division["values"])) if division else None


def _levels(source: Source) -> tuple[str, ...]:
    if isinstance(source, KoladaSource):
        return LEVELS_OF_KOLADA
    if isinstance(source, ScbSource):
        return tuple(dict.fromkeys(level for table in source.tables for level in table.levels))
    return LEVELS_OF_OWN_PEOPLE


def _check_languages(path: Path, entry_id: str, value: Any, field: str = "") -> None:
    """No text is the same in both languages: a copied text is a forgotten translation."""
    if isinstance(value, Mapping):
        if "sv" in value and "en" in value and value["sv"].strip() == value["en"].strip():
            raise CatalogueError(path.name, entry_id, field, value["en"], "a translation")
        for name, part in value.items():
            _check_languages(path, entry_id, part, f"{field}.{name}" if field else name)
    elif isinstance(value, list):
        for part in value:
            _check_languages(path, entry_id, part, field)
