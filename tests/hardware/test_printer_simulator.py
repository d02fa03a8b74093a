"""The simulated printer behaves as real ones do where it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hardware.options import Options
from hardware.printer._encoder import encode_cut, encode_fragments
from hardware.printer.simulator import PrinterSimulator

if TYPE_CHECKING:
    from pathlib import Path

TICKET = b"".join([*encode_fragments(Image.new("1", (576, 100), 0), 576), encode_cut()])


def test_it_executes_status_queries_inside_image_data_as_printers_do() -> None:
    """The reason for `without_real_time_commands`."""
    simulator = PrinterSimulator()
    assert simulator.receive(bytes.fromhex("1D763000 0300 0100 100401")) == b"\x12"


def test_a_query_is_answered_with_one_byte_from_the_first_one_on_however_it_is_cut() -> None:
    simulator = PrinterSimulator()
    answers = [simulator.receive(bytes((byte,))) for byte in bytes.fromhex("100401 100404")]
    assert answers == [b"", b"", b"\x12", b"", b"", b"\x12"]


@given(st.binary(max_size=500))
def test_it_survives_any_bytes(data: bytes) -> None:
    simulator = PrinterSimulator()
    simulator.receive(data)
    assert len(simulator._buffer) <= len(data)


def test_whoever_asked_is_handed_every_ticket() -> None:
    tickets: list[Image.Image] = []
    simulator = PrinterSimulator(on_ticket=tickets.append)
    for _ in range(2):
        simulator.receive(TICKET)
    assert [ticket.size for ticket in tickets] == [(576, 304)] * 2
    assert (simulator.cuts, simulator.paper_rows) == (2, 608)


def test_narrow_paper_makes_narrow_pictures(tmp_path: Path) -> None:
    simulator = PrinterSimulator(folder=tmp_path, paper_mm=58)
    simulator.receive(TICKET)
    with Image.open(tmp_path / "ticket-001.png") as ticket:
        assert ticket.size == (384, 304)


def test_automatic_status_is_told_when_it_is_switched_on_and_at_every_change() -> None:
    simulator = PrinterSimulator()
    assert simulator.receive(bytes.fromhex("1D610E")).hex() == "10000000"
    told = []
    for order in ("paper near-end", "paper out", "cover open", "ok"):
        simulator.command(order)
        told.append(simulator.idle().hex())
    assert told == ["10000300", "18000f00", "38000f00", "10000000"]
    assert simulator.idle() == b""
    simulator.receive(bytes.fromhex("1D6100"))
    simulator.command("paper out")
    assert simulator.idle() == b""


def test_automatic_status_may_be_on_from_the_start() -> None:
    simulator = PrinterSimulator.from_options(Options("sim://printer", {"asb": "on"}))
    assert simulator.idle().hex() == "10000000"


@pytest.mark.parametrize(("n", "buffer_kept"), [(1, True), (2, False)])
def test_a_cutter_that_was_stuck_goes_on_only_when_it_is_told_to(n: int, *, buffer_kept: bool) -> None:
    """10 05 1 goes on with what was held, 10 05 2 throws it away."""
    simulator = PrinterSimulator()
    simulator.jam_cutter()
    simulator.receive(TICKET)
    recover = bytes((0x10, 0x05, n))
    simulator.receive(recover)
    assert simulator.receive(bytes.fromhex("100403")) == b"\x1a"
    simulator.command("cutter ok")
    assert simulator.receive(bytes.fromhex("100403")) == b"\x1a"
    simulator.receive(recover)
    assert simulator.receive(bytes.fromhex("100403")) == b"\x12"
    assert simulator.cuts == (1 if buffer_kept else 0)
