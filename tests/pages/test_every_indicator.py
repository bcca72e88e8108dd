"""Every key figure that a store offers opens on every page, whatever the store holds."""

from itertools import combinations
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.__main__ import main
from analysis.answers import ChoicesQuestion, ask
from analysis.disclosure.gate import Gate
from store.read import open_store
from tests import every_store

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
OF_INDICATORS = {"bryt_ner", "nyckeltal", "definitioner", "karta", "malgrupper"}
UNFORESEEN = "Något gick fel"


@pytest.fixture(scope="module", params=every_store.KINDS, ids=lambda kind: kind.__name__)
def store(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param.__name__)
    return request.param(folder / "store.duckdb")


def shown(page, store, monkeypatch, **query):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    return app


def assert_plain(app, where):
    assert not app.exception, (where, app.exception)
    for error in app.error:
        assert UNFORESEEN not in error.value, where
        assert "''" not in error.value, (where, error.value)
        assert "KeyError" not in error.value, (where, error.value)


@pytest.mark.parametrize("page", PAGES)
def test_every_key_figure_opens_on_every_page(page, store, monkeypatch):
    offered = ask(open_store(store), ChoicesQuestion(), Gate()).indicators
    assert_plain(shown(page, store, monkeypatch), page)
    for name in offered if page in OF_INDICATORS else ():
        assert_plain(shown(page, store, monkeypatch, nyckeltal=name), (page, name))


def test_every_split_that_is_offered_is_shown(store, monkeypatch):
    for indicator, by in splits_of(store):
        app = shown("bryt_ner", store, monkeypatch, nyckeltal=indicator, uppdelning=",".join(by))
        assert_plain(app, (indicator, by))
        assert not app.error, (indicator, by, [error.value for error in app.error])
        assert not app.warning, (indicator, by)


def test_every_split_that_is_offered_is_answered_on_the_command_line(store, monkeypatch, capsys):
    for indicator, by in splits_of(store):
        asked = ["breakdown", "--indicator", indicator, "--by", ",".join(by)]
        assert main([*asked, "--store", str(store)]) == 0, (indicator, by)
        assert len(capsys.readouterr().out.splitlines()) > 1, (indicator, by)


def splits_of(store):
    offered = ask(open_store(store), ChoicesQuestion(), Gate())
    for indicator in offered.indicators.values():
        for size in range(1, indicator.most_splits + 1):
            for by in combinations(indicator.splits, size):
                if len({offered.finest.get(name, name) for name in by}) == size:
                    yield indicator.id, by
