"""What holds for every request and answer, whatever is asked: ASGI applications around the application."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

import structlog
from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queue_server.contract.envelope import MAX_COMMAND_BYTES
from queue_server.web.answers import error_reply
from queue_server.web.errors import BrokenError, ForeignOriginError, TooLargeError, WebError

Say = Callable[[Request, WebError], Awaitable[Response]]
"""Tells whoever asked why there is no answer."""

STAFF = "/staff"

SAFETY = {
    # Nothing but this site's own files; no script in a page; in no other site's frame.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # The address of a ticket is its key: no other site learns it from a link.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers of every answer; an answer that brings one of its own keeps it."""


class SafetyHeaders:
    """Adds :data:`SAFETY`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFETY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)


class HeadAsGet:
    """HEAD is answered as GET would be, without the body (RFC 9110, 9.3.2); a stream ends where it would begin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        ended = False

        async def send_head(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.body":
                if ended:
                    return
                ended = True
                message = {"type": "http.response.body", "body": b"", "more_body": False}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_head)


class OwnSite:
    """Refuses what another site made somebody's browser send: forms, scripts and the staff pages' sockets.

    Browsers say where a request comes from (Fetch, "Origin"; Fetch Metadata, "Sec-Fetch-Site"). Programs that send
    their token with each command are no browser that somebody could borrow: the API is free of this.
    """

    def __init__(self, app: ASGIApp, say: Say, own: str = "", free: tuple[str, ...] = ("/api/",)) -> None:
        """``own`` is the site's public origin, where a proxy makes it another than the host that arrives here."""
        self._app = app
        self._say = say
        self._own = own
        self._free = free
        self._log = structlog.get_logger("web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._changes_something(scope) or self._is_own(scope):
            await self._app(scope, receive, send)
            return
        # The rest of the address may be somebody's key.
        area = scope["path"].split("/")[1]
        self._log.warning("foreign_origin_refused", area=area, origin=Headers(scope=scope).get("origin"))
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = await self._say(Request(scope, receive), ForeignOriginError())
        await answer(scope, receive, send)

    def _changes_something(self, scope: Scope) -> bool:
        if scope["type"] == "websocket":
            return True
        safe = scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS")
        return not safe and not scope["path"].startswith(self._free)

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        if origin in (None, "null"):
            # The citizens' pages tell no referrer and so no origin; the staff's tell it, and their forms must.
            return not (scope["type"] == "websocket" or scope["path"].startswith(STAFF))
        return origin.rpartition("://")[2] == headers.get("host") or origin == self._own


class BodyLimit:
    """Refuses what is larger than any command or form, before it was read."""

    def __init__(
        self, app: ASGIApp, most_bytes: int = MAX_COMMAND_BYTES, larger: Mapping[str, int] | None = None
    ) -> None:
        """``larger``: how many bytes may come where a path begins so."""
        self._app = app
        self._most_bytes = most_bytes
        self._larger = larger or {}
        self._log = structlog.get_logger("web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most_bytes = self._most_at(scope["path"])
        if _announced(scope) > most_bytes:
            self._log.warning("body_too_large", announced=_announced(scope), most_bytes=most_bytes)
            error = TooLargeError(most_bytes)
            body = error_reply(error).model_dump(mode="json")
            await JSONResponse(body, status_code=error.status, headers=error.headers)(scope, receive, send)
            return
        heard = 0

        async def receive_within() -> Message:
            nonlocal heard
            message = await receive()
            heard += len(message.get("body", b""))
            if heard > most_bytes:
                self._log.warning("body_too_large", heard=heard, most_bytes=most_bytes)
                raise TooLargeError(most_bytes)
            return message

        await self._app(scope, receive_within, send)

    def _most_at(self, path: str) -> int:
        return next((most for begins, most in self._larger.items() if path.startswith(begins)), self._most_bytes)


def origin_of(url: str) -> str:
    """``https://hall.example`` of any address there."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _announced(scope: Scope) -> int:
    try:
        return int(Headers(scope=scope).get("content-length", "0"))
    except ValueError:
        return 0


class Survival:
    """What nobody foresaw is logged and said as a fault of ours; the next request is served as ever."""

    def __init__(self, app: ASGIApp, say: Say) -> None:
        self._app = app
        self._say = say
        self._log = structlog.get_logger("web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception:  # noqa: BLE001 - a page that breaks must not be the last one
            # The address itself may be somebody's key.
            self._log.exception("request_failed", route=getattr(scope.get("route"), "path", None))
            if scope["type"] == "http" and not begun:
                answer = await self._say(Request(scope, receive), BrokenError())
                await answer(scope, receive, send)
