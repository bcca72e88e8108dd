"""A server with log-in on real persons (as far as it knows), and a provider on this machine."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.small_store import build

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60_000  # milliseconds
LOG_IN, LOG_OUT = re.compile("Logga in|Log in"), re.compile("Logga ut|Log out")
PEOPLE = {
    "pia": ["behovsbild-politiker"],
    "bertil": ["behovsbild-beredning"],
    "stina": ["behovsbild-strateg", "alla"],
    "ada": ["behovsbild-admin"],
    "frans": ["alla"],
}
SECRET = "a secret for this test only"  # noqa: S105 - not a secret of anybody's


@dataclass(frozen=True)
class Guarded:
    """Where the server is, what it noted of its readers, and what it wrote to its own log."""

    address: str
    access_log: Path
    server_log: Path
    store: Path


@contextmanager
def provider() -> Iterator[str]:
    """The address of a log-in for everybody in PEOPLE."""
    mock = pytest.importorskip("oidc_provider_mock")
    users = [
        mock.User(sub=name, claims={"groups": groups, "preferred_username": name})
        for name, groups in PEOPLE.items()
    ]
    with mock.run_server_in_thread(user_claims=users) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@contextmanager
def guarded(
    folder: Path, log_in_at: str, *, policy: str = "", start: tuple[str, ...] = ("-m", "streamlit")
) -> Iterator[Guarded]:
    """A server whose log-in is at `log_in_at`; `start`: how Python starts streamlit."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    (folder / "secrets.toml").write_text(
        f"""[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "behovsbild"
client_secret = "{SECRET}"
server_metadata_url = "{log_in_at}/.well-known/openid-configuration"
"""
    )
    (folder / "policy.yml").write_text(policy, encoding="utf-8")
    place = Guarded(
        address, folder / "access.log", folder / "server.log",
        build(folder / "store.duckdb", is_sample=False),
    )  # fmt: skip
    environment = {
        **os.environ,
        "BEHOVSBILD_STORE": str(place.store),
        "BEHOVSBILD_POLICY": str(folder / "policy.yml"),
        "BEHOVSBILD_ACCESS_LOG": str(place.access_log),
        "BEHOVSBILD_RECORD_KEY": SECRET,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, *start, "run", "server.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--secrets.files", str(folder / "secrets.toml")]
    with place.server_log.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield place
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(address, process) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not start")


def log_in(page, name) -> None:
    """From our log-in, by the provider's form, back to us."""
    page.get_by_role("button", name=LOG_IN).click()
    page.get_by_placeholder("sub").fill(name)
    page.get_by_role("button", name="Authorize").first.click()


def stands(page) -> None:
    """Wait until the page stands whole."""
    page.wait_for_selector("footer.bb-footer", timeout=PATIENCE)
