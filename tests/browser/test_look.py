"""The pages as they are seen: whole at both widths, asking nobody outside, and accessible."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import SCREENSHOTS

pytestmark = pytest.mark.browser

# The first one is the first address that anybody asks the server for: a cold deep link.
PAGES = {
    "bryt_ner": "bryt_ner?nyckeltal=not_eligible&uppdelning=area_code_district,sex",
    "oversikt": "",
    "nyckeltal": "nyckeltal",
    "definitioner": "definitioner",
    "data": "data",
}
# What axe finds in Streamlit's own parts and no setting mends, rule -> selector it may be found in.
STREAMLITS_OWN = {}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_quiet_and_accessible(reader, page, width):
    person = reader(width)
    person.open(PAGES[page])
    _photograph(person, f"{page}_{width}")
    assert person.asked_outside == []
    assert person.complaints == []
    assert _cut_off(person) == []
    assert _violations(person) == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_accessible_in_the_dark(reader, page):
    person = reader(dark=True)
    person.open(PAGES[page])
    _photograph(person, f"{page}_dark")
    assert _violations(person) == {}


@pytest.mark.parametrize("dark", [False, True])
def test_what_opens_over_a_page_is_accessible(reader, dark):
    person = reader(dark=dark)
    person.open(PAGES["bryt_ner"])
    person.page.get_by_role("button", name="Spara som underlag").click()
    person.page.get_by_role("button", name="Spara", exact=True).wait_for()
    assert _violations(person) == {}
    person.page.keyboard.press("Escape")
    person.page.get_by_role("button", name="Mötesläge").click()
    person.page.get_by_role("button", name="Avsluta").wait_for()
    assert _violations(person) == {}
    with person.page.expect_popup() as opened:
        person.page.get_by_role("button", name="Anteckningar i eget fönster").click()
    opened.value.get_by_role("button", name="Vidare").wait_for()
    assert Axe().run(opened.value).response["violations"] == []


def test_the_menu_on_a_phone_can_be_opened_and_is_accessible(reader):
    person = reader(390)
    person.open(PAGES["bryt_ner"])
    person.page.get_by_test_id("stExpandSidebarButton").click()
    person.page.get_by_label("Nyckeltal", exact=False).first.wait_for()
    person.page.wait_for_timeout(500)
    person.page.screenshot(path=SCREENSHOTS / "menu_390.png")
    assert _violations(person) == {}


def _photograph(person, name):
    """A picture of the whole page: the window is made as tall as what it holds."""
    SCREENSHOTS.mkdir(exist_ok=True)
    size = person.page.viewport_size
    tall = person.page.evaluate(
        "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
    )
    person.page.set_viewport_size({**size, "height": min(max(tall + 60, 700), 6000)})
    person.page.wait_for_timeout(600)
    person.page.screenshot(path=SCREENSHOTS / f"{name}.png")
    person.page.set_viewport_size(size)


def _cut_off(person):
    """What reaches out of the window to the right, without a scroller of its own around it."""
    return person.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMainBlockContainer] *')]
        .filter(e => !e.closest('svg, .bb-scroll, [data-testid=stCode]')
                     && e.getClientRects().length
                     && e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.outerHTML.slice(0, 120))"""
    )


def _violations(person):
    found = {}
    for rule in Axe().run(person.page).response["violations"]:
        nodes = [node["html"][:160] for node in rule["nodes"]]
        if rule["id"] not in STREAMLITS_OWN:
            found[rule["id"]] = nodes
    return found
