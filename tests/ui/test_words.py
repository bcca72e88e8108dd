"""The sentences over the pages name what they compare with, and whom."""

from dataclasses import replace

import pytest

import language
from analysis.answers import OverviewQuestion, ask, open_version
from analysis.disclosure.gate import Gate
from analysis.states import State
from tests.small_store import small_store
from ui.page import words

NAMES = {"comparable": "liknande kommuner", "country": "riket"}


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


@pytest.fixture(scope="module")
def answer():
    language.use("sv")
    return ask(open_version(small_store()), OverviewQuestion("school"), Gate())


@pytest.mark.parametrize("comparison", NAMES)
@pytest.mark.parametrize("state", [State.WORSE, State.BETTER, State.CANNOT_TELL])
def test_the_sentence_names_the_comparison_that_was_chosen(answer, comparison, state):
    """All three forms: some are worse, none is worse, nothing can be compared."""
    table = answer.table.assign(state_group=state, state_country=state)
    told = words.overview_answer(replace(answer, table=table), comparison)
    [other] = NAMES.keys() - {comparison}
    assert NAMES[comparison] in told
    assert NAMES[other] not in told


def test_each_comparison_counts_its_own_states(answer):
    table = answer.table.assign(state_group=State.WORSE, state_country=State.BETTER)
    mixed = replace(answer, table=table)
    assert "sämre än i liknande" in words.overview_answer(mixed, "comparable")
    assert words.overview_answer(mixed, "country").startswith("Inget")
