"""A group of one's own on every page: chosen, told, taken away; saved on Karta, used elsewhere."""

import re
from dataclasses import fields
from types import SimpleNamespace

import index_store
import pytest

import app as whole_app
from needs.database import open_database
from needs.evidence_and_voices import save_evidence
from needs.figures import Snapshot
from needs.repository import all_needs, begin_need
from needs.saved_groups import save_group, saved_groups
from tests.pages.conftest import html
from ui.ask import saved_groups as kept_groups
from ui.map import choices as map_choices
from ui.page import frame, group_notice

OWN = {"nyckeltal": "not_eligible", "sprak": "en"}
AREAS = ("9999A0010", "9999A1010")
# Karta is read in Swedish: the test client cannot follow its box for areas into English.
DISTRICTS = ("9999A", "9999B")
MAP = {"nyckeltal": "not_eligible", "visa": "nyckeltal", "niva": "district"}
DRAWN = MAP | {"eget": ",".join(DISTRICTS)}
PLANTED = "area_code_district:9999D01;sex:men"
GROUP = "area_code:9999A0010,9999A1010"


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'needs.db'}"
    monkeypatch.setenv("BEHOVSBILD_NEEDS_URL", url)
    kept_groups.forget()
    return open_database(url)


@pytest.fixture(scope="module")
def store_of_districts(tmp_path_factory):
    return index_store.build(tmp_path_factory.mktemp("karta") / "store.duckdb", with_people=True)


@pytest.fixture
def districts(app, store_of_districts, monkeypatch):
    """A store with borders; the small one has no map."""
    monkeypatch.setenv("BEHOVSBILD_STORE", str(store_of_districts))


def button(app, label):
    return next(b for b in app.button if b.label == label)


def persons(app):
    """The number of persons that the page rests on (how we know)."""
    return re.search(r"Person[^<]*\(n\)</dt><dd>([^<]+)<", html(app))[1]


def test_without_a_group_nothing_is_said_of_it(app, opened):
    app = opened(app, "bryt_ner", **OWN)
    assert "Narrowed to the group" not in html(app)
    assert "Saved group" not in [box.label for box in app.selectbox]


def test_a_group_in_the_link_narrows_and_is_told_with_a_way_out(app, opened):
    app = opened(app, "bryt_ner", **OWN, grupp=GROUP)
    assert not app.exception
    assert "Narrowed to the group Norra Åsen 1 or Centrum 1." in html(app)
    narrowed = persons(app)
    button(app, "Show everyone").click().run()
    assert "grupp" not in app.query_params
    assert persons(app) != narrowed
    assert "Narrowed to the group" not in html(app)


def test_a_saved_group_is_chosen_in_the_sidebar_and_stays_on_other_pages(app, opened, database):
    save_group(database, "Two <b>areas</b>", (("area_code", AREAS),), level="deso")
    app = opened(app, "bryt_ner", **OWN)
    whole = persons(app)
    box = next(b for b in app.sidebar.selectbox if b.label == "Saved group")
    box.set_value(GROUP).run()
    assert app.query_params["grupp"] == GROUP
    assert "Two &lt;b&gt;areas&lt;/b&gt; (Norra Åsen 1 or Centrum 1)" in html(app)
    assert persons(app) != whole
    for page, told in {
        "karta": "The index, and what it goes together with, are about everyone",
        "malgrupper": "Delimiting by hand begins with it",
        "floden": "Flows can be narrowed by sex only",
        "nyckeltal": "Published figures cannot be narrowed to it",
        "definitioner": "It narrows nothing on this page",
    }.items():
        app = opened(app, page)
        assert "Two &lt;b&gt;areas&lt;/b&gt; (Norra" in html(app)
        assert told in html(app)
        assert not app.exception


def test_where_figures_are_published_it_is_said_that_they_are_about_everyone(app, opened):
    for page in ("nyckeltal", "bryt_ner"):
        app = opened(app, page, nyckeltal="N15428", sprak="en", grupp=GROUP)
        assert "Published figures cannot be narrowed to it" in html(app)


def test_group_and_sex_leave_those_in_both(app, opened):
    group = opened(app, "bryt_ner", **OWN, grupp=f"{GROUP};sex:men", uppdelning="district")
    told = html(group)
    both = opened(app, "bryt_ner", **OWN, grupp=GROUP, kon="men", uppdelning="district")
    rows = re.findall(r'<th scope="row">.*?</tr>', told, flags=re.DOTALL)
    assert rows
    assert re.findall(r'<th scope="row">.*?</tr>', html(both), flags=re.DOTALL) == rows


def test_nobody_in_both_is_said_and_the_way_out_is_there(app, opened):
    app = opened(app, "bryt_ner", **OWN, grupp="sex:men", kon="women")
    assert "Nobody is both" in app.error[0].value
    button(app, "Show everyone").click().run()
    assert not app.error


def test_a_group_that_nobody_understands_is_told_and_nothing_is_narrowed(app, opened):
    app = opened(app, "bryt_ner", **OWN, grupp="shoe:43")
    assert "shoe" in app.warning[0].value
    assert "Narrowed to the group" not in html(app)


def test_the_map_says_how_far_a_group_reaches_by_what_it_shows(monkeypatch):
    """A published figure without areas is stood in for by an own one, which is narrowed."""
    pages = {}
    monkeypatch.setattr(frame, "begin", lambda: None)
    monkeypatch.setattr(frame, "run", lambda found: pages.update({p.name: p for p in found}))
    whole_app.main()
    choices = SimpleNamespace(indicators={"N15428": SimpleNamespace(own=False)})
    chosen = SimpleNamespace(indicator="N15428")
    for within in ((("sex", ("men",)),), ()):
        shown = SimpleNamespace(map=SimpleNamespace(within=within))
        monkeypatch.setattr(map_choices, "settings", lambda now, shown=shown: shown)
        karta, bryt_ner = (
            group_notice._told(name, choices, is_own=pages[name].shows_own(chosen, choices))
            for name in ("karta", "bryt_ner")
        )
        assert karta.startswith("Avgränsat till gruppen") == bool(within)
        assert "Publicerade" in bryt_ner


def test_an_own_area_is_saved_on_the_map_and_used_on_every_page(app, opened, database, districts):
    app = opened(app, "karta", **DRAWN)
    next(t for t in app.text_input if t.key == "own_area_name").set_value("Two areas")
    app.button("own_area_save").click().run()
    assert "Two areas" in app.success[0].value
    [saved] = saved_groups(database)
    assert (saved.level, saved.conditions) == ("district", (("area_code", DISTRICTS),))
    app.button("own_area_use").click().run()
    assert app.query_params["grupp"] == "area_code:9999A,9999B"
    in_own_area = re.search(r"egna området</caption>.*?<tbody>(.*?)</tr>", html(app), re.DOTALL)[1]
    people, cases = re.findall(r'class="bb-number"[^>]*>([^<]+)<', in_own_area)[-2:]
    app = opened(app, "bryt_ner")
    assert persons(app) == people
    assert cases


def test_a_name_that_is_taken_is_saved_over_only_with_a_click_of_its_own(
    app, opened, database, districts
):
    save_group(database, "Norr", (("sex", ("men",)),))
    app = opened(app, "karta", **DRAWN)
    next(t for t in app.text_input if t.key == "own_area_name").set_value("norr")
    app.button("own_area_save").click().run()
    assert "Norr" in app.warning[0].value
    assert [g.level for g in saved_groups(database)] == [""]
    app.button("own_area_over").click().run()
    [saved] = saved_groups(database)
    assert (saved.name, saved.conditions) == ("Norr", (("area_code", DISTRICTS),))


def test_a_saved_group_is_renamed_and_deleted(app, opened, database, districts):
    save_group(database, "Norr", (("area_code", DISTRICTS),), level="district")
    app = opened(app, "karta", **MAP)
    next(t for t in app.text_input if (t.key or "").startswith("own_area_new_name")).set_value(
        "Söder"
    )
    app.button("own_area_rename").click().run()
    assert [g.name for g in saved_groups(database)] == ["Söder"]
    app.button("own_area_show").click().run()
    assert app.query_params["eget"] == ",".join(DISTRICTS)
    app.button("own_area_delete").click().run()
    assert saved_groups(database) == ()


def test_a_group_by_hand_begins_with_the_one_that_is_chosen(app, opened):
    app = opened(app, "malgrupper", utfall="not_eligible", **{"del": "avgransa"}, grupp=PLANTED)
    assert not app.exception
    assert "Pojkar i Norra Åsen: 4" in html(app)  # planted: 40 %


def test_a_group_by_hand_is_saved_and_used_on_every_page(app, opened, database):
    by_hand = {"del": "avgransa", "v_sex": "men", "v_area_code": "9999D01"}
    app = opened(app, "malgrupper", utfall="not_eligible", **by_hand)
    next(t for t in app.text_input if t.key == "target_name").set_value("Pojkarna på Åsen")
    app.button("target_save").click().run()
    assert "Pojkarna på Åsen" in app.success[0].value
    [saved] = saved_groups(database)
    assert saved.conditions == (("area_code_district", ("9999D01",)), ("sex", ("men",)))
    app.button("target_use").click().run()
    assert app.query_params["grupp"] == PLANTED
    assert "v_sex" not in app.query_params
    app = opened(app, "bryt_ner")
    assert "Pojkarna på Åsen" in html(app)


def test_evidence_keeps_the_group_and_is_asked_again_with_it(app, opened, database):
    app = opened(app, "bryt_ner", nyckeltal="not_eligible", grupp=GROUP, uppdelning="sex")
    app.session_state["evidence_breakdown_form"] = True
    app.run()
    app.text_input("evidence_breakdown_title").set_value("Två områden")
    app.button("evidence_breakdown_save").click().run()
    [need] = all_needs(database)
    [evidence] = need.evidence
    assert evidence.question["within"] == [["area_code", list(AREAS)]]
    assert "grupp=area_code" in evidence.link
    names = {field.name for field in fields(Snapshot)} - {"data_version"}
    seen = {name: getattr(evidence, name) for name in names}
    older = save_evidence(
        database, begin_need(database, "S").id, Snapshot(**seen, data_version="o")
    )
    asked = {"del": "underlag", "siffror": "ja"}
    told = html(opened(app, "behov", behov=str(older.id), **asked))
    assert "Siffrorna här är desamma" in told


def test_a_database_that_is_away_stops_nothing_but_saving(app, opened, monkeypatch, districts):
    monkeypatch.setenv("BEHOVSBILD_NEEDS_URL", "sqlite:////dev/null/needs.db")
    app = opened(app, "karta", **DRAWN, grupp="sex:men")
    assert not app.exception
    assert "egna området</caption>" in html(app)
    next(t for t in app.text_input if t.key == "own_area_name").set_value("Norr")
    app.button("own_area_save").click().run()
    assert any("needs.db" in warning.value for warning in app.warning)


def test_an_identity_number_in_a_name_is_refused(app, opened, database, districts):
    app = opened(app, "karta", **DRAWN)
    next(t for t in app.text_input if t.key == "own_area_name").set_value("121212-1212")
    app.button("own_area_save").click().run()
    assert "personnummer" in app.warning[0].value
    assert saved_groups(database) == ()
