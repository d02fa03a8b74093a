"""One open reception page."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from nicegui import ui
from pydantic import ValidationError

from queue_server.contract.commands import (
    BookAppointment,
    CancelAppointment,
    CancelTicket,
    CheckIn,
    CommandData,
    FindAppointments,
    FindTickets,
    Resume,
)
from queue_server.contract.replies import Reply
from queue_server.staff.store import Note
from queue_server.web.pages.booking import ID_TYPES, days, item_groups, read_code, times
from queue_server.web.staff.console.ticket_story import ticket_story
from queue_server.web.staff.reception.entries import (
    MistakesError,
    holder_of_number,
    needed_holder,
    priorities,
    read_issue,
    read_note,
    services,
    tickets_ending,
)
from queue_server.web.staff.reception.rows import booked_lines, ticket_line, turn
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.appointments import APPOINTMENTS
from queue_server.web.words.reception import RECEPTION


@dataclass(slots=True)
class Form:
    """One form: what was entered, what is wrong with it, and the picture that it was drawn as."""

    fields: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    picture: Any = field(default_factory=new_picture)


class ReceptionPage:
    """Belongs to one visit. ``_found`` are ids of tickets, ``_open`` the one that is looked at."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._words = {**visit.words(APPOINTMENTS), **visit.words(RECEPTION)}
        self._issue, self._search, self._book = Form(), Form(), Form()
        self._issued = ""
        self._found: list[str] = []
        self._appointments: list[str] = []
        self._open = ""
        self._story: list[tuple[str, str]] = []
        self._busy = False
        with ui.element("div").classes("reception"):
            with ui.element("div").classes("work"):
                self._issue_form = Surface(visit, self._act, name="panel issue")
                self._issue_result = Surface(visit, self._act, name="panel result")
            with ui.element("div").classes("work"):
                self._search_form = Surface(visit, self._act, name="panel search")
                self._results = Surface(visit, self._act, name="panel found")
                self._detail = Surface(visit, self._act, name="panel detail")
            with ui.element("div").classes("work"):
                self._book_form = Surface(visit, self._act, name="panel book")
        visit.follow(self.refresh)

    def refresh(self) -> None:
        """Draw what changed."""
        hall = self._visit.hall.glance.hall
        self._issue_form.show(
            self._draw("issue", self._issue, services=services(hall), priorities=priorities(hall), id_types=ID_TYPES)
        )
        self._issue_result.show(self._draw("issued", self._issue, **self._ticket(self._issued)) if self._issued else "")
        self._search_form.show(self._draw("search", self._search))
        self._results.show(self._draw("found", self._search, **self._results_now()) if self._searched else "")
        self._detail.show(self._draw("ticket", self._search, **self._ticket(self._open)) if self._open else "")
        self._book_form.show(self._draw("book", self._book, **self._offer()))

    @property
    def _searched(self) -> bool:
        return bool(self._search.fields.get("text"))

    def _draw(self, part: str, form: Form, **content: Any) -> str:
        return self._visit.draw(
            f"reception_{part}.html", words=self._words, form=form, notes=self._visit.area.office.notes, **content
        )

    async def _act(self, act: Act) -> None:
        steps: Mapping[str, Callable[[Act], Awaitable[None]]] = {
            "issue": self._do_issue,
            "search": self._do_search,
            "look": self._do_look,
            "note": self._do_note,
            "cancel": self._do_cancel,
            "resume": self._do_resume,
            "check_in": self._do_check_in,
            "cancel_appointment": self._do_cancel_appointment,
            "offer": self._do_offer,
            "book": self._do_book,
        }
        step = steps.get(act.name)
        if step is None or self._busy:
            return
        self._busy = True
        try:
            await step(act)
        finally:
            self._busy = False
        self.refresh()

    async def _do_issue(self, act: Act) -> None:
        form = self._issue
        if act.data.get("picture") != str(form.picture):
            return
        try:
            data = read_issue(act.fields, self._visit.language)
        except (MistakesError, ValidationError) as error:
            self._issue = _mistaken(form, act, error)
            return
        reply = await self._send(form, act, data)
        if reply.data is None:
            return
        self._issue = Form()
        self._issued = reply.data["ticket"]["id"]
        note = read_note(act.fields.get("note", ""))
        if note:
            await self._keep_note(self._issued, note)

    async def _do_search(self, act: Act) -> None:
        """One field for whatever somebody brings: the end of a number, a code, an identity document."""
        text = act.fields.get("text", "").strip()
        form = self._search = Form({"text": text})
        self._open = ""
        state = self._visit.hall.glance.state
        found = [ticket.id for ticket in tickets_ending(state, text)]
        code = read_code(text)
        codes = [code] if state.diary.find(code) else []
        holder = holder_of_number(text)
        if holder is not None:
            # Nobody at the next desk has to read a person's number off this screen.
            form.fields = {"text": f"···{text[-4:]}"}
            tickets = await self._visit.send(FindTickets(holder=holder), form.picture)
            booked = await self._visit.send(FindAppointments(holder=holder), form.picture)
            found += [ticket["id"] for ticket in (tickets.data or {}).get("tickets", ())]
            codes += [each["code"] for each in (booked.data or {}).get("appointments", ())]
        self._found, self._appointments = found, codes
        if len(found) == 1 and not codes:
            await self._look_at(found[0])

    async def _do_look(self, act: Act) -> None:
        await self._look_at(act.data.get("ticket", ""))

    async def _look_at(self, ticket: str) -> None:
        glance = self._visit.hall.glance
        if ticket not in glance.state.tickets:
            return
        events = await self._visit.hall.history.of_ticket(ticket)
        self._story = list(ticket_story(glance.hall, events, self._visit.language))
        self._open = ticket

    async def _do_note(self, act: Act) -> None:
        ticket = act.data.get("ticket", "")
        if ticket in self._visit.hall.glance.state.tickets:
            await self._keep_note(ticket, read_note(act.fields.get("note", "")))

    async def _keep_note(self, ticket: str, text: str) -> None:
        person = self._visit.person
        if person is None:
            return
        note = Note(self._visit.hall.glance.now, person.id, text)
        await self._visit.area.office.ask(lambda records: records.store.keep_note(ticket, note))
        self._visit.area.office.record(person.id, "note_written" if text else "note_removed", ticket)

    async def _do_cancel(self, act: Act) -> None:
        await self._on_ticket(act, lambda ticket: CancelTicket(ticket=ticket))

    async def _do_resume(self, act: Act) -> None:
        await self._on_ticket(act, lambda ticket: Resume(ticket=ticket))

    async def _on_ticket(self, act: Act, asked: Callable[[str], CommandData]) -> None:
        ticket = act.data.get("ticket", "")
        if ticket in self._visit.hall.glance.state.tickets and act.data.get("picture") == str(self._search.picture):
            await self._send(self._search, act, asked(ticket), keep_fields=True)
            self._search.picture = new_picture()
            await self._look_at(ticket)

    async def _do_check_in(self, act: Act) -> None:
        reply = await self._on_code(act, lambda code: CheckIn(code=code))
        if reply is not None and reply.data is not None:
            self._found = [reply.data["ticket"]["id"], *self._found]
            await self._look_at(reply.data["ticket"]["id"])

    async def _do_cancel_appointment(self, act: Act) -> None:
        await self._on_code(act, lambda code: CancelAppointment(code=code))

    async def _on_code(self, act: Act, asked: Callable[[str], CommandData]) -> Reply | None:
        code = act.data.get("code", "")
        if code not in self._appointments or act.data.get("picture") != str(self._search.picture):
            return None
        reply = await self._send(self._search, act, asked(code), keep_fields=True)
        self._search.picture = new_picture()
        return reply

    async def _do_offer(self, act: Act) -> None:
        """Another item or another day was chosen: what can be booked then."""
        self._book.fields = act.fields
        self._book.mistakes, self._book.said = {}, ""

    async def _do_book(self, act: Act) -> None:
        form = self._book
        if act.data.get("picture") != str(form.picture):
            return
        try:
            holder = needed_holder(act.fields, self._visit.language)
            start = datetime.fromisoformat(act.fields.get("start", ""))
            data = BookAppointment(item=act.fields.get("item", ""), start=start, holder=holder)
        except (MistakesError, ValueError) as error:
            self._book = _mistaken(form, act, error, otherwise="start")
            return
        reply = await self._send(form, act, data)
        if reply.data is not None:
            self._book = Form()
            code = reply.data["appointment"]["code"]
            self._search, self._found, self._appointments, self._open = Form({"text": code}), [], [code], ""

    async def _send(self, form: Form, act: Act, data: CommandData, *, keep_fields: bool = False) -> Reply:
        reply = await self._visit.send(data, form.picture)
        form.said = self._visit.sentence(reply)
        form.mistakes = {}
        if not keep_fields:
            form.fields = act.fields
        if reply.error is not None:
            form.picture = new_picture()
        return reply

    def _results_now(self) -> dict[str, Any]:
        state = self._visit.hall.glance.state
        tickets = [state.tickets[each] for each in dict.fromkeys(self._found) if each in state.tickets]
        return {
            "tickets": [ticket_line(state, ticket) for ticket in tickets],
            "appointments": list(booked_lines(state, self._appointments)),
        }

    def _ticket(self, ticket_id: str) -> dict[str, Any]:
        glance = self._visit.hall.glance
        ticket = glance.state.tickets.get(ticket_id)
        if ticket is None:
            return {"ticket": None}
        ahead, wait = turn(glance.views, ticket)
        note = self._visit.area.office.notes.get(ticket_id)
        story = self._story if ticket_id == self._open else []
        return {"ticket": ticket_line(glance.state, ticket), "ahead": ahead, "wait": wait, "note": note, "story": story}

    def _offer(self) -> dict[str, Any]:
        """The bookable items, the days of the chosen one, the times of the chosen day."""
        glance, fields, language = self._visit.hall.glance, self._book.fields, self._visit.language
        item = glance.hall.items.get(fields.get("item", ""))
        offered = days(glance.views, item, language) if item and item.bookable else ()
        free = [day for day in offered if day.free]
        chosen = next((day.value for day in free if day.value == fields.get("day")), free[0].value if free else "")
        starts = times(glance.views, item, date.fromisoformat(chosen)) if item and chosen else ()
        return {
            "groups": item_groups(glance.hall, language),
            "days": free,
            "day": chosen,
            "times": [start for start in starts if start.free],
            "id_types": ID_TYPES,
        }


def _mistaken(form: Form, act: Act, error: ValueError, otherwise: str = "") -> Form:
    """The same form again, with what was entered and what is wrong with it."""
    mistakes = error.mistakes if isinstance(error, MistakesError) else {otherwise: "not_understood"}
    return Form(act.fields, mistakes, picture=form.picture)
