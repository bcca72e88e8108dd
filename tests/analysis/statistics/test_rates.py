"""Directly standardised rates against values worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis.required import ImpossibleCounts
from analysis.statistics.intervals import byar_count_interval, rate_interval
from analysis.statistics.rates import NoStandard, NotGiven, directly_standardised_rates
from language.errors import MissingColumns


def strata(cases, people, standard):
    return pd.DataFrame({"cases": cases, "people": people, "standard_people": standard})


def test_two_age_groups_by_hand():
    # rates 10/1000 = 0.01 and 30/500 = 0.06, weights 0.5 each: 0.035, that is 35 per 1000
    # variance = 0.25 * 10/1000^2 + 0.25 * 30/500^2 = 0.0000025 + 0.00003 = 0.0000325
    # Byar of 40 cases: 28.57330, 54.47010 (as PHEindicatormethods publishes)
    # scale = sqrt(0.0000325 / 40) = 0.000901388; bounds 35 + 0.901388 * (28.57330 - 40) and so on
    answer = directly_standardised_rates(strata([10, 30], [1000, 500], [200, 200])).iloc[0]
    assert answer["rate"] == pytest.approx(35)
    assert answer["crude_rate"] == pytest.approx(40 / 1500 * 1000)
    assert answer["rate_low"] == pytest.approx(35 + 0.901388 * (28.57330 - 40), abs=1e-4)
    assert answer["rate_high"] == pytest.approx(35 + 0.901388 * (54.47010 - 40), abs=1e-4)
    assert pd.isna(answer["not_given"])


def test_the_standards_own_population_gives_back_the_crude_rate_and_byars_bounds():
    # with weights proportional to people, Dobson's interval is that of the total count
    answer = directly_standardised_rates(strata([15], [300], [300]), per=100).iloc[0]
    assert answer["rate"] == pytest.approx(answer["crude_rate"])
    assert (answer["rate_low"], answer["rate_high"]) == pytest.approx(rate_interval(15, 300, 100))
    assert answer["rate_low"] == pytest.approx(byar_count_interval(15).low / 3)


def test_two_areas_that_differ_only_in_age_mix_get_the_same_rate():
    table = pd.DataFrame(
        {
            "area_code": ["a", "a", "b", "b"],
            "cases": [10, 90, 90, 10],
            "people": [1000, 1000, 9000, 9000 / 81],
            "standard_people": [1, 1, 1, 1],
        }
    )
    answer = directly_standardised_rates(table, by=["area_code"]).set_index("area_code")
    assert answer.loc["a", "crude_rate"] > 4 * answer.loc["b", "crude_rate"]
    assert answer.loc["a", "rate"] == pytest.approx(answer.loc["b", "rate"])


def test_nine_cases_give_no_rate_and_ten_do():
    nine = directly_standardised_rates(strata([4, 5], [50, 50], [1, 1])).iloc[0]
    ten = directly_standardised_rates(strata([5, 5], [50, 50], [1, 1])).iloc[0]
    assert nine["not_given"] == NotGiven.FEW_CASES
    assert np.isnan([nine["rate"], nine["rate_low"], nine["rate_high"]]).all()
    assert nine["cases"] == 9
    assert ten["rate"] == pytest.approx(100)


def test_an_age_group_where_nobody_lives_is_told_and_not_left_out_in_silence():
    answer = directly_standardised_rates(strata([20, 0], [50, 0], [1, 1])).iloc[0]
    assert answer["not_given"] == NotGiven.EMPTY_STRATUM
    assert np.isnan(answer["rate"])
    assert NotGiven(answer["not_given"]).words


def test_an_age_group_outside_the_standard_does_not_count_in_any_figure():
    answer = directly_standardised_rates(strata([20, 7], [100, 0.5], [1, 0])).iloc[0]
    assert answer["rate"] == pytest.approx(200)
    assert (answer["cases"], answer["crude_rate"]) == (20, 200)


def test_a_missing_count_gives_no_rate():
    answer = directly_standardised_rates(strata([20, None], [50, 50], [1, 1])).iloc[0]
    assert answer["not_given"] == NotGiven.MISSING_COUNT


def test_bad_tables_are_refused():
    with pytest.raises(MissingColumns, match="standard_people"):
        directly_standardised_rates(pd.DataFrame({"cases": [1], "people": [2]}))
    with pytest.raises(ImpossibleCounts):
        directly_standardised_rates(strata([-1, 20], [50, 50], [1, 1]))
    with pytest.raises(NoStandard):
        directly_standardised_rates(strata([20], [50], [0]))


def test_dobsons_interval_holds_the_truth_as_often_as_it_promises():
    rng = np.random.default_rng(41)
    people, standard, rates = [4000, 800, 300], [500, 300, 200], [0.002, 0.01, 0.05]
    truth = np.dot(standard, rates) / 1000
    table = pd.DataFrame(
        {
            "draw": np.repeat(np.arange(4000), 3),
            "cases": rng.poisson(np.multiply(people, rates), (4000, 3)).ravel(),
            "people": np.tile(people, 4000),
            "standard_people": np.tile(standard, 4000),
        }
    )
    answer = directly_standardised_rates(table, by=["draw"], per=1)
    assert ((answer["rate_low"] <= truth) & (truth <= answer["rate_high"])).mean() >= 0.95 - 0.005
