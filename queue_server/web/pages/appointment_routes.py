"""One appointment: see it, take it into a calendar, move it, give it up. Its code is the key."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from queue_server.contract.commands import CancelAppointment, CommandData, MoveAppointment
from queue_server.contract.envelope import Command
from queue_server.domain.appointments import Appointment
from queue_server.domain.hall import Item
from queue_server.notices import notice
from queue_server.web.access import Gate
from queue_server.web.desk import CommandDesk
from queue_server.web.errors import UnknownError
from queue_server.web.glance import Glance
from queue_server.web.language import in_language
from queue_server.web.pages.booking import appointment_page, days, read_code, slot_at, times, when
from queue_server.web.pages.booking_routes import read_start
from queue_server.web.pages.calendar_file import MEDIA_TYPE, calendar_file
from queue_server.web.pages.forms import command_id, form_of
from queue_server.web.pages.rendering import Pages, Reader, reader_of
from queue_server.web.pages.sending import CLIENT, KIND, unless_ours
from queue_server.web.pages.sms import NO_SMS, HolderSms
from queue_server.web.words.appointments import APPOINTMENTS
from queue_server.web.words.sms import SMS

_SAID = ("booked_now", "moved_now", NO_SMS)


class AppointmentPages:
    """Everything at ``/appointments/<code>``."""

    def __init__(
        self, glance: Glance, pages: Pages, desk: CommandDesk, gate: Gate, public_url: str, sms: HolderSms
    ) -> None:
        self._glance = glance
        self._pages = pages
        self._desk = desk
        self._gate = gate
        self._public_url = public_url
        self._sms = sms

    def router(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.get("/appointments/{code}")(self.show)
        router.get("/appointments/{code}/calendar.ics")(self.calendar)
        router.get("/appointments/{code}/move")(self.choose)
        router.post("/appointments/{code}/move")(self.move)
        router.get("/appointments/{code}/cancel")(self.ask_to_cancel)
        router.post("/appointments/{code}/cancel")(self.cancel)
        router.post("/appointments/{code}/no-sms")(self.stop_sms)
        return router

    async def show(self, request: Request, code: str) -> Response:
        reader = reader_of(request)
        appointment, said = self._find(request, code), request.query_params.get("said", "")
        is_told = await self._sms.is_told(_held(appointment), said)
        return self._shown(reader, appointment, said, stop_sms=is_told)

    async def calendar(self, request: Request, code: str) -> Response:
        appointment = self._find(request, code)
        content = calendar_file(
            self._glance.hall,
            appointment,
            f"{self._public_url}/appointments/{appointment.code}",
            seq=self._glance.state.seq,
            now=self._glance.now,
            language=reader_of(request).language,
        )
        headers = {"Content-Disposition": 'attachment; filename="appointment.ics"', "Cache-Control": "no-store"}
        return Response(content, media_type=MEDIA_TYPE, headers=headers)

    async def choose(self, request: Request, code: str, day: date | None = None, start: str | None = None) -> Response:
        """The day, then the time, then whether really."""
        reader = reader_of(request)
        appointment = self._find(request, code)
        item = self._glance.hall.items.get(appointment.item)
        if not appointment.is_booked or item is None or item.bookable is None:
            return _to(reader, appointment)
        if start is not None:
            return self._ask_to_move(reader, appointment, item, read_start(start))
        return self._offer(reader, appointment, item, day)

    async def move(self, request: Request, code: str) -> Response:
        appointment = self._find(request, code)
        form = await form_of(request)
        data = MoveAppointment(code=appointment.code, start=read_start(form.get("start", "")))
        return await self._ask(request, appointment, data, form, "moved_now")

    async def ask_to_cancel(self, request: Request, code: str) -> Response:
        reader = reader_of(request)
        appointment = self._find(request, code)
        if not appointment.is_booked:
            return _to(reader, appointment)
        words = APPOINTMENTS[reader.language]
        page = appointment_page(self._glance.hall, appointment, reader.language)
        return self._pages.page(
            "confirm.html",
            reader,
            title=words["cancel"],
            sentence=f"{page.item} · {page.when}. {words['cancel_sure']}",
            action=reader.link(f"{_place(appointment)}/cancel"),
            hidden={"form": str(uuid4())},
            yes=words["cancel_yes"],
            no=words["cancel_no"],
            back=reader.link(_place(appointment)),
        )

    async def cancel(self, request: Request, code: str) -> Response:
        appointment = self._find(request, code)
        data = CancelAppointment(code=appointment.code)
        return await self._ask(request, appointment, data, await form_of(request), "")

    async def stop_sms(self, request: Request, code: str) -> Response:
        appointment = self._find(request, code)
        self._sms.stop(_held(appointment))
        return _to(reader_of(request), appointment, NO_SMS)

    def _find(self, request: Request, code: str) -> Appointment:
        """Who guesses codes soon has to wait: 20 in a row, then one in ten seconds."""
        self._gate.reader(request)
        self._gate.guess(request)
        appointment = self._glance.state.diary.find(read_code(code))
        if appointment is None:
            self._gate.miss(request)
            raise UnknownError("unknown_appointment")
        return appointment

    def _shown(
        self, reader: Reader, appointment: Appointment, said: str = "", status: int = 200, *, stop_sms: bool = False
    ) -> Response:
        words = {**APPOINTMENTS[reader.language], NO_SMS: SMS[reader.language][NO_SMS]}
        return self._pages.page(
            "appointment.html",
            reader,
            status,
            title=words["title"],
            page=appointment_page(self._glance.hall, appointment, reader.language),
            words=words,
            done=words[said] if said in _SAID else "",
            refused="" if said in _SAID else said if status != 200 else "",
            place=_place(appointment),
            sms=SMS[reader.language],
            stop_sms=reader.link(f"{_place(appointment)}/no-sms") if stop_sms else "",
        )

    def _offer(
        self,
        reader: Reader,
        appointment: Appointment,
        item: Item,
        day: date | None,
        said: str = "",
        status: int = 200,
    ) -> Response:
        words = APPOINTMENTS[reader.language]
        views, place = self._glance.views, f"{_place(appointment)}/move"
        choices = days(views, item, reader.language) if day is None else times(views, item, day)
        name = "day" if day is None else "start"
        back = (_place(appointment), words["move_no"]) if day is None else (place, words["other_day"])
        return self._pages.page(
            "choose.html",
            reader,
            status,
            title=words["moving"],
            subject=in_language(item.name, reader.language),
            said=said,
            words=words,
            choices=[(choice, reader.link(place, **{name: choice.value})) for choice in choices],
            nothing=words["no_days" if day is None else "no_times"],
            back=(reader.link(back[0]), back[1]),
        )

    def _ask_to_move(self, reader: Reader, appointment: Appointment, item: Item, start: datetime) -> Response:
        words = APPOINTMENTS[reader.language]
        slot = slot_at(self._glance.views, item, start)
        if slot is None:
            return self._offer(reader, appointment, item, None, words["too_soon"], status=409)
        return self._pages.page(
            "confirm.html",
            reader,
            title=words["move"],
            sentence=words["move_sure"].format(when=when(self._glance.hall, slot.start, slot.end, reader.language)),
            action=reader.link(f"{_place(appointment)}/move"),
            hidden={"form": str(uuid4()), "start": start.isoformat()},
            yes=words["move_yes"],
            no=words["move_no"],
            back=reader.link(_place(appointment)),
        )

    async def _ask(
        self, request: Request, appointment: Appointment, data: CommandData, form: Mapping[str, str], said: str
    ) -> Response:
        reader = reader_of(request)
        self._gate.form(request)
        command = Command(id=command_id(form, uuid4), sent_at=self._glance.now, data=data)
        reply = await self._desk.reply_to(command, CLIENT, KIND)
        if reply.error is None:
            return _to(reader, appointment, said)
        message = in_language(unless_ours(reply).message, reader.language)
        now = self._glance.state.diary.find(appointment.code) or appointment
        return self._shown(reader, now, message, status=409)


def _held(appointment: Appointment) -> str:
    return notice.subject(notice.APPOINTMENT, appointment.code)


def _place(appointment: Appointment) -> str:
    return f"/appointments/{appointment.code}"


def _to(reader: Reader, appointment: Appointment, said: str = "") -> Response:
    query = {"said": said} if said else {}
    return RedirectResponse(reader.link(_place(appointment), **query), status_code=303)
