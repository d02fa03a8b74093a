"""The commands that clients send, as the contract's table lists them."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_core import to_json

from queue_server.contract._model import Heard, Identifier, Line, Maybe, Moment


class IdType(StrEnum):
    """What a person proves identity with."""

    RESIDENT_ID = "resident_id"
    HK_MO_TW = "hk_mo_tw"
    FOREIGNER = "foreigner"
    ORGANISATION = "organisation"
    NONE = "none"


class Holder(Heard):
    """Who a ticket is for. Travels in commands only; never published."""

    id_type: IdType
    id_number: Maybe[Line] = None
    name: Maybe[Line] = None
    phone: Maybe[Line] = None
    language: Maybe[Identifier] = None

    @model_validator(mode="after")
    def _number_where_there_is_an_identity(self) -> "Holder":
        if (self.id_type is IdType.NONE) != (self.id_number is None):
            raise ValueError("id_number goes with every id_type but 'none'")
        return self


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

    @model_validator(mode="after")
    def _queue_or_item(self) -> "IssueTicket":
        if self.queue is None and self.item is None:
            raise ValueError("a ticket is for a 'queue' or for an 'item'")
        return self


class CancelTicket(Heard):
    type: ClassVar = "cancel_ticket"
    ticket: Identifier


class GetTicket(Heard):
    type: ClassVar = "get_ticket"
    ticket: Identifier


class ReportPrint(Heard):
    type: ClassVar = "report_print"
    ticket: Identifier
    printed: Printed
    detail: Maybe[Line] = None


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


CommandData = (
    IssueTicket
    | CancelTicket
    | GetTicket
    | ReportPrint
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | CallNext
    | Recall
    | StartService
    | Finish
    | Miss
)

COMMAND_TYPES: dict[str, type[CommandData]] = {
    model.type: model
    for model in (
        IssueTicket,
        CancelTicket,
        GetTicket,
        ReportPrint,
        OpenWindow,
        PauseWindow,
        CloseWindow,
        CallNext,
        Recall,
        StartService,
        Finish,
        Miss,
    )
}


def _uuid(text: str) -> str:
    UUID(text)
    return text


CommandId = Annotated[Line, AfterValidator(_uuid)]


class Envelope(Heard):
    """A command as it travels, its ``data`` not yet looked at."""

    id: CommandId
    type: Identifier
    sent_at: Moment
    expires_at: Maybe[Moment] = None
    data: dict[str, Any]


class Command(Heard):
    """A command whose data was checked against its type."""

    id: CommandId
    sent_at: Moment
    expires_at: Maybe[Moment] = None
    data: CommandData

    def to_json(self) -> bytes:
        """The bytes that travel on ``command/<client>``."""
        envelope = Envelope(
            id=self.id,
            type=self.data.type,
            sent_at=self.sent_at,
            expires_at=self.expires_at,
            data=self.data.model_dump(mode="json"),
        )
        return envelope.model_dump_json().encode()


class MalformedCommandError(ValueError):
    """The payload is not a Command. ``command_id`` is its id where one can be read."""

    def __init__(self, command_id: str | None, detail: str) -> None:
        super().__init__(detail)
        self.command_id = command_id
        self.detail = detail


MAX_COMMAND_BYTES = 64 * 1024
"""No command of the contract comes near this size; what is larger is refused unread."""


class _OnlyId(Heard, extra="ignore"):
    id: Line


def _id_of(payload: bytes) -> str | None:
    try:
        return _OnlyId.model_validate_json(payload).id
    except ValidationError:
        return None


def _first_mistake(error: ValidationError) -> str:
    mistake = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(str(step) for step in mistake['loc']) or 'command'}: {mistake['msg']}"


def parse_command(payload: bytes) -> Command:
    """Read one Command.

    :raises MalformedCommandError: for anything that is not one, whatever the bytes are.
    """
    if len(payload) > MAX_COMMAND_BYTES:
        raise MalformedCommandError(None, f"larger than {MAX_COMMAND_BYTES} bytes")
    try:
        envelope = Envelope.model_validate_json(payload)
    except ValidationError as error:
        raise MalformedCommandError(_id_of(payload), _first_mistake(error)) from error
    model = COMMAND_TYPES.get(envelope.type)
    if model is None:
        raise MalformedCommandError(envelope.id, f"type: there is no command {envelope.type!r}")
    try:
        # As JSON again: strictness knows that JSON has no dates, enums or tuples of its own.
        data = model.model_validate_json(to_json(envelope.data))
    except ValidationError as error:
        raise MalformedCommandError(envelope.id, f"data.{_first_mistake(error)}") from error
    return Command(id=envelope.id, sent_at=envelope.sent_at, expires_at=envelope.expires_at, data=data)


SenderKind = Literal["kiosk", "window", "screen", "system"]
SENDER_KINDS: tuple[SenderKind, ...] = ("kiosk", "window", "screen", "system")

_CITIZEN = {"issue_ticket", "cancel_ticket", "get_ticket", "report_print"}
_CLERK = {
    "issue_ticket", "cancel_ticket", "get_ticket", "report_print",
    "open_window", "pause_window", "close_window",
    "call_next", "recall", "start_service", "finish", "miss",
}  # fmt: skip

MAY_SEND: dict[str, frozenset[str]] = {
    "kiosk": frozenset(_CITIZEN),
    "window": frozenset(_CLERK),
    "screen": frozenset(),
    "system": frozenset(COMMAND_TYPES),
}
"""Which commands an enrolled client of a kind may send."""
