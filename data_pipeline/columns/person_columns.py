"""Which columns of a people file are backgrounds, which are outcomes, and which are neither?

Yes/no columns are outcomes; words and small whole numbers are backgrounds, however many values
they have; amounts, dates and columns with a value of its own for nearly every person (names, ids,
free text) are neither. The mapping overrules all of it.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline.columns.dates import dates
from data_pipeline.columns.values import NO, YES, is_missing, numbers, yes_or_no
from data_pipeline.mapping.mapping import ColumnWords, Mapping
from data_pipeline.mapping.recognise import Columns, found_column
from language import _

LARGEST_CODE = 10_000  # whole numbers up to here are taken for codes or classes
FEW_VALUES = 20
# Names that the store's own columns have.
TAKEN = {"person_id", "year", "age_years", "record_key", "load_id"}
TAKEN |= {"people", "people_key", "cases", "cases_key", "outcome"}


@dataclass(frozen=True)
class Sorted:
    """File columns by what they are."""

    outcomes: tuple[str, ...]
    dimensions: tuple[str, ...]
    neither: dict[str, str]  # column -> why
    nearly_outcomes: dict[str, list[str]]  # column -> the values that are neither yes nor no


def sort_columns(frame: pd.DataFrame, columns: Columns, mapping: Mapping) -> Sorted:
    """What each column that is not person, year or age is."""
    as_said = {found_column(frame, name): "outcome" for name in mapping.outcomes}
    as_said |= {found_column(frame, name): "dimension" for name in mapping.dimensions}
    ignored = {found_column(frame, name) for name in mapping.ignore}
    fixed = {columns.get(name) for name in ("person_id", "year", "age")}
    always = {columns.get(name) for name in ("sex", "area", "age_group")}
    n_persons = max(1, frame[columns.of["person_id"]].nunique())
    outcomes, dimensions, neither, nearly = [], [], {}, {}
    for column in frame.columns:
        if column in fixed or column in ignored:
            continue
        said = as_said.get(column) or ("dimension" if column in always else None)
        what, why = (said, "") if said else _guess(frame[column], n_persons)
        if what == "outcome":
            outcomes.append(column)
        elif what == "dimension":
            dimensions.append(column)
            if not said and (others := _beside_yes_and_no(frame[column].cat.categories)):
                nearly[column] = others
        else:
            neither[column] = why
    return Sorted(tuple(outcomes), tuple(dimensions), neither, nearly)


def answers(distinct: pd.Index, words: ColumnWords) -> np.ndarray:
    """1 for yes, 0 for no, NaN for any other text; the mapping's marks go first."""
    read = yes_or_no(distinct)
    for said, answer in ((words.yes, 1.0), (words.no, 0.0)):
        marks = [text.casefold() for text in said]
        read[np.asarray(distinct.str.casefold().isin(marks), dtype=bool)] = answer
    return read


def _guess(column: pd.Series, n_persons: int) -> tuple[str, str]:
    """'outcome', 'dimension' or 'neither', and why neither."""
    distinct = column.cat.categories
    if not len(distinct):
        return "neither", _("it is empty")
    telling = distinct[~is_missing(distinct)]
    if len(telling) and all(text.casefold() in YES or text.casefold() in NO for text in telling):
        return "outcome", ""
    if len(telling) > FEW_VALUES and _are_dates(telling[:50]):
        return "neither", _("it holds dates")
    read = numbers(telling)
    if len(telling) and not np.isnan(read).any():
        return _guess_of_numbers(read, len(column))
    if len(distinct) > 50 and len(distinct) >= 0.9 * min(n_persons, column.notna().sum()):
        return "neither", _("nearly every person has a value of their own in it")
    return "dimension", ""


def _beside_yes_and_no(distinct: pd.Index) -> list[str]:
    """The first values that are no answer, in a column of words that has both a yes and a no."""
    words = {text.casefold() for text in distinct if not text[:1].isdigit()}
    others = sorted(words - YES - NO)
    return others[:3] if words & YES and words & NO and len(others) <= 3 else []


def _are_dates(some: pd.Index) -> bool:
    read = dates(some)
    return not (np.isnat(read.when) | read.is_serial).any()


def _guess_of_numbers(read: np.ndarray, n_rows: int) -> tuple[str, str]:
    n_values = len(np.unique(read))
    if n_values <= FEW_VALUES:
        return "dimension", ""
    if (read % 1 != 0).any():
        return "neither", _("it holds amounts with decimals")
    if read.min() >= 0 and read.max() <= LARGEST_CODE:
        return "dimension", ""
    if n_values <= n_rows / 50:
        return "dimension", ""  # codes such as 65224: few of them, each with many people
    return "neither", _("it holds amounts")


def identifier(name: str, used: set[str]) -> str:
    """'Kön (juridiskt)' -> 'kön_juridiskt'; another name where the store or the file uses it."""
    word = re.sub(r"\W+", "_", name.casefold()).strip("_")
    if not word or word[0].isdigit():
        word = f"column_{word}"
    while word in used or word in TAKEN:
        word += "_2" if word in used else "_column"
    used.add(word)
    return word


def in_order(values: list[str]) -> list[str]:
    """Values as a reader would order them: numbers by size inside the text, then the alphabet."""

    def key(value: str) -> list[tuple[int, float, str]]:
        parts = re.split(r"(\d+)", value.casefold())
        return [(0, float(p), "") if p.isdigit() else (1, 0.0, p) for p in parts if p]

    return sorted(values, key=key)
