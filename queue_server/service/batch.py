"""Commands that arrived together, decided one after the other, to be kept in one commit."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from pydantic import BaseModel

from queue_server.contract import views as shown
from queue_server.contract.case_views import CaseReply, CasesReply
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply, refused
from queue_server.domain import commands as domain
from queue_server.domain.cases import commands as of_cases
from queue_server.domain.decide import Refused, decide
from queue_server.domain.events import Event, TicketCalled, to_data
from queue_server.domain.evolve import evolve
from queue_server.domain.state import HallState
from queue_server.journal import KeptReply, Recorded
from queue_server.service import case_views
from queue_server.service.case_translation import IdentityNeededError
from queue_server.service.case_views import case_view
from queue_server.service.cases import CaseRoom, Heard, NoCases, NotHeardError
from queue_server.service.contacts import ContactKeeper
from queue_server.service.translate import InvalidIdNumberError, Translator
from queue_server.service.views import Views, control_of


@dataclass(frozen=True, slots=True)
class Request:
    """A command, the client that sent it and its kind, and where the reply goes."""

    command: Command
    client: str
    kind: str
    answer: Callable[[bytes], None]


_MANAGEMENT = (
    domain.OpenQueue,
    domain.CloseQueue,
    domain.SetNotice,
    domain.ClearNotice,
    domain.ControlClient,
    domain.AcknowledgeAlert,
)


class Batch:
    """Decides requests on top of ``state``; nothing is true before the journal has kept what it gathers."""

    def __init__(
        self,
        state: HallState,
        *,
        now: datetime,
        translator: Translator,
        kept_reply: Callable[[str], bytes | None],
        ticket_url: str | None,
        contacts: ContactKeeper | None = None,
        cases: CaseRoom | None = None,
    ) -> None:
        self.state = state
        self.contacts: list[Any] = []
        self.cases: list[Any] = []
        self.events: list[Recorded] = []
        self.replies: list[KeptReply] = []
        self.answers: list[tuple[Callable[[bytes], None], bytes]] = []
        self._now = now
        self._translator = translator
        self._kept_reply = kept_reply
        self._ticket_url = ticket_url
        self._keeper = contacts
        self._room = cases or NoCases()
        self._answered: dict[str, bytes] = {}
        self._log = structlog.get_logger("batch")

    def take(self, request: Request) -> None:
        """Decide one request; a command that was answered before gets the same answer again."""
        command = request.command
        body = self._answered.get(command.id) or self._kept_reply(command.id)
        if body is None:
            try:
                reply = self._reply(request)
            except Exception:  # noqa: BLE001 - one command that breaks us must not take its neighbours with it
                self._log.exception("command_failed", command=command.id, type=command.data.type)
                reply = refused(command.id, "internal")
            body = reply.model_dump_json().encode()
            if reply.error is None or not reply.error.retryable:
                self.replies.append(KeptReply(command.id, body))
                self._answered[command.id] = body
        self.answers.append((request.answer, body))

    def record(self, happened: tuple[Event, ...]) -> None:
        """Add events to what will be kept, and to the state."""
        before = self.state
        for event in happened:
            self.state = evolve(self.state, event)
            data = json.dumps(to_data(event), ensure_ascii=False, separators=(",", ":"))
            self.events.append(Recorded(self.state.seq, self.state.hall.local(event.at), event.type, data))
        self.cases.extend(self._room.after(happened, before, self.state))

    def _reply(self, request: Request) -> Reply:
        command = request.command
        if command.expires_at is not None and command.expires_at <= self._now:
            return refused(command.id, "expired")
        try:
            asked = self._translator.to_domain(command.data, request.client, request.kind)
        except InvalidIdNumberError as error:
            return refused(command.id, "invalid_id_number", {"id_type": error.id_type})
        except IdentityNeededError:
            return refused(command.id, "identity_required")
        try:
            heard = self._room.hear(command.data, asked, self.state, self.cases)
            found = self._found(heard.asked)
        except NotHeardError as error:
            return refused(command.id, error.code, error.details)
        if found is not None:
            return Reply(id=command.id, ok=True, data=found.model_dump(mode="json"))
        return self._decided(command, heard)

    def _decided(self, command: Command, heard: Heard) -> Reply:
        asked = heard.asked
        try:
            contact = self._keeper.contact_of(command.data, asked, self._now) if self._keeper else None
        except ValueError as error:
            return refused(command.id, "invalid_command", {"reason": f"holder.phone: {error}"})
        decision = decide(self.state, asked, self._now)
        if isinstance(decision, Refused):
            return refused(command.id, decision.code, dict(decision.details))
        self.record(decision.events)
        if contact is not None:
            self.contacts.append(contact)
        self.cases.extend(heard.keep)
        return Reply(id=command.id, ok=True, data=self._told(asked, decision.events))

    def _found(self, asked: domain.Command) -> BaseModel | None:
        """The answer to a question about cases, of which many are no longer in the hall's state."""
        match asked:
            case of_cases.GetCase():
                case = self.state.shelf.find(asked.case) or self._room.ended(asked.case)
                if case is None:
                    raise NotHeardError("unknown_case", {"case": asked.case})
                return CaseReply(case=case_view(self.state.hall, case))
            case of_cases.FindCases():
                cases, more = self._room.found(asked, self.state)
                return CasesReply(cases=tuple(case_view(self.state.hall, case) for case in cases), more=more)
            case _:
                return None

    def _told(self, asked: domain.Command, happened: tuple[Event, ...]) -> dict[str, Any]:
        views = Views(self.state, self._now, self._ticket_url)
        answer: BaseModel
        match asked:
            case domain.OpenWindow() | domain.PauseWindow() | domain.CloseWindow():
                answer = shown.WindowReply(window=views.window(asked.window))
            case domain.BookAppointment() | domain.MoveAppointment() | domain.CancelAppointment():
                answer = shown.AppointmentReply(appointment=views.appointment_of(asked.code))
            case domain.ReserveNumbers():
                answer = views.block(asked.queue, asked.client)
            case domain.RateService():
                return {}
            case domain.CallNext():
                called = next(event for event in happened if isinstance(event, TicketCalled))
                ticket = views.ticket(self.state.tickets[called.ticket])
                answer = shown.CallReply(ticket=ticket, why=views.why(called))
            case _ if isinstance(asked, of_cases.CaseCommand):
                answer = case_views.told(asked, happened, self.state)
            case _ if isinstance(asked, _MANAGEMENT):
                answer = self._management_told(asked, views)
            case domain.ListSlots() | domain.FindAppointments() | domain.FindTickets() | domain.GetTicket():
                answer = _read(views, asked)
            case _:
                touched = next(event.ticket for event in reversed(happened) if hasattr(event, "ticket"))
                answer = shown.TicketReply(ticket=views.ticket_of(touched))
        return answer.model_dump(mode="json")

    def _management_told(self, asked: domain.Command, views: Views) -> BaseModel:
        match asked:
            case domain.OpenQueue() | domain.CloseQueue():
                return shown.QueueReply(queue=views.queue(asked.queue))
            case domain.ControlClient():
                control = control_of(self.state.seq, asked.action, asked.reason)
                locked = asked.client in self.state.locks
                return shown.ControlReply(client=asked.client, control=control, locked=locked)
            case domain.AcknowledgeAlert():
                return shown.AlertReply(alert=views.alert(self.state.alerts[asked.alert]))
            case _:
                return shown.NoticesReply(notices=views.notices())


def _read(
    views: Views, asked: domain.ListSlots | domain.FindAppointments | domain.FindTickets | domain.GetTicket
) -> BaseModel:
    """The answer to a question, which changes nothing."""
    match asked:
        case domain.ListSlots():
            return shown.SlotsReply(slots=views.slots(asked.item, asked.date))
        case domain.FindAppointments():
            return shown.AppointmentsReply(appointments=views.appointments(asked.code, asked.person))
        case domain.FindTickets():
            return shown.TicketsReply(tickets=views.tickets_of(asked.person or ""))
        case domain.GetTicket():
            return shown.TicketReply(ticket=views.ticket_of(asked.ticket))
