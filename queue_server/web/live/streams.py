"""Server-Sent Events (WHATWG HTML, 9.2): one connection's stream of messages."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, ExitStack

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from queue_server.web.live.history import History
from queue_server.web.live.news import News
from queue_server.web.live.pictures import Watcher

RETRY_MS = 3000
"""How long a reader waits before it comes again after its connection ended."""

BEAT_S = 15.0
"""A sign of life in a quiet stream. Readers give a line up for lost after three of them, proxies after a minute."""

READ_AT_ONCE = 500
"""Events of one look into the journal."""

FIRST = f"retry: {RETRY_MS}\n\n".encode()

Messages = AsyncGenerator[bytes, None]


class EventStream(StreamingResponse):
    """Sends messages until they end or the reader goes.

    A reader that takes nothing holds one message here and what fits into its connection's buffers; it is the kernel
    that gives it up (see :data:`queue_server.web.server.UNHEARD_MS`), and by ``retry`` it comes again if it lives.
    """

    media_type = "text/event-stream"

    def __init__(self, messages: Messages, seat: AbstractContextManager[None]) -> None:
        """Takes the seat now, and gives it back when the connection ends.

        :raises FullError: when there is no seat.
        """
        self._messages = messages
        self._held = ExitStack()
        self._held.enter_context(seat)
        # nginx passes on what it is told not to gather.
        super().__init__(messages, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["onedoor.stream"] = True
        with self._held:
            try:
                await super().__call__(scope, receive, send)
            finally:
                await self._messages.aclose()


def message(body: bytes, *, seq: int | None = None, event: str | None = None) -> bytes:
    """One message; ``body`` has no line break, as JSON has none."""
    head = (f"id: {seq}\n" if seq is not None else "") + (f"event: {event}\n" if event is not None else "")
    return head.encode() + b"data: " + body + b"\n\n"


async def picture_messages(
    watching: AbstractContextManager[Watcher], news: News, beat: Callable[[], bytes], beat_s: float = BEAT_S
) -> Messages:
    """The picture as it is, then each newer one; ``beat`` makes what is said when nothing changes for ``beat_s``."""
    yield FIRST
    with watching as watcher:
        while not news.ended:
            picture = watcher.picture
            yield message(picture.body)
            if picture.last:
                return
            while not await _set_within(watcher.changed, beat_s):
                yield message(beat(), event="beat")
            watcher.changed.clear()


async def event_messages(news: News, history: History, last_seq: Callable[[], int], after: int) -> Messages:
    """Every event after ``after``, in order and without a gap: from the journal, from memory, and as they come."""
    more = asyncio.Event()
    news.wake(more)
    try:
        yield FIRST
        while not news.ended:
            more.clear()
            told = news.after(after)
            if told is None:
                told = await history.after(after, READ_AT_ONCE) if last_seq() > after else []
            for event in told:
                yield message(event.body, seq=event.seq)
                after = event.seq
            if not told and not await _set_within(more, BEAT_S):
                yield b": beat\n\n"
    finally:
        news.let_be(more)


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
