"""Numbers that the hall reserved for this terminal: what it gives while nobody can be asked."""

from dataclasses import dataclass, replace
from datetime import date

from queue_server.contract.numbers import number_text


@dataclass(frozen=True, slots=True)
class Block:
    """The numbers ``first`` to ``last`` of ``queue`` on the hall's ``day``; ``next`` is the first that nobody has."""

    queue: str
    prefix: str
    first: int
    last: int
    day: date
    next: int

    @property
    def left(self) -> int:
        return max(0, self.last - self.next + 1)

    @property
    def number(self) -> str:
        """The next number; only where one is left."""
        return number_text(self.prefix, self.next)


Blocks = tuple[Block, ...]


def usable(blocks: Blocks, day: date) -> Blocks:
    """Those that a number of ``day`` can come from."""
    return tuple(block for block in blocks if block.day == day and block.left)


def left(blocks: Blocks, queue: str) -> int:
    """How many numbers of a queue are left in ``blocks``."""
    return sum(block.left for block in blocks if block.queue == queue)


def block_of(blocks: Blocks, queue: str, day: date) -> Block | None:
    """The block that the queue's next number of ``day`` comes from."""
    return next((block for block in usable(blocks, day) if block.queue == queue), None)


def without_next(blocks: Blocks, block: Block) -> Blocks:
    """The same blocks after the next number of ``block`` was given."""
    after = replace(block, next=block.next + 1)
    return tuple(after if each == block else each for each in blocks if each != block or after.left)
