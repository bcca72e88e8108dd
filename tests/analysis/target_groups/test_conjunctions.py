"""The lattice adds up every combination, and never two levels of one dimension."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from analysis.target_groups import conjunctions as lattice_module
from analysis.target_groups.cells import CoarserLevel, prepare
from analysis.target_groups.conjunctions import Dimension, Lattice, Level
from analysis.target_groups.errors import NoDimensions, TooFine, TooManyGroups

DISTRICTS = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "c1": "c"}


@pytest.fixture
def cells():
    rng = np.random.default_rng(3)
    rows = 400
    return pd.DataFrame(
        {
            "year": rng.integers(2020, 2022, rows),
            "sex": rng.choice(["women", "men"], rows),
            "area": rng.choice(list(DISTRICTS), rows),
            "birth": rng.choice(["nordic", "other", None], rows),
            "family": rng.choice(["one", "two", "own"], rows),
            "people": rng.integers(1, 9, rows),
            "cases": rng.integers(0, 2, rows),
        }
    )


def prepared(cells, **asked):
    levels = [CoarserLevel("district", "area", DISTRICTS)]
    return prepare(cells, ["sex", "area", "birth", "family"], levels=levels, **asked)


@pytest.mark.parametrize("dense", [0, 10**9])
def test_every_group_holds_the_people_that_pandas_counts(cells, dense, monkeypatch):
    monkeypatch.setattr(lattice_module, "DENSE_CELLS", dense)
    counted = prepared(cells).counted
    lattice, people = counted.lattice, counted.lattice.sums(counted.people)
    frame = cells.assign(
        district=cells["area"].map(DISTRICTS), birth=cells["birth"].fillna("unknown")
    )
    for group in range(lattice.size):
        there = np.logical_and.reduce([frame[k] == v for k, v in lattice.conditions(group).items()])
        assert people[group] == frame.loc[there, "people"].sum()
        assert np.array_equal(lattice.members(group), there)


def test_sums_over_some_cells_and_by_part_are_parts_of_the_whole(cells):
    counted = prepared(cells).counted
    rows = np.flatnonzero(cells["year"] == 2020)
    by_year = counted.lattice.sums_by(counted.people, (cells["year"] - 2020).to_numpy(), 2)
    assert np.allclose(by_year[:, 0], counted.lattice.sums(counted.people[rows], rows))
    assert np.allclose(by_year.sum(axis=1), counted.lattice.sums(counted.people))


def test_two_levels_of_one_dimension_are_never_combined(cells):
    lattice = prepared(cells).counted.lattice
    for group in range(lattice.size):
        assert not {"area", "district"} <= set(lattice.conditions(group))


def test_a_level_repeats_no_group_that_a_finer_level_has(cells):
    lattice = prepared(cells).counted.lattice  # district c is the one small area c1
    districts = {lattice.conditions(g).get("district") for g in range(lattice.size)}
    assert districts == {"a", "b", None}


def test_parents_have_one_condition_fewer():
    dimensions = [
        Dimension(n, 2, np.array([0, 1, 0, 1]), (Level(n, ("x", "y"), np.arange(2)),))
        for n in "pqr"
    ]
    lattice = Lattice(dimensions, 3)
    deepest = lattice.size - 1
    above = [lattice.conditions(parent) for parent in lattice.parents(deepest)]
    assert lattice.conditions(deepest) == {"p": "y", "q": "y", "r": "y"}
    assert sorted(map(sorted, above)) == [["p", "q"], ["p", "r"], ["q", "r"]]


def test_missing_values_are_a_group_of_their_own(cells):
    counted = prepared(cells).counted
    place = next(
        g
        for g in range(counted.lattice.size)
        if counted.lattice.conditions(g) == {"birth": "unknown"}
    )
    missing = cells.loc[cells["birth"].isna(), "people"].sum()
    assert counted.group_people[place] == missing > 0


def test_a_dimension_with_one_value_is_left_out_with_a_notice(cells):
    made = prepare(cells.assign(school="Ekskolan"), ["sex", "school"])
    assert [d.name for d in made.counted.lattice.dimensions] == ["sex"]
    assert made.left_out == {"school": "Ekskolan"}


def test_only_dimensions_with_one_value_is_refused(cells):
    with pytest.raises(NoDimensions, match="school"):
        prepare(cells.assign(school="Ekskolan"), ["school"])


def test_ten_thousand_values_are_too_fine():
    rows = 10_000
    cells = pd.DataFrame({"year": 2024, "income": np.arange(rows), "people": 1, "cases": 0})
    with pytest.raises(TooFine, match="income"):
        prepare(cells, ["income"])


def test_more_combinations_than_can_be_held_are_refused():
    values = [str(value) for value in range(400)]
    cells = pd.DataFrame(dict.fromkeys("abc", values)).assign(year=2024, people=1, cases=0)
    with pytest.raises(TooManyGroups):  # 400 x 400 x 400
        prepare(cells, ["a", "b", "c"])


def test_strata_are_years_times_the_standardising_columns(cells):
    strata = prepared(cells, standardise=("sex",)).counted.strata
    pairs = list(zip(cells["year"], cells["sex"], strata, strict=True))
    assert len(set(pairs)) == len(set(strata)) == len(list(product([2020, 2021], ["women", "men"])))
