"""Exact figures on screen: only where the policy names the role, and nothing of them leaves."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import index_store
from tests.flow_people import flow_store
from tests.pages.conftest import html
from tests.small_store import build, small_store
from ui.access import exact, login
from ui.access.roles import Reader
from ui.ask import cache

ROOT = Path(__file__).parent.parent.parent
KEY = "show_exact"
BANNER = '<p class="bb-exact"'
AREAS = {"nyckeltal": "not_eligible", "uppdelning": "area_code,sex"}


@pytest.fixture
def policy(tmp_path, monkeypatch):
    """A policy that lets the administrator and the strategist see exact figures."""
    path = tmp_path / "policy.yml"
    path.write_text("exact_on_screen: [strategist, administrator]\n", encoding="utf-8")
    monkeypatch.setenv("BEHOVSBILD_POLICY", str(path))
    monkeypatch.setenv("BEHOVSBILD_STORE", str(small_store()))


def as_role(monkeypatch, role):
    monkeypatch.setattr(login, "reader", lambda: Reader("Kim", role))


def page(name, **query):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.query_params.update(query)
    return app.switch_page(ROOT / "pages" / f"{name}.py").run()


def switched_on(name, **query):
    return page(name, **query).toggle(key=KEY).set_value(True).run()


def is_protected(app):
    """Whether a small cell of Lilla By 3 is withheld, as one is with protection."""
    assert "Lilla By 3, " in html(app)
    return 'class="bb-number bb-withheld"' in html(app)


def has_switch(app):
    return any(toggle.key == KEY for toggle in app.toggle)


def test_it_is_off_until_somebody_switches_it_on(policy):
    app = page("bryt_ner", **AREAS)
    assert is_protected(app)
    assert BANNER not in html(app)
    app.toggle(key=KEY).set_value(True).run()
    told = html(app)
    assert not is_protected(app)
    assert BANNER in told
    assert "OSL 26:1" in told
    app.toggle(key=KEY).set_value(False).run()
    assert is_protected(app)


@pytest.fixture
def store_of(tmp_path):
    """Page -> a store on which it has something to show."""
    made = {
        "floden": lambda: flow_store(tmp_path).path,
        "karta": lambda: index_store.build(tmp_path / "areas.duckdb", with_people=True),
    }
    return lambda name: str(made.get(name, small_store)())


@pytest.mark.parametrize("name", exact.PAGES)
def test_nothing_leaves_the_screen_while_it_is_on(policy, name, store_of, monkeypatch):
    """Files, evidence and slides are there before, so that their absence says something."""
    monkeypatch.setenv("BEHOVSBILD_STORE", store_of(name))
    part = {"del": "hela", "visa": "nyckeltal", "nyckeltal": "not_eligible"}
    app = page(name, **part)
    assert app.get("download_button")
    assert 'class="bb-meet"' in html(app)
    assert app.get("popover")  # save as evidence
    app.toggle(key=KEY).set_value(True).run()
    assert not app.exception
    assert not app.error
    assert BANNER in html(app)
    assert not app.get("download_button")
    assert 'class="bb-meet"' not in html(app)
    assert not app.get("popover")


def test_another_page_shows_protected_figures_and_no_switch(policy):
    app = switched_on("bryt_ner", **AREAS)
    app.switch_page(ROOT / "pages" / "nyckeltal.py").run()
    assert not has_switch(app)
    assert BANNER not in html(app)
    assert app.get("download_button")


def test_it_is_in_no_link(policy):
    app = switched_on("bryt_ner", **AREAS)
    assert not [name for name in app.query_params if "exact" in name or "exakt" in name]
    other = page("bryt_ner", **app.query_params)
    assert is_protected(other)


@pytest.mark.parametrize("query", [{"show_exact": "1"}, {"exact": "1"}, {"exact_wanted": "True"}])
def test_no_address_switches_it_on(policy, query):
    assert is_protected(page("bryt_ner", **AREAS, **query))


@pytest.mark.parametrize("role", ["politician", "preparation_group"])
def test_a_role_outside_the_secrecy_has_no_switch(policy, role, monkeypatch):
    as_role(monkeypatch, role)
    assert not has_switch(page("bryt_ner"))


def test_nobody_has_one_unless_the_municipality_decided(monkeypatch):
    monkeypatch.delenv("BEHOVSBILD_POLICY", raising=False)
    monkeypatch.setenv("BEHOVSBILD_STORE", str(small_store()))
    assert not has_switch(page("bryt_ner"))


def test_whoever_loses_the_role_loses_the_figures(policy, monkeypatch):
    app = switched_on("bryt_ner", **AREAS)
    as_role(monkeypatch, "politician")
    app.run()
    assert is_protected(app)


def test_what_was_exact_for_one_is_protected_for_the_next(policy, monkeypatch):
    """The same question by the same role, in a session without the switch, and by another role."""
    as_role(monkeypatch, "strategist")
    assert not is_protected(switched_on("bryt_ner", **AREAS))
    assert is_protected(page("bryt_ner", **AREAS))
    as_role(monkeypatch, "politician")
    assert is_protected(page("bryt_ner", **AREAS))


def test_evidence_is_frozen_of_protected_figures_whatever_the_page_shows(policy):
    """What a button does runs before the page, where the switch is unknown."""
    switched_on("bryt_ner", **AREAS)
    assert not exact.is_shown()
    assert not cache._gate().exact


@pytest.mark.parametrize("switched", [False, True])
def test_every_view_with_exact_figures_of_real_persons_is_noted(
    policy, tmp_path, monkeypatch, switched
):
    log = tmp_path / "access.log"
    monkeypatch.setenv("BEHOVSBILD_STORE", str(build(tmp_path / "s.duckdb", is_sample=False)))
    monkeypatch.setenv("BEHOVSBILD_ACCESS_LOG", str(log))
    app = page("bryt_ner", **AREAS)
    if switched:
        app.toggle(key=KEY).set_value(True).run()
        app.run()
    noted = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["exact"] for line in noted if line["exact"]] == [True, True][: 2 * switched]
    assert "uppdelning=area_code%2Csex" in noted[-1]["view"]


def test_a_log_that_cannot_be_written_shows_nothing(policy, tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(build(tmp_path / "s.duckdb", is_sample=False)))
    monkeypatch.setenv("BEHOVSBILD_ACCESS_LOG", str(tmp_path / "access.log"))
    app = page("bryt_ner", **AREAS)
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("BEHOVSBILD_ACCESS_LOG", str(tmp_path / "folder"))
    app.toggle(key=KEY).set_value(True).run()
    assert app.error
    assert "<table" not in html(app)
