"""The commands that clients send, as the contract's table lists them."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, get_args

from pydantic import Field, model_validator

from queue_server.contract._model import Heard, Identifier, Line, Maybe, Moment, Text
from queue_server.contract.case_commands import CaseCommandData
from queue_server.contract.holders import Code
from queue_server.contract.holders import Holder as Holder  # noqa: PLC0414 - whoever writes commands needs it, too
from queue_server.contract.holders import IdType as IdType  # noqa: PLC0414 - whoever writes commands needs it, too
from queue_server.contract.views import ControlAction

MOST_RESERVED = 500
"""Numbers in one block: more than a kiosk prints on the busiest day."""

LONGEST_CREDENTIAL = 4296
"""Characters: the most that any QR code holds."""


class Printed(StrEnum):
    """What is known about the paper of a ticket."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class IssueTicket(Heard):
    type: ClassVar = "issue_ticket"
    queue: Maybe[Identifier] = None
    item: Maybe[Identifier] = None
    holder: Maybe[Holder] = None
    priority: Maybe[Identifier] = None
    case: Maybe[Identifier] = None
    number: Maybe[Identifier] = None
    issued_at: Maybe[Moment] = None

    @model_validator(mode="after")
    def _queue_or_item(self) -> "IssueTicket":
        if self.queue is None and self.item is None and self.case is None:
            raise ValueError("a ticket is for a 'queue', for an 'item' or for a 'case'")
        if (self.number is None) != (self.issued_at is None):
            raise ValueError("an offline ticket brings both its 'number' and its 'issued_at'")
        return self


class CancelTicket(Heard):
    type: ClassVar = "cancel_ticket"
    ticket: Identifier


class GetTicket(Heard):
    type: ClassVar = "get_ticket"
    ticket: Identifier


class FindTickets(Heard):
    type: ClassVar = "find_tickets"
    holder: Holder


class ReportPrint(Heard):
    type: ClassVar = "report_print"
    ticket: Identifier
    printed: Printed
    detail: Maybe[Line] = None


class ReserveNumbers(Heard):
    type: ClassVar = "reserve_numbers"
    queue: Identifier
    count: Annotated[int, Field(ge=1, le=MOST_RESERVED)]


class RateService(Heard):
    type: ClassVar = "rate_service"
    ticket: Identifier
    score: Annotated[int, Field(ge=1, le=5)]
    tags: Maybe[Annotated[tuple[Line, ...], Field(max_length=20)]] = None


class ReadCredential(Heard):
    """``code`` is what a scanner read. It is kept nowhere, and neither is the answer."""

    type: ClassVar = "read_credential"
    code: Annotated[str, Field(min_length=1, max_length=LONGEST_CREDENTIAL, repr=False)]


class OpenWindow(Heard):
    type: ClassVar = "open_window"
    window: Identifier
    operator: Identifier
    queues: Maybe[Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=200)]] = None


class PauseWindow(Heard):
    type: ClassVar = "pause_window"
    window: Identifier
    reason: Maybe[Line] = None


class CloseWindow(Heard):
    type: ClassVar = "close_window"
    window: Identifier
    reason: Maybe[Line] = None


class CallNext(Heard):
    type: ClassVar = "call_next"
    window: Identifier


class CallTicket(Heard):
    type: ClassVar = "call_ticket"
    window: Identifier
    ticket: Identifier


class Recall(Heard):
    type: ClassVar = "recall"
    window: Identifier


class StartService(Heard):
    type: ClassVar = "start_service"
    window: Identifier


class Finish(Heard):
    type: ClassVar = "finish"
    window: Identifier
    outcome: Maybe[Line] = None


class Miss(Heard):
    type: ClassVar = "miss"
    window: Identifier


class Park(Heard):
    type: ClassVar = "park"
    window: Identifier
    reason: Maybe[Line] = None


class Resume(Heard):
    type: ClassVar = "resume"
    ticket: Identifier
    window: Maybe[Identifier] = None


class Transfer(Heard):
    type: ClassVar = "transfer"
    window: Identifier
    to: Identifier
    keep_place: Maybe[bool] = None


class Undo(Heard):
    type: ClassVar = "undo"
    window: Identifier


class OpenQueue(Heard):
    type: ClassVar = "open_queue"
    queue: Identifier


class CloseQueue(Heard):
    type: ClassVar = "close_queue"
    queue: Identifier
    reason: Maybe[Line] = None


class ListSlots(Heard):
    type: ClassVar = "list_slots"
    item: Identifier
    date: date


class FindAppointments(Heard):
    type: ClassVar = "find_appointments"
    holder: Maybe[Holder] = None
    code: Maybe[Code] = None

    @model_validator(mode="after")
    def _holder_or_code(self) -> "FindAppointments":
        if (self.holder is None) == (self.code is None):
            raise ValueError("appointments are found by a 'holder' or by a 'code'")
        return self


class BookAppointment(Heard):
    type: ClassVar = "book_appointment"
    item: Identifier
    start: Moment
    holder: Holder


class MoveAppointment(Heard):
    type: ClassVar = "move_appointment"
    code: Code
    start: Moment


class CancelAppointment(Heard):
    type: ClassVar = "cancel_appointment"
    code: Code


class CheckIn(Heard):
    type: ClassVar = "check_in"
    code: Maybe[Code] = None
    holder: Maybe[Holder] = None
    appointment: Maybe[Code] = None

    @model_validator(mode="after")
    def _code_or_holder(self) -> "CheckIn":
        if (self.holder is None) == (self.code is None):
            raise ValueError("whoever comes shows a 'code' or is a 'holder'")
        if self.appointment is not None and self.holder is None:
            raise ValueError("an 'appointment' goes with its 'holder'")
        return self


class SetNotice(Heard):
    type: ClassVar = "set_notice"
    notice: Identifier
    text: Text
    until: Maybe[Moment] = None


class ClearNotice(Heard):
    type: ClassVar = "clear_notice"
    notice: Identifier


class ControlClient(Heard):
    type: ClassVar = "control_client"
    client: Identifier
    action: ControlAction
    reason: Maybe[Line] = None


class AcknowledgeAlert(Heard):
    type: ClassVar = "acknowledge_alert"
    alert: Identifier
    by: Identifier


CommandData = (
    IssueTicket
    | CancelTicket
    | GetTicket
    | FindTickets
    | ReportPrint
    | ReserveNumbers
    | RateService
    | ReadCredential
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | CallNext
    | CallTicket
    | Recall
    | StartService
    | Finish
    | Miss
    | Park
    | Resume
    | Transfer
    | Undo
    | OpenQueue
    | CloseQueue
    | ListSlots
    | FindAppointments
    | BookAppointment
    | MoveAppointment
    | CancelAppointment
    | CheckIn
    | SetNotice
    | ClearNotice
    | ControlClient
    | AcknowledgeAlert
    | CaseCommandData
)

COMMAND_TYPES: dict[str, type[CommandData]] = {model.type: model for model in get_args(CommandData)}
