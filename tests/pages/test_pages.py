"""Every page, cold and through the frame: its question, its figures, its notices."""

import re

import pytest

from tests.pages.conftest import html

PAGES = {
    "": "Vad sticker ut i Exempelby",
    "nyckeltal": "sämre än de borde vara",
    "bryt_ner": "når inte gymnasiebehörighet",
    "definitioner": "Vad betyder nyckeltalet",
    "data": "hur färska",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opened_cold_stands_in_its_frame(cold, opened, page):
    app = opened(cold, page)
    assert not app.exception
    assert PAGES[page] in app.title[0].value
    assert "Språk / Language" in [control.label for control in app.get("button_group")]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_sample_data_source_and_date(app, opened, page):
    told = html(opened(app, page))
    assert "Exempeldata: Exempelby finns inte" in told
    assert "Kolada (RKA)" in told
    assert "2026-11-01" in told  # when the small store says that its figures were retrieved


def test_key_figures_name_the_clearest_gap_first(app, opened):
    app = opened(app, "nyckeltal")
    told = html(app)
    assert "80,0\u00a0%" in told  # N15428 in 2024, planted
    assert told.index("Gymnasiebehörighet</a>") < told.index("Godkända i alla ämnen</a>")
    assert "Sämre" in told


def test_breakdown_shows_the_planted_group_and_its_persons(app, opened):
    app = opened(app, "bryt_ner", nyckeltal="not_eligible", uppdelning="area_code_district,sex")
    assert "Norra Åsen, Män" in html(app)
    assert len(app.get("plotly_chart")) == 2
    assert "Personer (n)" in html(app)


def test_a_cell_with_too_few_people_is_withheld_with_its_reason(app, opened):
    app = opened(app, "bryt_ner", nyckeltal="not_eligible", uppdelning="area_code,sex")
    withheld = re.search(
        r'Lilla By 3, \w+</th><td class="bb-number bb-withheld"[^>]*>([^<]+)', html(app)
    )
    assert len(withheld[1]) > 5  # a reason in words, no figure


def test_a_public_figure_is_split_by_one_thing(app, opened):
    app = opened(app, "bryt_ner", nyckeltal="N15428")
    labels = [box.label for box in app.main.selectbox]
    assert "Bryt ner efter" in labels
    assert "och efter" not in labels
    assert "83,4\u00a0%" in html(app)  # women: 80.0 and three points more, with the year's wave


def test_what_is_chosen_stays_over_pages_and_in_the_address(app, opened):
    app = opened(app, "bryt_ner", nyckeltal="not_eligible", ar="2023")
    app.sidebar.selectbox(key="choose_sex").set_value("men").run()
    app = opened(app, "definitioner")
    assert "Utan gymnasiebehörighet" in app.title[0].value
    assert app.query_params["kon"] == "men"
    assert app.query_params["ar"] == "2023"


def test_a_nonsense_link_opens_the_default_and_names_what_it_did_not_understand(app, opened):
    app = opened(app, "bryt_ner", nyckeltal="hej", ar="1066", foo="<b>")
    assert not app.exception
    [warning] = app.warning
    for word in ("hej", "1066", "foo"):
        assert word in warning.value
    assert app.query_params["nyckeltal"] == "N15428"
    assert "foo" not in app.query_params
    assert not app.run().warning  # said once


def test_the_language_switch_speaks_english(app, opened):
    app = opened(app, "bryt_ner", nyckeltal="not_eligible")
    app.get("button_group")[-1].set_value("en").run()
    assert app.query_params["sprak"] == "en"
    assert "Which year 9 pupils" in app.title[0].value


def test_a_second_dimension_is_chosen_on_the_page(app, opened):
    app = opened(app, "bryt_ner", nyckeltal="not_eligible")
    app.main.selectbox(key="choose_split_1").set_value("parents_education").run()
    assert app.query_params["uppdelning"] == "sex,parents_education"
    app.main.selectbox(key="choose_split_0").set_value("parents_education").run()
    assert app.query_params["uppdelning"] == "parents_education"


def test_no_store_is_a_message_with_what_to_try(app, opened, tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(tmp_path / "nothing.duckdb"))
    app = opened(app, "")
    assert not app.exception
    assert "data\\_pipeline sample" in app.error[0].value  # so that Markdown shows it as it is


def test_the_form_for_files_is_only_for_whoever_may(app, opened, monkeypatch):
    assert not opened(app, "data").get("file_uploader")
    monkeypatch.setenv("BEHOVSBILD_ALLOW_LOAD", "1")
    assert app.run().get("file_uploader")
    assert any("Ersätt" in box.label for box in app.checkbox)
