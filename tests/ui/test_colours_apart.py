"""Colours that stand beside each other on a map can be told apart, also with fewer colours."""

from itertools import combinations, pairwise

import pytest
from colour_difference import DEFICIENCIES, ciede2000, lab

from ui.draw.palettes import DARK, GRID, LIGHT, SEQUENCES

FAR_ENOUGH = 10  # CIEDE2000; every class and state has a mark too


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [  # Sharma, Wu and Dalal (2005), table 1: a part
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0010), 7.1792),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_is_the_published_one(one, other, difference):
    assert ciede2000(one, other) == pytest.approx(difference, abs=1e-4)


def neighbours():
    """What stands for what, and the two colours."""
    for count, sequence in SEQUENCES.items():
        for place, (one, other) in enumerate(pairwise(sequence), 1):
            yield f"class {place} and {place + 1} of {count}", one, other
    for letter, row in zip("ABC", GRID, strict=True):
        for place, (one, other) in enumerate(pairwise(row), 1):
            yield f"{letter}{place} and {letter}{place + 1}", one, other
    for place, column in enumerate(zip(*GRID, strict=True), 1):
        for (one, other), letters in zip(pairwise(column), pairwise("ABC"), strict=True):
            yield f"{letters[0]}{place} and {letters[1]}{place}", one, other
    for palette in (LIGHT, DARK):
        for one, other in combinations(("better", "worse", "unsure"), 2):
            colours = getattr(palette, one), getattr(palette, other)
            yield f"{one} and {other}, {palette.name}", *colours


def too_near():
    return {
        (name, sight): round(far, 1)
        for name, one, other in neighbours()
        for sight in (None, *DEFICIENCIES)
        if (far := ciede2000(lab(one, sight), lab(other, sight))) < FAR_ENOUGH
    }


# Along the rows of Stevens's grid, whose step is from grey to green: their marks tell them apart.
KNOWN = {
    ("A1 and A2", "protanopia"): 3.5,
    ("A1 and A2", "deuteranopia"): 7.7,
    ("A2 and A3", "protanopia"): 7.7,
    ("A2 and A3", "deuteranopia"): 9.8,
    ("B1 and B2", "protanopia"): 3.5,
    ("B1 and B2", "deuteranopia"): 7.8,
    ("B2 and B3", "protanopia"): 7.9,
    ("C1 and C2", "protanopia"): 4.6,
    ("C1 and C2", "deuteranopia"): 9.6,
}


def test_neighbours_are_ten_apart_but_for_the_known_ones():
    assert too_near() == KNOWN
