"""Keeps the terminal ready for the hours without a server: reserves numbers ahead of need, for the hall's own day."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from pydantic import ValidationError

from kiosk.flow.blocks import Blocks, usable
from kiosk.flow.offline import hall_day
from kiosk.flow.session import Surroundings
from kiosk.outbox import Outbox
from kiosk.reserving import ASK_AGAIN_S, Reserving
from queue_server.contract.commands import ReserveNumbers
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply
from queue_server.contract.views import BlockReply


class Standby:
    """Used from the program's own thread. ``changed`` is called when there are more numbers than before."""

    def __init__(self, outbox: Outbox, *, fresh_id: Callable[[], str], changed: Callable[[], None]) -> None:
        self._outbox = outbox
        self._fresh_id = fresh_id
        self._changed = changed
        self._reserving = Reserving()
        self._log = structlog.get_logger("standby")

    def blocks(self, around: Surroundings, now: datetime) -> Blocks:
        """The numbers that may be given now."""
        return usable(self._outbox.numbers.blocks(), hall_day(around.hall, now)) if around.hall else ()

    def time_passed(self, elapsed_s: float, around: Surroundings, now: datetime) -> bool:
        """Keep a command for each queue that runs short; true when there is something to send."""
        self._reserving = self._reserving.passed(elapsed_s)
        if not around.line or around.hall is None:
            return False
        day = hall_day(around.hall, now)
        wanted = self._reserving.wanted(self._outbox.numbers.blocks(), (each.queue for each in around.queues), day)
        self._reserving = self._reserving.asking(wanted, day)
        expires_at = now + timedelta(seconds=ASK_AGAIN_S)
        for queue, count in wanted.items():
            data = ReserveNumbers(queue=queue, count=count)
            self._outbox.keep(Command(id=self._fresh_id(), sent_at=now, expires_at=expires_at, data=data))
        return bool(wanted)

    def block_came(self, command_id: str, reply: Reply) -> None:
        """The answer to one of these commands: the numbers are ours from the moment that they are on our disk."""
        command = self._outbox.command(command_id)
        asked = command.data if command else None
        with self._outbox.together():
            self._outbox.settle(command_id)
            if isinstance(asked, ReserveNumbers) and reply.ok and (block := self._read(reply)):
                self._outbox.numbers.add(asked.queue, block)
        if isinstance(asked, ReserveNumbers) and reply.error is not None:
            code = reply.error.code
            self._log.warning("numbers_not_reserved", queue=asked.queue, count=asked.count, code=code)
            if not reply.error.retryable and code != "expired":
                self._reserving = self._reserving.refused(asked.queue, asked.count, too_many=code == "quota_reached")
        self._changed()

    def _read(self, reply: Reply) -> BlockReply | None:
        try:
            return BlockReply.model_validate(reply.data)
        except ValidationError as error:
            self._log.warning("message_not_understood", message="BlockReply", mistakes=error.error_count())
            return None
