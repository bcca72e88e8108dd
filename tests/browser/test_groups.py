"""An own area is saved on the map, chosen on another page, and has the same figures there."""

import re

import index_store
import pytest
from axe_playwright_python.sync_playwright import Axe

from language import _
from tests.browser.conftest import SCREENSHOTS, running

pytestmark = pytest.mark.browser
OWN_AREA = "karta?nyckeltal=not_eligible&visa=nyckeltal&niva=district&eget=9999A,9999C"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server on the five districts of tests/index_store.py, with people in them."""
    folder = tmp_path_factory.mktemp("groups")
    with running(index_store.build(folder / "store.duckdb", with_people=True)) as address:
        yield address


def figures(table):
    """The numbers of a row: people and cases are its last two."""
    return re.findall(r"\d+(?:[,.]\d+)?", table)[-2:]


def test_an_own_area_is_saved_and_chosen_where_it_has_the_same_figures(reader):
    person = reader(height=1500)  # the box stands below the other choices
    page = person.page
    person.open(OWN_AREA)
    page.get_by_label(_("Name of the own area")).fill("Ettan och trean")
    page.get_by_role("button", name=_("Save"), exact=True).last.click()
    page.get_by_text("Ettan och trean").first.wait_for()
    row = page.locator("table", has_text="egna området").locator("tbody tr").first
    people, cases = figures(row.inner_text())
    assert (int(people), int(cases)) != (0, 0)

    person.open("bryt_ner?nyckeltal=not_eligible&uppdelning=sex")
    page.get_by_label(_("Saved group")).click()
    page.get_by_role("option", name="Ettan och trean").click()
    page.wait_for_url("**grupp=**")
    person.wait()
    assert "Ettan och trean (Område A" in person.text()
    page.locator("details:not(.bb-asked) > summary").last.click()
    facts = page.locator("dl.bb-facts").last.inner_text()
    assert re.search(rf"\(n\)\s+{people}\b", facts)
    page.screenshot(path=SCREENSHOTS / "saved_group.png", full_page=True)
    assert not Axe().run(page).response["violations"]

    page.get_by_role("button", name=_("Show everyone")).click()
    page.wait_for_url(lambda url: "grupp" not in url)
    person.wait()
    assert "Ettan och trean" not in person.text()
    assert not person.asked_outside and not person.complaints


def test_a_link_with_a_group_opens_the_same_view_on_a_phone(reader):
    person = reader(width=390, height=844)
    person.open("bryt_ner?nyckeltal=not_eligible&grupp=area_code:9999A,9999C")
    assert "Område A" in person.text()
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not Axe().run(person.page).response["violations"]
