"""Prints that end half-way, and printers that are put right."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PIL import Image

from hardware.errors import LinkStalledError
from hardware.printer import CameOut, Printed, PrintOutcome, ReceiptPrinter, Setup, Timing
from hardware.printer._encoder import FRAGMENT_ROWS
from hardware.printer._status_bytes import RECOVER
from hardware.printer.simulator import PrinterSimulator
from hardware.status import PartHealth, PartStatus

WELL = PrintOutcome(CameOut.ALL, None, PartHealth(PartStatus.OK))
OUT_HALF_WAY = PrintOutcome(CameOut.PART, "stopped_half_way", PartHealth(PartStatus.OUT))
JAMMED = PartHealth(PartStatus.JAM, "cutter_error")


def stripes(rows: int = 100) -> Image.Image:
    pattern = bytes(0xF0 if (row // 8) % 2 else 0x0F for row in range(rows) for _ in range(72))
    return Image.frombytes("1", (576, rows), pattern)


# Half-way


@pytest.mark.parametrize("rows", [1, 40, 99])
def test_paper_that_ends_inside_the_image_is_half_a_ticket(bench: Any, rows: int) -> None:
    simulator = PrinterSimulator()
    simulator.run_out_after(rows)
    assert bench.printer(simulator).print_image(stripes()) == OUT_HALF_WAY
    assert simulator.cuts == 0


def test_paper_that_ends_in_the_feed_before_the_cut_is_half_a_ticket(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.run_out_after(150)
    assert bench.printer(simulator).print_image(stripes()) == OUT_HALF_WAY


def test_a_slow_printer_that_runs_out_after_all_was_sent_has_printed_half_a_ticket(bench: Any) -> None:
    """Real-time status jumps the queue and says `well` while the ticket is still in the buffer: it is no proof."""
    simulator = PrinterSimulator(rows_per_s=2000)
    simulator.run_out_after(250)
    assert bench.printer(simulator).print_image(stripes()) == OUT_HALF_WAY
    assert simulator.cuts == 0


def test_a_printer_slower_than_any_patience_is_unknown(bench: Any) -> None:
    simulator = PrinterSimulator(rows_per_s=5)
    outcome = ReceiptPrinter(bench.plug_in(simulator), timing=Timing(finish_s=0.05)).print_image(stripes())
    assert outcome == PrintOutcome(CameOut.UNKNOWN, "no_clear_word_after_cut", PartHealth(PartStatus.OK))


def test_a_cutter_that_jams_leaves_a_ticket_that_hangs_in_the_printer(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.jam_cutter()
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome == PrintOutcome(CameOut.PART, "stopped_at_cut", JAMMED)


class TroubleAfter(PrinterSimulator):
    """Has trouble once so many rows of paper are out."""

    def __init__(self, rows: int, *troubles: str, asb: bool = False) -> None:
        super().__init__(asb=asb)
        self.rows = rows
        self.troubles = troubles
        self.happened = threading.Event()

    def _print_row(self, row: bytes) -> None:
        super()._print_row(row)
        if self.paper_rows == self.rows:
            for trouble in self.troubles:
                self._obey(trouble)
            self.happened.set()


@pytest.mark.parametrize(
    ("rows", "came_out", "detail"),
    [
        (10, CameOut.PART, "no_word_while_printing"),
        (90, CameOut.PART, "no_word_while_printing"),
        (250, CameOut.UNKNOWN, "no_word_after_cut"),
    ],
)
def test_a_printer_that_falls_silent_has_printed_a_part_until_it_was_told_to_cut_and_then_nobody_knows(
    bench: Any, rows: int, came_out: CameOut, detail: str
) -> None:
    simulator = TroubleAfter(rows, "fail silent")
    timing = Timing(status_answer_s=0.2, busy_answer_s=0.2, finish_s=2)
    outcome = ReceiptPrinter(bench.plug_in(simulator), timing=timing).print_image(stripes())
    assert outcome == PrintOutcome(came_out, detail, PartHealth(PartStatus.OFFLINE, "silent"))


@pytest.mark.parametrize(
    ("trouble", "status"), [("cover open", PartStatus.COVER_OPEN), ("fail overheated", PartStatus.OFFLINE)]
)
@pytest.mark.parametrize("asb", [False, True], ids=["asked", "tells"])
def test_a_printer_that_stops_half_way_says_why(bench: Any, trouble: str, status: PartStatus, *, asb: bool) -> None:
    outcome = bench.printer(TroubleAfter(50, trouble), setup=Setup(asb=asb)).print_image(stripes())
    assert (outcome.came_out, outcome.detail) == (CameOut.PART, "stopped_half_way")
    assert outcome.health.status is status


class TellsAndFallsSilent(PrinterSimulator):
    """Runs out of paper after so many rows, tells it unasked, and answers nothing from then on."""

    def __init__(self, rows: int) -> None:
        super().__init__(asb=True)
        self.run_out_after(rows)

    def _spoken(self, answer: bytes) -> bytes:
        if self._rows_left == 0:
            answer, self._failure = bytes.fromhex("18000F00") if self._failure is None else b"", "silent"
            return answer
        return super()._spoken(answer)


def test_what_a_printer_told_by_itself_counts_when_it_answers_no_more(bench: Any) -> None:
    printer = ReceiptPrinter(bench.plug_in(TellsAndFallsSilent(40)), timing=Timing().scaled(0.1))
    assert printer.print_image(stripes()) == OUT_HALF_WAY


class PulledPlug:
    """A link that fails at its n-th write."""

    def __init__(self, link: Any, at_write: int, fails: Any) -> None:
        self.link, self.left, self.fails = link, at_write, fails
        self.read, self.drain_input, self.close = link.read, link.drain_input, link.close

    def write(self, data: bytes) -> None:
        self.left -= 1
        if self.left == 0:
            self.fails()
        self.link.write(data)


def test_a_plug_pulled_before_the_first_dot_leaves_nothing_before_the_cut_a_part_and_then_nobody_knows(
    bench: Any,
) -> None:
    """Writes: four questions, the start and a question, four fragments with one each, the cut."""
    outcomes = []
    for at_write in range(1, 16):
        link = PulledPlug(bench.plug_in(PrinterSimulator()), at_write, bench.unplug)
        outcomes.append(ReceiptPrinter(link).print_image(stripes()))
    offline = PartHealth(PartStatus.OFFLINE, "link_lost")
    expected = [CameOut.NOTHING] * 6 + [CameOut.PART] * 8 + [CameOut.UNKNOWN]
    assert outcomes == [PrintOutcome(came_out, "link_lost", offline) for came_out in expected]


def test_a_port_that_takes_no_more_bytes_half_way_leaves_a_part(bench: Any) -> None:
    def stall() -> None:
        raise LinkStalledError("serial:///dev/printer", "100 of 2312 bytes not accepted")

    link = PulledPlug(bench.plug_in(PrinterSimulator()), 9, stall)
    outcome = ReceiptPrinter(link).print_image(stripes())
    offline = PartHealth(PartStatus.OFFLINE, "link_stalled")
    assert outcome == PrintOutcome(CameOut.PART, "link_stalled", offline)


# Afterwards


def test_a_printer_that_stopped_is_sent_nothing_more_to_print_when_it_is_mended(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.run_out_after(1)
    bench.printer(simulator).print_image(stripes(320))
    assert len(simulator._rows) == FRAGMENT_ROWS - 1
    assert not simulator._buffer.replace(b"\x10\x04", b"").strip(b"\x01\x02\x03\x04")


def test_what_a_mended_printer_still_held_is_cut_off_before_the_next_ticket(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.run_out_after(40)
    printer = bench.printer(simulator)
    assert printer.print_image(stripes()).came_out is CameOut.PART
    simulator.command("paper ok")
    assert printer.print_image(stripes(64)) == WELL
    assert printer.print_image(stripes(64)) == WELL
    remains, next_ticket, one_more = simulator.tickets
    assert remains.crop((0, 0, 576, 40)).tobytes() == stripes(40).tobytes()
    assert next_ticket.crop((0, 0, 576, 64)).tobytes() == stripes(64).tobytes()
    assert next_ticket.size == one_more.size


class Listener(PrinterSimulator):
    """Counts the orders to recover."""

    recoveries = 0

    def receive(self, data: bytes) -> bytes:
        self.recoveries += data.count(RECOVER)
        return super().receive(data)


@pytest.fixture
def jammed(bench: Any) -> tuple[Listener, ReceiptPrinter]:
    simulator = Listener()
    simulator.jam_cutter()
    printer = bench.printer(simulator)
    assert printer.print_image(stripes()).health == JAMMED
    return simulator, printer


def test_a_cutter_is_told_to_go_on_once_somebody_has_opened_and_closed_the_cover(
    jammed: tuple[Listener, ReceiptPrinter],
) -> None:
    simulator, printer = jammed
    simulator.command("cover open")
    assert printer.health() == PartHealth(PartStatus.COVER_OPEN)
    simulator.command("cutter ok")
    simulator.command("cover closed")
    assert printer.health() == PartHealth(PartStatus.OK)
    assert simulator.recoveries == 1
    assert printer.print_image(stripes(64)) == WELL
    assert simulator.tickets[-1].crop((0, 0, 576, 64)).tobytes() == stripes(64).tobytes()
    assert printer.health() == PartHealth(PartStatus.OK)
    assert simulator.recoveries == 1


def test_a_cutter_is_told_to_go_on_before_the_next_ticket_too(jammed: tuple[Listener, ReceiptPrinter]) -> None:
    simulator, printer = jammed
    simulator.command("cover open")
    assert printer.print_image(stripes()).printed is Printed.NO
    simulator.command("cutter ok")
    simulator.command("cover closed")
    assert printer.print_image(stripes(64)) == WELL


def test_while_nobody_has_been_at_the_printer_a_stuck_cutter_is_left_alone(
    jammed: tuple[Listener, ReceiptPrinter],
) -> None:
    simulator, printer = jammed
    simulator.command("cutter ok")
    for _ in range(3):
        assert printer.health() == JAMMED
    assert simulator.recoveries == 0


def test_a_cutter_that_is_still_stuck_is_tried_once_an_opening(jammed: tuple[Listener, ReceiptPrinter]) -> None:
    simulator, printer = jammed
    for opening in (1, 2):
        simulator.command("cover open")
        printer.health()
        simulator.command("cover closed")
        for _ in range(3):
            assert printer.health() == JAMMED
        assert simulator.recoveries == opening


@pytest.mark.parametrize("trouble", ["paper out", "fail unrecoverable"])
def test_with_another_trouble_besides_a_stuck_cutter_is_left_alone(
    jammed: tuple[Listener, ReceiptPrinter], trouble: str
) -> None:
    simulator, printer = jammed
    simulator.command("cover open")
    printer.health()
    simulator.command(trouble)
    simulator.command("cover closed")
    assert printer.health().status is not PartStatus.OK
    assert simulator.recoveries == 0


def test_a_cover_that_was_opened_between_two_questions_is_known_from_a_printer_that_tells(bench: Any) -> None:
    simulator = Listener(asb=True)
    simulator.jam_cutter()
    printer = bench.printer(simulator)
    printer.print_image(stripes())
    for order in ("cover open", "cutter ok", "cover closed"):
        simulator.command(order)
        bench.hosts[0]._send(simulator.idle())
    assert printer.health() == PartHealth(PartStatus.OK)
    assert simulator.recoveries == 1
