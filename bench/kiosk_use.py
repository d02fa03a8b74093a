"""How quick a terminal is, and what it keeps for good: the real program with a real server, driven by touches.

The software renderer draws it, on a screen of 1080 x 1920: a terminal with a graphics chip is quicker. Devices are
simulated in this process; a pty carries their bytes at once, so that what is measured is the terminal's own time.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench._figures import Figure, percentile
from bench._hall import running_server
from bench._kiosk_process import QUICK
from hardware.display import FontWeight, chinese_font
from hardware.id_card.simulator import IdCardSimulator
from hardware.printer.simulator import PrinterSimulator
from hardware.simulators import PtyHost, Wire

VISITS = 25
SOAK_S = 24 * 3600 / QUICK
FILLING_SHARE = 1 / 4
"""Of the simulated day: until then what is kept on purpose is filled (glyphs, drawn texts, imported modules)."""

CARDS = 4
RULES = "\n[rules]\none_ticket_per_person_per_queue = false\n"
"""The same few people come all day."""


class _Reader(IdCardSimulator):
    """Notes when it last answered."""

    answered_at = 0.0

    def receive(self, data: bytes) -> bytes:
        answer = super().receive(data)
        if len(answer) > 1000:  # the card's content, not a status
            self.answered_at = time.monotonic()
        return answer


class _Printer(PrinterSimulator):
    """Notes when the first byte of a picture came."""

    began_at: float | None = None

    def receive(self, data: bytes) -> bytes:
        if self.began_at is None and b"\x1dv0" in data:
            self.began_at = time.monotonic()
        return super().receive(data)


class _Terminal:
    """The program, its reader and its printer."""

    def __init__(self, folder: Path, url: str, how: str, environment: dict[str, str]) -> None:
        self.reader, self.printer = _Reader(), _Printer()
        self._hosts = [PtyHost(self.reader, Wire()), PtyHost(self.printer, Wire())]
        devices = folder / "devices.toml"
        devices.write_text(f'id_card = "serial://{self._hosts[0].path}"\nprinter = "serial://{self._hosts[1].path}"\n')
        for weight in FontWeight:  # as on every start but the very first
            chinese_font(weight, folder / "kiosk" / "fonts")
        self._seen = (folder / "seen").open("w+")
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench._kiosk_process", url, str(folder / "kiosk"), str(devices), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._seen,
            text=True,
            env=os.environ | environment,
        )
        self._card = 0

    def order(self, text: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer.startswith("ok"):
            raise RuntimeError(f"the kiosk could not {text!r}: {answer!r}")

    def visit(self) -> None:
        """From the card to the paper."""
        self._card = self._card % CARDS + 1
        self.reader.command("remove")
        self.order("read title 请把身份证放在这里")
        self.printer.began_at = None
        self.reader.command(f"lay {self._card}")
        self.order("wait page:choose-queue")

    def choose(self, queue: str) -> None:
        self.order(f"touch queue:{queue}")
        self.order("wait page:confirm")

    def reactions_ms(self) -> list[float]:
        self._seen.seek(0)
        lines = [line.split() for line in self._seen if line.startswith("touched ")]
        return [1000 * (float(seen) - float(since)) for _, since, seen in lines]

    def memory_mb(self) -> float:
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self._seen):
            if stream is not None:
                stream.close()
        for host in self._hosts:
            host.close()


@contextmanager
def _terminal(how: str, **environment: str) -> Iterator[_Terminal]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running_server(folder, RULES))
        terminal = _Terminal(folder, server.enroll("kiosk-01", "kiosk"), how, environment)
        stack.callback(terminal.end)
        yield terminal


def measure() -> Iterator[Figure]:
    yield from _speed()
    yield from _endurance()


def _speed() -> Iterator[Figure]:
    to_page_ms, to_print_ms = [], []
    with _terminal("watched") as terminal:
        terminal.order("read title 请把身份证放在这里")
        cold_s = time.monotonic() - terminal.started_at
        for number in range(VISITS):
            terminal.visit()
            to_page_ms.append(1000 * (time.monotonic() - terminal.reader.answered_at))
            terminal.choose(f"queue-{number % 6}")
            terminal.order("touch back")
            terminal.order("wait page:choose-queue")
            terminal.choose(f"queue-{number % 6}")
            chosen_at = time.monotonic()
            terminal.order("touch confirm")
            terminal.order("wait page:done")
            if terminal.printer.began_at is not None:
                to_print_ms.append(1000 * (terminal.printer.began_at - chosen_at))
            terminal.order("touch home")
        reactions_ms = terminal.reactions_ms()
    yield Figure("kiosk_touch_p99_ms", percentile(reactions_ms, 0.99), "ms")
    yield Figure("kiosk_card_to_page_p50_ms", percentile(to_page_ms, 0.5), "ms")
    yield Figure("kiosk_choice_to_print_p50_ms", percentile(to_print_ms, 0.5), "ms")
    yield Figure("kiosk_cold_start_s", cold_s, "s")


def _endurance() -> Iterator[Figure]:
    """A simulated day with a visit whenever the one before has ended, by the renderer that keeps least for itself."""
    held: list[tuple[float, float]] = []
    with _terminal("quick", GALLIUM_DRIVER="softpipe") as terminal:
        terminal.order("read title 请把身份证放在这里")
        began = time.monotonic()
        visits = 0
        while (passed := time.monotonic() - began) < SOAK_S:
            terminal.visit()
            terminal.choose(f"queue-{visits % 6}")
            terminal.order("touch confirm")
            terminal.order("wait page:done")
            terminal.order("touch home")
            visits += 1
            held.append((passed / SOAK_S, terminal.memory_mb()))
    filled = next(memory for share, memory in held if share >= FILLING_SHARE)
    yield Figure("kiosk_soak_visits", visits, "visits")
    yield Figure("kiosk_memory_mb", held[-1][1], "MB")
    yield Figure("kiosk_memory_growth_mb_per_day", (held[-1][1] - filled) / (1 - FILLING_SHARE), "MB")


if __name__ == "__main__":
    for each in measure():
        print(each)
