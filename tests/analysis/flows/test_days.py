"""Quartiles of days: somebody's own where figures are exact, else read off protected counts."""

import numpy as np
import pandas as pd

from analysis.disclosure.gate import Gate
from analysis.flows.days import STEPS, quantiles, told


def counted(days, people=1, path="a"):
    return pd.DataFrame({"path": path, "days": days, "people": people, "people_key": 0})


def one(rows, share=0.5, protect=None):
    return quantiles(rows, by=["path"], shares=[share], protect=protect).loc["a", share]


def unchanged(cells):
    return cells.drop(columns="people_key")


def test_exact_is_the_first_day_that_half_had_reached():
    assert one(counted([4, 1, 9, 30])) == 4
    assert one(counted([4, 1, 9, 30]), 0.75) == 9


def test_protected_is_read_off_the_steps_and_told_in_weeks_or_months():
    # By hand: ten in 31-60, ten in 61-91; half is at the end of the first step: 60 days, 63 told.
    assert one(counted([40, 80], 10), protect=unchanged) == 63
    # Ten in 183-273 and thirty in 274-365: a third of the latter reached, 273 + 92 / 3 = 304.
    assert one(counted([200, 300], [10, 30]), protect=unchanged) == 300
    assert one(counted([0], 20), protect=unchanged) == 0


def test_nobody_left_has_no_days():
    assert np.isnan(one(counted([3], 4), protect=lambda c: c.assign(people=0)))


def test_groups_are_kept_apart_and_may_have_several_names():
    rows = pd.concat([counted([5]), counted([700], path="b")]).assign(ordinal=1)
    found = quantiles(rows, by=["path", "ordinal"], shares=[0.5], protect=None)[0.5]
    assert found.to_dict() == {("a", 1): 5, ("b", 1): 700}


def test_days_within_a_step_are_one_to_the_gate():
    """Whoever moves within a step moves no figure, whatever the changes are."""
    gate = Gate()
    rng = np.random.default_rng(1)
    keys = rng.integers(0, 4096, 40)
    for low, high in ((31, 60), (61, 91), (183, 273)):
        first = counted([low] * 20 + [500] * 20).assign(people_key=keys)
        last = counted([high] * 20 + [500] * 20).assign(people_key=keys)
        assert one(first, protect=gate.parts) == one(last, protect=gate.parts)


def test_told_in_units_that_hide_a_day():
    assert [told(days) for days in (3, 4, 90, 91, 110)] == [0, 7, 91, 90, 120]
    assert (np.diff(STEPS) > 0).all()
