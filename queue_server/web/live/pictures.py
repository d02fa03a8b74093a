"""Pictures that somebody looks at: drawn again when the hall changed, handed to whoever watches when they differ.

A watcher holds the newest picture and nothing older. Drawing takes turns with rest, so that two thousand open pages
leave the processor to the hall; what the news are about is drawn first.
"""

import asyncio
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

WORK_S = 0.002
"""How long pictures are drawn without a pause: shorter than a thread's turn at the interpreter, which is 5 ms."""

REST = 3.0
"""How much longer than the work each pause is: pictures take a quarter of a processor at most."""

CLOCK_S = 15.0
"""How often everything is drawn for the clock's sake alone: a waiting time is told in steps of five minutes."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Picture:
    """What goes to a watcher as one message; ``last`` when nothing will ever change again."""

    body: bytes
    last: bool = False


class Watcher:
    """One connection's view of one picture."""

    __slots__ = ("changed", "picture")

    def __init__(self, picture: Picture, changed: asyncio.Event) -> None:
        self.picture = picture
        self.changed = changed


class _Watched:
    __slots__ = ("picture", "watchers")

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.watchers: set[Watcher] = set()


class Pictures(Generic[Key]):
    """All pictures of one sort. Everything runs in the event loop's thread."""

    def __init__(self, draw: Callable[[Key], Picture]) -> None:
        self._draw = draw
        self._watched: dict[Key, _Watched] = {}
        self._first: dict[Key, None] = {}
        self._then: dict[Key, None] = {}
        self._work = asyncio.Event()
        self._log = structlog.get_logger("pictures")

    @contextmanager
    def watch(self, key: Key) -> Iterator[Watcher]:
        """Watch one picture; the watcher has it as it is now."""
        picture = self._draw(key)
        watched = self._watched.setdefault(key, _Watched(picture))
        _show(watched, picture)
        watcher = Watcher(picture, asyncio.Event())
        watched.watchers.add(watcher)
        try:
            yield watcher
        finally:
            watched.watchers.discard(watcher)
            if not watched.watchers:
                self._watched.pop(key, None)

    def all_may_have_changed(self, first: Iterable[Key] = ()) -> None:
        """Look at every picture again, at ``first`` before the others."""
        self._first.update((key, None) for key in first if key in self._watched)
        self._then.update(dict.fromkeys(self._watched))
        if self._watched:
            self._work.set()

    def let_go(self) -> None:
        """Wake every watcher: there is no more to come."""
        for watched in self._watched.values():
            for watcher in watched.watchers:
                watcher.changed.set()

    async def keep_drawing(self) -> None:
        """Draw what may have changed, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._work.wait()
            began = loop.time()
            while (self._first or self._then) and loop.time() - began < WORK_S:
                self._draw_again(self._next())
            if not (self._first or self._then):
                self._work.clear()
            await asyncio.sleep(REST * (loop.time() - began))

    async def follow_the_clock(self) -> None:
        """Look at everything again now and then, until cancelled."""
        while True:
            await asyncio.sleep(CLOCK_S)
            self.all_may_have_changed()

    def _next(self) -> Key:
        waiting = self._first or self._then
        key = next(iter(waiting))
        self._first.pop(key, None)
        self._then.pop(key, None)
        return key

    def _draw_again(self, key: Key) -> None:
        watched = self._watched.get(key)
        if watched is None:
            return
        try:
            picture = self._draw(key)
        except Exception:  # noqa: BLE001 - one picture that cannot be drawn must not stop the others
            self._log.exception("picture_not_drawn")
            return
        _show(watched, picture)


def _show(watched: _Watched, picture: Picture) -> None:
    if picture == watched.picture:
        return
    watched.picture = picture
    for watcher in watched.watchers:
        watcher.picture = picture
        watcher.changed.set()
