"""The page on flows, cold and through the frame: its answer, rules, persons, what it withholds."""

import re

import pytest

from tests.flow_people import flow_store
from tests.pages.conftest import html


@pytest.fixture
def flows(app, tmp_path, monkeypatch):
    """The app on a store of which only flows are known."""
    monkeypatch.setenv("BEHOVSBILD_STORE", str(flow_store(tmp_path).path))
    return app


def test_the_page_opened_cold_stands_in_its_frame(cold, opened):
    app = opened(cold, "floden")
    assert not app.exception
    assert "Språk / Language" in [control.label for control in app.get("button_group")]


def test_a_store_without_events_says_plainly_that_no_path_can_be_followed(app, opened):
    app = opened(app, "floden")
    assert not app.exception
    assert "Genom vilka vägar" in app.title[0].value
    assert "inga händelser" in html(app)
    assert not app.get("plotly_chart")


def test_the_answer_comes_first_with_the_group_that_had_less_support(flows, opened):
    app = opened(flows, "floden")
    assert not app.exception
    assert "HVB eller SiS" in app.title[0].value
    told = html(app)
    assert "Av 24" in told  # 240 re-placements, give or take the protection
    assert "direkt" in told
    assert "Pojkar fick mer sällan stöd däremellan" in told


def test_the_rules_that_decide_the_figures_stand_on_the_page(flows, opened):
    told = html(opened(flows, "floden"))
    assert "högst 7 dagar mellan slut och start" in told
    assert "HVB eller SiS räknas som HVB/SiS" in told
    assert "inte vad stödet gjorde" in told


def test_the_rules_are_chosen_on_the_page_and_stand_in_the_address(flows, opened):
    app = opened(flows, "floden", fonster="1460", glapp="62")
    assert app.query_params["glapp"] == "62"
    app.main.selectbox(key="choose_own_fonster").set_value("365").run()
    assert app.query_params["fonster"] == "365"
    assert "högst 365 dagar före" in html(app)


def test_a_path_is_chosen_to_see_who_they_are(flows, opened):
    app = opened(flows, "floden", vag="HVB/SiS > no placement > HVB/SiS")
    assert not app.exception
    assert app.query_params["vag"] == "HVB/SiS > no placement > HVB/SiS"
    assert "kön: pojkar" in html(app)


def test_support_of_the_few_is_withheld_with_its_reason(flows, opened):
    told = html(opened(flows, "floden", stod="Kontaktperson"))
    assert "färre än 5 med stöd" in told  # four boys had a contact person


def test_of_a_group_of_ones_own_its_sex_counts(flows, opened):
    def answer(app):
        return re.search(r"bb-answer\">([^<]+)<", html(app))[1]

    everyone = answer(opened(flows, "floden"))
    app = opened(flows, "floden", grupp="sex:m")
    boys = answer(app)
    app.button("no_group").click().run()
    assert answer(app) == everyone != boys
    app = opened(flows, "floden", kon="m")
    assert answer(app) == boys
    assert app.title[0].value.endswith(" pojkar.")  # it says about whom
    assert opened(flows, "floden", grupp="sex:w").error  # nobody is both


def test_an_own_question_follows_from_one_event_to_another(flows, opened):
    app = opened(flows, "floden", fraga="eget", ursprung="HVB", utfall="SiS")
    assert not app.exception
    assert "från HVB till SiS" in app.title[0].value


def test_nonsense_in_the_link_keeps_the_default(flows, opened):
    app = opened(flows, "floden", glapp="-3", fonster="x", vag="y", fraga="z")
    assert not app.exception
    assert "högst 7 dagar mellan slut och start" in html(app)
    assert app.warning
