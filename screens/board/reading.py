"""Bytes of the broker become a board: whole if possible, without its unreadable parts if not."""

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from queue_server.contract.views import Board, Call, QueueState

_Part = TypeVar("_Part", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reading:
    """``board`` is none when nothing of it could be read; ``mistakes`` says what was left out and why."""

    board: Board | None
    mistakes: tuple[str, ...] = ()


def read_board(payload: bytes) -> Reading:
    """Read a Board. One bad line costs that line, not the board: people wait for the numbers on the others."""
    try:
        return Reading(Board.model_validate_json(payload))
    except ValidationError as error:
        whole = mistakes_of(error)
    try:
        message = json.loads(payload)
    except (ValueError, RecursionError):
        return Reading(None, whole)
    if not isinstance(message, dict):
        return Reading(None, whole)
    readable = {
        **message,
        "calls": _readable(Call, message.get("calls")),
        "queues": _readable(QueueState, message.get("queues")),
        "missed": [number for number in _list(message.get("missed")) if isinstance(number, str)],
    }
    for attempt in (readable, {**readable, "notice": None}):
        try:
            return Reading(Board.model_validate_json(json.dumps(attempt)), whole)
        except ValidationError:
            continue
    return Reading(None, whole)


def _readable(model: type[_Part], parts: Any) -> list[Any]:
    return [part for part in _list(parts) if _is_one(model, part)]


def _is_one(model: type[BaseModel], part: Any) -> bool:
    try:
        model.model_validate_json(json.dumps(part))
    except ValidationError:
        return False
    return True


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def mistakes_of(error: ValidationError) -> tuple[str, ...]:
    """The first few, a line each; never the text itself."""
    return tuple(
        f"{'.'.join(str(step) for step in mistake['loc']) or 'message'}: {mistake['msg']}"
        for mistake in error.errors()[:5]
    )
