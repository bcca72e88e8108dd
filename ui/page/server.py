"""What does a browser need that Streamlit's own HTML lacks?

The language of the page (WCAG 3.1.1), our title and icon, the script that puts Streamlit's own
words into Swedish, and headers that keep the browser from asking anybody else for anything.
"""

import gc
import logging
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
from language import LANGUAGES
from language.errors import BehovsbildError
from language.wrong_settings import check_settings
from ui.access.middleware import Doorkeeper

LANGUAGE_PARAMETER = "sprak"  # as in ui/address.py, which must not be imported before the runtime
START_PAGE = "oversikt"
SLOW_TO_IMPORT = ("lifelines.statistics", "plotly.graph_objects")  # only some views do
NOT_PAGES = ("_stcore", "app", "component", "media", "static", "vendor", "oauth2callback", "auth")


def tile_origin(address: str) -> str:
    """The origin of a configured background map, for the policy; '' where none is set."""
    found = urlsplit(address.replace("{s}", "*"))
    return f" {found.scheme}://{found.netloc}" if found.netloc else ""


# Streamlit's own script is inline in part, its styles are, and plotly and folium evaluate text;
# what matters is that every address is this server's own.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data: blob:{tiles}; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
STATIC = Path(__file__).parents[2] / "static"


def _as_it_is_now(name: str) -> str:
    """The address of a file of static/, another one when the file is another."""
    return f"./app/static/{name}?{sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


SCRIPTS = [
    f'<script src="{_as_it_is_now(name)}" defer></script>' for name in ("frame.js", "meeting.js")
]


def _charts() -> str:
    """The address of Streamlit's script for charts; '' where this Streamlit has it elsewhere."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    found = sorted(folder.glob("PlotlyChart.*.js"))
    return f"./static/js/{found[0].name}" if found else ""


if _charts():
    SCRIPTS.append(
        f'<script src="{_as_it_is_now("warm.js")}" data-charts="{_charts()}" defer></script>'
    )
# Last in the page: of two rules equally exact the later holds, and Streamlit's stand in the head.
STYLES = [
    f'<link rel="stylesheet" href="{_as_it_is_now(name)}">'
    for name in ("colours.css", "frame.css", "tables.css", "needs.css", "meeting.css")
]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # the address holds what somebody looks at
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def headers() -> dict[str, str]:
    """What is sent with every answer."""
    policy = CONTENT_POLICY.format(tiles=tile_origin(settings.current().tiles or ""))
    return {"Content-Security-Policy": policy, **HEADERS}


class FramedHtml:
    """Streamlit's index.html with our language, title, icon and script in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Change pages on their way out; let everything else through with the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        segment = _segment(scope)
        if segment.split("/")[0] in NOT_PAGES or "." in segment:
            await self.app(scope, receive, _with_headers(send))
            return
        if segment == START_PAGE:  # the first page's own address is the root's
            await _redirect(scope, send)
            return
        plain = _wanting_whole_plain_html(scope)
        await self.app(plain, receive, _HtmlSender(send, _language(scope)))


class _HtmlSender:
    """Gathers an HTML body, changes it, and sends it in one piece."""

    def __init__(self, send: Send, language: str) -> None:
        self.send, self.language = send, language
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body" or self.start is None:
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        sent = MutableHeaders(scope=self.start)
        if sent.get("content-type", "").startswith("text/html"):
            self.body = framed(self.body.decode(), self.language).encode()
            sent["content-length"] = str(len(self.body))
            sent["cache-control"] = "no-cache"
            del sent["etag"]
        sent.update(headers())
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": self.body})


def framed(html: str, language: str) -> str:
    """Streamlit's page in `language`, with our title, icon and script."""
    return (
        html.replace('<html lang="en">', f'<html lang="{language}">')
        .replace("<title>Streamlit</title>", "<title>Behovsbild</title>")
        .replace('href="./favicon.png"', 'href="./app/static/icon.png"')
        .replace('<link rel="service-desc" href="./_stcore/agent/openapi.json" />', "")
        .replace("</head>", "".join(SCRIPTS) + "</head>")
        .replace("</body>", "".join(STYLES) + "</body>")
    )


def _language(scope: Scope) -> str:
    [asked] = parse_qs(scope["query_string"].decode()).get(LANGUAGE_PARAMETER, ["sv"])[-1:]
    return asked if asked in LANGUAGES else "sv"


def _segment(scope: Scope) -> str:
    from streamlit import config

    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    return scope["path"].strip("/").removeprefix(base).strip("/")


def _wanting_whole_plain_html(scope: Scope) -> Scope:
    """The request without what would make the answer compressed, partial or 'not changed'."""
    unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
    return {**scope, "headers": [h for h in scope["headers"] if h[0].lower() not in unwanted]}


def _with_headers(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers())
        await send(message)

    return sender


async def _redirect(scope: Scope, send: Send) -> None:
    root = scope["path"].rstrip("/").removesuffix(START_PAGE).encode()
    query = scope["query_string"]
    target = root + (b"?" + query if query else b"")
    await send({"type": "http.response.start", "status": 307, "headers": [(b"location", target)]})
    await send({"type": "http.response.body", "body": b""})


def require_right_settings() -> None:
    """End with a line for each setting that is wrong, or with what the policy would not protect.

    Not in `warm`: the server would put a traceback round the message and an exit code of its own.
    """
    from ui.access import login

    log = logging.getLogger("behovsbild")
    try:
        check_settings(warn=log.warning)
        login.policy()
    except BehovsbildError as error:
        log.error("%s", error)
        raise SystemExit(2) from None


def holds_real_people() -> bool:
    """Whether the store has persons who are not invented; imports what must wait for a request."""
    from ui.ask import cache

    return cache.holds_real_people()


MIDDLEWARE = [
    Middleware(Doorkeeper, holds_real_people=holds_real_people),
    Middleware(FramedHtml),
]


@asynccontextmanager
async def warm(_app: object) -> AsyncIterator[None]:
    """Import what the pages need before the first reader waits for it, and freeze it.

    After gc.freeze() the collector no longer walks a million objects that never go away.
    """
    from ui.page import frame  # noqa: F401 - for the import's sake

    gc.collect()
    gc.freeze()
    Thread(target=read_ahead, daemon=True).start()
    yield


def read_ahead() -> None:
    """Do what the first reader of each page would wait for, while nobody does.

    All that pages import, and what there is to choose in the store. Never streamlit-folium: it must
    find Streamlit's runtime up, and a page imports it.
    """
    import ui
    from analysis.answers import ChoicesQuestion
    from ui.access import login
    from ui.ask import ask

    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        import_module(found.name)
    for name in SLOW_TO_IMPORT:
        import_module(name)
    if not login.is_configured():  # what there is to choose goes by the reader's role
        with suppress(BehovsbildError):
            ask(ChoicesQuestion())
    gc.collect()
    gc.freeze()


def say_what_happened(error: Exception) -> bool:
    """Show an error that nobody expected as a message, and keep its traceback for the log."""
    from ui.page import frame

    logging.getLogger("behovsbild").error("A page failed", exc_info=error)
    frame.show_unexpected_error()
    return True
