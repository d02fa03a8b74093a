"""Pieces of the OpenAPI document that are said of several routes."""

from typing import Any

from queue_server.contract.replies import REFUSALS, Reply

Described = dict[int | str, dict[str, Any]]

NEEDS_TOKEN: dict[str, Any] = {"security": [{"token": []}]}

COMMAND_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Command"}}},
    },
    **NEEDS_TOKEN,
}
"""FastAPI does not read the body itself, so it has to be told."""

TOO_LARGE = {"model": Reply, "description": "The body is larger than 64 KiB; it was not read."}
TOO_OFTEN = {
    "model": Reply,
    "description": "`busy`: an address without a token asked too often. `Retry-After` says when to ask again.",
    "headers": {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}},
}


def command_answers() -> Described:
    """Every status that a command can be answered with, and the codes behind it."""
    answers: Described = {200: {"description": "Done; `data` as the command's table in the contract says."}}
    for status in sorted({refusal.http_status for refusal in REFUSALS.values()}):
        codes = [code for code, refusal in REFUSALS.items() if refusal.http_status == status]
        answers[status] = _refusal(codes)
    return {**answers, 413: TOO_LARGE}


def errors(*codes: str) -> Described:
    """The answers of a reading route that refuses for these reasons."""
    statuses: dict[int, list[str]] = {}
    for code in (*codes, "internal"):
        statuses.setdefault(REFUSALS[code].http_status, []).append(code)
    return {**{status: _refusal(of) for status, of in statuses.items()}, 429: TOO_OFTEN}


def stream(description: str, example: str) -> Described:
    """A route that also answers as Server-Sent Events."""
    content = {"schema": {"type": "string", "description": description}, "example": example}
    return {200: {"content": {"text/event-stream": content}}}


BOARD_STREAM = stream(
    "Each message is a Board; `event: beat` is a sign of life.",
    'retry: 3000\n\ndata: {"hall":"street","seq":42,"at":"2026-11-20T09:00:00.000+08:00","calls":[],"queues":[],'
    '"missed":[]}\n\n',
)
EVENT_STREAM = stream(
    "Each message is an Event, its `id` the `seq`; lines that begin with a colon are signs of life.",
    'retry: 3000\n\nid: 42\ndata: {"hall":"street","seq":42,"at":"2026-11-20T09:00:00.000+08:00",'
    '"type":"ticket_called","data":{"ticket":"x1","window":"1","waited_s":240,"score":4.0,"rule":"first_come",'
    '"passed_over":0}}\n\n',
)


def _refusal(codes: list[str]) -> dict[str, Any]:
    return {"model": Reply, "description": " · ".join(f"`{code}`: {REFUSALS[code].en}" for code in codes)}
