"""Book a time: choose what, which day, when, and say who comes."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from queue_server.contract.commands import BookAppointment, Holder
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply, ReplyError
from queue_server.domain.hall import Item
from queue_server.web.access import Gate
from queue_server.web.desk import CommandDesk
from queue_server.web.errors import InvalidRequestError, UnknownError
from queue_server.web.glance import Glance
from queue_server.web.language import in_language
from queue_server.web.pages.booking import ID_TYPES, days, item_groups, read_code, read_holder, slot_at, times, when
from queue_server.web.pages.forms import command_id, form_of
from queue_server.web.pages.rendering import Pages, Reader, reader_of
from queue_server.web.pages.sending import CLIENT, KIND, unless_ours
from queue_server.web.words.appointments import APPOINTMENTS

BOOK = "/appointments/book"


_RESPONSES: dict[int | str, dict[str, str]] = {
    429: {"description": "The address asks too often; `Retry-After` says when to come again."}
}


class BookingPages:
    """Everything before there is an appointment."""

    def __init__(self, glance: Glance, pages: Pages, desk: CommandDesk, gate: Gate) -> None:
        self._glance = glance
        self._pages = pages
        self._desk = desk
        self._gate = gate

    def router(self) -> APIRouter:
        router = APIRouter()
        router.get("/appointments", tags=["pages"], response_class=HTMLResponse, responses=_RESPONSES)(self.show)
        router.get("/appointments/find", include_in_schema=False)(self.find)
        router.get(BOOK, include_in_schema=False)(self.choose)
        router.post(BOOK, include_in_schema=False)(self.book)
        return router

    async def show(self, request: Request) -> Response:
        """Where citizens book a time, and find what they booked by its code."""
        self._gate.reader(request)
        reader = reader_of(request)
        return self._pages.page(
            "appointments.html",
            reader,
            title=APPOINTMENTS[reader.language]["title"],
            words=APPOINTMENTS[reader.language],
            groups=item_groups(self._glance.hall, reader.language),
            book=BOOK,
        )

    async def find(self, request: Request, code: str = "") -> Response:
        self._gate.reader(request)
        return RedirectResponse(reader_of(request).link(f"/appointments/{read_code(code) or '-'}"), status_code=303)

    async def choose(self, request: Request, item: str, day: date | None = None, start: str | None = None) -> Response:
        """One question a page: the day, then the time, then who comes."""
        self._gate.reader(request)
        reader = reader_of(request)
        wanted = self._item(item)
        if start is not None:
            return self._form(reader, wanted, read_start(start), {}, {}, status=200)
        if day is not None:
            return self._times(reader, wanted, day)
        return self._days(reader, wanted)

    async def book(self, request: Request, item: str, start: str) -> Response:
        self._gate.reader(request)
        reader = reader_of(request)
        wanted, begins = self._item(item), read_start(start)
        form = await form_of(request)
        entered = read_holder(form, reader.language)
        if entered.holder is None:
            words = APPOINTMENTS[reader.language]
            mistakes = {field: words[word] for field, word in entered.mistakes.items()}
            return self._form(reader, wanted, begins, form, mistakes, status=400)
        self._gate.form(request)
        reply = await self._send(wanted, begins, entered.holder, {**form, "item": item, "start": start})
        if reply.error is None and reply.data is not None:
            code = reply.data["appointment"]["code"]
            return RedirectResponse(reader.link(f"/appointments/{code}", said="booked_now"), status_code=303)
        return self._refused(reader, wanted, begins, form, unless_ours(reply))

    async def _send(self, item: Item, start: datetime, holder: Holder, form: Mapping[str, str]) -> Reply:
        data = BookAppointment(item=item.code, start=start, holder=holder)
        command = Command(id=command_id(form, uuid4), sent_at=self._glance.now, data=data)
        return await self._desk.reply_to(command, CLIENT, KIND)

    def _refused(
        self, reader: Reader, item: Item, start: datetime, form: Mapping[str, str], error: ReplyError
    ) -> Response:
        message = in_language(error.message, reader.language)
        match error.code:
            case "slot_taken":
                return self._times(reader, item, self._glance.hall.day(start), message, status=409)
            case "invalid_command":  # the time is over, or a rule was changed meanwhile
                return self._days(reader, item, APPOINTMENTS[reader.language]["too_soon"], status=409)
            case "invalid_id_number":
                return self._form(reader, item, start, form, {"id_number": message}, status=400)
            case _:
                return self._form(reader, item, start, form, {"": message}, status=409)

    def _item(self, code: str) -> Item:
        item = self._glance.hall.items.get(code)
        if item is None or item.bookable is None:
            raise UnknownError("unknown_item")
        return item

    def _days(self, reader: Reader, item: Item, said: str = "", status: int = 200) -> Response:
        words = APPOINTMENTS[reader.language]
        return self._pages.page(
            "choose.html",
            reader,
            status,
            title=words["which_day"],
            subject=in_language(item.name, reader.language),
            said=said,
            words=words,
            choices=[
                (choice, reader.link(BOOK, item=item.code, day=choice.value))
                for choice in days(self._glance.views, item, reader.language)
            ],
            nothing=words["no_days"],
            back=(reader.link("/appointments"), words["other_item"]),
        )

    def _times(self, reader: Reader, item: Item, day: date, said: str = "", status: int = 200) -> Response:
        words = APPOINTMENTS[reader.language]
        return self._pages.page(
            "choose.html",
            reader,
            status,
            title=words["which_time"],
            subject=in_language(item.name, reader.language),
            said=said,
            words=words,
            choices=[
                (choice, reader.link(BOOK, item=item.code, start=choice.value))
                for choice in times(self._glance.views, item, day)
            ],
            nothing=words["no_times"],
            back=(reader.link(BOOK, item=item.code), words["other_day"]),
        )

    def _form(
        self,
        reader: Reader,
        item: Item,
        start: datetime,
        entered: Mapping[str, str],
        mistakes: Mapping[str, str],
        *,
        status: int,
    ) -> Response:
        words = APPOINTMENTS[reader.language]
        hall = self._glance.hall
        slot = slot_at(self._glance.views, item, start)
        if slot is None and not mistakes:
            return self._days(reader, item, words["too_soon"], status=409)
        end = slot.end if slot else start
        fields = {"id_type": ID_TYPES[0], "id_number": "", "name": "", "phone": "", **entered}
        return self._pages.page(
            "book.html",
            reader,
            status,
            title=words["who"],
            subject=in_language(item.name, reader.language),
            when=when(hall, start, end, reader.language),
            words=words,
            id_types=ID_TYPES,
            entered=fields,
            mistakes=mistakes,
            form=str(uuid4()),
            action=reader.link(BOOK, item=item.code, start=start.isoformat()),
            back=(
                reader.link(BOOK, item=item.code, day=hall.day(start).isoformat()),
                words["other_day"],
            ),
        )


def read_start(text: str) -> datetime:
    """A moment as a link of these pages carries it.

    :raises InvalidRequestError: when it is none.
    """
    try:
        start = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidRequestError("start: no time") from error
    if start.tzinfo is None:
        raise InvalidRequestError("start: without an offset")
    if not date.min.year < start.year < date.max.year:
        raise InvalidRequestError("start: the hall's own clock does not reach there")
    return start
