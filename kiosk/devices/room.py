"""All devices of one terminal, as the rest of it sees them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image

from hardware.camera import CameraGoneError
from hardware.devices_file import DeviceSetting
from hardware.status import PartHealth as PartWord
from kiosk.devices.camera import CameraThread
from kiosk.devices.documents import DocumentThread
from kiosk.devices.locker import LockerThread
from kiosk.devices.pace import Pace
from kiosk.devices.printer import PrinterThread
from kiosk.devices.reader import ReaderThread
from kiosk.devices.scanner import ScannerThread
from kiosk.devices.watching import DeviceThread
from kiosk.devices.working import WorkThread
from kiosk.flow.apply_inputs import PageNotTaken
from kiosk.flow.effects import Job, SheetJob
from kiosk.flow.inputs import DoorEnded, Input, PrintEnded
from kiosk.flow.lockers import DoorJob, DoorWord
from kiosk.flow.session import NOT_CONFIGURED
from queue_server.contract.commands import Printed
from queue_server.contract.views import PartHealth

READER = "id_reader"
SCANNER = "scanner"
PRINTER = "printer"
CAMERA = "camera"
LOCKER = "locker"
DOCUMENTS = "document_printer"
"""The parts' names in the contract's Health."""

EVERYWHERE = (READER, PRINTER)
"""What every terminal has: where one of them is not set up, somebody forgot it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """From a job to what a printer takes: an image as wide as the paper, and for sheets of A4 a PDF."""

    ticket: Callable[[Job, int], Image.Image]
    document: Callable[[SheetJob], bytes]


class DeviceRoom:
    """``tell`` and ``tell_health`` are called from the devices' threads; for a device that is missing, from here."""

    def __init__(
        self,
        settings: Mapping[str, DeviceSetting],
        *,
        drawing: Drawing,
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
        self._locker: LockerThread | None = None
        self._documents: DocumentThread | None = None
        if id_card := settings.get("id_card"):
            self._reader = ReaderThread(id_card.open, pace, tell=tell, tell_health=self._word_of(READER))
        if scanner := settings.get("scanner"):
            self._scanner = ScannerThread(scanner.open, pace, tell=tell, tell_health=self._word_of(SCANNER))
        if printer := settings.get("printer"):
            word = self._word_of(PRINTER)
            self._printer = PrinterThread(printer.open, pace, draw=drawing.ticket, tell=tell, tell_health=word)
        if locker := settings.get("locker"):
            self._locker = LockerThread(locker.open, pace, tell=tell, tell_health=self._word_of(LOCKER))
        if documents := settings.get("document_printer"):
            self._documents = DocumentThread(
                documents.open,
                pace,
                draw=drawing.document,
                tell=tell,
                tell_health=self._word_of(DOCUMENTS),
                instead=self._printer.order if self._printer else None,
            )

        if camera := settings.get("camera"):
            self._camera = CameraThread(camera.open, pace, tell=tell, tell_health=self._word_of(CAMERA))

    def start(self) -> None:
        for name in EVERYWHERE:
            if name not in self._devices():
                self._tell_health(name, PartHealth(status="offline", detail=NOT_CONFIGURED))
        for device in self._devices().values():
            device.start()

    def stop(self) -> None:
        """The printer of tickets last: it may get a sheet that the other one did not print."""
        for device in self._devices().values():
            device.stop()

    def watch(self, *, wanted: bool) -> None:
        for device in (self._reader, self._scanner):
            if device is not None:
                device.watch(wanted=wanted)

    def reopen(self) -> None:
        """Close every device and open it anew."""
        for device in self._devices().values():
            device.reopen()

    def prints_apart(self, job: Job) -> bool:
        """Whether the job is for the printer of sheets: nobody's ticket waits for it."""
        return isinstance(job, SheetJob) and job.on_a4 and self._documents is not None

    def print(self, job: Job) -> None:
        if isinstance(job, SheetJob) and job.on_a4 and self._documents is not None:
            self._documents.order(job)
        elif self._printer is None:
            self._tell(PrintEnded(job, Printed.NO, "offline", NOT_CONFIGURED))
        else:
            self._printer.order(job)

    def open_door(self, job: DoorJob) -> None:
        if self._locker is None:
            self._tell(DoorEnded(job, DoorWord.AWAY))
        else:
            self._locker.order(job)

    def take_page(self, order: str) -> None:
        """Have a page taken; it is told under the name of the order."""
        if self._camera is None:
            error = CameraGoneError(NOT_CONFIGURED)
            self._tell(PageNotTaken(order, error.code, error.sentence.by_language()))
        else:
            self._camera.order(order)

    def _devices(self) -> dict[str, DeviceThread[Any] | WorkThread[Any, Any]]:
        named = {
            READER: self._reader,
            SCANNER: self._scanner,
            CAMERA: self._camera,
            LOCKER: self._locker,
            DOCUMENTS: self._documents,
            PRINTER: self._printer,
        }
        return {name: device for name, device in named.items() if device is not None}

    def _word_of(self, name: str) -> Callable[[PartWord], None]:
        return lambda word: self._tell_health(name, PartHealth(status=word.status.value, detail=word.detail))
