"""How is a whole column of numbers written: decimals, thousands, per cent?

'8.123' is eight thousand in one file and eight in another. What it is, is decided for the column
from all its values and said; where they cannot tell, the rows are refused with the question.
"""

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data_pipeline.columns.values import numbers
from language import _, whole

_GROUPS = {mark: re.compile(rf"[-+\u2212]?[1-9]\d{{0,2}}(\{mark}\d{{3}})+") for mark in ".,"}
_SEVERAL = {mark: re.compile(rf".*\d\{mark}\d{{3}}\{mark}\d{{3}}(?!\d).*") for mark in ".,"}
PER_CENT = re.compile(r"\s*%$")


@dataclass
class NumberColumn:
    """The texts of a column as numbers, one entry per distinct text."""

    read: np.ndarray  # float, NaN where the text is no number
    in_doubt: np.ndarray  # bool: a number whose size cannot be told
    question: str = ""  # what has to be answered of those
    said: list[str] = field(default_factory=list)


def read_numbers(
    distinct: pd.Index, *, column: str, is_count: bool, decimal: str | None = None
) -> NumberColumn:
    """Read the column's texts as numbers, per cent signs set aside.

    is_count   no decimals are expected, so '8.123' is a thousand where every text fits that
    decimal    the decimal mark where the mapping says it: '.' or ','
    """
    texts = [PER_CENT.sub("", text) for text in distinct]
    result = NumberColumn(numbers(pd.Index(texts, dtype="str")), np.zeros(len(texts), dtype=bool))
    for mark in ".,":
        _settle(result, texts, mark, column, is_count=is_count, decimal=decimal)
    return result


def _settle(
    result: NumberColumn,
    texts: list[str],
    mark: str,
    column: str,
    *,
    is_count: bool,
    decimal: str | None,
) -> None:
    """Decide whether `mark` stands between thousands."""
    marked = [i for i, text in enumerate(texts) if mark in text and re.search(r"\d", text)]
    other = "," if mark == "." else "."
    if decimal == mark or not marked or any(other in texts[i] for i in marked):
        return  # '1.234,5' says it itself
    if not all(_GROUPS[mark].fullmatch(texts[i]) for i in marked):
        return  # a cell without groups of three: a decimal mark for the whole column
    several = any(_SEVERAL[mark].match(texts[i]) for i in marked)
    decimals_elsewhere = any(other in text and re.search(r"\d", text) for text in texts)
    if not (several or decimals_elsewhere or decimal == other or is_count):
        if mark == ".":
            result.in_doubt[marked] = True
            result.question = _(
                "are these thousands or decimals? Nothing in the column tells; say it in the "
                "mapping: 'decimal: \",\"' (thousands) or 'decimal: \".\"'"
            )
        return
    if mark == "," and not several and not is_count:
        return  # Swedish decimals
    for i in marked:
        result.read[i] = float(texts[i].replace(mark, "").replace("\u2212", "-"))
    example = texts[marked[0]]
    result.said.append(
        _(
            "The column {column} was read with {mark} between thousands ({example} is {number}), "
            "since every cell has groups of three."
        ).format(column=column, mark=mark, example=example, number=whole(result.read[marked[0]]))
    )


def has_per_cent(distinct: pd.Index) -> np.ndarray:
    """Which of the texts end with a per cent sign (bool)."""
    return np.array([bool(PER_CENT.search(text)) for text in distinct], dtype=bool)
