"""The receipt printer in its thread: jobs in order, and its health between them."""

import queue
import threading
from collections.abc import Callable
from typing import Literal, Protocol

import structlog
from PIL import Image

from hardware.errors import HardwareError
from hardware.printer import BadImageError, CameOut, PrintOutcome
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.flow.effects import Job, PrintJob, SheetJob
from kiosk.flow.inputs import Input, PaperUsed, PrintEnded
from queue_server.contract.commands import Printed

DOTS_A_MM = 8
"""203 dots an inch: what every receipt printer here has."""

CUT_MM = 15
"""From the print head to the knife: paper that goes with every ticket."""

BEING_MENDED = (PartStatus.OUT, PartStatus.JAM, PartStatus.COVER_OPEN)
"""Somebody may be standing at the printer."""


class Printer(Protocol):
    """What this thread needs of a printer: see ``hardware.printer.ReceiptPrinter``."""

    paper_dots: int

    def print_image(self, image: Image.Image) -> PrintOutcome: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class PrinterThread:
    """Prints what it is handed. ``tell`` and ``tell_health`` are called from here."""

    def __init__(
        self,
        open_printer: Callable[[], Printer],
        pace: Pace,
        *,
        draw: Callable[[Job, int], Image.Image],
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        self._open_printer = open_printer
        self._pace = pace
        self._draw = draw
        self._tell = tell
        self._tell_health = tell_health
        self._orders: queue.SimpleQueue[Job | Literal["reopen"] | None] = queue.SimpleQueue()
        self._printer: Printer | None = None
        self._health = PartHealth(PartStatus.UNKNOWN)
        self._log = structlog.get_logger("printer")
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def print(self, job: Job) -> None:
        self._orders.put(job)

    def reopen(self) -> None:
        """Close the printer after the jobs before, and open it anew."""
        self._orders.put("reopen")

    def stop(self) -> None:
        """Ends after the jobs it was handed."""
        self._orders.put(None)
        self._thread.join()

    def _run(self) -> None:
        self._ask_health()
        while True:
            try:
                job = self._orders.get(timeout=self._next_look_s())
            except queue.Empty:
                self._ask_health()
                continue
            if job is None:
                self._close()
                return
            if job == "reopen":
                self._close()
                self._ask_health()
            else:
                self._print(job)

    def _next_look_s(self) -> float:
        mended_soon = self._printer is None or self._health.status in BEING_MENDED
        return self._pace.reopen_s if mended_soon else self._pace.health_every_s

    def _print(self, job: Job) -> None:
        outcome, used_mm = self._outcome(job)
        self._set_health(outcome.health)
        printed = Printed(outcome.printed.value)
        self._log.info(
            "print_ended",
            number=_name(job),
            attempt=job.attempt if isinstance(job, PrintJob) else 1,
            printed=printed.value,
            came_out=outcome.came_out.value,
        )
        self._tell(PrintEnded(job, printed, outcome.health.status.value, outcome.detail))
        if outcome.came_out is not CameOut.NOTHING:
            self._tell(PaperUsed(used_mm))

    def _outcome(self, job: Job) -> tuple[PrintOutcome, int]:
        """What came of it, and how many millimetres of paper it takes."""
        try:
            printer = self._opened()
            image = self._draw(job, printer.paper_dots)
        except HardwareError as error:
            health = PartHealth(PartStatus.OFFLINE, error.code)
            return PrintOutcome(CameOut.NOTHING, error.code, health), 0
        except Exception:  # noqa: BLE001 - a ticket that cannot be drawn must not end this thread: no paper, and told so
            self._log.exception("ticket_not_drawn", number=_name(job))
            return PrintOutcome(CameOut.NOTHING, "ticket_not_drawn", self._health), 0
        try:
            return printer.print_image(image), round(image.height / DOTS_A_MM) + CUT_MM
        except BadImageError as error:
            self._log.warning("ticket_does_not_fit", number=_name(job), size=error.size, expected=error.expected)
            return PrintOutcome(CameOut.NOTHING, error.code, self._health), 0

    def _ask_health(self) -> None:
        try:
            health = self._opened().health()
        except HardwareError as error:
            health = PartHealth(PartStatus.OFFLINE, error.code)
        self._set_health(health)

    def _opened(self) -> Printer:
        if self._printer is None:
            self._printer = self._open_printer()
        return self._printer

    def _close(self) -> None:
        if self._printer is not None:
            self._printer.close()
            self._printer = None

    def _set_health(self, health: PartHealth) -> None:
        if health.status is PartStatus.OFFLINE:
            # Its port may come back as another one: the next use opens it anew.
            self._close()
        if health != self._health:
            self._log.info("part_changed", part="printer", status=health.status.value, detail=health.detail)
            self._health = health
            self._tell_health(health)


def _name(job: Job) -> str:
    """A job as a log may know it: a sheet only as one, for a booking is somebody's."""
    match job:
        case PrintJob():
            return job.ticket.number
        case SheetJob():
            return "sheet"
        case _:
            return "sample"
