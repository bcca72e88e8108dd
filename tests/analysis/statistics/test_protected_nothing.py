"""A protected 0 may be a few cases: it is no figure to say 'no clear difference' of."""

import numpy as np
import pandas as pd
import pytest

import language
from analysis.statistics.breakdown import against_the_rest
from analysis.statistics.intervals import wilson_interval_noisy
from indicators.units import written


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


def judged(people, cases, noise, whole=(2000, 100)):
    low, high = wilson_interval_noisy(cases, people, noise)
    row = {"people": people, "cases": cases, "share": cases / people}
    groups = pd.DataFrame([{**row, "share_low": low, "share_high": high}])
    return against_the_rest(
        groups, whole_people=whole[0], whole_cases=whole[1], better_is="lower", noise_variance=noise
    ).iloc[0]


def test_a_protected_nothing_cannot_be_told_from_the_rest():
    # of 60 people 5 % would be three cases, and noise may make three to none
    row = judged(60, 0, noise=2.0)
    assert (row["state"], row["because"]) == ("cannot_tell", "few_cases")


def test_it_is_told_where_its_interval_clears_the_rest():
    assert judged(600, 0, noise=2.0)["state"] == "better"


def test_a_nothing_that_nobody_changed_is_a_figure_like_any_other():
    row = judged(60, 0, noise=0.0)
    assert row["state"] == "no_clear_difference"
    assert pd.isna(row["because"])


def test_a_protected_nothing_is_written_as_what_it_may_be():
    assert written(0.0, "share", 1, at_most=0.0371) == "högst 3,7\u00a0%"
    assert written(0.0, "per_1000", 1, at_most=2.5) == "högst 2,5 per 1\u202f000"


def test_every_other_figure_is_written_as_it_is():
    assert written(0.0, "share", 1) == "0,0\u00a0%"
    assert written(0.05, "share", 1, at_most=0.09) == "5,0\u00a0%"
    assert written(0.0, "share", 1, at_most=np.nan) == "0,0\u00a0%"
    assert written(0.0, "share", 1, at_most=0.0001) == "0,0\u00a0%"
    assert written(None, "share", 1, at_most=0.1) == "–"  # noqa: RUF001
