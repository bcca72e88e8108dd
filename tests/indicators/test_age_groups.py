"""Are the age groups nested, without gaps, and is nobody lost between them?"""

import numpy as np
import pytest

from indicators import age_groups
from indicators.age_groups import GRANULARITIES, children, group_of, parent


def test_the_labels_are_those_agreed_on():
    assert GRANULARITIES["fine"] == (
        *("0-5", "6-9", "10-12", "13-15", "16-19", "20-24", "25-29"),
        *("30-44", "45-64", "65-79", "80+"),
    )
    assert GRANULARITIES["middle"] == ("0-5", "6-12", "13-15", "16-19", "20-29", "30-64", "65+")
    assert GRANULARITIES["broad"] == ("0-19", "20-64", "65+")


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_every_age_has_one_group_and_it_says_the_age(granularity):
    ages = np.arange(0, 111)
    for age, label in zip(ages, group_of(ages, granularity), strict=True):
        group = age_groups.parse(label)
        assert group.first <= age
        assert group.last is None or age <= group.last


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_going_up_by_label_is_the_same_as_grouping_the_age_anew(granularity):
    ages = np.arange(0, 111)
    by_label = [parent(label, granularity) for label in group_of(ages, "fine")]
    assert by_label == list(group_of(ages, granularity))


def test_a_missing_or_negative_age_has_no_group():
    grouped = group_of([None, float("nan"), -1, 15.9], "middle")
    assert list(grouped.isna()) == [True, True, True, False]
    assert grouped[3] == "13-15"


def test_groups_come_in_order_of_age_and_not_of_letters():
    assert list(group_of([80, 7, 13]).categories)[:3] == ["0-5", "6-9", "10-12"]


def test_a_coarse_group_is_its_fine_groups():
    assert children("30-64") == ("30-44", "45-64")
    assert children("0-19") == ("0-5", "6-9", "10-12", "13-15", "16-19")
    assert children("80+") == ("80+",)


def test_unknown_and_total_stay_what_they_are():
    assert parent("unknown", "broad") == "unknown"
    assert parent("total", "middle") == "total"


def test_the_granularity_of_some_labels_is_the_coarsest_that_has_them():
    assert age_groups.granularity_of(["65+", "total"]) == "broad"
    assert age_groups.granularity_of(["6-12", "unknown"]) == "middle"
    assert age_groups.granularity_of(["6-9"]) == "fine"


def test_an_age_group_of_ones_own_is_refused_with_those_that_exist():
    with pytest.raises(age_groups.UnknownAgeGroup, match="16-19"):
        parent("16-18", "broad")
    with pytest.raises(age_groups.UnknownGranularity, match="fine, middle, broad"):
        group_of([3], "yearly")
