"""A log-in ends by itself, for open pages and for links alike; one logs in again where one was."""

import re

import pytest

from tests.browser.guarded import LOG_IN, PATIENCE, guarded, log_in, provider, stands

pytestmark = pytest.mark.browser
SECONDS = 20
LINK = "bryt_ner?nyckeltal=not_eligible"


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """A server whose log-ins last twenty seconds."""
    with (
        provider() as log_in_at,
        guarded(
            tmp_path_factory.mktemp("short"),
            log_in_at,
            policy=f"session_hours: {SECONDS}\n",
            start=("tests/browser/hours_as_seconds.py",),
        ) as place,
    ):
        yield place


def test_a_session_ends_and_no_figure_is_given_after_it(short, chromium):
    context = chromium.new_context(locale="sv-SE")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{short.address}/{LINK}")
    log_in(page, "stina")
    stands(page)
    page.locator("table").first.wait_for()
    page.wait_for_timeout(SECONDS * 1000)
    # The open page: whatever is asked next is answered with the log-in.
    page.get_by_role("link", name=re.compile("Nyckeltal")).first.click()
    page.get_by_role("button", name=LOG_IN).wait_for()
    assert "gått ut" in page.inner_text("[data-testid=stMainBlockContainer]")
    assert page.locator("footer.bb-footer, table, [data-testid=stPlotlyChart]").count() == 0
    # A cold link in the same browser, whose cookie would last for thirty days.
    page.goto(f"{short.address}/{LINK}")
    page.get_by_role("button", name=LOG_IN).wait_for()
    assert page.locator("footer.bb-footer, table, [data-testid=stPlotlyChart]").count() == 0
    log_in(page, "stina")
    stands(page)
    assert LINK.split("?")[0] in page.url
    context.close()
