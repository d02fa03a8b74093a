"""The devices' threads on real ptys, with simulated devices at the far end."""

import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from hardware.id_card.simulator import IdCardSimulator
from hardware.printer.simulator import PrinterSimulator
from hardware.simulators import PtyHost, Simulator, Wire
from kiosk.devices import DeviceRoom, DevicesFileError, DeviceUrls, Pace, read_devices_file
from kiosk.flow.effects import PrintJob
from kiosk.flow.inputs import CardFailed, CardLaid, CardLeft, Input, PrintEnded
from queue_server.contract.commands import IdType, Printed
from queue_server.contract.views import PartHealth
from tests.kiosk.conftest import HANG_S
from tests.kiosk.scenes import HALL, TICKET

QUICK = Pace(poll_every_s=0.01, health_every_s=0.05, reopen_s=0.02)
JOB = PrintJob("job-1", TICKET, 1, HALL.name, {"zh": "户籍业务"}, "zh")


@dataclass
class Bench:
    """A device room whose words are kept, with simulators that can be plugged in and out at one path."""

    folder: Path
    inputs: queue.Queue[Input] = field(default_factory=queue.Queue)
    health: queue.Queue[tuple[str, PartHealth]] = field(default_factory=queue.Queue)
    hosts: list[PtyHost] = field(default_factory=list)
    rooms: list[DeviceRoom] = field(default_factory=list)

    def plug(self, name: str, simulator: Simulator) -> str:
        host = PtyHost(simulator, Wire())
        self.hosts.append(host)
        port = self.folder / name
        port.unlink(missing_ok=True)
        port.symlink_to(host.path)
        return f"serial://{port}"

    def room(self, urls: DeviceUrls, draw: Callable[[PrintJob], Image.Image] | None = None) -> DeviceRoom:
        room = DeviceRoom(
            urls,
            draw=draw or (lambda _: Image.new("1", (576, 64), 0)),
            tell=self.inputs.put,
            tell_health=lambda part, word: self.health.put((part, word)),
            pace=QUICK,
        )
        self.rooms.append(room)
        room.start()
        return room

    def next_input(self) -> Input:
        return self.inputs.get(timeout=HANG_S)

    def until_health(self, part: str, status: str, detail: str | None = None) -> None:
        while True:
            name, word = self.health.get(timeout=HANG_S)
            if (name, word.status) == (part, status) and detail in (None, word.detail):
                return


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    for room in bench.rooms:
        room.stop()
    for host in bench.hosts:
        host.close()


def test_a_card_is_read_while_one_is_wanted_and_not_before(bench: Bench) -> None:
    simulator = IdCardSimulator()
    room = bench.room(DeviceUrls(id_card=bench.plug("reader", simulator)))
    bench.until_health("id_reader", "ok")
    simulator.command("lay 1")
    assert bench.inputs.empty()
    room.watch(wanted=True)
    given = bench.next_input()
    assert isinstance(given, CardLaid)
    assert (given.person.id_type, given.person.id_number) == (IdType.RESIDENT_ID, "11010519491231002X")


def test_a_card_that_stays_is_told_once_and_when_it_is_gone(bench: Bench) -> None:
    simulator = IdCardSimulator(after_read="found")
    room = bench.room(DeviceUrls(id_card=bench.plug("reader", simulator)))
    simulator.command("lay 1")
    room.watch(wanted=True)
    assert isinstance(bench.next_input(), CardLaid)
    assert bench.next_input() == CardLeft(lying=True)
    simulator.command("remove")
    assert bench.next_input() == CardLeft(lying=False)
    simulator.command("lay 1")
    assert isinstance(bench.next_input(), CardLaid)


@pytest.mark.parametrize(
    ("failure", "code"),
    [("unreadable", "card_unreadable"), ("taken-away", "card_taken_away"), ("garbled", "garbled_frame")],
)
def test_a_card_that_cannot_be_used_is_told_with_its_sentence(bench: Bench, failure: str, code: str) -> None:
    simulator = IdCardSimulator()
    room = bench.room(DeviceUrls(id_card=bench.plug("reader", simulator)))
    bench.until_health("id_reader", "ok")
    room.watch(wanted=True)
    simulator.command(f"fail {failure}")
    simulator.command("lay 1")
    given = bench.next_input()
    assert isinstance(given, CardFailed)
    assert given.code == code
    assert {"zh", "en"} <= given.text.keys()


def test_a_card_of_another_kind_or_with_a_wrong_check_digit_begins_no_visit(bench: Bench) -> None:
    simulator = IdCardSimulator()
    room = bench.room(DeviceUrls(id_card=bench.plug("reader", simulator)))
    room.watch(wanted=True)
    simulator.command("lay type J")
    given = bench.next_input()
    assert isinstance(given, CardFailed)
    assert given.code == "unsupported_card"


def test_a_reader_that_falls_silent_is_offline_and_ok_only_after_its_own_word(bench: Bench) -> None:
    simulator = IdCardSimulator()
    simulator.command("fail silent")
    room = bench.room(DeviceUrls(id_card=bench.plug("reader", simulator)))
    room.watch(wanted=True)
    bench.until_health("id_reader", "offline", "reader_silent")
    simulator.command("ok")
    bench.until_health("id_reader", "ok")


def test_a_reader_that_is_unplugged_and_plugged_in_again_goes_on(bench: Bench) -> None:
    url = bench.plug("reader", IdCardSimulator())
    room = bench.room(DeviceUrls(id_card=url))
    room.watch(wanted=True)
    bench.until_health("id_reader", "ok")
    bench.hosts[0].close()
    bench.until_health("id_reader", "offline")
    simulator = IdCardSimulator()
    bench.plug("reader", simulator)
    bench.until_health("id_reader", "ok")
    simulator.command("lay 2")
    assert isinstance(bench.next_input(), CardLaid)


def test_a_ticket_is_printed_and_told(bench: Bench) -> None:
    simulator = PrinterSimulator()
    room = bench.room(DeviceUrls(printer=bench.plug("printer", simulator)))
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.YES, "ok", None)
    assert len(simulator.tickets) == 1


def test_without_paper_nothing_is_printed_and_the_printer_says_why(bench: Bench) -> None:
    simulator = PrinterSimulator()
    simulator.command("paper out")
    room = bench.room(DeviceUrls(printer=bench.plug("printer", simulator)))
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.NO, "out", "not_started")
    simulator.command("paper ok")
    bench.until_health("printer", "ok")
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.YES, "ok", None)


def test_a_printer_that_is_unplugged_and_plugged_in_again_goes_on(bench: Bench) -> None:
    url = bench.plug("printer", PrinterSimulator())
    room = bench.room(DeviceUrls(printer=url))
    bench.until_health("printer", "ok")
    bench.hosts[0].close()
    bench.until_health("printer", "offline")
    room.print(JOB)
    given = bench.next_input()
    assert isinstance(given, PrintEnded)
    assert (given.printed, given.printer) == (Printed.NO, "offline")
    bench.plug("printer", PrinterSimulator())
    bench.until_health("printer", "ok")
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.YES, "ok", None)


def test_a_ticket_that_cannot_be_drawn_is_told_and_does_not_end_the_printing(bench: Bench) -> None:
    drawings: list[Callable[[], Image.Image]] = [lambda: 1 // 0, lambda: Image.new("1", (576, 64), 0)]  # type: ignore[list-item, return-value]  # it raises
    room = bench.room(DeviceUrls(printer=bench.plug("printer", PrinterSimulator())), draw=lambda _: drawings.pop(0)())
    room.print(JOB)
    room.print(JOB)
    first, second = bench.next_input(), bench.next_input()
    assert isinstance(first, PrintEnded)
    assert isinstance(second, PrintEnded)
    assert (first.printed, first.detail, second.printed) == (Printed.NO, "ticket_not_drawn", Printed.YES)


def test_devices_that_are_not_named_are_said_to_be_missing(bench: Bench) -> None:
    room = bench.room(DeviceUrls())
    room.watch(wanted=True)
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.NO, "offline", "not_configured")
    bench.until_health("id_reader", "offline", "not_configured")
    bench.until_health("printer", "offline", "not_configured")


def test_a_devices_file_names_each_device_by_its_url(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('id_card = "sim://id-card"\nprinter = "serial:///dev/no-such-port"\n')
    assert read_devices_file(file) == DeviceUrls("sim://id-card", "serial:///dev/no-such-port")


def test_all_mistakes_of_a_devices_file_are_told_at_once_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('id_card = "usb://1"\nprinter = 5\nscanner = "sim://scanner"\n')
    with pytest.raises(DevicesFileError) as caught:
        read_devices_file(file)
    assert [mistake.partition(":")[0] for mistake in caught.value.mistakes] == ["id_card", "printer", "scanner"]
    assert str(file) in str(caught.value)


@pytest.mark.parametrize("content", ["id_card = ", 'id_card = "sim://id-card?speed=3"', 'printer = "sim://teapot"'])
def test_a_devices_file_that_cannot_be_meant_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "devices.toml"
    file.write_text(content)
    with pytest.raises(DevicesFileError):
        read_devices_file(file)
    with pytest.raises(DevicesFileError):
        read_devices_file(tmp_path / "none.toml")
