"""What waits for the printer, one after the other. A power cut loses none of it and prints nothing twice."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime

from kiosk.flow.effects import Job, PrintJob
from kiosk.flow.inputs import PrintEnded
from kiosk.outbox import Outbox
from queue_server.contract.commands import Printed

PRINT_LATE_S = 300
"""A ticket that a power cut kept from the printer is printed this long after: its owner may still stand here."""


class PrintLine:
    """Used from the terminal's thread; ``start_print`` gives a job to the printer."""

    def __init__(self, outbox: Outbox, start_print: Callable[[Job], None], clock: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._start_print = start_print
        self._clock = clock
        self._waiting: deque[Job] = deque()
        self._printing: str | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being printed."""
        return self._printing is not None

    def add(self, job: Job) -> None:
        """At the end of the line; :meth:`go_on` prints it when it is its turn."""
        self._waiting.append(job)

    def ended(self, job: Job) -> bool:
        """Whether it was this that was being printed; the next may be."""
        if job.id != self._printing:
            return False
        self._printing = None
        return True

    def go_on(self) -> None:
        if self._printing is None and self._waiting:
            job = self._waiting.popleft()
            self._printing = job.id
            if isinstance(job, PrintJob):
                self._outbox.begin_job(job.id)
            self._start_print(job)

    def take_up(self) -> Iterator[PrintEnded]:
        """What a power cut left: told where it may have come out or would come too late, else printed in its turn."""
        now_s = int(self._clock().timestamp())
        for stored in self._outbox.jobs():
            if stored.stage == "printing":
                yield PrintEnded(stored.job, Printed.UNKNOWN, "unknown", "power_lost_while_printing")
            elif now_s - stored.kept_at_s > PRINT_LATE_S:
                yield PrintEnded(stored.job, Printed.NO, "unknown", "power_lost_before_printing")
            else:
                self.add(stored.job)
