import numpy as np
import pytest

from sample_data.persons import YEARS


def test_about_150_000_people_live_there_each_year(world):
    count = np.bincount(world.panel.year - YEARS[0])
    assert len(count) == 10
    assert (count > 140_000).all()
    assert (count < 160_000).all()


def test_nobody_is_counted_twice_in_a_year_or_before_being_born(world):
    panel = world.panel
    assert len(np.unique(panel.person * 10_000 + panel.year)) == len(panel.year)
    assert (panel.age >= 0).all()
    assert (panel.persons.born[panel.person] == panel.year - 1 - panel.age).all()


def test_most_are_the_same_people_from_year_to_year(world):
    panel = world.panel
    here = [set(panel.person[panel.year == year]) for year in (2018, 2019)]
    stayed = len(here[0] & here[1]) / len(here[0])
    assert 0.90 < stayed < 0.97  # in a real municipality 5 to 8 in 100 die or move away


def test_some_are_born_and_some_change_area_each_year(world):
    panel = world.panel
    order = np.lexsort((panel.year, panel.person))
    person, area, year = panel.person[order], panel.area[order], panel.year[order]
    follows = (person[1:] == person[:-1]) & (year[1:] == year[:-1] + 1)
    moved = (area[1:] != area[:-1])[follows].mean()
    assert 0.03 < moved < 0.12
    babies = (panel.age == 0) & (panel.year > YEARS[0])
    assert 1_000 < babies.sum() / 9 < 2_000


def test_districts_differ_in_background_as_in_real_towns(world):
    panel, places = world.panel, world.places
    persons = panel.persons
    children = panel.age < 21
    poor = places.in_district("Norra Åsen")[panel.area] & children
    rich = places.in_district("Ekhagen")[panel.area] & children
    compulsory = persons.parents_education[panel.person] == 0
    assert compulsory[poor].mean() > 0.30
    assert compulsory[rich].mean() < 0.05
    foreign = persons.outside_nordic[panel.person]
    assert 0.12 < foreign.mean() < 0.20


@pytest.mark.parametrize(
    ("outcome", "low", "high"),
    [
        # Kolada, the country 2010-2022 (N15428, N33816 + N33817, N31816), and what issue 2 says.
        ("not_eligible", 0.13, 0.16),
        ("placed", 0.0090, 0.0115),
        ("long_assistance", 0.0085, 0.0125),
        ("high_absence", 0.05, 0.10),
        ("neet", 0.06, 0.10),
    ],
)
def test_levels_are_those_of_the_country(world, outcome, low, high):
    drawn = world.outcomes[outcome]
    assert low < drawn.came[drawn.asked].mean() < high


@pytest.mark.parametrize(
    ("outcome", "low", "high"),
    [
        ("not_eligible", 15, 16),
        ("high_absence", 7, 15),
        ("special_support", 7, 15),
        ("placed", 0, 20),
        ("social_assistance", 18, 120),
        ("long_assistance", 18, 120),
        ("mental_ill_health", 10, 120),
        ("neet", 16, 24),
    ],
)
def test_an_outcome_is_asked_of_its_ages_only(world, outcome, low, high):
    drawn, age = world.outcomes[outcome], world.panel.age
    assert not drawn.came[~drawn.asked].any()
    assert age[drawn.asked].min() == low
    assert age[drawn.asked].max() <= high
