"""The table of changes keeps what it promises, and the gate is ONS's method cell for cell."""

import numpy as np
import pandas as pd
import pytest
from cell_key_perturbation.create_perturbed_table import create_perturbed_table

from analysis.disclosure.gate import Gate, Policy
from analysis.disclosure.perturbation import (
    KEYS,
    LAST_ROW,
    TABLE,
    change,
    change_table,
    maximum_entropy_keys,
)


@pytest.mark.parametrize("count", range(1, LAST_ROW + 1))
def test_a_count_keeps_its_mean_and_has_variance_two(count):
    changes = change_table()[count].astype(float)
    assert changes.sum() == 0
    assert (changes**2).mean() == pytest.approx(2, abs=0.005)


@pytest.mark.parametrize("count", range(LAST_ROW + 1))
def test_one_and_two_never_appear_and_nothing_goes_below_zero(count):
    shown = count + change_table()[count].astype(int)
    assert shown.min() >= 0
    assert not np.isin(shown, [1, 2]).any()
    assert np.abs(shown - count).max() <= 5


def test_nobody_stays_nobody():
    assert not change_table()[0].any()


@pytest.mark.parametrize("count", range(1, LAST_ROW + 1))
def test_the_published_table_is_the_one_of_maximum_entropy(count):
    published = pd.read_csv(TABLE).query("count == @count")
    derived = maximum_entropy_keys(count)
    assert derived == dict(zip(published["change"], published["keys"], strict=True))


def test_every_cell_key_leads_to_one_change():
    assert pd.read_csv(TABLE).groupby("count")["keys"].sum().eq(KEYS).all()


def test_the_change_goes_by_the_key_sum_modulo_4096():
    # count 1: keys 0-2730 take it to 0, 2731-4094 to 3, 4095 to 4 (perturbation.csv)
    sums = np.array([0, 2730, 2731, 4095, 4096 + 2731])
    assert change(np.ones(5, dtype=int), sums).tolist() == [-1, -1, 2, 3, 2]


def test_counts_equal_those_of_the_national_statistics_office_of_the_united_kingdom():
    """ONS's cell-key-perturbation, given our table in its form, on 3 000 invented people."""
    rng = np.random.default_rng(7)
    people = pd.DataFrame(
        {
            "area": rng.choice([f"A{i}" for i in range(60)], 3000),
            "sex": rng.choice(["girl", "boy"], 3000),
            "record_key": rng.integers(0, KEYS, 3000),
        }
    )
    rows = np.minimum(np.arange(1, 751), LAST_ROW)
    table = pd.DataFrame(
        {
            "pcv": np.repeat(np.arange(1, 751), KEYS),
            "ckey": np.tile(np.arange(KEYS), 750),
            "pvalue": change_table()[rows].ravel(),
        }
    )
    theirs = create_perturbed_table(
        people, table, ["area"], ["sex"], "record_key", use_existing_ons_id=False, threshold=5
    )
    cells = people.groupby(["area", "sex"], as_index=False).agg(
        people=("record_key", "size"), people_key=("record_key", "sum")
    )
    ours = Gate(Policy()).people(cells)
    both = ours.merge(theirs, on=["area", "sex"])
    assert len(both) == len(cells) == 120
    assert both["people"].isna().equals(both["count"].isna())
    assert both["people"].dropna().tolist() == both["count"].dropna().astype(int).tolist()
