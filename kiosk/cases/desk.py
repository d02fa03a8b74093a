"""What is read of cases, in a thread of its own: an errand is asked until it is answered or nobody waits any more."""

import threading
from collections import deque
from collections.abc import Callable

import structlog

from kiosk.cases.line import CaseLine, CaseLineError, LineBrokenError
from kiosk.flow.effects import Fetch
from kiosk.flow.errands import ErrandAnswer
from kiosk.flow.inputs import Answered, Input, Refused
from queue_server.contract.views import HallState

AGAIN_S = 3.0
"""As commands are sent again (kiosk.client): an answer takes milliseconds, after this long it was lost."""


class CaseDesk:
    """Used from the program's own thread; ``tell`` is called from the desk's.

    Without a ``line`` (a terminal that has no token) nothing can be asked, and ``ready`` is never true.
    """

    def __init__(self, line: CaseLine | None, *, tell: Callable[[Input], None], again_s: float = AGAIN_S) -> None:
        self._line = line
        self._tell = tell
        self._again_s = again_s
        self._server: str | None = None
        self._errands: deque[Fetch] = deque()
        self._changed = threading.Condition()
        self._person_gone = False
        self._stopped = False
        self._log = structlog.get_logger("case_desk")
        self._thread = threading.Thread(target=self._run, name="case-desk", daemon=True)

    @property
    def ready(self) -> bool:
        """Whether the terminal may ask, and knows whom."""
        return self._line is not None and self._server is not None

    def hall_is(self, hall: HallState | None) -> None:
        """What the hall says of where its pages are."""
        if hall is not None and hall.url is not None:
            with self._changed:
                self._server = hall.url
                self._changed.notify()

    def start(self) -> None:
        if self._line is not None:
            self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def fetch(self, wanted: Fetch) -> None:
        """Ask until the answer came or :meth:`withdraw`."""
        with self._changed:
            self._errands.append(wanted)
            self._changed.notify()

    def withdraw(self, errand_ids: tuple[str, ...]) -> None:
        """Nobody waits for these any more."""
        with self._changed:
            self._errands = deque(each for each in self._errands if each.id not in errand_ids)

    def forget(self) -> None:
        """The person has gone: whatever was asked for them is asked no more, and the visit is over."""
        with self._changed:
            self._errands.clear()
            self._person_gone = True
            self._changed.notify()

    def _run(self) -> None:
        assert self._line is not None  # noqa: S101 - see start()
        while wanted := self._next(self._line):
            self._carry_out(self._line, *wanted)
            del wanted  # what was asked for a person is not kept until the next comes
        self._line.close()

    def _carry_out(self, line: CaseLine, server: str, fetch: Fetch) -> None:
        try:
            answer = line.read(server, fetch.errand)
        except LineBrokenError as error:
            self._log.warning("errand_not_answered", errand=type(fetch.errand).__name__, reason=error.reason)
            self._wait()
        except CaseLineError as error:
            self._settle(fetch, error)
        else:
            self._settle(fetch, answer)

    def _next(self, line: CaseLine) -> tuple[str, Fetch] | None:
        """The errand that is to be asked now; None when the program ends."""
        with self._changed:
            while not self._stopped:
                if self._person_gone:
                    line.forget()
                    self._person_gone = False
                if self._errands and self._server:
                    return self._server, self._errands[0]
                self._changed.wait()
            return None

    def _settle(self, fetch: Fetch, came: ErrandAnswer | CaseLineError) -> None:
        """An answer that nobody waits for any more is dropped here: it may be another person's."""
        with self._changed:
            if fetch not in self._errands:
                return
            self._errands.remove(fetch)
        if isinstance(came, CaseLineError):
            self._tell(Refused(fetch.id, came.error))
        else:
            self._tell(Answered(fetch.id, type(fetch.errand), came))

    def _wait(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._person_gone, self._again_s)
