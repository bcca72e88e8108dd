"""What a browser gets that Streamlit's own HTML lacks."""

import asyncio

import pytest

from ui import server

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
    for name in ("frame.js", "meeting.js", "frame.css"):
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
