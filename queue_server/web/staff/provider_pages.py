"""``/staff/oidc``: to the organisation's log-in and back."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from queue_server.staff.errors import LoginRefusedError
from queue_server.web.access import Gate
from queue_server.web.staff.cookies import PATH
from queue_server.web.staff.door import safe_target
from queue_server.web.staff.entering import EntrancePages
from queue_server.web.staff.errands import Errand, IdentityProvider, ProviderError
from queue_server.web.staff.office import Office

BEGIN = f"{PATH}/oidc/begin"
BACK = f"{PATH}/oidc/back"

STATE = "onedoor_oidc"
"""The cookie that ties an errand to the browser that began it."""

BACK_WITHIN = timedelta(minutes=10)
MOST_ERRANDS = 1000
"""Who began longest ago begins anew."""

SECRET_BYTES = 32


class ProviderPages:
    """Keeps what everybody who is at the provider has to come back with; after a restart they begin anew."""

    def __init__(
        self,
        provider: IdentityProvider,
        office: Office,
        entrance: EntrancePages,
        gate: Gate,
        now: Callable[[], datetime],
    ) -> None:
        self._provider = provider
        self._office = office
        self._entrance = entrance
        self._gate = gate
        self._now = now
        self._errands: OrderedDict[str, tuple[Errand, str, datetime]] = OrderedDict()
        self._log = structlog.get_logger("staff")

    def router(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.get(BEGIN)(self.begin)
        router.get(BACK)(self.back)
        return router

    async def begin(self, request: Request, to: str = PATH) -> Response:
        self._gate.login(request)
        errand = Errand(*(secrets.token_urlsafe(SECRET_BYTES) for _ in range(3)))
        try:
            address = await asyncio.to_thread(self._provider.address, errand)
        except ProviderError as error:
            return self._failed(error)
        self._errands[errand.state] = (errand, safe_target(to), self._now())
        if len(self._errands) > MOST_ERRANDS:
            self._errands.popitem(last=False)
        response = RedirectResponse(address, status_code=303)
        response.set_cookie(
            STATE,
            errand.state,
            max_age=int(BACK_WITHIN.total_seconds()),
            path=BACK,
            httponly=True,
            samesite="lax",
            secure=self._entrance.secure,
        )
        return response

    async def back(self, request: Request, state: str = "") -> Response:
        self._gate.login(request)
        errand, to, began = self._errands.pop(state, (None, "", self._now()))
        own = secrets.compare_digest(request.cookies.get(STATE, "").encode(), state.encode())
        if errand is None or not own or self._now() - began > BACK_WITHIN:
            return self._failed(ProviderError("nobody was sent there who comes back so"))
        try:
            subject = await asyncio.to_thread(self._provider.subject, errand, str(request.url))
            account = await self._office.ask(lambda records: records.entrance.log_in_as(subject))
        except ProviderError as error:
            return self._failed(error)
        except LoginRefusedError:
            return RedirectResponse(f"{PATH}/login?said=provider_unknown", status_code=303)
        return await self._entrance.let_in(request, account, to)

    def _failed(self, error: ProviderError) -> Response:
        self._log.warning("provider_failed", reason=str(error))
        return RedirectResponse(f"{PATH}/login?said=provider_failed", status_code=303)
