"""The way in and out: plain pages that need no script."""

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from queue_server.staff.accounts import Account
from queue_server.staff.errors import LinkVoidError, LockedError, LoginRefusedError, StaffError, WeakPasswordError
from queue_server.web.access import Gate
from queue_server.web.language import LANGUAGES, Language
from queue_server.web.pages.forms import form_of
from queue_server.web.pages.rendering import Pages, Reader
from queue_server.web.staff.cookies import PATH, SESSION, forget_session, keep_session, language_cookie, language_of
from queue_server.web.staff.door import REFERRER, safe_target
from queue_server.web.staff.office import Office, Records
from queue_server.web.words.staff import STAFF

SAID = ("ended", "provider_failed", "provider_unknown")
"""What a link to the log-in page may make it say."""


class EntrancePages:
    """``/staff/login``, ``/staff/logout`` and ``/staff/link/<secret>``."""

    def __init__(self, office: Office, pages: Pages, gate: Gate, *, secure: bool, provider: str = "") -> None:
        """``secure``: the site is reached by https only. ``provider``: where the organisation's log-in begins."""
        self._office = office
        self._pages = pages
        self._gate = gate
        self.secure = secure
        self._provider = provider

    def router(self) -> APIRouter:
        router = APIRouter(prefix=PATH, include_in_schema=False)
        router.get("/login")(self.show_login)
        router.post("/login")(self.log_in)
        router.post("/logout")(self.log_out)
        router.get("/link/{secret}")(self.show_link)
        router.post("/link/{secret}")(self.choose_password)
        return router

    async def show_login(self, request: Request, to: str = PATH, said: str = "") -> Response:
        if self._office.person(request.cookies.get(SESSION, "")) is not None:
            return _safely(RedirectResponse(safe_target(to), status_code=303))
        words = STAFF[staff_reader(request).language]
        return self._login_page(request, to=to, said=words[said] if said in SAID else "")

    async def log_in(self, request: Request) -> Response:
        form = await form_of(request)
        account, password = form.get("account", ""), form.get("password", "")
        self._gate.login(request)
        try:
            known = await self._office.ask(lambda records: records.entrance.log_in(account, password))
        except (LoginRefusedError, LockedError) as error:
            said = STAFF[staff_reader(request, form).language][error.code].format(**error.details)
            return self._login_page(request, form, to=form.get("to", PATH), said=said, status=403)
        return await self.let_in(request, known, form.get("to", PATH), form)

    async def let_in(
        self, request: Request, account: Account, to: str, form: Mapping[str, str] | None = None
    ) -> Response:
        """Begin a session. Whoever had one in this browser has a new one now."""
        old = request.cookies.get(SESSION, "")
        before = self._office.person(old)

        def begin(records: Records) -> str:
            if before is not None:
                records.store.forget_sessions([before.session.key])
            secret, _session = records.entrance.begin_session(account)
            return secret

        response = RedirectResponse(safe_target(to), status_code=303)
        keep_session(response, await self._office.ask(begin), secure=self.secure)
        response.headers.append("Set-Cookie", language_cookie(staff_reader(request, form).language))
        return _safely(response)

    async def log_out(self, request: Request) -> Response:
        person = self._office.person(request.cookies.get(SESSION, ""))
        if person is not None:
            await self._office.ask(lambda records: records.store.forget_sessions([person.session.key]))
            self._office.record(person.id, "logout", person.id)
        response = RedirectResponse(f"{PATH}/login?said=ended", status_code=303)
        forget_session(response)
        return _safely(response)

    async def show_link(self, request: Request, secret: str) -> Response:
        self._gate.login(request)
        try:
            account = await self._office.ask(lambda records: records.entrance.behind_link(secret))
        except LinkVoidError as error:
            return self._void(request, error)
        return self._link_page(request, account)

    async def choose_password(self, request: Request, secret: str) -> Response:
        self._gate.login(request)
        form = await form_of(request)
        words = STAFF[staff_reader(request).language]
        chosen = form.get("new_password", "")
        try:
            account = await self._office.ask(lambda records: records.entrance.behind_link(secret))
            if chosen != form.get("repeat", ""):
                return self._link_page(request, account, said=words["different"], status=400)
            account = await self._office.ask(lambda records: records.entrance.choose_password(secret, chosen))
        except WeakPasswordError as error:
            said = words[error.details["reason"]].format(**error.details)
            return self._link_page(request, account, said=said, status=400)
        except LinkVoidError as error:
            return self._void(request, error)
        return await self.let_in(request, account, PATH)

    def _login_page(
        self, request: Request, form: Mapping[str, str] | None = None, *, to: str, said: str = "", status: int = 200
    ) -> Response:
        reader = staff_reader(request, form)
        words = STAFF[reader.language]
        return _safely(
            self._pages.page(
                "staff_login.html",
                reader,
                status,
                title=words["log_in"],
                words=words,
                to=safe_target(to),
                account=(form or {}).get("account", ""),
                said=said,
                provider=f"{self._provider}?{urlencode({'to': safe_target(to)})}" if self._provider else "",
            )
        )

    def _link_page(self, request: Request, account: Account, *, said: str = "", status: int = 200) -> Response:
        reader = staff_reader(request)
        words = STAFF[reader.language]
        page = self._pages.page(
            "staff_link.html",
            reader,
            status,
            title=words["choose_title"],
            words=words,
            account=account.id,
            said=said,
        )
        return _safely(page)

    def _void(self, request: Request, error: StaffError) -> Response:
        reader = staff_reader(request)
        words = STAFF[reader.language]
        return _safely(self._pages.message(reader, 404, words[error.code], words[f"{error.code}_why"]))


def staff_reader(request: Request, form: Mapping[str, str] | None = None) -> Reader:
    """Who looks at a page of the entrance; a form says in which language it was read."""
    chosen = (form or {}).get("lang") or request.query_params.get("lang")
    language: Language = language_of(request.scope, chosen)
    query = tuple(request.query_params.items()) if request.method == "GET" else ()
    return Reader(language, chosen in LANGUAGES, request.scope["path"], query)


def _safely(response: Response) -> Response:
    response.headers.update({"Referrer-Policy": REFERRER, "Cache-Control": "no-store"})
    return response
