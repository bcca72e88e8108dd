"""Log-in by a real provider on this machine, in a real browser, from a link to a way out."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.guarded import LOG_IN, LOG_OUT, PATIENCE, SECRET, log_in, provider, stands
from tests.browser.guarded import guarded as guarded_server

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "screenshots"
pytestmark = pytest.mark.browser
SMALL = "bryt_ner?nyckeltal=not_eligible&uppdelning=area_code%2Csex"


@pytest.fixture(scope="module")
def server_with_log_in(tmp_path_factory):
    """A server on real persons (as far as it knows); a strategist may see exact figures."""
    with (
        provider() as log_in_at,
        guarded_server(
            tmp_path_factory.mktemp("guarded"), log_in_at, policy="exact_on_screen: [strategist]\n"
        ) as place,
    ):
        yield place


@pytest.fixture
def guarded(server_with_log_in):
    return server_with_log_in.address, server_with_log_in.access_log


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="sv-SE")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_cold_deep_link_shows_the_log_in_and_nothing_else(guarded, page):
    address, _log = guarded
    page.goto(f"{address}/bryt_ner?nyckeltal=not_eligible")
    page.get_by_role("button", name=LOG_IN).wait_for()
    shown = page.inner_text("body")
    assert "Norra Åsen" not in shown
    assert page.locator("[data-testid=stPlotlyChart], table").count() == 0
    page.screenshot(path=_shot("login.png"))


def test_after_log_in_the_link_that_was_asked_for_stands(guarded, page):
    address, log = guarded
    page.goto(f"{address}/bryt_ner?nyckeltal=not_eligible")
    log_in(page, "stina")
    stands(page)
    assert "/bryt_ner?" in page.url
    assert "nyckeltal=not_eligible" in page.url
    assert "stina" in page.inner_text("[data-testid=stSidebar]")
    page.screenshot(path=_shot("strategist.png"))
    seen = [json.loads(line) for line in log.read_text().splitlines()]
    assert any(line["who"] == "stina" and "bryt_ner" in line["view"] for line in seen)
    assert all(set(line) == {"at", "who", "view", "exact"} for line in seen)


def test_a_politician_has_no_pages_on_persons_paths(guarded, page):
    address, _log = guarded
    page.goto(address)
    log_in(page, "pia")
    stands(page)
    navigation = page.inner_text("[data-testid=stSidebarNav]")
    assert "Nyckeltal" in navigation
    assert "Flöden" not in navigation
    page.screenshot(path=_shot("politician.png"))
    page.goto(f"{address}/floden")
    stands(page)
    assert "väg" not in page.inner_text("h1")


def test_whoever_is_in_no_group_is_let_in_nowhere(guarded, page):
    address, _log = guarded
    page.goto(f"{address}/nyckeltal")
    log_in(page, "frans")
    page.get_by_role("button", name=LOG_OUT).wait_for()
    assert "frans" in page.inner_text("[data-testid=stMainBlockContainer]")
    assert page.locator("footer.bb-footer").count() == 0


def test_whoever_logs_out_is_out(guarded, page):
    address, _log = guarded
    page.goto(f"{address}/definitioner")
    log_in(page, "stina")
    stands(page)
    page.get_by_role("button", name=LOG_OUT).click()
    page.wait_for_timeout(1500)
    page.goto(f"{address}/definitioner")
    page.get_by_role("button", name=LOG_IN).wait_for()
    assert page.locator("footer.bb-footer").count() == 0


def received(page):
    """Everything that the server sends to this browser over its socket, as text."""
    frames = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda frame: frames.append(
                frame.decode("utf-8", "ignore") if isinstance(frame, bytes) else frame
            ),
        ),
    )
    return frames


def opened(chromium, address, name, path=SMALL):
    """A browser of its own, logged in, on the page; and what it receives."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="sv-SE")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    frames = received(page)
    page.goto(f"{address}/{path}")
    log_in(page, name)
    stands(page)
    return page, frames


def rows_of(text):
    """Rows of tables, tags away, that are about men or women of a small area."""
    rows = re.findall(r"<tr>(.*?)</tr>", text, flags=re.DOTALL)
    plain = (re.sub(r"<[^>]*>", "|", row) for row in rows)
    return {re.sub(r"\|+", "|", row) for row in plain if re.search(r"\d, (Män|Kvinnor)", row)}


def test_exact_figures_of_one_session_reach_no_other(server_with_log_in, chromium):
    """A strategist switches them on; a colleague of the same role and a politician look too."""
    address = server_with_log_in.address
    stina, hers = opened(chromium, address, "stina")
    before = rows_of("".join(hers))
    assert before
    stina.get_by_text("Visa exakta tal").or_(stina.get_by_text("Show exact figures")).click()
    stina.wait_for_selector("p.bb-exact")
    for _wait in range(100):
        if exact := rows_of("".join(hers)) - before:
            break
        stina.wait_for_timeout(200)
    assert exact  # the attack bites: there is something to find
    stina.screenshot(path=_shot("exact.png"))
    assert "exa" not in stina.url.split("?")[1]
    for name in ("stina", "pia"):
        other, theirs = opened(chromium, address, name, stina.url.removeprefix(address + "/"))
        assert rows_of("".join(theirs))
        assert not rows_of("".join(theirs)) & exact
        assert other.locator("p.bb-exact").count() == 0
        if name == "pia":
            assert other.get_by_role("switch").count() == 0
        other.context.close()
    noted = [json.loads(line) for line in server_with_log_in.access_log.read_text().splitlines()]
    assert {line["who"] for line in noted if line["exact"]} == {"stina"}
    stina.reload()
    stands(stina)
    assert stina.locator("p.bb-exact").count() == 0  # a new session begins without it
    stina.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "app/static/", "app/static/maps/", "app/static/../store.duckdb",
        "app/static/%2e%2e/%2e%2e/data/store.duckdb", "static/", "data/store.duckdb",
        "store.duckdb", "access.log", ".streamlit/secrets.toml",
        "app/static/..%2f.streamlit/config.toml",
        "media/", "_stcore/metrics", "component/", "server.py", "analysis/disclosure/policy.yml",
    ],
)  # fmt: skip
def test_no_address_gives_a_file_or_a_list_of_files(server_with_log_in, path):
    """Asked without a log-in, as it stands: a browser would tidy the dots away."""
    request = urllib.request.Request(f"{server_with_log_in.address}/{path}")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            body, kind = answer.read(), answer.headers["content-type"]
    except urllib.error.HTTPError as error:
        body, kind = error.read(), "refused"
    assert b"DUCK" not in body[:64]
    assert SECRET.encode() not in body
    assert b"smallest_people" not in body
    assert b"Index of" not in body
    # What is no file is the app's own frame, which holds no figure, or a refusal.
    assert kind == "refused" or b'<div id="root">' in body or path == "_stcore/metrics"
    assert not re.search(rb"person_year|record_key", body)


def test_headers_name_no_server_and_let_nobody_in(server_with_log_in):
    with urllib.request.urlopen(server_with_log_in.address, timeout=30) as answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert not re.search(r"\d", headers.get("server", ""))


def test_neither_log_holds_a_figure_or_a_secret(server_with_log_in):
    """After all that was looked at above, exact figures among it."""
    server = server_with_log_in.server_log.read_text(encoding="utf-8", errors="ignore")
    access = server_with_log_in.access_log.read_text(encoding="utf-8")
    for log in (server, access):
        assert SECRET not in log
        assert not re.search(r"id_token|eyJ[A-Za-z0-9_-]{20}|Traceback", log)
        assert "%" not in re.sub(r"%[0-9A-F]{2}", "", log)
    assert not re.search(r"Norra Åsen|Lilla By", server)


def _shot(name):
    folder = SCREENSHOTS / "roles"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
