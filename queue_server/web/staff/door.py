"""The door before the staff pages: nobody passes who has not entered, and the pages are loaded for the first who does.

What the pages are made with takes half a second and tens of megabytes to load: a server that only has citizens never
loads it.
"""

import asyncio
import secrets
from collections.abc import Callable
from urllib.parse import quote, urlencode

import structlog
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queue_server.settling import settle
from queue_server.web.language import LANGUAGES
from queue_server.web.staff.cookies import PATH, SESSION, cookies_of, language_cookie
from queue_server.web.staff.nonces import NONCE, policy
from queue_server.web.staff.office import Office

PERSON = "onedoor.person"
"""Where the scope of a request that passed says who asks."""

NONCE_BYTES = 16

REFERRER = "strict-origin"
"""The origin goes along, so that a form can prove where it stood; the address does not: it may be a link's secret."""


class LazySite:
    """A site that is made when somebody first wants it, and lives until :meth:`end`."""

    def __init__(self, make: Callable[[], FastAPI]) -> None:
        self._make = make
        self._site: FastAPI | None = None
        self._wanted = asyncio.Lock()
        self._over = asyncio.Event()
        self._life: asyncio.Task[None] | None = None

    async def get(self) -> ASGIApp:
        """The site, at work."""
        async with self._wanted:
            if self._site is None:
                site = await asyncio.to_thread(self._make)
                ready = asyncio.Event()
                self._life = asyncio.create_task(self._live(site, ready))
                await ready.wait()
                settle()
                self._site = site
        return self._site

    async def end(self) -> None:
        self._over.set()
        if self._life is not None:
            await self._life

    async def _live(self, site: FastAPI, ready: asyncio.Event) -> None:
        async with site.router.lifespan_context(site):
            ready.set()
            await self._over.wait()


class StaffDoor:
    """Everything under ``/staff`` that is not the way in."""

    def __init__(self, office: Office, site: LazySite) -> None:
        self._office = office
        self._site = site
        self._log = structlog.get_logger("staff")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        person = self._office.person(cookies_of(scope).get(SESSION, ""))
        if person is None:
            await self._turn_away(scope, receive, send)
            return
        site = await self._site.get()
        language = QueryParams(scope.get("query_string", b"")).get("lang")
        kept = language_cookie(language) if language in LANGUAGES else None

        nonce = secrets.token_urlsafe(NONCE_BYTES)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy(nonce))
                headers.setdefault("Referrer-Policy", REFERRER)
                if kept:
                    headers.append("Set-Cookie", kept)
            await send(message)

        await site({**scope, PERSON: person, NONCE: nonce}, receive, send_safely)

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            self._log.info("staff_page_without_session")
            await send({"type": "websocket.close", "code": 1008})
            return
        if "text/html" in Headers(scope=scope).get("accept", "") and scope["method"] == "GET":
            await RedirectResponse(login_address(scope), status_code=303)(scope, receive, send)
            return
        await PlainTextResponse("not_allowed", status_code=403)(scope, receive, send)


def login_address(scope: Scope) -> str:
    """Where somebody enters who wanted to go to this page."""
    query = scope.get("query_string", b"").decode("ascii", "replace")
    wanted = quote(scope["path"]) + (f"?{query}" if query else "")
    return f"{PATH}/login?{urlencode({'to': wanted})}"


def safe_target(wanted: str) -> str:
    """Where to go after entering: a staff page and nowhere else, whatever a link says."""
    inside = wanted == PATH or wanted.startswith((f"{PATH}/", f"{PATH}?"))
    return wanted if inside and not any(letter in wanted for letter in "\\\r\n\t") else PATH
