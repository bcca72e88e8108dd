"""Every page says, draws, offers and freezes today what it did when its golden values were taken.

`make golden` takes them anew; read the difference in git before you believe it.
"""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.golden.cases import CASES, SHOWN, WITH_NEEDS
from tests.golden.page import open_page, seen
from tests.golden.written import assert_golden, rounded

NEEDS = Path(__file__).parent.parent / "contracts" / "needs_database.db"
NEW_EACH_TIME = {"id", "need_id", "saved_at"}
AS_JSON = {"figures", "sources", "caveats", "question"}


def named(value):
    """What a case is called in pytest's list."""
    return value if isinstance(value, str) else f"{value.page}-{value.name}"


@pytest.fixture
def needs_file(tmp_path, monkeypatch):
    """Where an empty database of needs will be."""
    path = tmp_path / "needs.db"
    monkeypatch.setenv("BEHOVSBILD_NEEDS_URL", f"sqlite:///{path}")
    return path


@pytest.mark.parametrize(("case", "store", "language"), SHOWN, ids=named)
def test_a_page_shows_what_it_did(case, store, language, golden_stores, needs_file, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(golden_stores[store]))
    now = seen(case.page, **case.query, sprak=language)
    assert_golden(f"{store}/{language}/{case.page}-{case.name}", now)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("case", WITH_NEEDS, ids=named)
def test_a_page_of_needs_shows_what_it_did(case, language, golden_stores, needs_file, monkeypatch):
    shutil.copyfile(NEEDS, needs_file)
    monkeypatch.setenv("BEHOVSBILD_STORE", str(golden_stores["sample"]))
    now = seen(case.page, **case.query, sprak=language)
    assert_golden(f"needs/{language}/{case.page}-{case.name}", now)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("case", "kind"), [(case, kind) for case in CASES for kind in case.saves], ids=named
)
def test_a_view_is_frozen_as_it_was(case, kind, language, golden_stores, needs_file, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(golden_stores["sample"]))
    save(case, kind, language)
    assert_golden(f"evidence/{language}/{case.page}-{case.name}-{kind}", frozen(needs_file))


def save(case, kind, language):
    """Save what the page shows as evidence for a new need, as a reader does."""
    at = open_page(case.page, **case.query, sprak=language)
    at.session_state[f"evidence_{kind}_form"] = True
    at = at.run()
    at.text_input(key=f"evidence_{kind}_title").set_value("A need")
    at = at.button(key=f"evidence_{kind}_save").click().run()
    assert not at.exception


def frozen(path):
    """The evidence as it lies in the database."""
    with sqlite3.connect(path) as needs:
        needs.row_factory = sqlite3.Row
        [row] = map(dict, needs.execute("SELECT * FROM evidence"))
    return {
        name: rounded(json.loads(value)) if name in AS_JSON else value
        for name, value in row.items()
        if name not in NEW_EACH_TIME
    }
