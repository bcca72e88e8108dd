"""Which of the last rows of a delivered table are notes below it, and not rows of it?

A note is known by what it says: it opens as notes do ('Källa: SCB'), or it is a sentence that an
empty row parts from the table. A row that has lost its other cells is no note.
"""

import re
from typing import NamedTuple

import pandas as pd

_OPENS = re.compile(
    r"""[\s"]*(?:
    (?:källa|källor|source|sources|uttag(?:et|en|sdatum)?|uttagen|senast\ uppdaterad|uppdaterad
    |latest\ update|last\ updated|updated|not|noter|note|notes|anm|anmärkning(?:ar)?|fotnot(?:er)?
    |footnotes?|förklaring(?:ar)?|kommentar(?:er)?|kontakt|contact|copyright|databas|database
    |måttenhet|enhet|unit|units|statistikansvarig|officiell\ statistik|official\ statistics
    |intern\ referenskod|internal\ reference\ code|referenstid|reference\ period|matris|matrix
    |uppgifterna|uppgiften|statistiken|data\ (?:från|hämtad|from)|hämtad|exporterad|utskriven
    |skapad|created|exported|printed|retrieved|sekretess|observera|obs|se\ även)
    (?=[\s:.,(]|$)
    |©|\*|\d{1,2}\)\s|\.{1,3}\s*=)""",
    re.IGNORECASE | re.VERBOSE,
)


class LastRow(NamedTuple):
    """One of the rows that end a file: at most one cell of it is filled, or it is broken."""

    row: int  # as numbered in the file
    text: str  # '' for an empty row
    is_single: bool = True  # one cell alone


def notes(last_rows: list[LastRow], values: pd.Index) -> set[int]:
    """The row numbers of the notes among the rows that end a file.

    values   what the first column holds above them
    """
    shapes = {_shape(str(value)) for value in values}
    found: set[int] = set()
    is_parted = False
    for last in last_rows:
        text = last.text.strip().strip('"').strip()
        if not text:
            is_parted = True
            continue
        opens = bool(_OPENS.match(text))
        sentence = " " in text and _shape(text) not in shapes
        is_note = (
            not re.search(r"[\r\n]", text)
            and (last.is_single or opens)
            and text not in values
            and (opens or (is_parted and sentence) or (bool(found) and not _is_code(text, shapes)))
        )
        if is_note:
            found.add(last.row)
        else:
            found.clear()  # a row of the table stands below: what stood above it was none of these
            is_parted = False
    return found


def _shape(text: str) -> str:
    """'p50' and 'p7' are alike: letters, then digits."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", text))


def _is_code(text: str, shapes: set[str]) -> bool:
    return " " not in text and "9" in (shape := _shape(text)) and shape in shapes
