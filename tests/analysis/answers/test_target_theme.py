"""All outcomes of a theme in one list: errors are counted over everything that is scanned."""

import json

import pytest

import language
from analysis.__main__ import main
from analysis.answers.asked import NothingThere
from analysis.answers.opening import open_version
from analysis.answers.target_groups.finder import target_groups
from analysis.answers.target_groups.question import TargetQuestion
from analysis.answers.target_groups.theme import ThemeQuestion, target_theme
from analysis.disclosure.gate import Gate
from indicators.errors import UnknownTheme
from tests.small_store import small_store

PLANTED = {"sex": "men", "area_code_district": "9999D01"}  # in not_eligible; nothing in absence


@pytest.fixture(scope="module")
def store():
    language.use("sv")
    return open_version(small_store())


def test_a_list_over_a_theme_names_the_outcome_of_each_group(store):
    answer = target_theme(store, ThemeQuestion("school"), Gate())
    assert {a.question.outcome for a in answer.answers} >= {"not_eligible", "high_absence"}
    found, group = answer.groups[0].found[0]
    assert (found.question.outcome, group.conditions) == ("not_eligible", PLANTED)
    assert "räknas över alla utfall tillsammans" in answer.method


def test_what_is_scanned_is_the_sum_over_the_outcomes(store):
    answer = target_theme(store, ThemeQuestion("school"), Gate())
    alone = [
        target_groups(store, TargetQuestion(found.question.outcome), Gate()).scanned
        for found in answer.answers
    ]
    assert answer.scanned == sum(alone) > max(alone)


def test_a_theme_without_outcomes_of_its_own_is_refused(store):
    with pytest.raises(NothingThere):
        target_theme(store, ThemeQuestion("placements"), Gate())
    with pytest.raises(UnknownTheme):
        target_theme(store, ThemeQuestion("skool"), Gate())


def test_nothing_found_in_any_outcome_is_said(store):
    question = ThemeQuestion("school", dimensions=("parents_education",))
    answer = target_theme(store, question, Gate())
    assert answer.groups == () and answer.nothing


def test_the_command_line_lists_a_theme(capsys):
    asked = ["targets", "--theme", "school", "--format", "json", "--store", str(small_store())]
    assert main(asked) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["groups"][0]["conditions"] == PLANTED
    assert said["groups"][0]["outcomes"][0]["outcome"] == "not_eligible"


def test_an_outcome_and_a_theme_cannot_both_be_asked(capsys):
    with pytest.raises(SystemExit):
        main(["targets", "--theme", "school", "--outcome", "not_eligible"])
    assert "--theme" in capsys.readouterr().err
