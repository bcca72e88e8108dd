"""What a browser gets that Streamlit's own HTML lacks."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit

from ui.page import server

ROOT = Path(__file__).parent.parent.parent
IMPORTED_AHEAD = "import sys; from ui.page import server; server.read_ahead(); print(*sys.modules)"
HTML = (
    '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title>'
    '<link rel="shortcut icon" href="./favicon.png" /></head><body></body></html>'
)


async def _streamlit(scope, receive, send):
    headers = [(b"content-type", b"text/html"), (b"etag", b"1"), (b"content-length", b"1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": HTML.encode()[:20], "more_body": True})
    await send({"type": "http.response.body", "body": HTML.encode()[20:]})


def fetched(path, query=b""):
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "query_string": query, "headers": []}
    asyncio.run(server.FramedHtml(_streamlit)(scope, None, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]).decode()


@pytest.mark.parametrize(
    ("query", "language"), [(b"", "sv"), (b"sprak=en", "en"), (b"sprak=%22%3E%3Cx", "sv")]
)
def test_a_page_says_which_language_it_is_in(query, language):
    _status, headers, html = fetched("/bryt_ner", query)
    assert f'<html lang="{language}">' in html
    for name in ("frame.js", "meeting.js", "colours.css", "meeting.css"):
        assert f"app/static/{name}?" in html
    assert int(headers["content-length"]) == len(html.encode())
    assert "etag" not in headers


def test_the_browser_is_told_to_ask_nobody_else():
    _status, headers, _html = fetched("/bryt_ner")
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_other_files_pass_unchanged():
    _status, headers, html = fetched("/static/js/index.js")
    assert html == HTML
    assert "content-security-policy" in headers


def test_the_first_page_by_name_is_the_root_with_its_link():
    status, headers, _html = fetched("/oversikt", b"ar=2020")
    assert (status, headers["location"]) == (307, "/?ar=2020")


def test_the_page_names_streamlits_script_for_charts_so_that_it_is_run_beforehand():
    page = server.framed(HTML, "sv")
    [address] = re.findall(r'data-charts="\./static/js/([^"]+)"', page)
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    assert (folder / address).exists()


def test_pages_are_imported_ahead_but_never_what_must_find_the_runtime_up(tmp_path):
    """In a process of its own, which has imported nothing yet; without a store nothing is lost."""
    told = subprocess.run(
        [sys.executable, "-c", IMPORTED_AHEAD],
        cwd=ROOT,
        env={**os.environ, "BEHOVSBILD_STORE": str(tmp_path / "none.duckdb")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {"ui.flows.view", "ui.map.page", "ui.needs.page", "lifelines.statistics"} <= set(told)
    assert "streamlit_folium" not in told
