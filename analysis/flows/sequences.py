"""Which types do packed sequences stand for?

A sequence of types lies in four whole numbers, each with as many type numbers as fit its bits
(store/queries/events/variants.sql); one too long for that is text, four digits a step.
"""

import numpy as np
import pandas as pd

from analysis.flows.paths import TOKEN_WIDTH
from analysis.required import require_columns

WORDS = ["word_1", "word_2", "word_3", "word_4"]
BITS_OF_A_WORD = 63  # a whole number of eight bytes, without its sign


def bits_of(types: int) -> int:
    """How many bits the numbers 1 to `types` need."""
    return max(1, int(types).bit_length())


def unpacked(packed: pd.DataFrame, names: dict[int, str], bits: int) -> list[list[str]]:
    """Each row's sequence as names.

    packed   steps, word_1 ... word_4, path (text, or missing where the words hold it)
    names    type number (1, 2, ...) -> name
    """
    require_columns(packed, "steps", *WORDS, "path")
    per_word = BITS_OF_A_WORD // bits
    shifts = bits * np.arange(per_word, dtype=np.int64)
    words = packed[WORDS].to_numpy(dtype=np.int64)
    # rows x words x places in the word, then all places of a row side by side
    numbers = ((words[:, :, None] >> shifts) & ((1 << bits) - 1)).reshape(len(packed), -1)
    called = np.array(["", *(names[n] for n in range(1, len(names) + 1))], dtype=object)
    steps = packed["steps"].to_numpy(dtype=int)
    return [
        called[row[:length]].tolist() if pd.isna(path) else _from_text(path, names)
        for row, length, path in zip(numbers, steps, packed["path"], strict=True)
    ]


def _from_text(path: str, names: dict[int, str]) -> list[str]:
    return [names[int(path[i : i + TOKEN_WIDTH])] for i in range(0, len(path), TOKEN_WIDTH)]
