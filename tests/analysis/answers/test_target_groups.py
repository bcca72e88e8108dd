"""Through the door: what was planted in the small store is found, protected and said."""

import json

import pytest

from analysis.__main__ import main
from analysis.answers.people.dimensions import UnknownDimension
from analysis.answers.target_groups.finder import target_groups
from analysis.answers.target_groups.question import NoSuchYears, TargetQuestion, UnknownOutcome
from analysis.disclosure.gate import Gate
from store.read import open_store

PLANTED = {"sex": "men", "area_code_district": "D1"}  # every fourth boy, else every tenth pupil


@pytest.fixture(scope="module")
def store(small_store):
    return open_store(small_store)


def ask(store, gate=None, **question):
    return target_groups(store, TargetQuestion("not_eligible", **question), gate or Gate())


def test_the_planted_group_is_found_with_exact_counts(store):
    answer = ask(store, Gate(exact=True))
    assert [group.conditions for group in answer.groups] == [PLANTED]
    group = answer.groups[0]
    # by hand: 2 areas x 150 boys x 6 years with 38 of 150; elsewhere 15 of 150
    assert (group.people, group.cases) == (1800, 456)
    assert group.expected == pytest.approx(180, rel=0.02)
    assert group.years_out == 6 and group.since == 2019


def test_protected_figures_are_near_and_not_the_same(store):
    exact, shown = ask(store, Gate(exact=True)).groups[0], ask(store).groups[0]
    assert shown.conditions == PLANTED
    assert abs(shown.people - exact.people) <= 30 and abs(shown.cases - exact.cases) <= 30
    assert shown.score is None and shown.low < exact.share < shown.high


def test_what_is_expected_by_protected_counts_is_near_and_not_the_same(store):
    exact, shown = ask(store, Gate(exact=True)).groups[0], ask(store).groups[0]
    assert shown.expected / shown.people == pytest.approx(exact.expected / exact.people, abs=0.01)
    assert shown.expected != exact.expected


def test_how_many_groups_were_looked_through_is_told_upwards_in_steps(store):
    exact, shown = ask(store, Gate(exact=True)), ask(store)
    assert shown.scanned % 10 == 0
    assert exact.scanned <= shown.scanned < exact.scanned * 1.1 + 10


def test_the_same_question_always_gets_the_same_figures(store):
    assert ask(store).groups[0].cases == ask(store).groups[0].cases


def test_narrowing_the_years_narrows_the_people(store):
    group = ask(store, Gate(exact=True), first_year=2023, last_year=2024).groups[0]
    assert group.people == 600


def test_nothing_found_is_said_and_so_is_what_could_show(store):
    answer = ask(store, dimensions=("birth_region",))
    assert answer.groups == () and answer.nothing and answer.could_show


def test_what_divides_nobody_is_left_out_by_its_label(store):
    notices = ask(store).notices  # only pupils of year 9 are asked
    assert notices[0] == "Ålder har bara ett värde (13-15 år) och lämnades utanför."


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ({"dimensions": ("sexx",)}, UnknownDimension),
        ({"first_year": 1990, "last_year": 1991}, NoSuchYears),
        ({"standardise": ("shoe_size",)}, UnknownDimension),
    ],
)
def test_questions_that_cannot_be_asked(store, question, error):
    with pytest.raises(error):
        ask(store, **question)


def test_an_unknown_outcome_names_the_nearest(store):
    with pytest.raises(UnknownOutcome, match="not_eligible"):
        target_groups(store, TargetQuestion("not_eligable"), Gate())


def test_the_command_line_writes_the_conditions_as_in_the_store(small_store, capsys):
    asked = [
        "targets",
        "--outcome",
        "not_eligible",
        "--format",
        "json",
        "--store",
        str(small_store),
    ]
    assert main(asked) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["groups"][0]["conditions"] == PLANTED
    assert {"people", "cases", "excess"} <= set(said["groups"][0])
    assert said["protected"] is True


def test_the_command_line_refuses_with_one_message(small_store, capsys):
    asked = ["targets", "--outcome", "not_eligible", "--years", "x", "--store", str(small_store)]
    assert main(asked) == 2
    assert "2019-2024" in capsys.readouterr().err
