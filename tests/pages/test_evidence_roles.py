"""What of a strategist's evidence by background reaches a politician?

What is saved under a need is read by everyone who opens needs, as it was frozen. What it would be
in newer data is a new question, and is asked as whoever reads.
"""

import re

import pytest

from needs.database import open_database
from needs.evidence_and_voices import save_evidence
from needs.repository import begin_need
from tests.pages.conftest import html
from tests.seen import snapshot
from ui.access import login
from ui.access.roles import Reader

NEW = re.compile("är nu|: ny, ")


@pytest.fixture
def need(tmp_path, monkeypatch):
    """A need with figures of older data, broken down by what is closed to a politician."""
    address = f"sqlite:///{tmp_path / 'needs.db'}"
    monkeypatch.setenv("BEHOVSBILD_NEEDS_URL", address)
    asked = {
        "indicator": "not_eligible", "by": ["parents_education"], "year": None, "sex": None,
        "age": None, "area": None, "within": [],
    }  # fmt: skip
    seen = snapshot(data_version="older", question=asked)
    return save_evidence(open_database(address), begin_need(open_database(address), "U").id, seen)


@pytest.fixture
def group(need, tmp_path):
    """The same need with a group of boys, saved on a page that is closed to a politician."""
    asked = {"outcome": "not_eligible", "conditions": [["sex", "men"]]}
    link = "malgrupper?utfall=not_eligible"
    seen = snapshot(kind="group", data_version="older", question=asked, link=link)
    return save_evidence(open_database(f"sqlite:///{tmp_path / 'needs.db'}"), need.id, seen)


def read_as(role, app, opened, need, monkeypatch):
    monkeypatch.setattr(login, "reader", lambda: Reader("Kim", role))
    return html(opened(app, "behov", behov=str(need.id), **{"del": "underlag", "siffror": "ja"}))


@pytest.mark.parametrize("role", ["politician", "strategist"])
def test_newer_figures_are_asked_for_as_the_reader(role, app, opened, need, monkeypatch):
    told = read_as(role, app, opened, need, monkeypatch)
    assert "20,0" in told  # what is frozen, everyone reads
    refused = "Din roll får inte bryta ner" in told
    assert refused == (role == "politician")
    assert NEW.search(told) if role == "strategist" else not NEW.search(told)


@pytest.mark.parametrize("role", ["politician", "preparation_group"])
def test_a_closed_page_is_not_asked_by_way_of_a_need(role, app, opened, group, monkeypatch):
    told = read_as(role, app, opened, group, monkeypatch).rsplit('class="bb-changed"', 1)[1]
    assert ("öppnar inte sidan" in told or "does not open the page" in told) == (
        role == "politician"
    )
    assert NEW.search(told) if role != "politician" else not NEW.search(told)
