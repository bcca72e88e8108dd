"""What is a column of a delivered file, and what are its values called on screen?

Names and values stay as the municipality wrote them; this finds labels in both languages for those
that are known (`catalogue/dimensions.yml`), whatever spelling the file uses.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indicators.age_groups import TOTAL, UNKNOWN, AgeGroup, UnknownAgeGroup, parse
from indicators.texts import Text
from indicators.yaml_files import read_yaml

DIMENSIONS_FILE = Path(__file__).parent / "catalogue" / "dimensions.yml"
AGE_GROUP = "age_group"
UNKNOWN_LABEL = Text("Uppgift saknas", "Unknown")
TOTAL_LABEL = Text("Alla", "All")

# Files on children say girls and boys; the store's observations know women, men and total only.
SEX_OF_VALUE = {"women": "women", "girls": "women", "men": "men", "boys": "men"}
SEX_TOTAL = (  # folded
    *("t", "total", "totalt", "1+2", "båda", "alla", "both"),
    *("bådakönen", "samtliga", "bothsexes", "mänochkvinnor", "kvinnorochmän"),
)


@dataclass(frozen=True)
class KnownDimension:
    """A background column that many files have; `spellings` is folded text -> canonical value."""

    name: str
    role: str
    label: Text
    columns: frozenset[str]
    labels: Mapping[str, Text]
    spellings: Mapping[str, str]


@cache
def known_dimensions(path: Path = DIMENSIONS_FILE) -> Mapping[str, KnownDimension]:
    """The dimensions of dimensions.yml by name; raises CatalogueError."""
    content = read_yaml(path, "dimensions_file")
    return {name: _dimension(name, fields) for name, fields in content["dimensions"].items()}


def find_dimension(column_name: str) -> KnownDimension | None:
    """The known dimension that a column is, by its name; None for one of the file's own making."""
    folded = _folded(column_name)
    for dimension in known_dimensions().values():
        if folded in dimension.columns:
            return dimension
    return None


def guess_role(column_name: str) -> str | None:
    """'sex', 'age' or 'area' where the column's name says so, else None."""
    dimension = find_dimension(column_name)
    return dimension.role if dimension and dimension.role != "background" else None


def label_of(dimension_name: str) -> Text:
    """The heading of a dimension; its own name, made readable, where it is not known."""
    dimension = find_dimension(dimension_name)
    if dimension:
        return dimension.label
    readable = dimension_name.replace("_", " ").strip().capitalize()
    return Text(readable, readable)


def labels_for(dimension_name: str, values: Iterable[str]) -> list[tuple[str, str, str]]:
    """Labels of the values of a dimension, in the order to show them.

    values    as in the file; 'unknown' for missing ones
    returns   (value, label_sv, label_en): known values in the catalogue's order, ages by age, then
              the others by name, 'unknown' last; a value that is not known keeps its own name
    """
    dimension = find_dimension(dimension_name)
    labelled = [(value, _label(dimension, value)) for value in dict.fromkeys(map(str, values))]
    labelled.sort(key=lambda pair: _order(dimension, pair[0]))
    return [(value, label.sv, label.en) for value, label in labelled]


def canonical_sex(value: object) -> str | None:
    """'women', 'men' or 'total' for the spellings that files and services use; None for others.

    Kolada writes K, M, T; SCB 2, 1, 1+2; files kvinna, pojke, female ...
    """
    folded = _folded(str(value))
    if folded in SEX_TOTAL:
        return TOTAL
    return SEX_OF_VALUE.get(known_dimensions()["sex"].spellings.get(folded, ""))


def _dimension(name: str, fields: Mapping) -> KnownDimension:
    spellings = {}
    for value, said in fields["values"].items():
        for spelling in (value, said["sv"], said["en"], *said.get("spellings", ())):
            spellings[_folded(spelling)] = value
    return KnownDimension(
        name=name,
        role=fields["role"],
        label=Text.of(fields["label"]),
        columns=frozenset(_folded(column) for column in (name, *fields["columns"])),
        labels={value: Text(said["sv"], said["en"]) for value, said in fields["values"].items()},
        spellings=spellings,
    )


def _label(dimension: KnownDimension | None, value: str) -> Text:
    if value == UNKNOWN:
        return UNKNOWN_LABEL
    if value == TOTAL:
        return TOTAL_LABEL
    if dimension is None:
        return Text(value, value)
    if dimension.role == "age":
        group = _age_group(value)
        return _age_label(group) if group else Text(value, value)
    canonical = dimension.spellings.get(_folded(value))
    return dimension.labels[canonical] if canonical else Text(value, value)


def _age_label(group: AgeGroup) -> Text:
    if group.last is None:
        return Text(f"{group.first} år och äldre", f"Aged {group.first} and over")
    return Text(f"{group.first}–{group.last} år", f"Aged {group.first}–{group.last}")  # noqa: RUF001


def _age_group(value: str) -> AgeGroup | None:
    try:
        return parse(value)
    except UnknownAgeGroup:
        return None


def _order(dimension: KnownDimension | None, value: str) -> tuple[int, int, str]:
    if value == UNKNOWN:
        return (3, 0, value)
    if dimension and dimension.role == "age" and (group := _age_group(value)):
        return (0, group.first, value)
    if dimension and (canonical := dimension.spellings.get(_folded(value))):
        return (0, list(dimension.labels).index(canonical), value)
    return (1, 0, value)


def _folded(text: str) -> str:
    """Case, blanks, hyphens and underscores do not tell two spellings apart."""
    return re.sub(r"[\s_\-]+", "", text.casefold())
