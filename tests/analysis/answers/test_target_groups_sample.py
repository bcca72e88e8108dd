"""What was planted in Exempelby surfaces among the first ten, and the trap does not.

The planted needs and the trap are those of sample_data/README.md.
"""

import pytest

from analysis.answers.target_groups.finder import target_groups
from analysis.answers.target_groups.question import TargetQuestion
from analysis.answers.target_groups.theme import ThemeQuestion, target_theme
from analysis.disclosure.gate import Gate
from store.read import open_store

PLANTED = {
    "neet": {"area_code_district": "Granfors"},
    "special_support": {"family_type": "one_parent"},
    "not_eligible": {
        "sex": "men",
        "area_code_district": "Norra Åsen",
        "parents_education": "compulsory",
    },
    "mental_ill_health": {
        "sex": "women",
        "age_group": "16-19",
        "area_code_district": "Ekhagen",
    },
    "social_assistance": {"age_group": "20-24", "area_code_district": "Björkdalen"},
}
TRAP = "Högskoleområdet"


@pytest.fixture(scope="module")
def store(sample_store):
    return open_store(sample_store)


def found(store, outcome, **question):
    """The conditions of the groups found, areas by their names."""
    answer = target_groups(store, TargetQuestion(outcome, **question), Gate())
    return [
        {
            name: group.labels[name] if name.startswith("area_code") else value
            for name, value in group.conditions.items()
        }
        for group in answer.groups
    ]


@pytest.mark.parametrize("outcome", PLANTED)
def test_the_planted_need_is_among_the_first_ten(store, outcome):
    groups = found(store, outcome)
    assert PLANTED[outcome] in groups
    assert len(groups) <= 10


def test_a_theme_names_every_outcome_of_a_group_on_one_card(store):
    answer = target_theme(store, ThemeQuestion("school"), Gate())
    by_group = {
        tuple(listed.found[0][1].labels.values()): [a.question.outcome for a, _g in listed.found]
        for listed in answer.groups
    }
    assert len(by_group) == len(answer.groups) <= 10
    one_parent = next(names for group, names in by_group.items() if len(names) > 1)
    assert len(set(one_parent)) == len(one_parent)
    found_in = {outcome for outcomes in by_group.values() for outcome in outcomes}
    assert {"special_support", "not_eligible"} <= found_in
    conditions = [listed.found[0][1].conditions for listed in answer.groups]
    assert PLANTED["special_support"] in conditions
    assert any("Norra Åsen" in group for group in by_group)


def test_the_district_that_is_only_young_is_no_target_group(store):
    places = [group.get("area_code_district") for group in found(store, "mental_ill_health")]
    assert TRAP not in places


def test_without_standardising_age_that_district_would_be_one(store):
    groups = found(store, "mental_ill_health", standardise=(), dimensions=("area_code",), depth=1)
    assert TRAP in [group.get("area_code_district") for group in groups]
