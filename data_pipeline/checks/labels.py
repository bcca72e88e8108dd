"""What is a column of a delivered people file called on screen, and in which order its values?"""

import pandas as pd

from data_pipeline.checks.person_columns import in_order
from data_pipeline.mapping import ColumnWords
from indicators.catalogue import load_catalogue
from indicators.errors import CatalogueError
from store.draft import Dimension, Outcome

ROLE_LABELS = {"sex": ("Kön", "Sex"), "age": ("Ålder", "Age"), "area": ("Område", "Area")}
SEX_LABELS = {
    "women": ("kvinnor", "women"),
    "men": ("män", "men"),
    "woman": ("kvinnor", "women"),
    "man": ("män", "men"),
    "female": ("kvinnor", "women"),
    "male": ("män", "men"),
    "girl": ("flickor", "girls"),
    "boy": ("pojkar", "boys"),
    "girls": ("flickor", "girls"),
    "boys": ("pojkar", "boys"),
    "flicka": ("flickor", "girls"),
    "pojke": ("pojkar", "boys"),
    "flickor": ("flickor", "girls"),
    "pojkar": ("pojkar", "boys"),
    "kvinna": ("kvinnor", "women"),
    "kvinnor": ("kvinnor", "women"),
    "män": ("män", "men"),
    "k": ("kvinnor", "women"),
    "f": ("kvinnor", "women"),
    "m": ("män", "men"),
}


def dimension_of(
    name: str,
    column: str,
    role: str,
    words: ColumnWords,
    categories: pd.Index,
    area_names: dict[str, str],
) -> Dimension:
    """The column as the store describes it: the mapping's words, else ours, else the file's."""
    sv, en = ROLE_LABELS.get(role, (_spoken(column), _spoken(column)))
    said = {str(value): label for value, label in words.values.items()}
    order = [value for value in said if value in categories]
    order += [value for value in in_order(list(categories)) if value not in said]
    values = [(value, *_value_labels(value, said.get(value), role, area_names)) for value in order]
    return Dimension(name, role, words.sv or sv, words.en or words.sv or en, values)


def _value_labels(
    value: str, said: object, role: str, area_names: dict[str, str]
) -> tuple[str, str]:
    if isinstance(said, dict):
        return str(said.get("sv", value)), str(said.get("en", said.get("sv", value)))
    if said is not None:
        return str(said), str(said)
    if role == "sex":
        return SEX_LABELS.get(value.casefold(), (value, value))
    name = area_names.get(value, value)
    return name, name


def outcome_of(name: str, column: str, words: ColumnWords) -> Outcome:
    """The outcome as the store describes it: the mapping's words, else the catalogue's."""
    sv = en = _spoken(column)
    try:
        entry = load_catalogue().of_outcome(name)
    except CatalogueError:
        entry = None
    if entry:
        sv, en = entry.title.sv, entry.title.en
    return Outcome(name, words.sv or sv, words.en or words.sv or en)


def _spoken(column: str) -> str:
    words = column.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
