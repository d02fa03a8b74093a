"""Open staff pages that follow the hall: each is brought up to date when there is news, in turns."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import structlog

from queue_server.web.live.news import Told

TURN_S = 0.5
"""How often a page changes at most by what others do; what its own person does shows at once."""

REST = 2.0
"""How much longer than the drawing each pause is at least: staff pages take a third of a processor at most."""

CLOCK_S = 5.0
"""How often every page is brought up to date for the clock's sake: minutes waited, sessions that ended."""

GOES_OUT_S = 0.02
"""What a key changed leaves for its browser within this, when nobody is in the way."""

WAITS_AT_MOST_S = 0.05
"""How long a page waits for those who press keys: where somebody always does, the others are still kept fresh."""

Refresh = Callable[[], None]


class LivePages:
    """All pages that are open now. Everything runs in the event loop's thread."""

    def __init__(self) -> None:
        self._open: set[Refresh] = set()
        self._stale: dict[Refresh, None] = {}
        self._work = asyncio.Event()
        self._acting = 0
        self._nobody_acts = asyncio.Event()
        self._nobody_acts.set()
        self._log = structlog.get_logger("staff_pages")

    def follow(self, refresh: Refresh) -> None:
        """Call ``refresh`` when the hall changed, until :meth:`leave`."""
        self._open.add(refresh)

    def leave(self, refresh: Refresh) -> None:
        self._open.discard(refresh)
        self._stale.pop(refresh, None)

    def told(self, _events: Sequence[Told]) -> None:
        """There is news: a listener of :class:`queue_server.web.live.News`."""
        self._stale.update(dict.fromkeys(self._open))
        if self._stale:
            self._work.set()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Whoever pressed a key comes first: what they did is done and shown before other pages are drawn."""
        self._acting += 1
        self._nobody_acts.clear()
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(GOES_OUT_S, self._acted)

    def _acted(self) -> None:
        self._acting -= 1
        if not self._acting:
            self._nobody_acts.set()

    async def keep_fresh(self) -> None:
        """Bring pages up to date, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._work.wait()
            self._work.clear()
            drawing_s = 0.0
            while self._stale:
                await self._give_way()
                began = loop.time()
                if self._stale:
                    self._refresh(next(iter(self._stale)))
                drawing_s += loop.time() - began
                await asyncio.sleep(0)  # whoever presses a key meanwhile is heard
            await asyncio.sleep(max(TURN_S, REST * drawing_s))

    async def _give_way(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(WAITS_AT_MOST_S):
                await self._nobody_acts.wait()

    async def follow_the_clock(self) -> None:
        """Bring every page up to date now and then, until cancelled."""
        while True:
            await asyncio.sleep(CLOCK_S)
            self.told(())

    def _refresh(self, refresh: Refresh) -> None:
        self._stale.pop(refresh, None)
        try:
            refresh()
        except Exception:  # noqa: BLE001 - one page that cannot be drawn must not stop the others
            self._log.exception("staff_page_not_refreshed")
