"""The whole program: a citizen's visit by real touches, from a process of its own that is ended by SIGTERM."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hardware.devices_file import DevicesFileError
from kiosk.outbox import open_outbox
from kiosk.program import KioskSettings, run
from queue_server.contract.address import BrokerAddress
from queue_server.contract.commands import IssueTicket, Printed, ReportPrint
from tests.kiosk.hall import TICKET
from tests.kiosk.scripted_server import ScriptedServer
from tests.kiosk.terminal_bench import Broker

MOST_FAULTS = 10
"""As in kiosk.views.window, which brings Kivy with it."""

PROGRAM = """
import logging, sys
from pathlib import Path
import structlog
from kiosk.program import KioskSettings, run
from queue_server.contract.address import BrokerAddress
structlog.configure(
    processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)],
    logger_factory=structlog.PrintLoggerFactory(sys.stderr),
)
port, folder, devices = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None
if sys.argv[4:] == ["help"]:
    import kiosk.flow.times, kiosk.presenting.outcomes
    kiosk.flow.times.FAULT_S = 2.0
    kiosk.presenting.outcomes.help_words = lambda *_: 1 // 0
if sys.argv[4:] == ["time"]:
    from kiosk.terminal import Terminal
    Terminal.time_passed = lambda *_: 1 // 0
sys.exit(run(KioskSettings(
    hall="chancheng", broker=BrokerAddress("127.0.0.1", port), client="kiosk-01", data=folder, devices=devices,
    size=(540, 960), offscreen=True, remote=True,
)))
"""


class Program:
    def __init__(self, broker: Broker, folder: Path, devices: str | None, *, fails: str | None = None) -> None:
        self.folder = folder
        arguments = [sys.executable, "-c", PROGRAM, str(broker.port), str(folder / "data")]
        if devices is not None:
            file = folder / "devices.toml"
            file.write_text(devices)
            arguments += [str(file), *([fails] if fails else [])]
        with (folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def ask(self, order: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def do(self, order: str) -> str:
        answer = self.ask(order)
        assert answer.startswith("ok"), (order, answer, self.log())
        return answer.removeprefix("ok").strip()

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def end(self) -> int:
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGTERM)
        code = self.process.wait(30)
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        return code


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    programs: list[Program] = []
    yield programs
    for program in programs:
        program.end()


def test_a_visit_by_touch_from_the_card_to_the_paper(
    programs: list[Program], broker: Broker, server: ScriptedServer, tmp_path: Path
) -> None:
    devices = f'id_card = "sim://id-card?lay_every_s=31&lie_s=30"\nprinter = "sim://printer?paper={tmp_path}/paper"\n'
    program = Program(broker, tmp_path, devices)
    programs.append(program)
    for order in (
        "wait page:choose-queue",
        "touch queue:household",
        "wait page:confirm",
        "read title 张",
        f"picture {tmp_path}/confirm.png",
        "touch confirm",
        "wait page:done",
        "read number A012",
    ):
        program.do(order)
    assert isinstance(server.hear(IssueTicket).data, IssueTicket)
    assert server.hear(ReportPrint).data == ReportPrint(ticket="t-1", printed=Printed.YES)
    [paper] = (tmp_path / "paper").glob("*.png")
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(paper))] == [TICKET.url]
    program.do("touch home")
    program.do("gone page:done")
    assert program.end() == 0
    assert "11010519" not in program.log()
    assert "张" not in program.log()
    outbox = open_outbox(tmp_path / "data")
    assert (outbox.pending(), outbox.jobs()) == ([], [])
    outbox.close()
    while server.presence.get(timeout=20).online:
        pass


def test_nothing_that_was_typed_reaches_the_log(
    programs: list[Program], broker: Broker, server: ScriptedServer, tmp_path: Path
) -> None:
    program = Program(broker, tmp_path, 'printer = "sim://printer"\n')
    programs.append(program)
    number, phone = "11010519491231002X", "13800138000"
    for name in ("way:take", "type:id_number", *(f"key:{digit}" for digit in number), "confirm", "queue:household"):
        program.do(f"wait {name}")
        program.do(f"touch {name}")
    for name in ("phone", *(f"key:{digit}" for digit in phone), "confirm"):
        program.do(f"wait {name}")
        program.do(f"touch {name}")
    program.do("read lines 138****8000")
    program.do("touch confirm")
    program.do("wait page:done")
    data = server.hear(IssueTicket).data
    assert isinstance(data, IssueTicket)
    assert data.holder is not None
    assert (data.holder.id_number, data.holder.phone) == (number, phone)
    assert program.end() == 0
    log = program.log()
    assert "page" in log
    for secret in (number, number[:6], phone):
        assert secret not in log


def test_without_devices_the_kiosk_offers_the_other_ways_and_says_that_it_lacks_them(
    programs: list[Program], broker: Broker, server: ScriptedServer, tmp_path: Path
) -> None:
    program = Program(broker, tmp_path, None)
    programs.append(program)
    program.do("read hint 输入证件号码")
    program.do("touch way:take")
    program.do("wait page:identify")
    health = server.health.get(timeout=20)
    while any(health.parts[name].detail != "not_configured" for name in ("printer", "id_reader")):
        health = server.health.get(timeout=20)
    assert health.parts["printer"].status == "offline"
    assert program.end() == 0


def test_a_failure_of_the_program_shows_out_of_service_and_then_start(
    programs: list[Program], broker: Broker, server: ScriptedServer, tmp_path: Path
) -> None:
    program = Program(broker, tmp_path, 'id_card = "sim://id-card"\nprinter = "sim://printer"\n', fails="help")
    programs.append(program)
    program.do("read title 您好")
    program.ask("touch help")
    program.do("wait page:out-of-service")
    program.do("wait page:start")
    assert "ZeroDivisionError" in program.log()
    assert program.end() == 0


def test_a_program_that_fails_again_and_again_ends_so_that_it_is_started_anew(
    programs: list[Program], broker: Broker, server: ScriptedServer, tmp_path: Path
) -> None:
    program = Program(broker, tmp_path, 'id_card = "sim://id-card"\nprinter = "sim://printer"\n', fails="time")
    programs.append(program)
    assert program.process.wait(30) == 1
    assert program.log().count("kiosk_failed") == MOST_FAULTS


def test_mistakes_in_the_devices_file_are_told_before_anything_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('printer = "teapot"\n')
    settings = KioskSettings(
        hall="chancheng", broker=BrokerAddress("127.0.0.1", 1), client="kiosk-01", data=tmp_path / "data", devices=file
    )
    with pytest.raises(DevicesFileError):
        run(settings)
    assert not (tmp_path / "data").exists()
