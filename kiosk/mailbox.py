"""From any thread into the program's own."""

import queue
from collections.abc import Callable


class Mailbox:
    """``wake`` has :meth:`deliver` called soon in the program's own thread; it may be called from any thread."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._letters: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._wake = wake

    def post(self, letter: Callable[[], None]) -> None:
        self._letters.put(letter)
        self._wake()

    def deliver(self) -> None:
        """Do everything posted so far. If one thing fails the rest is done at the next call, which is asked for."""
        try:
            while not self._letters.empty():
                self._letters.get()()
        finally:
            if not self._letters.empty():
                self._wake()
