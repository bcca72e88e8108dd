"""Time to an outcome from counts: by hand, and by lifelines on the persons one by one."""

import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_waltons
from lifelines.statistics import logrank_test

from analysis.flows.survival import at_risk, log_rank, survival_curve
from language.errors import MissingColumns


def counts(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["step", "has_outcome", "people"])


def test_four_people_by_hand():
    # 4 followed, 1 of 4 has the outcome at day 10: 3/4 left. One lost at day 15. 1 of 2 at day 20:
    # 3/4 * 1/2 = 3/8 left, 5/8 with the outcome.
    curve = survival_curve(counts([(10, True, 1), (15, False, 1), (20, True, 1), (30, False, 1)]))
    assert curve.share_by(9) == 0
    assert curve.share_by(10) == pytest.approx(1 / 4)
    assert curve.share_by(25) == pytest.approx(5 / 8)
    assert (curve.people, curve.outcomes, curve.median_days) == (4, 2, 20)
    assert at_risk(curve, [0, 10, 11, 20, 21, 31]) == [4, 4, 3, 2, 1, 0]


def test_counts_give_what_the_persons_one_by_one_give():
    mice = load_waltons()  # 163 fruit flies: T days, E died, group
    fitted = KaplanMeierFitter().fit(mice["T"], mice["E"])
    counted = (
        mice.groupby(["group", "T", "E"]).size().rename("people").reset_index()
        .rename(columns={"T": "step", "E": "has_outcome"})
    ).astype({"has_outcome": bool, "step": int})  # fmt: skip
    curve = survival_curve(counted.groupby(["step", "has_outcome"], as_index=False)["people"].sum())
    assert curve.share_by(50) == pytest.approx(1 - fitted.predict(50))
    assert curve.median_days == fitted.median_survival_time_
    bounds = fitted.confidence_interval_survival_function_.loc[:50].iloc[-1]
    told = curve.steps[curve.steps["days"] <= 50].iloc[-1]
    lowest, highest = bounds.to_numpy()
    assert (told["share_low"], told["share_high"]) == pytest.approx((1 - highest, 1 - lowest))
    one = mice["group"] == "control"
    truth = logrank_test(mice["T"][one], mice["T"][~one], mice["E"][one], mice["E"][~one])
    test = log_rank(counted, by="group")
    assert test.statistic == pytest.approx(truth.test_statistic)
    assert test.p_value == pytest.approx(truth.p_value)


def test_a_step_of_thirty_days_is_told_at_its_end():
    curve = survival_curve(counts([(0, True, 10), (2, False, 10)]), days_a_step=30)
    assert curve.share_by(29) == 0
    assert curve.share_by(30) == pytest.approx(0.5)


def test_the_curve_ends_where_too_few_are_left_to_follow():
    curve = survival_curve(counts([(10, True, 6), (20, True, 3)]), smallest_at_risk=5)
    assert curve.steps["days"].max() == 10


def test_nobody_to_follow_is_an_empty_curve():
    curve = survival_curve(counts([(10, True, 0)]))
    assert (curve.people, curve.share_by(365), curve.median_days) == (0, 0, None)


def test_one_group_has_nothing_to_be_compared_with():
    one = counts([(10, True, 6), (20, False, 3)]).assign(sex="w")
    assert log_rank(one, by="sex") is None


def test_an_outcome_on_the_first_day_counts():
    assert survival_curve(counts([(0, True, 1), (9, False, 1)])).share_by(0) == pytest.approx(0.5)


def test_a_missing_column_is_told_by_name():
    with pytest.raises(MissingColumns, match="people"):
        survival_curve(pd.DataFrame({"step": [1], "has_outcome": [True]}))
