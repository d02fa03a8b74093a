"""The printer of A4 sheets in its thread."""

from collections.abc import Callable
from typing import Protocol

from hardware.document_printer import DocumentOutcome
from hardware.errors import HardwareError
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.devices.working import WorkThread
from kiosk.flow.effects import SheetJob
from kiosk.flow.inputs import Input, PrintEnded
from queue_server.contract.commands import Printed


class SheetPrinter(Protocol):
    """What this thread needs of a printer of sheets: see ``hardware.document_printer.DocumentPrinter``."""

    def print_document(self, document: bytes) -> DocumentOutcome: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class DocumentThread(WorkThread[SheetPrinter, SheetJob]):
    """Prints sheets as PDF. ``instead`` gets a sheet of which it is certain that nothing came out."""

    part = "document_printer"

    def __init__(
        self,
        open_printer: Callable[[], SheetPrinter],
        pace: Pace,
        *,
        draw: Callable[[SheetJob], bytes],
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
        instead: Callable[[SheetJob], None] | None = None,
    ) -> None:
        super().__init__(open_printer, pace, tell_health=tell_health)
        self._draw = draw
        self._tell = tell
        self._instead = instead

    def _do(self, order: SheetJob) -> None:
        printed, detail = self._outcome(order)
        self._log.info("sheet_ended", printed=printed.value, detail=detail)
        self._ask_health()
        if printed is Printed.NO and self._instead is not None:
            self._instead(order)
        else:
            self._tell(PrintEnded(order, printed, self._health.status.value, detail))

    def _broken(self, order: SheetJob) -> None:
        self._tell(PrintEnded(order, Printed.UNKNOWN, self._health.status.value, "order_broken"))

    def _outcome(self, job: SheetJob) -> tuple[Printed, str | None]:
        try:
            printer = self._opened()
            document = self._draw(job)
        except HardwareError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
            return Printed.NO, error.code
        except Exception:  # noqa: BLE001 - a sheet that cannot be drawn must not end this thread: no paper, and told so
            self._log.exception("sheet_not_drawn")
            return Printed.NO, "sheet_not_drawn"
        outcome = printer.print_document(document)
        return _PRINTED[outcome.value.value], outcome.detail


_PRINTED = {"printed": Printed.YES, "not_printed": Printed.NO, "unknown": Printed.UNKNOWN}
