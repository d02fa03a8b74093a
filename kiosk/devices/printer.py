"""The receipt printer in its thread."""

from collections.abc import Callable
from typing import Protocol

from PIL import Image

from hardware.errors import HardwareError
from hardware.printer import BadImageError, CameOut, PrintOutcome
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.devices.working import WorkThread
from kiosk.flow.effects import Job, PrintJob, SheetJob
from kiosk.flow.inputs import Input, PaperUsed, PrintEnded
from queue_server.contract.commands import Printed

DOTS_A_MM = 8
"""203 dots an inch: what every receipt printer here has."""

CUT_MM = 15
"""From the print head to the knife: paper that goes with every ticket."""


class Printer(Protocol):
    """What this thread needs of a printer: see ``hardware.printer.ReceiptPrinter``."""

    paper_dots: int

    def print_image(self, image: Image.Image) -> PrintOutcome: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class PrinterThread(WorkThread[Printer, Job]):
    """Prints what it is handed. ``tell`` and ``tell_health`` are called from here."""

    part = "printer"

    def __init__(
        self,
        open_printer: Callable[[], Printer],
        pace: Pace,
        *,
        draw: Callable[[Job, int], Image.Image],
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        super().__init__(open_printer, pace, tell_health=tell_health)
        self._draw = draw
        self._tell = tell

    def _do(self, order: Job) -> None:
        outcome, used_mm = self._outcome(order)
        self._set_health(outcome.health)
        printed = Printed(outcome.printed.value)
        self._log.info(
            "print_ended",
            number=_name(order),
            attempt=order.attempt if isinstance(order, PrintJob) else 1,
            printed=printed.value,
            came_out=outcome.came_out.value,
        )
        self._tell(PrintEnded(order, printed, outcome.health.status.value, outcome.detail))
        if outcome.came_out is not CameOut.NOTHING:
            self._tell(PaperUsed(used_mm))

    def _broken(self, order: Job) -> None:
        self._tell(PrintEnded(order, Printed.UNKNOWN, self._health.status.value, "order_broken"))

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


def _name(job: Job) -> str:
    """A job as a log may know it: a sheet only as one, for a booking is somebody's."""
    match job:
        case PrintJob():
            return job.ticket.number
        case SheetJob():
            return "sheet"
        case _:
            return "sample"
