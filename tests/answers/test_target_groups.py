"""Through the door: what was planted in the small store is found, protected and said."""

import json

import pytest

from analysis.__main__ import main
from analysis.answers.delimited import (
    DelimitedQuestion,
    cost_of,
    delimited,
    overlap_of,
    variation,
)
from analysis.answers.dimensions import UnknownCategory, UnknownDimension
from analysis.answers.target_groups import target_groups
from analysis.answers.target_question import NoSuchYears, TargetQuestion, UnknownOutcome
from analysis.disclosure import Gate
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


def test_the_same_question_always_gets_the_same_figures(store):
    assert ask(store).groups[0].cases == ask(store).groups[0].cases


def test_narrowing_the_years_narrows_the_people(store):
    group = ask(store, Gate(exact=True), first_year=2023, last_year=2024).groups[0]
    assert group.people == 600


def test_nothing_found_is_said_and_so_is_what_could_show(store):
    answer = ask(store, dimensions=("birth_region",))
    assert answer.groups == () and answer.nothing and answer.could_show


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


def test_a_group_by_hand_is_the_sum_of_its_parts(store):
    question = DelimitedQuestion("not_eligible", (("area_code", ("S1", "S2")), ("sex", ("men",))))
    answer = delimited(store, question, Gate(exact=True))
    assert (answer.group["people"], answer.group["cases"]) == (300, 76)  # by hand, 2024
    # by hand: the rest is 900 with 90; 300 of them are to be expected 30 of, 46 fewer than 76
    assert answer.rest["rest_share"] == pytest.approx(0.1)
    low, high = answer.excess
    assert low < 46 < high
    assert cost_of(answer, (1000, 1000)).high_sek == pytest.approx(high * 1000)
    assert len(answer.trend) == 6


def test_a_group_by_hand_stays_protected(store):
    question = DelimitedQuestion("not_eligible", (("area_code", ("S1", "S2")),))
    answer = delimited(store, question, Gate())
    assert answer.parts == 2
    assert abs(answer.group["people"] - 600) <= 10


def test_two_groups_overlap_as_counted(store):
    boys, there = {"sex": ("men",)}, {"area_code_district": ("D1",)}
    # by hand: 600 boys, 600 in D1, 300 of both: 300 / 900
    assert overlap_of(store, boys, there, 2024, Gate(exact=True)) == pytest.approx(1 / 3)
    girls = {"sex": ("women",)}
    assert overlap_of(store, boys, girls, 2024, Gate(exact=True)) == 0


def test_a_value_that_nobody_has_is_refused(store):
    with pytest.raises(UnknownCategory):
        delimited(store, DelimitedQuestion("not_eligible", (("sex", ("boys",)),)), Gate())


def test_the_variation_shows_every_area_and_group_around_the_mean(store):
    answer = variation(store, "not_eligible", Gate(exact=True))
    shares = answer.points.set_index(["dimension", "value"])["share"]
    assert answer.mean == pytest.approx(166 / 1200)
    assert shares["area_code", "S1"] == pytest.approx(53 / 300)  # 38 boys and 15 girls
    assert shares["sex", "women"] == pytest.approx(0.1)
    assert answer.funnel is not None and answer.hidden == 0
