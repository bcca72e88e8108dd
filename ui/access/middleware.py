"""From where may somebody ask, and where do they land after log-in?

Without log-in only this computer is served. A proxy in front is not this computer: what it hands on
names another host, or says for whom it asks. Where a log-in is set up, the page that was asked for
before it is kept in a short-lived cookie, since Streamlit itself always returns to the first page.
"""

from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
from language import _

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")
LOOPBACK_CLIENTS = ("127.0.0.1", "::1", "testclient")
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
CALLBACK = "oauth2callback"
WANTED = "behovsbild_wanted"  # the cookie
WANTED_SECONDS = 600
LONGEST_ADDRESS = 2000


class Doorkeeper:
    """Refuses who is not on this computer while there is no log-in; leads back after one."""

    def __init__(self, app: ASGIApp, holds_real_people: Callable[[], bool]) -> None:
        self.app = app
        self.holds_real_people = holds_real_people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, refuse, or serve with a cookie or another address to go to."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        from ui.access import login

        if login.is_configured():
            wrapped = _leading_back(scope, send) if scope["type"] == "http" else send
            await self.app(scope, receive, wrapped)
        elif is_this_computer(scope) or is_open_to_all(self.holds_real_people):
            await self.app(scope, receive, send)
        else:
            await _refuse(scope, send)


def is_this_computer(scope: Scope) -> bool:
    """Whether a browser on this very computer asks, with no proxy in between."""
    headers = Headers(scope=scope)
    if any(name in headers for name in FORWARDED):
        return False
    client = (scope.get("client") or ("",))[0]
    return client in LOOPBACK_CLIENTS and _host(headers.get("host", "")) in LOOPBACK_HOSTS


def is_open_to_all(holds_real_people: Callable[[], bool]) -> bool:
    """Whether the environment opens it, and the store holds no real person."""
    return settings.current().open and not holds_real_people()


def _host(header: str) -> str:
    """'[::1]:8501' -> '::1'."""
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0] if ":" in header else header


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    text = _(
        "No log-in is set up, so Behovsbild serves this computer only. Set up log-in in "
        ".streamlit/secrets.toml (see docs/log-in.md), or let {variable}=1 open a store without "
        "real people."
    ).format(variable=settings.variable("open"))
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


def _leading_back(scope: Scope, send: Send) -> Send:
    """Note which page is asked for; after log-in, go there instead of to the first page."""
    segment = scope["path"].strip("/").rpartition("/")[2]
    wants_page = scope["method"] == "GET" and segment and "." not in segment and (
        b"text/html" in dict(scope["headers"]).get(b"accept", b"")
    ) and segment not in (CALLBACK, "login", "logout")  # fmt: skip
    address = scope["path"] + ("?" + scope["query_string"].decode("latin-1")
                               if scope["query_string"] else "")  # fmt: skip

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if segment == CALLBACK and (wanted := wanted_page(Headers(scope=scope))):
                headers["location"] = wanted
                headers.append("set-cookie", _cookie("", 0))
            elif wants_page and len(address) < LONGEST_ADDRESS:
                headers.append("set-cookie", _cookie(address, WANTED_SECONDS))
        await send(message)

    return sender


def wanted_page(headers: Headers) -> str | None:
    """The page that was asked for before the log-in: a path of this server, or None."""
    cookies = SimpleCookie(headers.get("cookie", ""))
    address = unquote(cookies[WANTED].value) if WANTED in cookies else ""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_ours and address.isprintable() else None


def _cookie(value: str, seconds: int) -> str:
    return f"{WANTED}={quote(value, safe='')}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
