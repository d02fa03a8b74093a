"""A ticket on paper: the bytes that are sent, and what may be said of it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from hardware.errors import BadOptionError
from hardware.printer import (
    ESCPOS,
    BadImageError,
    CameOut,
    Printed,
    PrintOutcome,
    Setup,
    Timing,
    open_printer,
)
from hardware.printer._encoder import (
    FRAGMENT_ROWS,
    encode_cut,
    encode_fragments,
    encode_start,
    without_real_time_commands,
)
from hardware.printer.simulator import PrinterSimulator
from hardware.simulators import PtyHost, Wire
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://hall.example/t/7f3k2m"
WELL = PrintOutcome(CameOut.ALL, None, PartHealth(PartStatus.OK))


def stripes(rows: int = 100, dots: int = 576) -> Image.Image:
    pattern = bytes(0xF0 if (row // 8) % 2 else 0x0F for row in range(rows) for _ in range(dots // 8))
    return Image.frombytes("1", (dots, rows), pattern)


def ticket_with_qr(dots: int) -> Image.Image:
    image = Image.new("1", (dots, 320), 1)
    code = segno.make(URL, error="m")
    width = int(code.symbol_size(scale=8)[0])
    modules = [0 if dark else 255 for row in code.matrix_iter(scale=8) for dark in row]
    qr = Image.frombytes("L", (width, width), bytes(modules)).convert("1")
    image.paste(qr, ((dots - width) // 2, 20))
    return image


# The bytes


def test_start_raster_and_cut_are_the_bytes_of_the_manual() -> None:
    assert encode_start() == bytes.fromhex("1B40")
    first, *_, last = encode_fragments(stripes(100), 576)
    assert first[:8] == bytes.fromhex("1D763000 4800 2000")
    assert last[:8] == bytes.fromhex("1D763000 4800 0400")
    assert len(first) == 8 + 72 * FRAGMENT_ROWS
    assert encode_cut() == bytes.fromhex("1B6406 1D5601")


def test_on_narrow_paper_a_row_has_48_bytes() -> None:
    [fragment] = encode_fragments(stripes(8, dots=384), 384)
    assert fragment[:8] == bytes.fromhex("1D763000 3000 0800")
    assert len(fragment) == 8 + 48 * 8


@given(st.binary(max_size=400))
def test_no_image_holds_a_real_time_command_and_only_single_dots_are_added(raster: bytes) -> None:
    safe = without_real_time_commands(raster)
    assert not any(command in safe for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    assert len(safe) == len(raster)
    assert all(after in (before, before | 0x02) for before, after in zip(raster, safe, strict=True))


def test_an_image_made_of_status_queries_is_printed_and_answered_by_nobody() -> None:
    dots = Image.frombytes("1", (576, 8), bytes(byte ^ 0xFF for byte in b"\x10\x04\x01" * 192))
    simulator = PrinterSimulator()
    for fragment in encode_fragments(dots, 576):
        assert simulator.receive(fragment) == b""
    simulator.receive(encode_cut())
    [ticket] = simulator.tickets
    different = ImageChops.logical_xor(ticket.crop((0, 0, 576, 8)), dots)
    assert sum(different.tobytes().count(bytes((byte,))) for byte in (0x02,)) == 192


@pytest.mark.parametrize(
    ("image", "paper_mm"),
    [
        (Image.new("L", (576, 10)), 80),
        (Image.new("1", (577, 10)), 80),
        (Image.new("1", (576, 9000)), 80),
        (Image.new("1", (385, 10)), 58),
    ],
)
def test_an_image_that_does_not_fit_the_paper_is_refused(bench: Any, image: Image.Image, paper_mm: int) -> None:
    simulator = PrinterSimulator(paper_mm=paper_mm)
    with pytest.raises(BadImageError):
        bench.printer(simulator, setup=Setup(paper_mm)).print_image(image)
    assert simulator.paper_rows == 0


# A print


@pytest.mark.parametrize(("paper_mm", "dots"), [(80, 576), (58, 384)])
def test_an_image_comes_out_of_the_printer_dot_by_dot(bench: Any, paper_mm: int, dots: int) -> None:
    simulator = PrinterSimulator(paper_mm=paper_mm)
    printer = bench.printer(simulator, setup=Setup(paper_mm))
    assert printer.paper_dots == dots
    assert printer.print_image(stripes(dots=dots)) == WELL
    [ticket] = simulator.tickets
    assert ticket.crop((0, 0, dots, 100)).tobytes() == stripes(dots=dots).tobytes()
    assert simulator.cuts == 1
    assert simulator.strange_bytes == 0
    assert simulator.paper_rows == ticket.height > 100


@pytest.mark.parametrize(("paper_mm", "dots"), [(80, 576), (58, 384)])
def test_a_printed_qr_code_can_be_scanned_from_the_paper(bench: Any, tmp_path: Path, paper_mm: int, dots: int) -> None:
    simulator = PrinterSimulator(folder=tmp_path / "paper", paper_mm=paper_mm)
    assert bench.printer(simulator, setup=Setup(paper_mm)).print_image(ticket_with_qr(dots)).printed is Printed.YES
    with Image.open(tmp_path / "paper" / "ticket-001.png") as ticket:
        assert ticket.width == dots
        [code] = zxingcpp.read_barcodes(ticket.convert("L"))
    assert code.text == URL


def test_a_low_roll_still_prints_and_is_reported(bench: Any) -> None:
    simulator = PrinterSimulator()
    simulator.command("paper near-end")
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome == PrintOutcome(CameOut.ALL, None, PartHealth(PartStatus.LOW))


def test_a_slow_printer_is_waited_for_until_the_ticket_is_cut(bench: Any) -> None:
    simulator = PrinterSimulator(rows_per_s=400)
    outcome = bench.printer(simulator).print_image(stripes())
    assert outcome.printed is Printed.YES
    assert simulator.cuts == 1


@pytest.mark.parametrize("asb", [False, True], ids=["asked", "tells-unasked"])
def test_over_any_wire_a_yes_means_that_a_ticket_was_cut(
    bench: Any, nasty_wire: Wire, impatience: float, *, asb: bool
) -> None:
    """Lost bytes may spoil or end a print; they never turn into a yes without a cut."""
    simulator = PrinterSimulator(asb=asb)
    printer = bench.printer(simulator, nasty_wire, patience=impatience)
    for _ in range(3):
        before = simulator.cuts
        simulator.command("paper near-end")
        outcome = printer.print_image(stripes(40))
        simulator.command("paper ok")
        assert outcome.printed is not Printed.YES or simulator.cuts > before


@pytest.mark.parametrize(
    ("came_out", "printed"), [("nothing", "no"), ("part", "no"), ("all", "yes"), ("unknown", "unknown")]
)
def test_a_ticket_of_which_a_part_came_out_is_not_printed(came_out: str, printed: str) -> None:
    assert PrintOutcome(CameOut(came_out), None, PartHealth(PartStatus.OK)).printed == printed


# Before a print


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
@pytest.mark.parametrize("asb", [False, True], ids=["asked", "tells-unasked"])
def test_each_trouble_is_seen_before_printing_and_nothing_is_sent(
    bench: Any, impatience: float, commands: list[str], status: PartStatus, detail: str | None, *, asb: bool
) -> None:
    simulator = PrinterSimulator(asb=asb)
    for command in commands:
        simulator.command(command)
    printer = bench.printer(simulator, patience=impatience if commands == ["fail silent"] else 1)
    health = PartHealth(status, detail)
    assert printer.health() == health
    if status is not PartStatus.LOW:
        assert printer.print_image(stripes()) == PrintOutcome(CameOut.NOTHING, "not_started", health)
        assert not simulator._rows
        assert not simulator._ticket
        simulator.command("ok")
    assert printer.print_image(stripes()).printed is Printed.YES


def test_a_pulled_plug_is_an_offline_printer(bench: Any) -> None:
    printer = bench.printer(PrinterSimulator())
    bench.unplug()
    assert printer.health() == PartHealth(PartStatus.OFFLINE, "link_lost")


# The driver and its URL


def test_the_paper_s_width_is_an_option_of_the_url() -> None:
    simulator = PrinterSimulator(paper_mm=58)
    with PtyHost(simulator, Wire()) as host:
        printer = open_printer(f"serial://{host.path}?baud=9600&paper_mm=58")
        assert printer.paper_dots == 384
        assert printer.print_image(stripes(dots=384)) == WELL
        printer.close()


def test_automatic_status_is_switched_on_at_opening_and_with_every_ticket() -> None:
    """A printer that was switched off and on has forgotten it."""
    simulator = PrinterSimulator()
    with PtyHost(simulator, Wire()) as host:
        printer = open_printer(f"serial://{host.path}?asb=on")
        printer.health()
        assert simulator._asb
        simulator.command("asb off")
        assert printer.print_image(stripes()) == WELL
        assert simulator._asb
        printer.close()


def test_a_simulated_printer_has_the_paper_that_its_driver_is_told_of(tmp_path: Path) -> None:
    printer = ESCPOS.open(f"sim://printer?paper={tmp_path}&paper_mm=58")
    assert printer.print_image(stripes(dots=384)) == WELL
    printer.close()
    with Image.open(tmp_path / "ticket-001.png") as ticket:
        assert ticket.width == 384


@pytest.mark.parametrize("option", ["paper_mm=76", "paper_mm=", "asb=yes", "papr=58"])
def test_an_option_that_cannot_be_meant_is_refused(option: str) -> None:
    with pytest.raises(BadOptionError):
        open_printer(f"sim://printer?{option}")


# A device file


def test_a_printer_on_a_device_file_that_answers_is_like_any_other() -> None:
    simulator = PrinterSimulator()
    with PtyHost(simulator, Wire()) as host:
        printer = open_printer(f"file://{host.path}")
        assert printer.health() == PartHealth(PartStatus.OK)
        assert printer.print_image(stripes()) == WELL
        simulator.command("paper out")
        assert printer.health() == PartHealth(PartStatus.OUT)
        printer.close()


def test_a_device_file_without_a_way_back_prints_and_never_says_that_it_did() -> None:
    simulator = PrinterSimulator()
    simulator.command("fail silent")
    health = PartHealth(PartStatus.UNKNOWN, "silent")
    with PtyHost(simulator, Wire()) as host:
        printer = open_printer(f"file://{host.path}", Timing().scaled(0.1))
        assert printer.health() == health
        for _ in range(2):
            assert printer.print_image(stripes()) == PrintOutcome(CameOut.UNKNOWN, "no_way_back", health)
        simulator.command("ok")
        assert printer.health() == PartHealth(PartStatus.OK)
        printer.close()
    assert [ticket.size for ticket in simulator.tickets] == [(576, 304)] * 2


def test_a_device_file_that_talks_rubbish_is_not_printed_on() -> None:
    simulator = PrinterSimulator()
    simulator.command("fail garbled")
    with PtyHost(simulator, Wire()) as host:
        printer = open_printer(f"file://{host.path}")
        outcome = printer.print_image(stripes())
        printer.close()
    assert outcome == PrintOutcome(CameOut.NOTHING, "not_started", PartHealth(PartStatus.UNKNOWN, "garbled"))
    assert simulator.paper_rows == 0
