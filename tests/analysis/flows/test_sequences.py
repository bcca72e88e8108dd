"""Packed sequences go back to the names that they stand for."""

import pandas as pd
import pytest

from analysis.flows.sequences import BITS_OF_A_WORD, bits_of, unpacked


@pytest.mark.parametrize(("types", "bits"), [(0, 1), (1, 1), (3, 2), (4, 3), (27, 5), (255, 8)])
def test_bits_hold_the_largest_number(types: int, bits: int):
    assert bits_of(types) == bits


def test_four_words_hold_the_steps_in_order():
    # Two bits a step, 31 steps a word: A A ... A (31 times, number 1), then B (2) in word two.
    first = sum(1 << (2 * place) for place in range(BITS_OF_A_WORD // 2))
    packed = pd.DataFrame(
        {"steps": [32, 1], "word_1": [first, 3], "word_2": [2, 0], "word_3": 0, "word_4": 0,
         "path": None}
    )  # fmt: skip
    assert unpacked(packed, {1: "A", 2: "B", 3: ""}, bits=2) == [["A"] * 31 + ["B"], [""]]


def test_what_is_too_long_for_the_words_comes_as_text():
    packed = pd.DataFrame(
        {"steps": [3], "word_1": 0, "word_2": 0, "word_3": 0, "word_4": 0, "path": ["000200010002"]}
    )
    assert unpacked(packed, {1: "A", 2: "NA"}, bits=2) == [["NA", "A", "NA"]]
