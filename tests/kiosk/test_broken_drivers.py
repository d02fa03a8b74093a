"""A driver may be anybody's: one that raises what none may raise ends no thread and leaves nobody waiting."""

import queue
import weakref
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any, NoReturn

import pytest
from PIL import Image

from hardware.status import PartHealth, PartStatus
from kiosk.devices.camera import CameraThread
from kiosk.devices.documents import DocumentThread
from kiosk.devices.locker import LockerThread
from kiosk.devices.printer import PrinterThread
from kiosk.devices.reader import ReaderThread
from kiosk.devices.watching import DRIVER_BROKEN
from kiosk.devices.working import WorkThread
from kiosk.flow.apply_inputs import PageNotTaken
from kiosk.flow.effects import PrintJob, SheetJob
from kiosk.flow.inputs import DoorEnded, Input, PrintEnded
from kiosk.flow.lockers import DoorJob, DoorWord
from queue_server.contract.commands import Printed
from tests.kiosk.device_bench import HANG_S, QUICK
from tests.kiosk.hall import APPOINTMENT, TICKET

WELL = PartHealth(PartStatus.OK)
NAME = {"zh": "禅城区行政服务中心"}
DOOR = DoorJob("door-1", "lobby", 3)
SHEET = SheetJob("sheet-1", APPOINTMENT, NAME, NAME, "zh")
PAPER = PrintJob("ticket-1", TICKET, 1, NAME, NAME, "zh")


class Driver:
    """Of every kind of device at once. ``well``: it can say how it is; for the rest it is not."""

    paper_dots = 576

    def __init__(self) -> None:
        self.well = Event()

    def health(self) -> PartHealth:
        return WELL if self.well.is_set() else self._breaks()

    def _breaks(self, *_: object) -> NoReturn:
        raise ValueError("a mistake of the driver's own")

    def close(self) -> None: ...

    open_door = print_document = print_image = take = poll = doors = _breaks


class Heard:
    def __init__(self) -> None:
        self.driver = Driver()
        self.inputs: queue.Queue[Input] = queue.Queue()
        self.health: queue.Queue[PartHealth] = queue.Queue()

    def words(self) -> dict[str, Any]:
        return {"tell": self.inputs.put, "tell_health": self.health.put}

    def until(self, health: PartHealth) -> None:
        while self.health.get(timeout=HANG_S) != health:
            pass


@pytest.fixture
def heard() -> Iterator[Heard]:
    return Heard()


def camera(heard: Heard) -> WorkThread[Any, Any]:
    return CameraThread(lambda: heard.driver, QUICK, **heard.words())


def locker(heard: Heard) -> WorkThread[Any, Any]:
    return LockerThread(lambda: heard.driver, QUICK, **heard.words())


def printer(heard: Heard) -> WorkThread[Any, Any]:
    return PrinterThread(lambda: heard.driver, QUICK, draw=lambda _, dots: Image.new("1", (dots, 8)), **heard.words())


def documents(heard: Heard) -> WorkThread[Any, Any]:
    return DocumentThread(lambda: heard.driver, QUICK, draw=lambda _: b"%PDF-", **heard.words())


def came_of(given: Input) -> object:
    match given:
        case DoorEnded(_, word):
            return word
        case PrintEnded(_, printed):
            return printed
        case PageNotTaken():
            return given.code
    return given


@pytest.mark.parametrize(
    ("thread", "order", "told"),
    [
        (camera, "order-1", "page_not_taken"),
        (locker, DOOR, DoorWord.UNKNOWN),
        (printer, PAPER, Printed.UNKNOWN),
        (documents, SHEET, Printed.UNKNOWN),
    ],
)
def test_whoever_waits_for_a_driver_that_breaks_is_told_that_nobody_knows_and_the_next_is_told_as_well(
    heard: Heard, thread: Callable[[Heard], WorkThread[Any, Any]], order: object, told: object
) -> None:
    working = thread(heard)
    working.start()
    for _ in range(2):
        working.order(order)
        assert came_of(heard.inputs.get(timeout=HANG_S)) == told
    working.stop()


@pytest.mark.parametrize("thread", [camera, printer, documents])
def test_a_driver_that_breaks_is_a_part_that_is_away_until_it_can_say_how_it_is(
    heard: Heard, thread: Callable[[Heard], WorkThread[Any, Any]]
) -> None:
    working = thread(heard)
    working.start()
    heard.until(DRIVER_BROKEN)
    heard.driver.well.set()
    heard.until(WELL)
    working.stop()


def test_a_reader_whose_driver_breaks_is_away_and_looked_for_again(heard: Heard) -> None:
    reader = ReaderThread(lambda: heard.driver, QUICK, **heard.words())
    heard.driver.well.set()
    reader.start()
    heard.until(WELL)
    reader.watch(wanted=True)
    heard.until(DRIVER_BROKEN)
    reader.watch(wanted=False)
    heard.until(WELL)
    reader.stop()


def test_an_order_is_not_kept_until_the_next_comes(heard: Heard) -> None:
    class Order(str):
        """One that tells when it is gone."""

    gone = Event()
    working = camera(heard)
    working.start()
    order = Order("order-1")
    weakref.finalize(order, gone.set)
    working.order(order)
    del order
    heard.inputs.get(timeout=HANG_S)
    assert gone.wait(HANG_S)
    working.stop()
