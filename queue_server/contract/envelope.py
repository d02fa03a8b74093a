"""How a command travels, and reading it: whatever the bytes are, it is a Command or it is refused."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ValidationError
from pydantic_core import to_json

from queue_server.contract._model import Heard, Identifier, Line, Maybe, Moment
from queue_server.contract.commands import COMMAND_TYPES, CommandData


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
