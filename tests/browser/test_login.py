"""Log-in by a real provider on this machine, in a real browser, from a link to a way out."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.small_store import build

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "screenshots"
PATIENCE = 60_000  # milliseconds
pytestmark = pytest.mark.browser
provider_mock = pytest.importorskip("oidc_provider_mock")
LOG_IN, LOG_OUT = re.compile("Logga in|Log in"), re.compile("Logga ut|Log out")
PEOPLE = {
    "pia": ["behovsbild-politiker"],
    "stina": ["behovsbild-strateg", "alla"],
    "frans": ["alla"],
}


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(address, process):
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def provider():
    users = [
        provider_mock.User(sub=name, claims={"groups": groups, "preferred_username": name})
        for name, groups in PEOPLE.items()
    ]
    with provider_mock.run_server_in_thread(user_claims=users) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def guarded(provider, tmp_path_factory):
    """A server on real persons (as far as it knows), with log-in; and its access log."""
    folder = tmp_path_factory.mktemp("guarded")
    port = free_port()
    address = f"http://localhost:{port}"
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "a secret for this test only"
client_id = "behovsbild"
client_secret = "for this test only"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
    )
    log = folder / "access.log"
    environment = {
        **os.environ,
        "BEHOVSBILD_STORE": str(build(folder / "store.duckdb", is_sample=False)),
        "BEHOVSBILD_ACCESS_LOG": str(log),
        "BEHOVSBILD_RECORD_KEY": "for this test only",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "streamlit", "run", "server.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--secrets.files", str(secrets)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield address, log
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="sv-SE")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def log_in(page, name):
    page.get_by_role("button", name=LOG_IN).click()
    page.get_by_placeholder("sub").fill(name)
    page.get_by_role("button", name="Authorize").first.click()


def stands(page):
    page.wait_for_selector("footer.bb-footer", timeout=PATIENCE)


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


def _shot(name):
    folder = SCREENSHOTS / "roles"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
