"""The network and the telephones behind a simulated modem: messages put together again, and reports about them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from hardware.modem._tpdu import StatusReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.modem._tpdu import Submit

REPORTS = ("once", "twice", "never")
KEPT_MESSAGES = 100

_OPENING = datetime(2026, 1, 15, 10, 30, tzinfo=timezone(timedelta(hours=8)))
"""The time in reports when the simulator starts."""


@dataclass(frozen=True, slots=True)
class SimulatedMessage:
    """A message as the telephone shows it, whole."""

    number: str
    text: str


@dataclass(slots=True)
class _Pieces:
    total: int
    texts: dict[int, bytes] = field(default_factory=dict)


class SimulatedNetwork:
    """`report` is one of REPORTS; `report_after_s` is how long a delivery takes; `status` is TP-ST in its report."""

    def __init__(self, clock: Callable[[], float], report: str, report_after_s: float) -> None:
        self.messages: deque[SimulatedMessage] = deque(maxlen=KEPT_MESSAGES)
        self.report = report
        self.report_after_s = report_after_s
        self.status = 0x00
        self._clock = clock
        self._started_at = clock()
        self._reference = 0
        self._torn: dict[tuple[str, int], _Pieces] = {}
        self._due: deque[tuple[float, StatusReport]] = deque()

    @property
    def torn(self) -> int:
        """How many messages lack a part."""
        return len(self._torn)

    def take(self, part: Submit) -> int:
        """Takes a part and returns its reference."""
        self._reference = (self._reference + 1) % 256
        if part.place is None:
            self._deliver(part.number.digits, part.text)
        else:
            self._collect(part)
        self._plan_reports(part)
        return self._reference

    def due_reports(self) -> list[StatusReport]:
        """Those whose time has come."""
        now, reports = self._clock(), []
        while self._due and self._due[0][0] <= now:
            reports.append(self._due.popleft()[1])
        return reports

    def _collect(self, part: Submit) -> None:
        assert part.place is not None  # noqa: S101 - the caller has looked
        key = (part.number.digits, part.place.message)
        pieces = self._torn.setdefault(key, _Pieces(part.place.total))
        pieces.texts[part.place.number] = part.text
        if set(pieces.texts) == set(range(1, pieces.total + 1)):
            del self._torn[key]
            self._deliver(part.number.digits, b"".join(text for _, text in sorted(pieces.texts.items())))

    def _deliver(self, number: str, text: bytes) -> None:
        self.messages.append(SimulatedMessage(number, text.decode("utf-16-be", "replace")))

    def _plan_reports(self, part: Submit) -> None:
        now = self._clock()
        submitted = _OPENING + timedelta(seconds=round(now - self._started_at))
        ended = submitted + timedelta(seconds=round(self.report_after_s))
        report = StatusReport(self._reference, part.number, submitted, ended, self.status)
        times = {"once": 1, "twice": 2, "never": 0}[self.report]
        self._due.extend([(now + self.report_after_s, report)] * times)
