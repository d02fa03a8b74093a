from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from hardware.printer import BadImageError, NoStatus, Printed, PrinterStatus, PrintOutcome, ReceiptPrinter, Timing
from hardware.printer._encoder import (
    FRAGMENT_ROWS,
    encode_cut,
    encode_fragments,
    encode_start,
    without_real_time_commands,
)
from hardware.printer._status_bytes import health_of, status_of
from hardware.printer.simulator import PrinterSimulator
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.simulators import Wire

FINE = PrinterStatus(
    online=True,
    cover_open=False,
    paper_end=False,
    paper_near_end=False,
    cutter_error=False,
    unrecoverable=False,
    recoverable_error=False,
)
URL = "https://hall.example/t/7f3k2m"


def stripes(rows: int = 100) -> Image.Image:
    pattern = bytes(0xF0 if (row // 8) % 2 else 0x0F for row in range(rows) for _ in range(72))
    return Image.frombytes("1", (576, rows), pattern)


def ticket_with_qr() -> Image.Image:
    image = Image.new("1", (576, 320), 1)
    code = segno.make(URL, error="m")
    width = int(code.symbol_size(scale=8)[0])
    modules = [0 if dark else 255 for row in code.matrix_iter(scale=8) for dark in row]
    qr = Image.frombytes("L", (width, width), bytes(modules)).convert("1")
    image.paste(qr, ((576 - width) // 2, 20))
    return image


# The bytes


def test_start_raster_and_cut_are_the_bytes_of_the_manual() -> None:
    assert encode_start() == bytes.fromhex("1B40")
    first, *_, last = encode_fragments(stripes(100))
    assert first[:8] == bytes.fromhex("1D763000 4800 2000")
    assert last[:8] == bytes.fromhex("1D763000 4800 0400")
    assert len(first) == 8 + 72 * FRAGMENT_ROWS
    assert encode_cut() == bytes.fromhex("1B6406 1D5601")


@given(st.binary(max_size=400))
def test_no_image_holds_a_real_time_command_and_only_single_dots_are_added(raster: bytes) -> None:
    safe = without_real_time_commands(raster)
    assert not any(command in safe for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    assert len(safe) == len(raster)
    assert all(after in (before, before | 0x02) for before, after in zip(raster, safe, strict=True))


def test_an_image_made_of_status_queries_is_printed_and_answered_by_nobody() -> None:
    dots = Image.frombytes("1", (576, 8), bytes(byte ^ 0xFF for byte in b"\x10\x04\x01" * 192))
    simulator = PrinterSimulator()
    for fragment in encode_fragments(dots):
        assert simulator.receive(fragment) == b""
    simulator.receive(encode_cut())
    [ticket] = simulator.tickets
    different = ImageChops.logical_xor(ticket.crop((0, 0, 576, 8)), dots)
    assert sum(different.tobytes().count(bytes((byte,))) for byte in (0x02,)) == 192


@pytest.mark.parametrize("image", [Image.new("L", (576, 10)), Image.new("1", (577, 10)), Image.new("1", (576, 9000))])
def test_an_image_that_does_not_fit_the_paper_is_refused(bench: Any, image: Image.Image) -> None:
    simulator = PrinterSimulator()
    with pytest.raises(BadImageError):
        bench.printer(simulator).print_image(image)
    assert simulator.paper_rows == 0


# The status


@pytest.mark.parametrize(
    ("answers", "facts"),
    [
        ("12 12 12 12", {}),
        ("16 12 12 12", {}),
        ("12 12 12 1E", {"paper_near_end": True}),
        ("1A 32 12 72", {"online": False, "paper_end": True}),
        ("1A 32 12 7E", {"online": False, "paper_end": True, "paper_near_end": True}),
        ("1A 16 12 12", {"online": False, "cover_open": True}),
        ("1A 52 1A 12", {"online": False, "cutter_error": True}),
        ("1A 52 32 12", {"online": False, "unrecoverable": True}),
        ("1A 52 52 12", {"online": False, "recoverable_error": True}),
    ],
)
def test_status_bytes_mean_what_the_manual_says(answers: str, facts: dict[str, bool]) -> None:
    expected = {name: getattr(FINE, name) for name in FINE.__slots__} | facts
    assert status_of(tuple(bytes.fromhex(answers))) == PrinterStatus(**expected)


@pytest.mark.parametrize(
    ("status", "health"),
    [
        (FINE, PartHealth(PartStatus.OK)),
        (NoStatus("silent"), PartHealth(PartStatus.OFFLINE, "silent")),
        (NoStatus("garbled"), PartHealth(PartStatus.UNKNOWN, "garbled")),
    ],
)
def test_health_is_ok_only_by_the_printer_s_own_word(status: PrinterStatus | NoStatus, health: PartHealth) -> None:
    assert health_of(status) == health


@pytest.mark.parametrize(
    ("commands", "status", "detail"),
    [
        (["paper out"], PartStatus.OUT, None),
        (["paper near-end"], PartStatus.LOW, None),
        (["cover open"], PartStatus.COVER_OPEN, None),
        (["cover open", "paper out"], PartStatus.COVER_OPEN, None),
        (["fail overheated"], PartStatus.OFFLINE, "recoverable_error"),
        (["fail unrecoverable"], PartStatus.OFFLINE, "unrecoverable_error"),
        (["fail silent"], PartStatus.OFFLINE, "silent"),
        (["fail garbled"], PartStatus.UNKNOWN, "garbled"),
    ],
)
def test_each_trouble_is_seen_before_printing_and_nothing_is_sent(
    bench: Any, impatience: float, commands: list[str], status: PartStatus, detail: str | None
) -> None:
    simulator = PrinterSimulator()
    for command in commands:
        simulator.command(command)
    printer = bench.printer(simulator, patience=impatience if commands == ["fail silent"] else 1)
    health = PartHealth(status, detail)
    assert printer.health() == health
    if status is not PartStatus.LOW:
        assert printer.print_image(stripes()) == PrintOutcome(Printed.NO, "not_started", health)
        assert not simulator._rows
        assert not simulator._ticket
        simulator.command("ok")
    assert printer.print_image(stripes()).printed is Printed.YES


# A print


def test_an_image_comes_out_of_the_printer_dot_by_dot(bench: Any) -> None:
    simulator = PrinterSimulator()
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome == PrintOutcome(Printed.YES, None, PartHealth(PartStatus.OK))
    [ticket] = simulator.tickets
    assert ticket.crop((0, 0, 576, 100)).tobytes() == stripes().tobytes()
    assert simulator.cuts == 1
    assert simulator.strange_bytes == 0
    assert simulator.paper_rows == ticket.height > 100


def test_a_printed_qr_code_can_be_scanned_from_the_paper(bench: Any, tmp_path: Path) -> None:
    simulator = PrinterSimulator(folder=tmp_path / "paper")
    assert bench.printer(simulator).print_image(ticket_with_qr()).printed is Printed.YES
    with Image.open(tmp_path / "paper" / "ticket-001.png") as ticket:
        [code] = zxingcpp.read_barcodes(ticket.convert("L"))
    assert code.text == URL


def test_a_low_roll_still_prints_and_is_reported(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.command("paper near-end")
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome == PrintOutcome(Printed.YES, None, PartHealth(PartStatus.LOW))


@pytest.mark.parametrize("rows", [1, 40, 99])
def test_paper_that_ends_inside_the_image_is_a_no(bench: Any, rows: int) -> None:
    simulator = PrinterSimulator()
    simulator.run_out_after(rows)
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome == PrintOutcome(Printed.NO, "stopped_while_printing", PartHealth(PartStatus.OUT))
    assert simulator.cuts == 0


def test_a_printer_that_stopped_is_sent_nothing_more_to_print_when_it_is_mended(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.run_out_after(1)
    bench.printer(simulator).print_image(stripes(320))
    assert len(simulator._rows) == FRAGMENT_ROWS - 1
    assert not simulator._buffer.replace(b"\x10\x04", b"").strip(b"\x01\x02\x03\x04")


def test_paper_that_ends_in_the_feed_before_the_cut_is_a_no(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.run_out_after(150)
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome == PrintOutcome(Printed.NO, "stopped_while_printing", PartHealth(PartStatus.OUT))


def test_a_slow_printer_that_runs_out_after_all_was_sent_is_a_no(bench: Any) -> None:
    """Real-time status jumps the queue and says `well` while the ticket is still in the buffer: it is no proof."""
    simulator = PrinterSimulator(rows_per_s=2000)
    simulator.run_out_after(250)
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome == PrintOutcome(Printed.NO, "stopped_while_printing", PartHealth(PartStatus.OUT))
    assert simulator.cuts == 0


def test_a_slow_printer_is_waited_for_until_the_ticket_is_cut(bench: Any) -> None:
    simulator = PrinterSimulator(rows_per_s=400)
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome.printed is Printed.YES
    assert simulator.cuts == 1


def test_a_printer_slower_than_any_patience_is_unknown(bench: Any) -> None:
    simulator = PrinterSimulator(rows_per_s=5)
    outcome = ReceiptPrinter(bench.plug_in(simulator), Timing(finish_s=0.05)).print_image(stripes())
    assert outcome == PrintOutcome(Printed.UNKNOWN, "no_clear_word_after_cut", PartHealth(PartStatus.OK))


def test_a_cutter_that_jams_is_a_no_with_a_jam(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.jam_cutter()
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome == PrintOutcome(Printed.NO, "stopped_at_cut", PartHealth(PartStatus.JAM, "cutter_error"))


def test_what_a_mended_printer_still_held_comes_out_and_the_next_ticket_is_whole(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.jam_cutter()
    printer = bench.printer(simulator)
    printer.print_image(stripes())
    simulator.mend()
    assert printer.print_image(stripes(64)).printed is Printed.YES
    assert simulator.tickets[-1].crop((0, 0, 576, 64)).tobytes() == stripes(64).tobytes()


class TroubleAfter(PrinterSimulator):
    """Has trouble once so many rows of paper are out."""

    def __init__(self, rows: int, trouble: str) -> None:
        super().__init__()
        self.rows = rows
        self.trouble = trouble
        self.happened = threading.Event()

    def _print_row(self, row: bytes) -> None:
        super()._print_row(row)
        if self.paper_rows == self.rows:
            self._obey(self.trouble)
            self.happened.set()


@pytest.mark.parametrize("rows", [10, 90, 250])
def test_a_printer_that_falls_silent_half_way_is_unknown(bench: Any, rows: int) -> None:
    simulator = TroubleAfter(rows, "fail silent")
    timing = Timing(status_answer_s=0.2, busy_answer_s=0.2, finish_s=2)
    outcome = ReceiptPrinter(bench.plug_in(simulator), timing).print_image(stripes())
    assert outcome.printed is Printed.UNKNOWN
    assert outcome.health == PartHealth(PartStatus.OFFLINE, "silent")


@pytest.mark.parametrize(
    ("trouble", "status"), [("cover open", PartStatus.COVER_OPEN), ("fail overheated", PartStatus.OFFLINE)]
)
def test_a_printer_that_stops_half_way_is_a_no(bench: Any, trouble: str, status: PartStatus) -> None:
    simulator = TroubleAfter(50, trouble)
    outcome = bench.printer(simulator).print_image(stripes())
    assert (outcome.printed, outcome.detail, outcome.health.status) == (Printed.NO, "stopped_while_printing", status)


def test_over_any_wire_a_yes_means_that_a_ticket_was_cut(bench: Any, nasty_wire: Wire, impatience: float) -> None:
    """Lost bytes may spoil or end a print; they never turn into a yes without a cut."""
    simulator = PrinterSimulator()
    printer = bench.printer(simulator, nasty_wire, patience=impatience)
    for _ in range(3):
        before = simulator.cuts
        outcome = printer.print_image(stripes(40))
        assert outcome.printed is not Printed.YES or simulator.cuts > before


class ScriptedLink:
    """Reads come from a list, whenever they are asked for."""

    def __init__(self, reads: list[bytes]) -> None:
        self.reads = reads

    def read(self, max_bytes: int, timeout_s: float) -> bytes:  # noqa: ARG002 - a script has no time
        return self.reads.pop(0)

    def write(self, data: bytes) -> None:
        pass

    def drain_input(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_a_status_that_comes_late_beside_the_word_after_the_cut_is_not_taken_for_the_next_one() -> None:
    """A drawer pin that is high (16) in the answer to n=1 would read as an open cover in the answer to n=2."""
    status = [b"\x16", b"\x12", b"\x12", b"\x12"]
    while_printing = [b"\x16", b"\x16"]
    late = [b"", b"\x00", b"\x16"]
    link = ScriptedLink([*status, *while_printing, *late, *status])
    outcome = ReceiptPrinter(link, Timing()).print_image(stripes(8))
    assert outcome == PrintOutcome(Printed.YES, None, PartHealth(PartStatus.OK))
    assert not link.reads


class PulledPlug:
    """A link whose plug is pulled at its n-th write."""

    def __init__(self, link: Any, bench: Any, at_write: int) -> None:
        self.link, self.bench, self.left = link, bench, at_write
        self.read, self.drain_input, self.close = link.read, link.drain_input, link.close

    def write(self, data: bytes) -> None:
        self.left -= 1
        if self.left == 0:
            self.bench.unplug()
        self.link.write(data)


def test_a_plug_pulled_before_the_first_dot_is_a_no_and_after_it_unknown(bench: Any) -> None:
    outcomes = []
    for at_write in range(1, 16):
        printer = bench.printer(PrinterSimulator())
        printer._link = PulledPlug(printer._link, bench, at_write)
        outcomes.append(printer.print_image(stripes()))
    offline = PartHealth(PartStatus.OFFLINE, "link_lost")
    assert outcomes[:4] == [PrintOutcome(Printed.NO, "link_lost", offline)] * 4
    assert outcomes[4:] == [PrintOutcome(Printed.UNKNOWN, "link_lost", offline)] * 11


def test_a_pulled_plug_is_an_offline_printer(bench: Any) -> None:
    printer = bench.printer(PrinterSimulator())
    bench.unplug()
    assert printer.health() == PartHealth(PartStatus.OFFLINE, "link_lost")


# The simulator


def test_the_simulator_executes_status_queries_inside_image_data_as_printers_do() -> None:
    """The reason for `without_real_time_commands`."""
    simulator = PrinterSimulator()
    assert simulator.receive(bytes.fromhex("1D763000 0300 0100 100401")) == b"\x12"


def test_a_query_is_answered_with_one_byte_from_the_first_one_on_however_it_is_cut() -> None:
    simulator = PrinterSimulator()
    answers = [simulator.receive(bytes((byte,))) for byte in bytes.fromhex("100401 100404")]
    assert answers == [b"", b"", b"\x12", b"", b"", b"\x12"]


@given(st.binary(max_size=500))
def test_the_simulator_survives_any_bytes(data: bytes) -> None:
    simulator = PrinterSimulator()
    simulator.receive(data)
    assert len(simulator._buffer) <= len(data)


def test_whoever_asked_is_handed_every_ticket() -> None:
    tickets: list[Image.Image] = []
    simulator = PrinterSimulator(on_ticket=tickets.append)
    for _ in range(2):
        simulator.receive(b"".join([*encode_fragments(stripes()), encode_cut()]))
    assert [ticket.size for ticket in tickets] == [(576, 304)] * 2
