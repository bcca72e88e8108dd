"""The app on a published store: everything works but what needs persons, and that is said."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from data_pipeline.commands.publish import publish
from store.read import open_store
from tests.small_store import small_store

ROOT = Path(__file__).parent.parent.parent
OF_PERSONS = {"floden", "malgrupper"}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    out = tmp_path_factory.mktemp("release") / "release.duckdb"
    publish(open_store(small_store()), out, rng=np.random.default_rng(1))
    return out


def shown(name, release, monkeypatch, **query):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(release))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in query.items():
        page.query_params[key] = value
    page.switch_page(f"pages/{name}.py").run()
    return page


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_every_page_stands_on_a_published_store(name, release, monkeypatch):
    page = shown(name, release, monkeypatch)
    assert not page.exception
    if name not in OF_PERSONS and name != "karta":  # no boundaries here, published or not
        assert page.title
        assert not page.error


def test_the_page_of_data_says_what_is_not_there_and_why(release, monkeypatch):
    page = shown("data", release, monkeypatch)
    assert "Målgrupper" in "".join(block.value for block in page.get("html") if block.value)


def test_a_breakdown_of_a_release_has_multiples_of_five(release, monkeypatch):
    """Boys in Norra Åsen: 40 % do not become eligible (tests/small_store.py)."""
    page = shown("bryt_ner", release, monkeypatch, nyckeltal="not_eligible")
    assert not page.error
