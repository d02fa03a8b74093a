"""Reserved numbers on the disk: taking one and keeping the command that tells of it are one transaction."""

from datetime import date
from typing import ClassVar

from sqlite_utils import Database

from kiosk.errors import KioskError
from kiosk.flow.blocks import Block, Blocks
from queue_server.contract.views import BlockReply


class NumberTakenError(KioskError):
    """The number is not the next one of its block on the disk: whoever wanted it must not give it."""

    code: ClassVar[str] = "number_taken"

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} was given already")
        self.number = number


class NumberStore:
    """Every change is on disk when its method returns, or when the transaction around it ends."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def blocks(self) -> Blocks:
        """All blocks, in the order in which they were reserved."""
        rows = self._database.conn.execute("SELECT queue, prefix, first, last, day, next FROM block ORDER BY place")
        return tuple(
            Block(queue, prefix, first, last, date.fromisoformat(day), next_)
            for queue, prefix, first, last, day, next_ in rows.fetchall()
        )

    def add(self, queue: str, reply: BlockReply) -> None:
        """Keep a block; those of days before its own are of no use any more."""
        day = reply.day.isoformat()
        with self._database.atomic():
            self._database.conn.execute("DELETE FROM block WHERE day < ?", (day,))
            self._database.conn.execute(
                "INSERT INTO block (queue, prefix, first, last, day, next) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (queue, day, first) DO NOTHING",
                (queue, reply.prefix, reply.first, reply.last, day, reply.first),
            )

    def take(self, block: Block) -> None:
        """The next number of ``block`` is given to somebody.

        :raises NumberTakenError: when the disk says that it was given before.
        """
        with self._database.atomic():
            taken = self._database.conn.execute(
                "UPDATE block SET next = next + 1"
                " WHERE queue = ? AND day = ? AND first = ? AND next = ? AND next <= last",
                (block.queue, block.day.isoformat(), block.first, block.next),
            )
            if taken.rowcount != 1:
                raise NumberTakenError(block.number)
