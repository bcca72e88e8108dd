"""What is rounded adds up, stays near the truth, and tells no cell."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from data_pipeline.publish.controlled_rounding import BASE, farthest, margins, rounded

AXES = [("area", "district"), ("age",), ("sex",)]


@pytest.fixture(scope="module")
def table():
    """12 areas in 4 districts x 8 ages x 2 sexes, about 4 a cell, none where nobody is."""
    rng = np.random.default_rng(3)
    cells = pd.DataFrame(
        product([f"K{i}" for i in range(12)], range(8), ["women", "men"]),
        columns=["area", "age", "sex"],
    )
    cells["district"] = cells["area"].str[1:].astype(int).floordiv(3).astype(str)
    return cells.assign(people=rng.poisson(rng.gamma(1, 4, len(cells))))


@pytest.fixture(scope="module")
def sums(table):
    return margins(table, AXES)


@pytest.fixture(scope="module")
def published(table, sums):
    return rounded(table["people"].to_numpy(), sums, np.random.default_rng(1))


def test_every_cell_goes_to_a_neighbouring_multiple_of_five(table, published):
    assert (published % BASE == 0).all()
    assert (np.abs(published - table["people"]) < BASE).all()


def test_nobody_stays_nobody(table, published):
    assert (published[table["people"] == 0] == 0).all()


def test_every_margin_stays_within_four_of_the_truth(table, published, sums):
    # 12 x 8, 12 x 2, 8 x 2, 12, 8, 2, 1 with areas, and again with the 4 districts
    assert sums.shape[0] == 12 * 8 + 12 * 2 + 8 * 2 + 12 + 8 + 2 + 1 + 4 * (8 * 2 + 8 + 2 + 1)
    assert farthest(table["people"].to_numpy(), published, sums) <= 4


def test_cases_hardly_ever_pass_the_people_they_are_among(table, published, sums):
    cases = np.random.default_rng(2).binomial(table["people"], 0.3)
    found = rounded(cases, sums, np.random.default_rng(4), most=published)
    assert (found > published).mean() < 0.05
    assert farthest(cases, found, sums) <= 4


def test_the_choice_is_right_on_average():
    """1, 2, 3 and 4 persons become 5 in 20, 40, 60 and 80 of 100 roundings."""
    counts, alone = np.repeat([1, 2, 3, 4], 200), margins(pd.DataFrame({"a": range(800)}), [("a",)])
    found = rounded(counts, alone[:0], np.random.default_rng(5)).reshape(4, 200)
    assert np.allclose((found == BASE).mean(axis=1), [0.2, 0.4, 0.6, 0.8], atol=0.1)


def test_what_an_earlier_release_said_is_kept_where_it_still_fits(table, published, sums):
    later = table["people"].to_numpy().copy()
    later[0] += 7
    found = rounded(later, sums, np.random.default_rng(9), earlier=published)
    assert (found[1:] == published[1:]).mean() > 0.95
    assert farthest(later, found, sums) <= 4


def test_an_area_alone_in_its_district_is_no_second_sum():
    cells = pd.DataFrame(
        {"area": ["a", "a", "b", "b"], "district": list("xxyy"), "sex": list("wmwm")}
    )
    assert margins(cells, [("area", "district"), ("sex",)]).shape[0] == 2 + 2 + 1
