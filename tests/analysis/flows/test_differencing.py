"""How few set a narrowed flow apart from a larger group's? By hand, before a gate without noise."""

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.gate import Gate
from analysis.flows.differencing import fewest_apart, fewest_of_each_and_all, nearer
from analysis.required import MissingColumns


class WithoutNoise(Gate):
    def _changed(self, cells, name):
        return cells[name].to_numpy(dtype=np.int64)


def persons(**people: int) -> pd.DataFrame:
    """Persons by path; keys are ten times the count."""
    return pd.DataFrame({"people": people, "people_key": {k: 10 * n for k, n in people.items()}})


def test_of_several_larger_groups_the_nearest_counts():
    women = persons(direct=30, home=20)
    found = fewest_apart(women, [persons(direct=50, home=23), persons(direct=37, home=60)], Gate())
    assert found["people"].to_dict() == {"direct": 7, "home": 3}
    assert found["people_key"].to_dict() == {"direct": 70, "home": 30}


def test_nobody_is_told_like_one_so_that_being_withheld_does_not_tell_them_apart():
    women, everyone = persons(direct=30, home=20), persons(direct=30, home=21)
    found = fewest_apart(women, [everyone], Gate())
    assert found["people"].to_dict() == {"direct": 1, "home": 1}
    counts = women.assign(cases=0, cases_key=0)
    assert set(Gate().counts(counts, apart=found)["withheld"]) == {"few_apart"}


def test_without_a_larger_group_nobody_is_apart():
    assert (fewest_apart(persons(direct=30), [], Gate()) == 0).all(axis=None)


@pytest.mark.parametrize(("more", "withheld"), [(0, True), (1, True), (4, True), (5, False)])
def test_up_to_four_are_too_few(more, withheld):
    women = persons(direct=30)
    found = fewest_apart(women, [persons(direct=30 + more)], WithoutNoise())
    shown = WithoutNoise().counts(women.assign(cases=0, cases_key=0), apart=found)
    assert (shown["withheld"] == "few_apart").tolist() == [withheld]


def test_the_nearer_of_two_row_by_row_and_no_larger_group_is_none():
    found = nearer(persons(a=9, b=3, c=0), persons(a=4, b=8, c=6), WithoutNoise())
    assert found["people"].to_dict() == {"a": 4, "b": 3, "c": 6}


def test_counts_without_keys_are_refused():
    with pytest.raises(MissingColumns):
        fewest_apart(pd.DataFrame({"people": [1]}), [], Gate())


def test_where_few_set_all_of_it_apart_no_part_of_it_is_further():
    found = fewest_of_each_and_all(
        persons(a=20, b=30), [persons(a=22, b=31), persons(a=99, b=99)], WithoutNoise()
    )
    assert found["people"].to_dict() == {"a": 2, "b": 1}
    far = fewest_of_each_and_all(persons(a=20, b=30), [persons(a=23, b=60)], WithoutNoise())
    assert far["people"].to_dict() == {"a": 3, "b": 30}  # 33 set all of it apart
    only = fewest_of_each_and_all(persons(a=20), [persons(a=30, b=0)], WithoutNoise())
    assert only["people"].to_dict() == {"a": 10}
