"""Hands in pages, one after the other, in a thread of its own: a page is sent until the hall has it."""

import threading
from collections.abc import Callable

import structlog

from kiosk.cases.desk import AGAIN_S
from kiosk.cases.line import CaseLine, CaseLineError, LineBrokenError
from kiosk.cases.page_store import PageStore, StoredPage
from kiosk.flow.apply_inputs import PageKept, PageRefused
from kiosk.flow.errands import ReadPage
from kiosk.flow.inputs import Input
from queue_server.contract.views import HallState

FINAL = ("unknown_case", "unknown_paper", "wrong_state", "too_many_pages", "not_a_picture", "invalid_command")
"""Refusals that stay refusals, however often the page is sent."""


class PagePost:
    """Used from the program's own thread, in which ``tell`` is called as well."""

    def __init__(
        self,
        line: CaseLine | None,
        store: PageStore,
        *,
        post: Callable[[Callable[[], None]], None],
        tell: Callable[[Input], None],
        again_s: float = AGAIN_S,
    ) -> None:
        self._line = line
        self._store = store
        self._post = post
        self._tell = tell
        self._again_s = again_s
        self._server: str | None = None
        self._under_way: StoredPage | None = None
        self._told: int | None = None
        self._stopped = False
        self._changed = threading.Condition()
        self._log = structlog.get_logger("page_post")
        self._thread = threading.Thread(target=self._run, name="page-post", daemon=True)

    def start(self) -> None:
        if self._line is not None:
            self._thread.start()
            self.send_next()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def hall_is(self, hall: HallState | None) -> None:
        """What the hall says of where its pages are."""
        if hall is not None and hall.url is not None and hall.url != self._server:
            with self._changed:
                self._server = hall.url
                self._changed.notify()

    def send_next(self) -> None:
        """Begin with the oldest page, where none is under way."""
        if self._line is None or self._under_way is not None or self._store.count() == 0:
            return
        with self._changed:
            self._under_way = self._store.first()
            self._changed.notify()

    def _run(self) -> None:
        assert self._line is not None  # noqa: S101 - see start()
        while wanted := self._next(self._line):
            self._hand_in(self._line, *wanted)
            del wanted  # a page that is with the hall is not kept until the next comes
        self._line.close()

    def _next(self, line: CaseLine) -> tuple[str, StoredPage] | None:
        with self._changed:
            while not self._stopped:
                page = self._under_way
                if page is None:
                    line.forget()
                elif page.place != self._told and self._server is not None:
                    return self._server, page
                del page
                self._changed.wait()
            return None

    def _hand_in(self, line: CaseLine, server: str, stored: StoredPage) -> None:
        told = self._sent(line, server, stored)
        if told is None:
            self._wait()
        else:
            self._told = stored.place
            self._post(lambda: self._settle(stored.place, told))

    def _sent(self, line: CaseLine, server: str, stored: StoredPage) -> Input | None:
        """What the hall said; None where it has to be said again."""
        page = stored.page
        try:
            case = line.put(server, ReadPage(page.case, page.paper, page.page, page.holder), stored.picture)
        except LineBrokenError as error:
            self._log.warning("page_not_sent", case=page.case, reason=error.reason)
            return None
        except CaseLineError as error:
            self._log.warning("page_refused", case=page.case, code=error.error.code)
            return PageRefused(page.case, page.page, error.error) if error.error.code in FINAL else None
        return PageKept(page.page, case)

    def _settle(self, place: int, told: Input) -> None:
        """What was said of a picture that was taken again since is told to nobody: the later one is on its way."""
        was_last_take = self._store.drop(place)
        with self._changed:
            self._under_way = self._store.first()
            self._changed.notify()
        if was_last_take:
            self._tell(told)

    def _wait(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped, self._again_s)
