"""The citizen's own page of a ticket, where the QR code leads. Its address is its key: who knows it, holds the ticket.

No page here needs a cookie, so another site that makes somebody's browser send a form gains nothing by it: it would
have to know the ticket's address, and whoever knows that needs nobody's browser.
"""

from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from queue_server.contract.commands import CancelTicket, CommandData, RateService
from queue_server.contract.envelope import Command
from queue_server.notices import notice
from queue_server.web.access import Gate
from queue_server.web.desk import CommandDesk
from queue_server.web.errors import InvalidRequestError, UnknownError
from queue_server.web.glance import Glance
from queue_server.web.live.news import News
from queue_server.web.live.streams import EventStream, picture_messages
from queue_server.web.pages.forms import command_id, form_of
from queue_server.web.pages.rendering import Pages, Reader, reader_of
from queue_server.web.pages.sending import CLIENT, KIND, unless_ours
from queue_server.web.pages.sms import NO_SMS, HolderSms
from queue_server.web.pages.ticket import SCORES, Said, TicketPage
from queue_server.web.pages.ticket_pictures import TicketPictures, TicketView
from queue_server.web.words.sms import SMS
from queue_server.web.words.ticket import TICKET

REFRESH_S = 15
"""How often the page asks again on a phone without scripts."""

_RESPONSES: dict[int | str, dict[str, str]] = {
    404: {"description": "No ticket of today has this id; a page says so."},
    429: {"description": "The page, or tickets that are not there, were asked for too often; see `Retry-After`."},
}

_SAID: tuple[Said, ...] = ("not_cancelled", "not_rated")


class TicketPages:
    """Everything at ``/t/<ticket>``."""

    def __init__(
        self,
        glance: Glance,
        pages: Pages,
        pictures: TicketPictures,
        desk: CommandDesk,
        gate: Gate,
        news: News,
        sms: HolderSms,
    ) -> None:
        self._glance = glance
        self._pages = pages
        self._pictures = pictures
        self._desk = desk
        self._gate = gate
        self._news = news
        self._sms = sms

    def router(self) -> APIRouter:
        router = APIRouter()
        router.get("/t/{ticket_id}", tags=["pages"], response_class=HTMLResponse, responses=_RESPONSES)(self.show)
        for path, endpoint in (("live", self.live), ("cancel", self.ask_to_cancel)):
            router.get(f"/t/{{ticket_id}}/{path}", include_in_schema=False)(endpoint)
        for path, endpoint in (("cancel", self.cancel), ("rating", self.rate), ("no-sms", self.stop_sms)):
            router.post(f"/t/{{ticket_id}}/{path}", include_in_schema=False)(endpoint)
        return router

    async def show(self, request: Request, ticket_id: str) -> Response:
        """The page where the QR code of a ticket leads."""
        reader = reader_of(request)
        page = self._page(request, reader, ticket_id)
        said = request.query_params.get("said")
        words = TICKET[reader.language]
        return self._pages.page(
            "ticket.html",
            reader,
            title=page.title,
            page=page,
            words=words,
            said=SMS[reader.language][NO_SMS] if said == NO_SMS else words[said] if said in _SAID else "",
            sms=SMS[reader.language],
            stop_sms=reader.link(f"/t/{ticket_id}/no-sms") if await self._sms.is_told(_held(ticket_id), said) else "",
            address=f"/t/{ticket_id}",
            language=reader.language,
            live=f"/t/{ticket_id}/live?lang={reader.language}",
            refresh_s=REFRESH_S,
        )

    async def live(self, request: Request, ticket_id: str) -> Response:
        """The page's living part, each time it changes."""
        reader = reader_of(request)
        self._page(request, reader, ticket_id)
        watching = self._pictures.pictures.watch(TicketView(ticket_id, reader.language))
        return EventStream(picture_messages(watching, self._news, lambda: b"{}"), self._gate.ticket_seat(ticket_id))

    async def ask_to_cancel(self, request: Request, ticket_id: str) -> Response:
        reader = reader_of(request)
        page = self._page(request, reader, ticket_id)
        if not page.can_cancel:
            return _back_to(reader, ticket_id, "not_cancelled")
        words = TICKET[reader.language]
        return self._pages.page(
            "confirm.html",
            reader,
            title=words["cancel_title"],
            sentence=words["cancel_sure"].format(number=page.number),
            action=reader.link(f"/t/{ticket_id}/cancel"),
            hidden={"form": str(uuid4())},
            yes=words["cancel_yes"],
            no=words["cancel_no"],
            back=reader.link(f"/t/{ticket_id}"),
        )

    async def cancel(self, request: Request, ticket_id: str) -> Response:
        return await self._ask(request, ticket_id, CancelTicket(ticket=ticket_id), "not_cancelled")

    async def rate(self, request: Request, ticket_id: str) -> Response:
        score = (await form_of(request)).get("score", "")
        if score not in map(str, SCORES):
            raise InvalidRequestError("score: 1 to 5")
        return await self._ask(request, ticket_id, RateService(ticket=ticket_id, score=int(score)), "not_rated")

    async def stop_sms(self, request: Request, ticket_id: str) -> Response:
        reader = reader_of(request)
        self._page(request, reader, ticket_id)
        self._sms.stop(_held(ticket_id))
        return _back_to(reader, ticket_id, NO_SMS)

    def _page(self, request: Request, reader: Reader, ticket_id: str) -> TicketPage:
        page = self._pictures.page(TicketView(ticket_id, reader.language))
        if page is None:
            self._gate.miss(request)
            raise UnknownError("unknown_ticket")
        self._gate.ticket_holder(ticket_id)
        return page

    async def _ask(self, request: Request, ticket_id: str, data: CommandData, refused: Said) -> Response:
        reader = reader_of(request)
        self._page(request, reader, ticket_id)
        command = Command(id=command_id(await form_of(request), uuid4), sent_at=self._glance.now, data=data)
        reply = await self._desk.reply_to(command, CLIENT, KIND)
        if reply.error is None or reply.error.code == "already_rated":
            return _back_to(reader, ticket_id)
        unless_ours(reply)
        return _back_to(reader, ticket_id, refused)


def _held(ticket_id: str) -> str:
    return notice.subject(notice.TICKET, ticket_id)


def _back_to(reader: Reader, ticket_id: str, said: str | None = None) -> Response:
    """To the ticket's page, which then shows how it is (RFC 9110, 15.4.4)."""
    query = {"said": said} if said else {}
    return RedirectResponse(reader.link(f"/t/{ticket_id}", **query), status_code=303)
