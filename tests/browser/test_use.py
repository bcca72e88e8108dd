"""What a reader does: shares a link, follows one, goes back, changes language, downloads."""

import re

import pytest

pytestmark = pytest.mark.browser

VIEW = "bryt_ner?nyckeltal=not_eligible&ar=2023&kon=men&uppdelning=area_code_district"


def test_a_pasted_link_opens_the_same_view_in_another_browser(reader):
    first = reader()
    first.open(VIEW)
    first.page.get_by_label("Bryt ner efter").click()
    first.page.get_by_role("option", name="Föräldrarnas utbildning").click()
    first.page.wait_for_url(re.compile("uppdelning=parents_education"))
    first.wait()
    first.page.get_by_text("Eftergymnasial").first.wait_for()
    second = reader()
    second.page.goto(first.page.url)
    second.wait()
    second.page.get_by_text("Eftergymnasial").first.wait_for()
    assert second.text() == first.text()
    assert second.page.url == first.page.url


def test_the_choice_is_kept_over_pages_and_back_undoes_it(reader):
    person = reader()
    person.open(VIEW)
    person.page.get_by_role("link", name="Definitioner").click()
    person.page.get_by_role("heading", name="Vad betyder nyckeltalet").wait_for()
    person.page.wait_for_url(re.compile("/definitioner.*kon=men"))
    person.page.go_back()
    person.page.get_by_role("heading", name="når inte gymnasiebehörighet").wait_for()
    assert "ar=2023" in person.page.url


def test_a_row_opens_its_indicator_without_loading_the_page_anew(reader):
    person = reader()
    person.open("nyckeltal")
    person.page.evaluate("window.stayed = true")
    person.page.get_by_role("link", name="Godkända i alla ämnen").click()
    person.page.get_by_role("heading", name="Elever i årskurs 9 godkända i alla ämnen").wait_for()
    person.page.get_by_role("row", name="Hög frånvaro").get_by_role("link", name="Bryt ner").click()
    person.page.get_by_role("heading", name=re.compile("frånvar")).first.wait_for()
    assert "/bryt_ner?" in person.page.url
    assert person.page.evaluate("window.stayed")


def test_the_page_says_its_language_and_the_switch_changes_it(reader):
    person = reader()
    person.open("nyckeltal")
    assert person.page.get_attribute("html", "lang") == "sv"
    assert person.page.title() == "Nyckeltal – Behovsbild"
    person.page.get_by_role("radio", name="English").click()
    person.page.get_by_role("heading", name="which results are worse").wait_for()
    person.page.wait_for_function("document.documentElement.lang === 'en'")
    fresh = reader()
    fresh.open("nyckeltal?sprak=en")
    assert fresh.page.get_attribute("html", "lang") == "en"


def test_streamlits_own_words_are_swedish(reader):
    person = reader()
    person.open("nyckeltal")
    person.page.get_by_role("button", name="Huvudmeny").click()
    person.page.get_by_text("Skriv ut").wait_for()


def test_a_nonsense_link_opens_the_default_with_a_notice(reader):
    person = reader()
    person.open("bryt_ner?nyckeltal=hej&ar=1066")
    person.page.get_by_text("nyckeltal=hej, ar=1066").wait_for()
    assert "nyckeltal=N15428" in person.page.url


def test_figures_are_taken_home_as_csv(reader):
    person = reader()
    person.open(VIEW)
    with person.page.expect_download() as download:
        person.page.get_by_role("button", name="Ladda ner CSV").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("\ufeffStadsdel;")
    assert "Norra Åsen;0,4" in text  # boys there: planted 40 %
    assert "Exempelby kommun" in text


def test_the_first_page_by_its_name_is_the_root(reader):
    person = reader()
    person.open("oversikt?ar=2020")
    assert person.page.url.startswith(person.address + "/?")
    assert "ar=2020" in person.page.url
