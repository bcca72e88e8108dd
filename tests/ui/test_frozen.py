"""What is frozen of a view is about the group that the view points out."""

from dataclasses import replace

import pytest

import language
from analysis.answers import BreakdownQuestion, ask, open_version
from analysis.disclosure.gate import Gate
from analysis.states import State
from tests.small_store import small_store
from ui.evidence import figures
from ui.state.selection import Selection

NOW = Selection("9999", "school", "not_eligible", 2024, by=("area_code_district",))


@pytest.fixture
def answer(monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(small_store()))
    language.use("sv")
    question = BreakdownQuestion("not_eligible", ("area_code_district",), year=2024)
    found = ask(open_version(small_store()), question, Gate())
    return replace(found, table=found.table.sort_values("area_code_district"))


def with_differences(answer, differences, state=State.WORSE):
    table = answer.table.assign(value=0.5, difference=differences, state=state)
    return replace(answer, table=table)


@pytest.mark.parametrize("sign", [1, -1])  # worse is more of the one, less of the other
def test_the_worst_off_group_becomes_the_focus(answer, sign):
    worst_third = with_differences(answer, [sign * d for d in (0.05, 0.10, 0.30, 0.20)])
    seen = figures.of_breakdown(worst_third, NOW)
    assert seen.figures.focus == "9999D03"


def test_where_no_group_is_worse_the_focus_is_everyone(answer):
    none_worse = with_differences(answer, [0.05, 0.10, 0.30, 0.20], State.BETTER)
    assert figures.of_breakdown(none_worse, NOW).figures.focus == ""
