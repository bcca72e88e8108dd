"""The page on flows as it is seen: whole at both widths, accessible, and changed by a click."""

import pytest

from tests.browser.conftest import running
from tests.browser.test_look import _cut_off, _photograph, _violations
from tests.flow_people import flow_store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server on a store of which only flows are known."""
    with running(flow_store(tmp_path_factory.mktemp("flows")).path) as address:
        yield address


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_whole_quiet_and_accessible(reader, width):
    person = reader(width)
    person.open("floden")
    _photograph(person, f"floden_{width}")
    assert person.page.locator(".sankey-link").count() >= 4  # two paths, each out and in
    assert person.asked_outside == []
    assert person.complaints == []
    assert _cut_off(person) == []
    assert _violations(person) == {}


def test_the_page_is_accessible_in_the_dark(reader):
    person = reader(dark=True)
    person.open("floden")
    _photograph(person, "floden_dark")
    assert _violations(person) == {}


def test_a_path_is_chosen_by_a_click_and_stays_in_the_address(reader):
    person = reader()
    person.open("floden")
    person.page.get_by_role("radio", name="ingen placering").click()
    person.page.wait_for_url("**vag=*")
    person.wait()
    assert "HVB/SiS" in person.page.url or "HVB%2FSiS" in person.page.url
    assert "kön: pojkar" in person.text()
