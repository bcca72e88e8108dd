"""A new version of the data is shown at the next rerun, and languages are kept apart."""

import pytest

import language
from analysis.answers import ChoicesQuestion, StatusQuestion
from language.errors import BehovsbildError
from tests.small_store import build
from ui.ask import ask, cache


@pytest.fixture
def store(tmp_path, monkeypatch):
    path = build(tmp_path / "store.duckdb")
    monkeypatch.setenv("BEHOVSBILD_STORE", str(path))
    language.use("sv")
    return path


def test_a_load_shows_at_the_next_rerun(store):
    before = cache.data_version()
    assert ask(StatusQuestion()).is_sample
    build(store, is_sample=False)
    assert cache.data_version() != before
    assert not ask(StatusQuestion()).is_sample


def test_the_same_question_in_two_languages_is_two_answers(store):
    assert ask(ChoicesQuestion()).themes["school"] == "Skola"
    language.use("en")
    assert ask(ChoicesQuestion()).themes["school"] == "School"


def test_no_store_is_said_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(tmp_path / "nothing.duckdb"))
    with pytest.raises(BehovsbildError, match="data_pipeline sample"):
        ask(ChoicesQuestion())
