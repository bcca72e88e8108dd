"""Target groups as a reader uses them: from a card to the group, and whole at both widths."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import SCREENSHOTS

pytestmark = pytest.mark.browser

PARTS = {
    "found": "malgrupper?utfall=not_eligible",
    "by_hand": "malgrupper?utfall=not_eligible&del=avgransa&v_sex=men&v_area_code=9999D01",
    "spread": "malgrupper?utfall=not_eligible&del=spridning",
}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_whole_quiet_and_accessible(reader, part, width):
    person = reader(width)
    person.open(PARTS[part])
    SCREENSHOTS.mkdir(exist_ok=True)
    person.page.screenshot(path=SCREENSHOTS / f"malgrupper_{part}_{width}.png", full_page=True)
    assert person.asked_outside == []
    assert person.complaints == []
    found = Axe().run(person.page).response["violations"]
    assert {v["id"]: [n["html"][:160] for n in v["nodes"]] for v in found} == {}
    too_wide = person.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMainBlockContainer] *')]
        .filter(e => !e.closest('svg, .bb-scroll') && e.getClientRects().length
                     && e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert too_wide == []


def test_one_click_on_a_card_fills_in_the_conditions(reader):
    person = reader()
    person.open(PARTS["found"])
    person.page.evaluate("window.stayed = true")
    card = person.page.get_by_role("listitem").filter(has_text="Pojkar i Norra Åsen")
    card.get_by_role("link", name="Titta närmare").first.click()
    person.page.get_by_role("heading", name="Vad kan undvikas?").wait_for()
    assert re.search("v_sex=men", person.page.url)
    assert person.page.evaluate("window.stayed")
    person.page.go_back()
    person.page.get_by_role("heading", name="Alla siffror").wait_for()


def test_a_condition_chosen_by_hand_changes_the_group_and_the_address(reader):
    person = reader()
    person.open(PARTS["by_hand"])
    person.page.get_by_role("combobox", name=re.compile("Kön")).click()
    person.page.get_by_role("option", name="Kvinnor").click()
    person.page.wait_for_url(re.compile("v_sex=men%7Cwomen"))
    person.page.get_by_text(
        re.compile("^(Flickor eller pojkar|Pojkar eller flickor)")
    ).first.wait_for()
