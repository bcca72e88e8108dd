"""Pages run on the small store, each test with a session of its own."""

from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from tests.small_store import small_store

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def app(monkeypatch):
    """The app before its first run, as a reader meets it on a server that others use."""
    monkeypatch.setenv("BEHOVSBILD_STORE", str(small_store()))
    return AppTest.from_file(ROOT / "app.py", default_timeout=30)


@pytest.fixture
def cold(app, monkeypatch):
    """The same on a fresh server, where Streamlit still goes by the folder pages/."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    return app


@pytest.fixture
def opened():
    """(app, page) -> the app with that page open; '' is the first."""

    def open_page(app, page, **query):
        app.query_params.update(query)
        if page:
            app.switch_page(ROOT / "pages" / f"{page}.py")
        return app.run()

    return open_page


def html(app):
    """Everything that the page says as HTML."""
    return " ".join(element.body for element in app.get("html"))
