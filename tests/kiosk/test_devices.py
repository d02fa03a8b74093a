"""The devices' threads on real ptys, with simulated devices at the far end."""

import threading
from collections.abc import Callable

import pytest
from PIL import Image

from hardware.id_card._frames import Answer
from hardware.id_card.simulator import IdCardSimulator
from hardware.printer.simulator import PrinterSimulator
from hardware.simulators import Wire
from kiosk.devices.printer import CUT_MM, DOTS_A_MM
from kiosk.flow.effects import PrintJob
from kiosk.flow.inputs import CardFailed, CardLaid, CardLeft, PaperUsed, PrintEnded
from queue_server.contract.commands import IdType, Printed
from queue_server.contract.id_numbers import is_valid
from tests.kiosk.device_bench import HANG_S, Bench, usual
from tests.kiosk.hall import HALL, TICKET

JOB = PrintJob("job-1", TICKET, 1, HALL.name, {"zh": "户籍业务"}, "zh")


class NotingReader(IdCardSimulator):
    """Notes when a card has been read."""

    def __init__(self) -> None:
        super().__init__(after_read="found")
        self.card_was_read = threading.Event()

    def _read(self, item: int) -> Answer:
        self.card_was_read.set()
        return super()._read(item)


def laid(order: str) -> NotingReader:
    simulator = NotingReader()
    simulator.command(order)
    return simulator


def test_a_card_is_read_while_one_is_wanted_and_not_before(bench: Bench) -> None:
    simulator = IdCardSimulator()
    room = bench.room(usual(id_card=bench.plug("reader", simulator)))
    bench.until_health("id_reader", "ok")
    simulator.command("lay 1")
    assert bench.inputs.empty()
    room.watch(wanted=True)
    given = bench.next_input()
    assert isinstance(given, CardLaid)
    assert (given.person.id_type, given.person.id_number) == (IdType.RESIDENT_ID, "11010519491231002X")


def test_a_card_that_stays_is_told_once_and_when_it_is_gone(bench: Bench) -> None:
    simulator = IdCardSimulator(after_read="found")
    room = bench.room(usual(id_card=bench.plug("reader", simulator)))
    simulator.command("lay 1")
    room.watch(wanted=True)
    assert isinstance(bench.next_input(), CardLaid)
    assert bench.next_input() == CardLeft(lying=True)
    simulator.command("remove")
    assert bench.after_lifting() == CardLeft(lying=False)
    simulator.command("lay 1")
    assert isinstance(bench.next_input(), CardLaid)


@pytest.mark.parametrize(
    ("failure", "code"),
    [("unreadable", "card_unreadable"), ("taken-away", "card_taken_away"), ("garbled", "garbled_frame")],
)
def test_a_card_that_cannot_be_used_is_told_with_its_sentence(bench: Bench, failure: str, code: str) -> None:
    simulator = IdCardSimulator()
    room = bench.room(usual(id_card=bench.plug("reader", simulator)))
    bench.until_health("id_reader", "ok")
    room.watch(wanted=True)
    simulator.command(f"fail {failure}")
    simulator.command("lay 1")
    given = bench.next_input()
    assert isinstance(given, CardFailed)
    assert given.code == code
    assert {"zh", "en"} <= given.text.keys()


@pytest.mark.parametrize(
    ("order", "id_type", "name"),
    [
        ("lay 1", IdType.RESIDENT_ID, "张示例"),
        ("lay type J", IdType.HK_MO_TW, "陈示范"),
        ("lay type I", IdType.FOREIGNER, "SAMPLE, PAT EXAMPLE"),
        ("lay type Y", IdType.FOREIGNER, "艾示例"),
    ],
)
def test_a_card_of_any_kind_is_one_that_the_queue_server_takes(
    bench: Bench, order: str, id_type: IdType, name: str
) -> None:
    simulator = IdCardSimulator()
    room = bench.room(usual(id_card=bench.plug("reader", simulator)))
    room.watch(wanted=True)
    simulator.command(order)
    given = bench.next_input()
    assert isinstance(given, CardLaid)
    assert (given.person.id_type, given.person.name) == (id_type, name)
    assert is_valid(given.person.id_type, given.person.id_number)
    assert given.person.holder("zh").name == name


def test_a_card_of_a_kind_that_nobody_knows_begins_no_visit(bench: Bench) -> None:
    simulator = IdCardSimulator()
    room = bench.room(usual(id_card=bench.plug("reader", simulator)))
    room.watch(wanted=True)
    simulator.command("lay type Z")
    given = bench.next_input()
    assert isinstance(given, CardFailed)
    assert given.code == "unsupported_card"


def test_a_reader_that_falls_silent_is_offline_and_ok_only_after_its_own_word(bench: Bench) -> None:
    simulator = IdCardSimulator()
    simulator.command("fail silent")
    room = bench.room(usual(id_card=bench.plug("reader", simulator)))
    room.watch(wanted=True)
    bench.until_health("id_reader", "offline", "reader_silent")
    simulator.command("ok")
    bench.until_health("id_reader", "ok")


def test_a_reader_that_is_unplugged_and_plugged_in_again_goes_on(bench: Bench) -> None:
    url = bench.plug("reader", IdCardSimulator())
    room = bench.room(usual(id_card=url))
    room.watch(wanted=True)
    bench.until_health("id_reader", "ok")
    bench.hosts[0].close()
    bench.until_health("id_reader", "offline")
    simulator = IdCardSimulator()
    bench.plug("reader", simulator)
    bench.until_health("id_reader", "ok")
    simulator.command("lay 2")
    assert isinstance(bench.next_input(), CardLaid)


def test_a_reader_that_is_unplugged_while_no_card_is_wanted_is_back_by_itself(bench: Bench) -> None:
    bench.room(usual(id_card=bench.plug("reader", IdCardSimulator())))
    bench.until_health("id_reader", "ok")
    bench.hosts[0].close()
    bench.until_health("id_reader", "offline")
    bench.plug("reader", IdCardSimulator())
    bench.until_health("id_reader", "ok")


def test_a_card_that_lay_through_a_broken_connection_begins_no_second_visit(bench: Bench) -> None:
    room = bench.room(usual(id_card=bench.plug("reader", laid("lay 1"))))
    room.watch(wanted=True)
    assert isinstance(bench.next_input(), CardLaid)
    assert bench.next_input() == CardLeft(lying=True)
    bench.hosts[0].close()
    bench.until_health("id_reader", "offline")
    simulator = laid("lay 1")
    bench.plug("reader", simulator)
    assert simulator.card_was_read.wait(HANG_S)
    simulator.command("lay 2")
    assert bench.next_input() == CardLeft(lying=False)
    given = bench.next_input()
    assert isinstance(given, CardLaid)
    assert given.person.id_number == "440524188001010014"


def test_a_reader_that_came_back_at_another_baud_rate_is_found(bench: Bench) -> None:
    url = bench.plug("reader", IdCardSimulator(), Wire(baud=115200))
    bench.room(usual(id_card=f"{url}?baud=auto"))
    bench.until_health("id_reader", "ok")
    bench.hosts[0].set_wire(Wire(baud=9600))
    bench.until_health("id_reader", "offline")
    bench.until_health("id_reader", "ok")


def test_a_ticket_is_printed_and_told(bench: Bench) -> None:
    simulator = PrinterSimulator()
    room = bench.room(usual(printer=bench.plug("printer", simulator)))
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.YES, "ok", None)
    assert bench.next_input() == PaperUsed(64 // DOTS_A_MM + CUT_MM)
    assert len(simulator.tickets) == 1


def test_without_paper_nothing_is_printed_and_the_printer_says_why(bench: Bench) -> None:
    simulator = PrinterSimulator()
    simulator.command("paper out")
    room = bench.room(usual(printer=bench.plug("printer", simulator)))
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.NO, "out", "not_started")
    simulator.command("paper ok")
    bench.until_health("printer", "ok")
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.YES, "ok", None)


def test_a_printer_that_is_unplugged_and_plugged_in_again_goes_on(bench: Bench) -> None:
    url = bench.plug("printer", PrinterSimulator())
    room = bench.room(usual(printer=url))
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
    room = bench.room(usual(printer=bench.plug("printer", PrinterSimulator())), draw=lambda *_: drawings.pop(0)())
    room.print(JOB)
    room.print(JOB)
    first, second = bench.next_input(), bench.next_input()
    assert isinstance(first, PrintEnded)
    assert isinstance(second, PrintEnded)
    assert (first.printed, first.detail, second.printed) == (Printed.NO, "ticket_not_drawn", Printed.YES)


def test_half_a_ticket_is_told_as_such(bench: Bench) -> None:
    simulator = PrinterSimulator()
    simulator.command("paper lasts 30")
    room = bench.room(usual(printer=bench.plug("printer", simulator)))
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.NO, "out", "stopped_half_way")


@pytest.mark.parametrize(("paper_mm", "dots"), [(58, 384), (80, 576)])
def test_a_ticket_is_drawn_as_wide_as_the_printer_s_paper(bench: Bench, paper_mm: int, dots: int) -> None:
    simulator = PrinterSimulator(paper_mm=paper_mm)
    room = bench.room(usual(printer=f"{bench.plug('printer', simulator)}?paper_mm={paper_mm}"))
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.YES, "ok", None)
    assert [ticket.width for ticket in simulator.tickets] == [dots]


def test_a_ticket_that_is_wider_than_the_paper_is_told_and_does_not_end_the_printing(bench: Bench) -> None:
    drawings = [Image.new("1", (576, 64), 0), Image.new("1", (384, 64), 0)]
    url = bench.plug("printer", PrinterSimulator(paper_mm=58))
    room = bench.room(usual(printer=f"{url}?paper_mm=58"), draw=lambda *_: drawings.pop(0))
    room.print(JOB)
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.NO, "ok", "bad_image")
    assert bench.next_input() == PrintEnded(JOB, Printed.YES, "ok", None)


def test_devices_that_are_not_named_are_said_to_be_missing(bench: Bench) -> None:
    room = bench.room(usual())
    room.watch(wanted=True)
    room.print(JOB)
    assert bench.next_input() == PrintEnded(JOB, Printed.NO, "offline", "not_configured")
    bench.until_health("id_reader", "offline", "not_configured")
    bench.until_health("printer", "offline", "not_configured")
