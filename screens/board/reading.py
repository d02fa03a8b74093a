"""Bytes of the broker become what the contract says: whole if possible, without the unreadable parts if not."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from queue_server.contract.views import Announcement, Board, Call, HallState, QueueState, WindowState
from screens.board.cleaning import CANNOT_BE_SHOWN, shown, shown_text

_Part = TypeVar("_Part", bound=BaseModel)

MISTAKES_TOLD = 5
"""Of one message: the first of them say what is wrong with its sender."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``board`` is none when nothing of it could be read; ``mistakes`` says what was left out or mended, and why."""

    board: Board | None
    mistakes: tuple[str, ...] = ()


class NotAnObjectError(ValueError):
    """The payload is no JSON object."""


def read_board(payload: bytes) -> Reading:
    """Read a Board. One bad line costs that line, not the board: people wait for the numbers on the others."""
    try:
        message = object_in(payload)
    except NotAnObjectError as error:
        return Reading(None, (f"message: {error}",))
    mended = {
        **message,
        "calls": _mended(message.get("calls"), _mended_call),
        "queues": _mended(message.get("queues"), _mended_queue),
        "missed": [shown(number) if isinstance(number, str) else number for number in _list(message.get("missed"))],
        "notice": _mended_notice(message.get("notice")),
    }
    mistakes = _differences(message, mended)
    try:
        return Reading(Board.model_validate(mended), mistakes)
    except ValidationError as error:
        mistakes = (*mistakes_of(error), *mistakes)[:MISTAKES_TOLD]
    readable = {
        **mended,
        "calls": [part for part in mended["calls"] if _is_one(Call, part)],
        "queues": [part for part in mended["queues"] if _is_one(QueueState, part)],
        "missed": [number for number in mended["missed"] if isinstance(number, str)],
    }
    for attempt in (readable, {**readable, "notice": None}):
        try:
            return Reading(Board.model_validate(attempt), mistakes)
        except ValidationError:
            continue
    return Reading(None, mistakes)


def read_window(payload: bytes) -> WindowState:
    """Read a WindowState.

    :raises NotAnObjectError: when it is no JSON object.
    :raises ValidationError: when it cannot be mended.
    """
    message = object_in(payload)
    return WindowState.model_validate({**message, "name": shown_text(message.get("name"), str(message.get("window")))})


def read_hall(payload: bytes) -> HallState:
    """Read a HallState; a notice that is none is left out.

    :raises NotAnObjectError: when it is no JSON object.
    :raises ValidationError: when it cannot be mended.
    """
    message = object_in(payload)
    notices = (_mended_notice(notice) for notice in _list(message.get("notices")))
    return HallState.model_validate(
        {
            **message,
            "name": shown_text(message.get("name"), str(message.get("hall"))),
            "notices": [notice for notice in notices if notice is not None],
        }
    )


def read_announcement(payload: bytes) -> Announcement:
    """Read what a voice says; ``zh`` is always there, empty where nothing can be shown.

    :raises NotAnObjectError: when it is no JSON object.
    :raises ValidationError: when it cannot be mended.
    """
    message = object_in(payload)
    return Announcement.model_validate({**message, "text": shown_text(message.get("text"), "")})


def object_in(payload: bytes) -> dict[str, Any]:
    """The JSON object of a payload.

    :raises NotAnObjectError: when it is none; says nothing of what the message held.
    """
    try:
        message = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise NotAnObjectError("no JSON") from error
    if not isinstance(message, dict):
        raise NotAnObjectError("no JSON object")
    return message


def mistakes_of(error: ValidationError | NotAnObjectError) -> tuple[str, ...]:
    """The first few, a line each; never the text itself."""
    if isinstance(error, NotAnObjectError):
        return (f"message: {error}",)
    return tuple(
        f"{'.'.join(str(step) for step in mistake['loc']) or 'message'}: {mistake['msg']}"
        for mistake in error.errors(include_url=False, include_context=False, include_input=False)[:MISTAKES_TOLD]
    )


def _mended(parts: Any, mend: Callable[[dict[str, Any]], dict[str, Any]]) -> list[Any]:
    return [mend(part) if isinstance(part, dict) else part for part in _list(parts)]


def _mended_call(part: dict[str, Any]) -> dict[str, Any]:
    texts = {key: shown(part[key]) for key in ("number", "window") if isinstance(part.get(key), str)}
    return {**part, **texts}


def _mended_queue(part: dict[str, Any]) -> dict[str, Any]:
    return {**part, "name": shown_text(part.get("name"), str(part.get("queue")))}


def _mended_notice(notice: Any) -> dict[str, str] | None:
    text = shown_text(notice, "")
    return text if text["zh"] else None


def _differences(message: dict[str, Any], mended: dict[str, Any]) -> tuple[str, ...]:
    places = [
        *_places("calls", "number", message, mended),
        *_places("calls", "window", message, mended),
        *_places("queues", "name", message, mended),
        *(["missed"] if _list(message.get("missed")) != mended["missed"] else []),
        *(["notice"] if message.get("notice") != mended["notice"] else []),
    ]
    return tuple(f"{place}: {CANNOT_BE_SHOWN}" for place in places[:MISTAKES_TOLD])


def _places(parts: str, key: str, message: dict[str, Any], mended: dict[str, Any]) -> list[str]:
    both = enumerate(zip(_list(message.get(parts)), mended[parts], strict=True))
    return [
        f"{parts}.{place}.{key}"
        for place, (before, after) in both
        if isinstance(before, dict) and before.get(key) != after.get(key)
    ]


def _is_one(model: type[BaseModel], part: Any) -> bool:
    try:
        model.model_validate(part)
    except ValidationError:
        return False
    return True


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
