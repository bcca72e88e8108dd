"""A server of our own on the small store, and Debian's Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.small_store import small_store

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # milliseconds: a machine that also does other things


@contextmanager
def running(store):
    """A server on the store at this path; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "BEHOVSBILD_STORE": str(store), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", "server.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def server():
    """The address of a server that nobody has visited yet."""
    with running(small_store()) as address:
        yield address


def _wait_for(address, process):
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: sudo apt-get install chromium chromium-driver")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Reader:
    """A person with a browser of their own, who notes whom it asks and what it complains of."""

    page: object
    address: str
    asked_outside: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def note(self):
        own = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        self.page.on(
            "request",
            lambda request: (
                None if request.url.startswith(own) else self.asked_outside.append(request.url)
            ),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path):
        """Open a page and wait until it stands whole, its charts too."""
        self.page.goto(f"{self.address}/{path}")
        self.wait()

    def wait(self):
        self.page.wait_for_selector("footer.bb-footer", timeout=PATIENCE)
        self.page.wait_for_function(
            "() => !document.querySelector('[data-testid=stApp]')"
            "?.matches('[data-test-script-state=running]')"
            " && !document.querySelector('[data-testid=stSkeleton]')"
            " && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
            ".every(chart => chart.querySelector('.main-svg'))",
            timeout=PATIENCE,
        )

    def text(self):
        """What the main part of the page says."""
        return self.page.inner_text("[data-testid=stMainBlockContainer]")


@pytest.fixture
def reader(server, chromium):
    """Opens browsers: reader(width=..., dark=...)."""
    contexts = []

    def new(width=1440, height=1000, *, dark=False):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="sv-SE",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        person = Reader(context.new_page(), server)
        person.note()
        return person

    yield new
    for context in contexts:
        context.close()
