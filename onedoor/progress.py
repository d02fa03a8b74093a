"""Saying how far a long reading is, on standard error."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

SAID_EVERY_S = 2.0
"""Nothing is said of what takes less."""

LOOKS_EVERY = 1000
"""Items between two looks at the clock."""

Item = TypeVar("Item")


def counted(
    items: Iterable[Item],
    total: int,
    what: str,
    *,
    clock: Callable[[], float] = time.monotonic,
    out: TextIO | None = None,
) -> Iterator[Item]:
    """The items as they are; a line such as ``120,000 of 1,000,000 events`` from time to time."""
    said = clock()
    for count, item in enumerate(items):
        if count % LOOKS_EVERY == 0 and clock() - said >= SAID_EVERY_S:
            said = clock()
            print(f"{count:,} of {total:,} {what}", file=out or sys.stderr, flush=True)
        yield item
