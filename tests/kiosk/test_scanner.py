"""The scanner's thread on a real pty, with a simulated scanner at the far end."""

import queue
from collections.abc import Iterator

import pytest

from hardware.scanner import open_line
from hardware.scanner.simulator import ScannerSimulator
from hardware.simulators import PtyHost, Wire
from kiosk.devices import Pace
from kiosk.devices.scanner import CodeReader, ScannerThread
from kiosk.flow.inputs import CodeFailed, CodeScanned, Input
from tests.kiosk.device_bench import HANG_S

QUICK = Pace(poll_every_s=0.01, health_every_s=0.05, reopen_s=0.02)


class Bench:
    """A scanner, the thread that looks after it, and what that tells."""

    def __init__(self) -> None:
        self.scanner = ScannerSimulator()
        self.host = PtyHost(self.scanner, Wire())
        self.heard: queue.Queue[Input] = queue.Queue()
        self.health: queue.Queue[str] = queue.Queue()
        self.opened: queue.Queue[CodeReader] = queue.Queue()
        self.thread = ScannerThread(
            self._open,
            QUICK,
            tell=self.heard.put,
            tell_health=lambda health: self.health.put(health.status.value),
        )
        self.thread.start()

    def _open(self) -> CodeReader:
        scanner = open_line(f"serial://{self.host.path}")
        self.opened.put(scanner)
        return scanner

    def scan(self, text: str) -> Input:
        """Shown again and again: a scanner that is about to be armed drops what came before."""
        while True:
            self.scanner.command(f"scan {text}")
            try:
                return self.heard.get(timeout=0.2)
            except queue.Empty:
                continue

    def end(self) -> None:
        self.thread.stop()
        self.host.close()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.end()


def test_a_code_is_told_while_one_is_wanted(bench: Bench) -> None:
    bench.thread.watch(wanted=True)
    assert bench.scan("7K2MPQ9X") == CodeScanned("7K2MPQ9X")


def test_a_code_cut_short_is_told_in_words_for_the_citizen(bench: Bench) -> None:
    bench.thread.watch(wanted=True)
    bench.scan("7K2MPQ9X")
    bench.scanner.command("fail cut-short")
    given = bench.scan("8K2MPQ9X")
    assert isinstance(given, CodeFailed)
    assert given.text["zh"]


def test_a_scanner_whose_plug_is_pulled_is_offline(bench: Bench) -> None:
    bench.thread.watch(wanted=True)
    bench.host.close()
    while bench.health.get(timeout=HANG_S) != "offline":
        pass


def test_a_scanner_can_be_opened_anew_and_goes_on(bench: Bench) -> None:
    bench.thread.watch(wanted=True)
    bench.scan("7K2MPQ9X")
    first = bench.opened.get(timeout=HANG_S)
    bench.thread.reopen()
    assert bench.opened.get(timeout=HANG_S) is not first
    assert bench.scan("8K2MPQ9X") == CodeScanned("8K2MPQ9X")
