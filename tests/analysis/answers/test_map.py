"""The map's answer for five areas counted by hand: classes, withheld, two at once, own areas."""

import json

import index_store
import numpy as np
import pytest

from analysis.answers.asked import NothingThere
from analysis.answers.choices import choices
from analysis.answers.map.area_map import map_answer
from analysis.answers.map.choices import map_choices
from analysis.answers.map.geometry import map_neighbours, map_shapes
from analysis.answers.map.index import IndexQuestion
from analysis.answers.map.own_area import BadOwnArea, OwnAreaQuestion, own_area
from analysis.answers.map.question import INDEX, MapQuestion, NotBesideItself
from analysis.disclosure.gate import Gate
from analysis.statistics.classes import BadClasses
from store.read import open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "store.duckdb"
    return open_store(index_store.build(path, with_people=True))


def test_the_index_falls_in_fixed_classes(store):
    """0, 3.625, 5, 6.375 and 10 are in the classes 0-2, 2-4, 4-6, 6-8 and 8-10."""
    answer = map_answer(store, MapQuestion(scheme="fixed"), Gate())
    assert answer.table["kind"].tolist() == [0, 1, 2, 3, 4]
    assert answer.year == 2024


def test_what_is_withheld_has_a_reason_and_no_class(store):
    """Three pupils live in E; the other four districts have 200 each."""
    answer = map_answer(store, MapQuestion("not_eligible"), Gate())
    last = answer.table.iloc[4]
    assert last["kind"] == -1
    assert last["withheld"] != ""
    assert np.isnan(last["value"])
    assert answer.table["value"][:4].is_monotonic_decreasing
    assert answer.protected


def test_narrowed_to_one_sex_fewer_stand_behind(store):
    everyone = map_answer(store, MapQuestion("not_eligible"), Gate()).table
    women = map_answer(store, MapQuestion("not_eligible", sex="women"), Gate()).table
    assert (women["people"][:4] < everyone["people"][:4]).all()


def test_two_at_once_are_crossed_in_thirds(store):
    """A has the lowest index and the highest share with a low standard: third 0 and third 2."""
    question = MapQuestion(INDEX, "scb_low_economic_standard_share")
    answer = map_answer(store, question, Gate())
    assert answer.table["kind"].tolist()[0] == 2
    assert answer.table["kind"].tolist()[4] == 6
    with pytest.raises(NotBesideItself):
        map_answer(store, MapQuestion(INDEX, INDEX), Gate())


def test_two_years_have_the_same_classes(store):
    answer = map_answer(store, MapQuestion("employed_share", other_year=2023), Gate())
    first, other = answer.tables.values()
    assert first["kind"].tolist() == other["kind"].tolist()
    assert answer.moved == ()


def test_a_year_without_figures_gives_the_nearest_before(store):
    assert map_answer(store, MapQuestion("employed_share", year=2030), Gate()).year == 2024


def test_fixed_classes_and_levels_without_figures_are_refused(store):
    with pytest.raises(BadClasses):
        map_answer(store, MapQuestion("earned_income_median_sek", scheme="fixed"), Gate())
    with pytest.raises(NothingThere):
        map_answer(store, MapQuestion("employed_share", level="deso"), Gate())


def test_shapes_and_neighbours_are_those_of_the_row_of_squares(store):
    features = json.loads(map_shapes(store, "district", 0).text)["features"]
    assert [feature["properties"]["c"] for feature in features] == index_store.CODES
    pairs = map_neighbours(store, "district", 0)
    assert len(pairs) == 8  # four shared borders, each both ways
    assert set(pairs["border_m"]) == {1000.0}


def test_an_own_area_is_the_sum_of_whole_areas(store):
    """A and B: 200 pupils each, 100 and 40 of them not eligible; each changed by 5 at most."""
    question = OwnAreaQuestion("not_eligible", "district", ("9999A", "9999B"))
    answer = own_area(store, question, Gate())
    now = answer.table.set_index("year").loc[2024]
    assert now["people"] == pytest.approx(400, abs=10)
    assert now["value"] == pytest.approx(0.35, abs=0.03)
    assert answer.is_joined
    exact = own_area(store, question, Gate(exact=True)).table.set_index("year").loc[2024]
    assert (exact["people"], exact["cases"]) == (400, 140)


def test_an_own_area_in_two_parts_says_so(store):
    question = OwnAreaQuestion("not_eligible", "district", ("9999A", "9999C"))
    assert own_area(store, question, Gate()).is_joined is False


def test_published_shares_are_added_by_their_persons(store):
    """Employed: 600 of 1000 in A and 700 of 1000 in B are 1300 of 2000."""
    question = OwnAreaQuestion("employed_share", "district", ("9999A", "9999B"))
    assert own_area(store, question, Gate()).table["value"].tolist() == pytest.approx([0.65, 0.65])


def test_what_cannot_be_added_is_refused(store):
    with pytest.raises(NothingThere):
        own_area(store, OwnAreaQuestion("earned_income_median_sek", "district", ("9999A",)), Gate())
    for codes in ((), ("9999X",), ("9999",)):
        with pytest.raises(BadOwnArea):
            own_area(store, OwnAreaQuestion("not_eligible", "district", codes), Gate())


def test_the_map_offers_what_there_is(store):
    can = map_choices(store, choices(store), Gate())
    assert list(can.levels) == ["district"]
    assert can.index == ("district",)
    assert "district" in can.figures["not_eligible"]


def test_clusters_among_five_areas_are_refused_and_the_map_stands(store):
    answer = map_answer(store, MapQuestion("employed_share", clusters=True), Gate())
    assert "10" in answer.no_clusters  # the fewest that patterns are looked for among
    assert "cluster" not in answer.table
    assert len(answer.table) == 5


def test_an_index_of_other_variables_is_another_map(store):
    from analysis.statistics.socioeconomic_index import variables_from

    question = MapQuestion(index=IndexQuestion(variables=variables_from("employed_share:low")))
    assert map_answer(store, question, Gate()).table["value"].tolist() == pytest.approx(
        [10, 5, 7.5, 2.5, 0]
    )
