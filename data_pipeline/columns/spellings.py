"""Which values of a column are one word in several spellings: K, k, Kvinna?

Words that differ in capitals only are one, under the spelling that most rows have. In a column of
sex the known words are one too. What was joined is said. Ids and codes are left alone.
"""

from collections.abc import Container, Mapping

import numpy as np
import pandas as pd

from data_pipeline.findings.report import Findings
from indicators.dimensions import find_dimension
from language import _


def joined_spellings(
    findings: Findings,
    column: str,
    categories: pd.Index,
    codes: np.ndarray,
    role: str = "",
    named: Container[str] = (),
) -> tuple[pd.Index, np.ndarray]:
    """The categories and codes with one category a word.

    codes   position in `categories` for each row, -1 where the cell is empty
    named   spellings that the mapping names; they stay
    """
    sex = find_dimension("sex") if role == "sex" else None
    known = sex.spellings if sex else {}
    words = [_word(text, known) for text in categories]
    if len(set(words)) == len(words):
        return categories, codes
    counts = np.bincount(codes[codes >= 0], minlength=len(categories))
    counts += len(codes) * np.array([text in named for text in categories])
    chosen: dict[str, int] = {}
    for i, word in enumerate(words):
        if word not in chosen or counts[i] > counts[chosen[word]]:
            chosen[word] = i
    position = {word: n for n, word in enumerate(chosen)}
    new = np.append(np.array([position[word] for word in words], dtype=np.int32), -1)
    kept = [categories[i] for i in chosen.values()]
    _say(findings, column, categories, words, dict(zip(chosen, kept, strict=True)))
    return pd.Index(kept, dtype="str"), new[codes]


def _word(text: str, known: Mapping[str, str]) -> str:
    folded = " ".join(text.casefold().split())
    return known.get(folded, folded)


def _say(
    findings: Findings, column: str, categories: pd.Index, words: list[str], kept: dict[str, str]
) -> None:
    joined = []
    for word, name in kept.items():
        same = [t for t, w in zip(categories, words, strict=True) if w == word and t != name]
        if same:
            joined.append(f"{', '.join(same)} = {name}")
    findings.assumptions.append(
        _("{column}: spellings of the same word were joined: {pairs}.").format(
            column=column, pairs="; ".join(joined[:5])
        )
    )
