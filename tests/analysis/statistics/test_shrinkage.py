"""Shrunken shares: that they are better guesses, and that they say what they did."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import betabinom

from analysis.required import ImpossibleCounts
from analysis.statistics.intervals import wilson_interval
from analysis.statistics.shrinkage import (
    LARGEST_PRIOR_PEOPLE,
    TooFewAreas,
    fit_prior,
    shrink_shares,
)
from language.errors import MissingColumns


def drawn_areas(rng, areas=300, mean=0.15, prior_people=60):
    truth = rng.beta(mean * prior_people, (1 - mean) * prior_people, areas)
    people = rng.integers(10, 400, areas)
    return truth, pd.DataFrame({"cases": rng.binomial(people, truth), "people": people})


def test_the_prior_that_made_the_areas_is_found_again():
    _truth, areas = drawn_areas(np.random.default_rng(8), areas=3000)
    answer = shrink_shares(areas)
    assert answer.mean_share == pytest.approx(0.15, abs=0.005)
    assert answer.prior_people == pytest.approx(60, rel=0.1)


def test_no_other_prior_fits_the_areas_better():
    # scipy's own beta-binomial as an independent judge of the likelihood
    _truth, areas = drawn_areas(np.random.default_rng(9))
    cases, people = areas["cases"].to_numpy(), areas["people"].to_numpy()
    share, weight = fit_prior(cases, people)

    def likelihood(share, weight):
        return betabinom.logpmf(cases, people, share * weight, (1 - share) * weight).sum()

    best = likelihood(share, weight)
    for other in ((share * 1.02, weight), (share * 0.98, weight), (share, weight * 1.1)):
        assert likelihood(*other) < best
    assert likelihood(share, weight * 0.9) < best


def test_the_shrunken_share_is_the_weighted_mean_of_ones_own_and_all():
    _truth, areas = drawn_areas(np.random.default_rng(10))
    answer = shrink_shares(areas)
    table = answer.table
    by_hand = (
        table["own_weight"] * table["raw_share"] + (1 - table["own_weight"]) * answer.mean_share
    )
    assert table["shrunken_share"].to_numpy() == pytest.approx(by_hand.to_numpy())
    assert table["own_weight"].to_numpy() == pytest.approx(
        (areas["people"] / (areas["people"] + answer.prior_people)).to_numpy()
    )


def test_shrunken_shares_lie_nearer_the_truth_and_raw_ones_stand_beside():
    truth, areas = drawn_areas(np.random.default_rng(11))
    table = shrink_shares(areas).table
    raw_error = ((table["raw_share"] - truth) ** 2).mean()
    shrunken_error = ((table["shrunken_share"] - truth) ** 2).mean()
    assert shrunken_error < 0.7 * raw_error
    assert np.array_equal(table["raw_low"], wilson_interval(areas["cases"], areas["people"]).low)


def test_the_shrunken_interval_holds_the_truth_as_often_as_it_promises():
    truth, areas = drawn_areas(np.random.default_rng(12), areas=4000)
    table = shrink_shares(areas).table
    held = (table["shrunken_low"] <= truth) & (truth <= table["shrunken_high"])
    assert held.mean() == pytest.approx(0.95, abs=0.01)


def test_the_most_extreme_raw_shares_are_the_small_areas_and_are_drawn_most():
    _truth, areas = drawn_areas(np.random.default_rng(13))
    table = shrink_shares(areas).table
    smallest = table.nsmallest(30, "people")
    largest = table.nlargest(30, "people")
    moved = (table["raw_share"] - table["shrunken_share"]).abs()
    assert moved[smallest.index].mean() > 4 * moved[largest.index].mean()


def test_areas_that_vary_by_chance_alone_are_drawn_nearly_all_the_way():
    people = np.full(100, 50)
    cases = np.random.default_rng(14).binomial(people, 0.2)
    answer = shrink_shares(pd.DataFrame({"cases": cases, "people": people}))
    assert answer.table["own_weight"].max() < 0.2
    assert answer.mean_share == pytest.approx(cases.sum() / 5000, abs=1e-3)


def test_equal_shares_everywhere_show_no_variation_at_all():
    answer = shrink_shares(pd.DataFrame({"cases": [10] * 12, "people": [50] * 12}))
    assert answer.prior_people > 0.9 * LARGEST_PRIOR_PEOPLE
    assert answer.table["shrunken_share"].to_numpy() == pytest.approx([0.2] * 12, abs=1e-4)


def test_no_case_anywhere_is_no_error():
    answer = shrink_shares(pd.DataFrame({"cases": [0] * 12, "people": [50] * 12}))
    assert answer.prior_people == LARGEST_PRIOR_PEOPLE
    assert answer.mean_share == pytest.approx(0.5 / 601)
    assert answer.table["shrunken_high"].notna().all()


def test_an_empty_area_gets_the_mean_and_a_missing_one_nothing():
    areas = pd.DataFrame({"cases": [3, 9] * 6 + [0, None], "people": [50] * 12 + [0, 50]})
    answer = shrink_shares(areas)
    empty, missing = answer.table.iloc[12], answer.table.iloc[13]
    assert empty["shrunken_share"] == pytest.approx(answer.mean_share)
    assert (empty["own_weight"], np.isnan(empty["raw_share"])) == (0, True)
    assert np.isnan(missing["shrunken_share"])


def test_bad_tables_are_refused():
    with pytest.raises(TooFewAreas, match="9"):
        shrink_shares(pd.DataFrame({"cases": [1] * 9, "people": [10] * 9}))
    with pytest.raises(MissingColumns, match="people"):
        shrink_shares(pd.DataFrame({"cases": [1]}))
    with pytest.raises(ImpossibleCounts):
        shrink_shares(pd.DataFrame({"cases": [11] * 12, "people": [10] * 12}))
