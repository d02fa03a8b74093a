from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from hardware.id_card import CardUnreadableError, IdCardReader
from hardware.id_card._demo_cards import demo_cards
from hardware.link import open_link
from hardware.printer import Printed, ReceiptPrinter
from hardware.simulators import Wire, run_on_pty
from hardware.simulators._wire import Carrier
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HANG_GUARD_S = 20


class Terminal:
    """Types commands to a simulator that runs in a thread, and reads its answers."""

    def __init__(self, device: str, options: dict[str, str]) -> None:
        typed_in, typed_out = os.pipe()
        said_in, said_out = os.pipe()
        self.typed = os.fdopen(typed_out, "w", encoding="utf-8")
        self.said = os.fdopen(said_in, encoding="utf-8")
        streams = os.fdopen(typed_in, encoding="utf-8"), os.fdopen(said_out, "w", encoding="utf-8")
        self.thread = threading.Thread(target=self._run, args=(device, options, streams))
        self.thread.start()
        self.path = self.said.readline().strip()

    def _run(self, device: str, options: dict[str, str], streams: tuple[io.TextIOWrapper, io.TextIOWrapper]) -> None:
        with streams[0], streams[1]:
            run_on_pty(device, options, *streams)

    def say(self, line: str) -> str:
        self.typed.write(line + "\n")
        self.typed.flush()
        return self.said.readline().strip()

    def quit(self) -> None:
        self.typed.write("quit\n")
        self.typed.flush()
        self.thread.join(HANG_GUARD_S)
        self.typed.close()
        self.said.close()


@pytest.fixture
def reader_terminal() -> Iterator[Terminal]:
    terminal = Terminal("id-card", {})
    yield terminal
    terminal.quit()


@pytest.fixture
def printer_terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal("printer", {"paper": str(tmp_path / "paper")})
    yield terminal
    terminal.quit()


def test_a_person_can_lay_cards_and_break_the_reader_from_a_terminal(reader_terminal: Terminal) -> None:
    link = open_link(f"serial://{reader_terminal.path}")
    reader = IdCardReader(link)
    assert reader.poll() is None
    assert reader_terminal.say("lay 3") == "a card lies there, no failure"
    found = reader.poll()
    assert found is not None
    assert found.holder == demo_cards()[2]
    assert reader_terminal.say("remove") == "no card, no failure"
    assert reader_terminal.say("fail unreadable") == "no card, unreadable"
    assert reader_terminal.say("lay 1") == "a card lies there, unreadable"
    with pytest.raises(CardUnreadableError):
        reader.poll()
    assert reader_terminal.say("ok") == "a card lies there, no failure"
    assert reader_terminal.say("fail status 66") == "a card lies there, no failure, status 66"
    assert reader.health() == PartHealth(PartStatus.OFFLINE, "not_authorised")
    link.close()


@pytest.mark.parametrize("line", ["lay", "lay 0", "lay 99", "fail", "fail status 99", "dance", "wire fast", "wire x=1"])
def test_a_line_that_is_not_understood_is_answered_with_what_was_expected(reader_terminal: Terminal, line: str) -> None:
    assert "expected" in reader_terminal.say(line)


def test_help_is_one_line_that_names_every_kind_of_command(reader_terminal: Terminal) -> None:
    answer = reader_terminal.say("help")
    assert all(word in answer for word in ("lay N", "remove", "fail", "ok", "wire", "quit"))


def test_the_wire_can_be_spoilt_and_mended_while_it_runs(reader_terminal: Terminal) -> None:
    link = open_link(f"serial://{reader_terminal.path}")
    reader = IdCardReader(link)
    assert "loss=1.0" in reader_terminal.say("wire loss=1")
    assert reader.health().status is PartStatus.OFFLINE
    assert "loss=0.0" in reader_terminal.say("wire clean")
    assert reader.health().status is PartStatus.OK
    link.close()


def test_a_driver_may_come_and_go_while_the_simulator_stays(reader_terminal: Terminal) -> None:
    for _ in range(3):
        link = open_link(f"serial://{reader_terminal.path}")
        assert IdCardReader(link).health().status is PartStatus.OK
        link.close()


def test_the_printer_writes_each_ticket_into_the_folder_named(printer_terminal: Terminal, tmp_path: Path) -> None:
    link = open_link(f"serial://{printer_terminal.path}")
    printer = ReceiptPrinter(link)
    for _ in range(2):
        assert printer.print_image(Image.new("1", (576, 50), 0)).printed is Printed.YES
    assert printer_terminal.say("paper out") == "paper out, 2 tickets cut"
    assert printer.health() == PartHealth(PartStatus.OUT)
    link.close()
    assert sorted(path.name for path in (tmp_path / "paper").iterdir()) == ["ticket-001.png", "ticket-002.png"]


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_in_the_background_it_serves_on_after_the_end_of_its_commands_until_it_is_told_to_stop(ending: int) -> None:
    program = "import sys; from hardware.simulators import run_on_pty; run_on_pty('id-card', {}, sys.stdin, sys.stdout)"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        link = open_link(f"serial://{process.stdout.readline().strip()}")
        assert IdCardReader(link).health().status is PartStatus.OK
        process.send_signal(ending)
        assert process.wait(HANG_GUARD_S) == 0
        link.close()


class TerminalInput(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_at_a_terminal_the_end_of_input_ends_the_program() -> None:
    output = io.StringIO()
    run_on_pty("printer", {}, TerminalInput("paper out\n"), output)
    assert output.getvalue().splitlines()[1] == "paper out, 0 tickets cut"


def test_a_nasty_wire_does_the_same_damage_every_time() -> None:
    data = bytes(range(256)) * 8
    wire = Wire(chunk_bytes=10, loss=0.1, flips=0.1, seed=4)
    first, again = (list(Carrier(wire, "out").pieces(data)) for _ in range(2))
    assert first == again
    assert len(b"".join(first)) < len(data)
    assert all(len(piece) <= 10 for piece in first)
    assert b"".join(Carrier(Wire(), "out").pieces(data)) == data
