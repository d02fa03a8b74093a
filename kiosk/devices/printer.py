"""The receipt printer in its thread: jobs in order, and its health between them."""

import queue
import threading
from collections.abc import Callable
from typing import Protocol

import structlog
from PIL import Image

from hardware.errors import HardwareError
from hardware.printer import BadImageError, CameOut, PrintOutcome
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.flow.effects import PrintJob
from kiosk.flow.inputs import Input, PrintEnded
from queue_server.contract.commands import Printed

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
        draw: Callable[[PrintJob, int], Image.Image],
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        self._open_printer = open_printer
        self._pace = pace
        self._draw = draw
        self._tell = tell
        self._tell_health = tell_health
        self._orders: queue.SimpleQueue[PrintJob | None] = queue.SimpleQueue()
        self._printer: Printer | None = None
        self._health = PartHealth(PartStatus.UNKNOWN)
        self._log = structlog.get_logger("printer")
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def print(self, job: PrintJob) -> None:
        self._orders.put(job)

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
            self._print(job)

    def _next_look_s(self) -> float:
        mended_soon = self._printer is None or self._health.status in BEING_MENDED
        return self._pace.reopen_s if mended_soon else self._pace.health_every_s

    def _print(self, job: PrintJob) -> None:
        outcome = self._outcome(job)
        self._set_health(outcome.health)
        printed = Printed(outcome.printed.value)
        self._log.info(
            "print_ended",
            number=job.ticket.number,
            attempt=job.attempt,
            printed=printed.value,
            came_out=outcome.came_out.value,
        )
        self._tell(PrintEnded(job, printed, outcome.health.status.value, outcome.detail))

    def _outcome(self, job: PrintJob) -> PrintOutcome:
        try:
            printer = self._opened()
            image = self._draw(job, printer.paper_dots)
        except HardwareError as error:
            health = PartHealth(PartStatus.OFFLINE, error.code)
            return PrintOutcome(CameOut.NOTHING, error.code, health)
        except Exception:  # noqa: BLE001 - a ticket that cannot be drawn must not end this thread: no paper, and told so
            self._log.exception("ticket_not_drawn", number=job.ticket.number)
            return PrintOutcome(CameOut.NOTHING, "ticket_not_drawn", self._health)
        try:
            return printer.print_image(image)
        except BadImageError as error:
            self._log.warning("ticket_does_not_fit", number=job.ticket.number, size=error.size, expected=error.expected)
            return PrintOutcome(CameOut.NOTHING, error.code, self._health)

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
