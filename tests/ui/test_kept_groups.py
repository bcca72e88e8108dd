"""Saved groups can be chosen where the store and the role have what they are made of."""

import pytest

import language
from analysis.answers import Choices
from needs.database import open_database
from needs.saved_groups import save_group
from ui.ask import saved_groups
from ui.state.group_address import group_of

CHOICES = Choices(
    municipality="9999",
    municipality_name="Exempelby",
    is_sample=True,
    themes={},
    indicators={},
    values={
        "sex": {"women": "Kvinnor", "men": "Män"},
        "deso": {f"A{n}": f"Område {n}" for n in range(9)},
    },
    finest={"sex": "sex", "deso": "deso"},
)


@pytest.fixture
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'needs.db'}"
    monkeypatch.setenv("BEHOVSBILD_NEEDS_URL", url)
    return open_database(url)


def test_only_groups_that_the_store_and_the_role_have_can_be_chosen(database):
    save_group(database, "Män", (("sex", ("men",)),))
    save_group(database, "Födda utomlands", (("birth_region", ("abroad",)),))
    assert [group.name for group in saved_groups.usable(CHOICES)] == ["Män"]


def test_a_group_is_called_what_it_is_saved_as(database):
    save_group(database, "Norr", (("deso", ("A2", "A1")),))
    assert saved_groups.name_of(group_of({"deso": ["A1", "A2"]})) == "Norr"
    assert saved_groups.name_of(group_of({"deso": ["A1"]})) == ""


def test_the_database_is_asked_again_only_after_a_while_or_a_change(database):
    assert saved_groups.all_kept() == ()
    save_group(database, "Norr", (("deso", ("A1",)),))
    assert saved_groups.all_kept() == ()
    saved_groups.forget()
    assert [group.name for group in saved_groups.all_kept()] == ["Norr"]


@pytest.mark.parametrize("url", ["sqlite:////dev/null/needs.db", "postgresql://db:port/x"])
def test_a_database_that_is_away_has_no_groups_and_stops_nothing(monkeypatch, url):
    monkeypatch.setenv("BEHOVSBILD_NEEDS_URL", url)
    assert saved_groups.all_kept() == ()
    assert saved_groups.name_of(group_of({"deso": ["A1"]})) == ""


def test_a_group_in_words_is_in_the_order_of_the_screen():
    language.use("en")
    group = group_of({"deso": ["A8", *(f"A{n}" for n in range(1, 7))], "sex": ["men"]})
    told = saved_groups.in_words(group, CHOICES)
    assert told == "Män, Område 1, Område 2, Område 3 or 4 more"
