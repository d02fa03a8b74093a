"""The terminal's side of the contract: its outbox on the line, and what the hall tells.

Everything here runs in one thread, the program's own; what arrives in the connection's thread is posted over.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import structlog
from pydantic import BaseModel, ValidationError

from kiosk.flow.inputs import AnswerData, Answered, Input, Refused, TicketCame, TicketRefused
from kiosk.flow.session import Surroundings
from kiosk.outbox import Outbox
from queue_server.contract import case_commands as of_cases
from queue_server.contract.case_views import CaseReply, CasesReply, DoorReply, SpaceReply
from queue_server.contract.commands import (
    COMMAND_TYPES,
    BookAppointment,
    CancelAppointment,
    CancelTicket,
    CheckIn,
    FindAppointments,
    FindTickets,
    GetTicket,
    IssueTicket,
    ListSlots,
    MoveAppointment,
    RateService,
    ReadCredential,
    ReserveNumbers,
)
from queue_server.contract.connection import Connection
from queue_server.contract.envelope import Command
from queue_server.contract.holders import IdentityReply
from queue_server.contract.replies import Reply, ReplyError
from queue_server.contract.topics import SERVER, last_level
from queue_server.contract.views import (
    AppointmentReply,
    AppointmentsReply,
    Board,
    HallState,
    Health,
    PartHealth,
    Presence,
    SlotsReply,
    TicketReply,
    TicketsReply,
    WindowState,
)

RESEND_S = 3.0
"""A reply takes milliseconds; after this long the command or its reply was lost. The same command is safe to repeat."""

STAFFED = ("open", "called", "serving")

ANSWERS: Mapping[str, type[AnswerData] | None] = {
    GetTicket.type: TicketReply,
    FindTickets.type: TicketsReply,
    FindAppointments.type: AppointmentsReply,
    ListSlots.type: SlotsReply,
    CheckIn.type: TicketReply,
    CancelTicket.type: TicketReply,
    BookAppointment.type: AppointmentReply,
    MoveAppointment.type: AppointmentReply,
    CancelAppointment.type: AppointmentReply,
    RateService.type: None,
    ReadCredential.type: IdentityReply,
    of_cases.StartCase.type: CaseReply,
    of_cases.SaveCase.type: CaseReply,
    of_cases.RemovePage.type: CaseReply,
    of_cases.PromisePaper.type: CaseReply,
    of_cases.GiveConsent.type: CaseReply,
    of_cases.SubmitCase.type: CaseReply,
    of_cases.WithdrawCase.type: CaseReply,
    of_cases.GetCase.type: CaseReply,
    of_cases.FindCases.type: CasesReply,
    of_cases.OpenLocker.type: DoorReply,
    of_cases.ReportLocker.type: DoorReply,
    of_cases.SaveSpace.type: SpaceReply,
    of_cases.DeleteSpace.type: SpaceReply,
}
"""What the flow hears of, beside tickets that are issued, and what the answer says; None is nothing."""

NOT_UNDERSTOOD = ReplyError(
    code="reply_not_understood",
    message={"zh": "没有看懂系统的回应。", "en": "The system's answer was not understood."},
    retryable=False,
)

Post = Callable[[Callable[[], None]], None]
"""Has something done soon in the program's own thread; may be called from any thread."""

_Message = TypeVar("_Message", bound=BaseModel)


class HallClient:
    """``listen`` gets the answers that the flow waits for and must settle their commands together with what follows
    from them; ``block_came`` gets those to ``reserve_numbers`` and settles them, ``number_refused`` a number
    that was given without a line and is none. ``look_around`` is called
    whenever what is known of the hall (``around``) changes. What was known when the program ended is known again.
    """

    def __init__(  # noqa: PLR0913 - who hears of what, each by its name
        self,
        connection: Connection,
        outbox: Outbox,
        *,
        clock: Callable[[], datetime],
        post: Post,
        listen: Callable[[Input], None],
        look_around: Callable[[], None],
        block_came: Callable[[str, Reply], None],
        number_refused: Callable[[str], None],
    ) -> None:
        self._connection = connection
        self._outbox = outbox
        self._clock = clock
        self._listen = listen
        self._look_around = look_around
        self._block_came = block_came
        self._number_refused = number_refused
        self._sent: set[str] = set()
        self._questions: dict[str, Command] = {}
        self._since_sent_s = 0.0
        self._connected = False
        self._server = False
        self._windows: dict[str, bool] = {}
        self._around = outbox.hall.recall()
        self._health: dict[str, PartHealth] = {}
        self._log = structlog.get_logger("client")
        topics, client = connection.topics, connection.identity.client
        for topic, handler in (
            (topics.reply(client), self._reply_came),
            (topics.hall, self._hall_came),
            (topics.board, self._board_came),
            (topics.window("+"), self._window_came),
            (topics.presence(SERVER), self._presence_came),
        ):
            connection.on(topic, _posting(post, handler))
        connection.on_change(lambda connected: post(lambda: self._line_changed(connected)))

    def send_pending(self) -> None:
        """Send what was kept and has not been sent yet, as soon as there is a server to hear it."""
        if self._line:
            self._publish_pending(lambda id_: id_ not in self._sent)

    def ask(self, question: Command) -> None:
        """Send a question until its answer came or nobody waits for it any more. It is kept nowhere."""
        self._questions[question.id] = question
        if self._line:
            self._publish_question(question)

    def withdraw(self, command_ids: tuple[str, ...]) -> None:
        """Drop questions, and commands that were never handed to the line; the others may have had their effect."""
        for command_id in command_ids:
            self._questions.pop(command_id, None)
            if command_id not in self._sent:
                self._outbox.settle(command_id)

    def time_passed(self, elapsed_s: float) -> None:
        """Send again, every few seconds, what has no reply yet."""
        self._since_sent_s += elapsed_s
        if self._since_sent_s >= RESEND_S and self._line:
            self.send_all_again()

    def tell_health(self, parts: dict[str, PartHealth]) -> None:
        """Publish how the parts are, if that has changed."""
        if parts != self._health:
            self._health = dict(parts)
            self._publish_health()

    def send_all_again(self) -> None:
        """Send everything that has no reply yet, at once."""
        self._since_sent_s = 0.0
        self._publish_pending(lambda _: True)
        now = self._clock()
        for question in list(self._questions.values()):
            if question.expires_at is not None and question.expires_at < now:
                del self._questions[question.id]
            else:
                self._publish_question(question)

    @property
    def around(self) -> Surroundings:
        """What is known of the hall now."""
        return self._around

    @property
    def _line(self) -> bool:
        return self._connected and self._server

    def _publish_pending(self, wanted: Callable[[str], bool]) -> None:
        topic = self._connection.topics.command(self._connection.identity.client)
        for pending in self._outbox.pending():
            if wanted(pending.id):
                self._sent.add(pending.id)
                self._connection.publish(topic, pending.payload)

    def _publish_question(self, question: Command) -> None:
        topic = self._connection.topics.command(self._connection.identity.client)
        self._connection.publish(topic, question.to_json())

    def _publish_health(self) -> None:
        if self._connected and self._health:
            topic = self._connection.topics.health(self._connection.identity.client)
            self._connection.publish(topic, Health(at=self._clock(), parts=self._health), retain=True)

    def _line_changed(self, connected: bool) -> None:  # noqa: FBT001 - the shape of a connection listener
        self._connected = connected
        if connected:
            self._publish_health()
        else:
            # What the server said before the line went may have changed since; it says it again when it is back.
            self._server = False
        self._seen(self._around)

    def _seen(self, around: Surroundings) -> None:
        before, self._around = self._around, replace(around, line=self._line)
        if self._around != before:
            self._outbox.hall.keep(self._around)
            self._look_around()
        if self._around.line and not before.line:
            self.send_all_again()

    def _reply_came(self, _topic: str, payload: bytes) -> None:
        reply = self._read(Reply, payload)
        if reply is None or reply.id is None:
            self._log.warning("reply_without_command")
            return
        question = self._questions.pop(reply.id, None)
        command_type = question.data.type if question else self._outbox.type_of(reply.id)
        if command_type == IssueTicket.type:
            self._listen(self._about_ticket(reply.id, reply))
        elif command_type is not None and command_type in ANSWERS:
            self._listen(self._answer(reply.id, command_type, reply))
        elif command_type == ReserveNumbers.type:
            self._block_came(reply.id, reply)
        elif command_type is not None:
            self._outbox.settle(reply.id)
            if not reply.ok:
                code = reply.error.code if reply.error else None
                self._log.warning("command_refused", command=command_type, id=reply.id, code=code)
        self._sent.discard(reply.id)

    def _about_ticket(self, command_id: str, reply: Reply) -> Input:
        ticket = self._read(TicketReply, json.dumps(reply.data).encode()) if reply.ok else None
        if ticket is not None:
            return TicketCame(command_id, ticket.ticket)
        error = reply.error or NOT_UNDERSTOOD
        command = self._outbox.command(command_id)
        if command is not None and isinstance(command.data, IssueTicket) and command.data.number is not None:
            # Somebody has this number in hand, and it is none: staff must help.
            self._log.error("offline_ticket_refused", number=command.data.number, code=error.code)
            self._number_refused(command.data.number)
        return TicketRefused(command_id, error)

    def _answer(self, command_id: str, command_type: str, reply: Reply) -> Input:
        model = ANSWERS[command_type]
        if not reply.ok:
            return Refused(command_id, reply.error or NOT_UNDERSTOOD)
        data = self._read(model, json.dumps(reply.data).encode()) if model else None
        if model is not None and data is None:
            return Refused(command_id, NOT_UNDERSTOOD)
        return Answered(command_id, COMMAND_TYPES[command_type], data)

    def _hall_came(self, _topic: str, payload: bytes) -> None:
        hall = self._read(HallState, payload)
        if hall is not None:
            self._seen(replace(self._around, hall=hall))

    def _board_came(self, _topic: str, payload: bytes) -> None:
        board = self._read(Board, payload)
        if board is not None:
            self._seen(replace(self._around, queues=board.queues))

    def _window_came(self, topic: str, payload: bytes) -> None:
        window = self._read(WindowState, payload)
        if window is not None:
            self._windows[last_level(topic)] = window.state in STAFFED
            self._seen(replace(self._around, windows_open=sum(self._windows.values())))

    def _presence_came(self, _topic: str, payload: bytes) -> None:
        presence = self._read(Presence, payload)
        if presence is not None:
            self._server = presence.online
            self._seen(self._around)

    def _read(self, model: type[_Message], payload: bytes) -> _Message | None:
        """The message, or None with a log line: then the last good one stays."""
        try:
            return model.model_validate_json(payload)
        except ValidationError as error:
            mistakes = [f"{'.'.join(map(str, each['loc']))}: {each['type']}" for each in error.errors()]
            self._log.warning("message_not_understood", message=model.__name__, mistakes=mistakes)
            return None


def _posting(post: Post, handler: Callable[[str, bytes], None]) -> Callable[[str, bytes], None]:
    return lambda topic, payload: post(lambda: handler(topic, payload))
