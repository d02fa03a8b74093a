"""Commands from the event loop to the hall's thread, and its answers back."""

import asyncio
from collections.abc import Callable

import structlog

from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply, refused
from queue_server.service.batch import Request

ANSWER_WITHIN_S = 10.0
"""A hall answers within milliseconds. Who waits longer is told to ask again: the same id tells what became of it."""

WAITING_AT_MOST = 1000
"""Commands under way at once: eight commits full. Beyond that everybody would wait: the next has to come again."""

Submit = Callable[[Request], None]


class CommandDesk:
    """Hands in commands as one more door beside the broker's."""

    def __init__(self, submit: Submit) -> None:
        """``submit`` hands one request to the hall's thread and returns at once."""
        self._submit = submit
        self._waiting = 0
        self._log = structlog.get_logger("http_door")

    async def ask(self, command: Command, client: str, kind: str) -> bytes:
        """The reply, as it was kept; ``busy`` where the hall has too much to do, and then it may still come to it."""
        if self._waiting >= WAITING_AT_MOST:
            return _busy(command)
        answered: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting += 1
        try:
            self._submit(Request(command, client, kind, self._answer_for(answered)))
            async with asyncio.timeout(ANSWER_WITHIN_S):
                return await answered
        except TimeoutError:
            self._log.warning("hall_did_not_answer", command=command.id, type=command.data.type)
            return _busy(command)
        finally:
            self._waiting -= 1

    async def reply_to(self, command: Command, client: str, kind: str) -> Reply:
        """The reply, read."""
        return Reply.model_validate_json(await self.ask(command, client, kind))

    def _answer_for(self, answered: "asyncio.Future[bytes]") -> Callable[[bytes], None]:
        loop = answered.get_loop()

        def answer(body: bytes) -> None:
            # Called in the hall's thread, which nothing here may stop.
            try:
                loop.call_soon_threadsafe(_settle, answered, body)
            except RuntimeError:
                self._log.info("answer_after_the_end")  # the event loop is closed: the server ends

        return answer


def _settle(answered: "asyncio.Future[bytes]", body: bytes) -> None:
    if not answered.done():
        answered.set_result(body)


def _busy(command: Command) -> bytes:
    return refused(command.id, "busy").model_dump_json().encode()
