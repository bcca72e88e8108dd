"""What is a column of a delivered people file called on screen, and in which order its values?

The mapping's words come first, then what the catalogue knows of such columns, then the file's own.
"""

import pandas as pd

from data_pipeline.columns.person_columns import in_order
from data_pipeline.mapping.mapping import ColumnWords
from indicators.catalogue import load_catalogue
from indicators.dimensions import find_dimension, label_of, labels_for
from indicators.errors import CatalogueError
from store.writing.new_version import Dimension, Outcome

NAME_OF_ROLE = {"sex": "sex", "age": "age", "area": "area"}


def dimension_of(
    name: str,
    column: str,
    role: str,
    words: ColumnWords,
    categories: pd.Index,
    area_names: dict[str, str],
) -> Dimension:
    """The background column as the store describes it, its values in the order to show them."""
    known_as = NAME_OF_ROLE.get(role, column)
    label = label_of(known_as)
    said = {str(value): label for value, label in words.values.items()}
    labels = {value: (sv, en) for value, sv, en in labels_for(known_as, in_order(list(categories)))}
    if find_dimension(known_as) is None or role == "area":
        labels = {value: labels[value] for value in in_order(list(categories))}
    order = [value for value in said if value in labels]
    order += [value for value in labels if value not in said]
    values = [
        (value, *_value_labels(said.get(value), area_names.get(value), labels[value]))
        for value in order
    ]
    return Dimension(name, role, words.sv or label.sv, words.en or words.sv or label.en, values)


def _value_labels(
    said: object, area_name: str | None, otherwise: tuple[str, str]
) -> tuple[str, str]:
    if isinstance(said, dict):
        sv = str(said.get("sv", otherwise[0]))
        return sv, str(said.get("en", sv))
    if said is not None:
        return str(said), str(said)
    return (area_name, area_name) if area_name else otherwise


def outcome_of(name: str, column: str, words: ColumnWords) -> Outcome:
    """The outcome as the store describes it: the mapping's words, else the catalogue's."""
    readable = column.replace("_", " ").strip()
    sv = en = readable[:1].upper() + readable[1:]
    try:
        entry = load_catalogue().of_outcome(name)
    except CatalogueError:
        entry = None
    if entry:
        sv, en = entry.title.sv, entry.title.en
    return Outcome(name, words.sv or sv, words.en or words.sv or en)
