"""Does a reader of one role get what was made for another?"""

import pytest
from population import OUTCOME

from analysis import answers
from analysis.answers import BreakdownQuestion, ChoicesQuestion
from analysis.disclosure.gate import Gate, NotOpen
from ui.access import login
from ui.access.roles import Reader
from ui.ask import ask, cache

BY_BACKGROUND = BreakdownQuestion(OUTCOME, ("birth_region",))


def test_a_role_is_refused_at_the_door_whatever_the_page_lets_through(store):
    assert len(answers.ask(store, BY_BACKGROUND, Gate(role="strategist")).table)
    with pytest.raises(NotOpen):
        answers.ask(store, BY_BACKGROUND, Gate(role="politician"))


def test_the_cache_of_a_strategist_is_no_way_round(population, monkeypatch, attack):
    """The same question, asked by a politician right after a strategist has had the answer."""
    monkeypatch.setenv("BEHOVSBILD_STORE", str(population.path))
    exact = 0
    for role in ("strategist", "politician", None):
        reader = Reader("x", role)
        monkeypatch.setattr(login, "reader", lambda reader=reader: reader)
        if role == "strategist":
            assert len(ask(BY_BACKGROUND).table)
            assert "birth_region" in ask(ChoicesQuestion()).indicators[OUTCOME].splits
            continue
        with pytest.raises(PermissionError):
            exact += len(ask(BY_BACKGROUND).table)
        if role == "politician":
            assert "birth_region" not in ask(ChoicesQuestion()).indicators[OUTCOME].splits
    attack("the cache of another role", tried=2, exact=exact)


def test_whoever_is_not_logged_in_gets_no_answer(population, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(population.path))
    monkeypatch.setattr(login, "reader", lambda: None)
    with pytest.raises(cache.NotLoggedIn):
        ask(BreakdownQuestion(OUTCOME))
    with pytest.raises(cache.NotLoggedIn):
        ask(ChoicesQuestion())
