"""All devices of one terminal, as the rest of it sees them."""

from collections.abc import Callable, Mapping

from PIL import Image

from hardware.camera import CameraGoneError
from hardware.devices_file import DeviceSetting
from hardware.status import PartHealth as PartWord
from kiosk.devices.camera import CameraThread
from kiosk.devices.pace import Pace
from kiosk.devices.printer import PrinterThread
from kiosk.devices.reader import ReaderThread
from kiosk.devices.scanner import ScannerThread
from kiosk.flow.apply_inputs import PageNotTaken
from kiosk.flow.effects import Job
from kiosk.flow.inputs import Input, PrintEnded
from kiosk.presenting.common import NOT_CONFIGURED
from queue_server.contract.commands import Printed
from queue_server.contract.views import PartHealth

READER = "id_reader"
SCANNER = "scanner"
PRINTER = "printer"
CAMERA = "camera"
"""The parts' names in the contract's Health."""

EVERYWHERE = (READER, PRINTER)
"""What every terminal has: where one of them is not set up, somebody forgot it."""


class DeviceRoom:
    """``tell`` and ``tell_health`` are called from the devices' threads; for a device that is missing, from here."""

    def __init__(
        self,
        settings: Mapping[str, DeviceSetting],
        *,
        draw: Callable[[Job, int], Image.Image],
        tell: Callable[[Input], None],
        tell_health: Callable[[str, PartHealth], None],
        pace: Pace,
    ) -> None:
        self._tell = tell
        self._tell_health = tell_health
        self._reader: ReaderThread | None = None
        self._scanner: ScannerThread | None = None
        self._printer: PrinterThread | None = None
        self._camera: CameraThread | None = None
        if id_card := settings.get("id_card"):
            self._reader = ReaderThread(id_card.open, pace, tell=tell, tell_health=self._word_of(READER))
        if scanner := settings.get("scanner"):
            self._scanner = ScannerThread(scanner.open, pace, tell=tell, tell_health=self._word_of(SCANNER))
        if printer := settings.get("printer"):
            self._printer = PrinterThread(printer.open, pace, draw=draw, tell=tell, tell_health=self._word_of(PRINTER))

        if camera := settings.get("camera"):
            self._camera = CameraThread(camera.open, pace, tell=tell, tell_health=self._word_of(CAMERA))

    def start(self) -> None:
        for name, device in self._named():
            if device is not None:
                device.start()
            elif name in EVERYWHERE:
                self._tell_health(name, PartHealth(status="offline", detail=NOT_CONFIGURED))

    def stop(self) -> None:
        for _, device in self._named():
            if device is not None:
                device.stop()

    def watch(self, *, wanted: bool) -> None:
        for device in (self._reader, self._scanner):
            if device is not None:
                device.watch(wanted=wanted)

    def reopen(self) -> None:
        """Close every device and open it anew."""
        for _, device in self._named():
            if device is not None:
                device.reopen()

    def print(self, job: Job) -> None:
        if self._printer is None:
            self._tell(PrintEnded(job, Printed.NO, "offline", NOT_CONFIGURED))
        else:
            self._printer.print(job)

    def take_page(self, order: str) -> None:
        """Have a page taken; it is told under the name of the order."""
        if self._camera is None:
            error = CameraGoneError(NOT_CONFIGURED)
            self._tell(PageNotTaken(order, error.code, error.sentence.by_language()))
        else:
            self._camera.take(order)

    def _named(self) -> tuple[tuple[str, ReaderThread | ScannerThread | PrinterThread | CameraThread | None], ...]:
        return ((READER, self._reader), (SCANNER, self._scanner), (PRINTER, self._printer), (CAMERA, self._camera))

    def _word_of(self, name: str) -> Callable[[PartWord], None]:
        return lambda word: self._tell_health(name, PartHealth(status=word.status.value, detail=word.detail))
