"""The doors by which providers bring receipts."""

import hmac
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from queue_server.notices.outcomes import Receipt
from queue_server.notices.providers import ReceiptDoor
from queue_server.sealing import Sealer

RECEIPTS = "/notices/receipts/"
"""Where the addresses of all receipts begin."""

MOST_BYTES = 1 << 20
"""Of one request: Aliyun's have at most some hundred receipts of 300 bytes."""


class Desk(Protocol):
    """What the doors need of a desk."""

    def bring(self, provider: str, receipts: Sequence[Receipt]) -> bool: ...


def receipt_path(provider: str, sealer: Sealer) -> str:
    """Where a provider brings its receipts. Neither Aliyun nor Tencent signs them: only they are told this path."""
    return f"{RECEIPTS}{provider}/{sealer.token('receipts', provider)}"


def notice_router(doors: Mapping[str, ReceiptDoor], sealer: Sealer, desk: Callable[[], Desk]) -> APIRouter:
    """The routes of one hall."""
    router = APIRouter()
    log = structlog.get_logger("receipts")

    @router.post(RECEIPTS + "{provider}/{secret}", include_in_schema=False)
    async def bring_receipts(provider: str, secret: str, request: Request) -> Response:
        """200 with the provider's own words once the receipts are on disk; 503 asks for them again."""
        door = doors.get(provider)
        if door is None or not hmac.compare_digest(secret.encode(), sealer.token("receipts", provider).encode()):
            return Response(status_code=404)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            receipts = door.read(body)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            log.warning("receipts_not_understood", provider=provider, bytes=len(body))
            return Response(status_code=400)
        kept = await run_in_threadpool(desk().bring, provider, receipts)
        return Response(door.answer, media_type=door.media_type) if kept else Response(status_code=503)

    return router


async def _body(request: Request) -> bytes | None:
    """None of a body that is too long to be one of receipts."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return None
    return body
