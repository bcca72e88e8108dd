"""Where a group is: the areas it is bound to, or those where its people live more often."""

import index_store
import pytest

import language
from analysis.answers.target_groups.custom_group import GroupQuestion
from analysis.answers.target_groups.places import Drawn, target_places
from analysis.disclosure.gate import Gate
from store.read import open_store
from tests import small_store

DISTRICTS = Drawn("district", 0)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    language.use("sv")
    path = tmp_path_factory.mktemp("places") / "store.duckdb"
    return open_store(index_store.build(path, with_people=True))


def places(store, *conditions, gate=None):
    question = GroupQuestion("not_eligible", conditions, 2024, 2024)
    return target_places(store, question, gate or Gate())


def test_a_group_of_an_area_is_there_and_nowhere_is_counted(store):
    area = next(n for n, role in _roles(store).items() if role == "area")
    answer = places(store, (area, ("9999A", "9999B")))
    assert answer.bound == (DISTRICTS, ("9999A", "9999B"))
    assert not len(answer.areas)


def test_everyone_lives_as_everyone_and_a_small_place_is_withheld(store):
    answer = places(store)
    assert answer.ground == DISTRICTS and answer.often == []
    rows = answer.areas.set_index("area_code")
    assert rows["withheld"]["9999E"] != "" and rows["withheld"]["9999A"] == ""
    assert rows["times"].drop("9999E").tolist() == pytest.approx([1] * 4, abs=0.03)


def test_without_boundaries_nothing_is_drawn():
    language.use("sv")
    answer = places(open_store(small_store.small_store()), ("sex", "men"))
    assert answer.ground is None and answer.bound is None


def _roles(store):
    return store.query("people/dimensions").set_index("name")["role"].to_dict()
