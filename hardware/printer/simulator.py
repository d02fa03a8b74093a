"""An ESC/POS printer seen from its plug: it answers, uses up paper, and turns each ticket into an image."""

from __future__ import annotations

import threading
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from hardware.errors import BadCommandError
from hardware.printer._encoder import PAPER_DOTS
from hardware.printer._language import AutomaticStatusSwitch, Cut, Feed, PaperQuery, Raster, Strange, next_command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hardware.options import Options

FAILURES = ("silent", "garbled", "overheated", "unrecoverable")

BUFFER_BYTES = 1 << 18
"""What arrives beyond it is lost, as on a printer without flow control."""

KEPT_TICKETS = 100


class PrinterSimulator:
    """Starts with endless paper. Every method may be called from any thread.

    Like the real thing it executes `10 04 n` and `10 05 n` the moment they arrive, even inside an image, and does all
    else in order; out of paper, open or jammed it stops, keeps what it was sent, and goes on when mended. A cutter
    that was stuck needs `10 05 n` besides. `silent` prints but says nothing. `asb` reports changes from the start.
    `tickets` holds the last images, `on_ticket` gets each one, `folder` a PNG file each.
    """

    commands = (
        "paper out|near-end|lasts ROWS|ok | cover open|closed | cutter jam|ok | speed ROWS_PER_SECOND (0: at once) | "
        f"asb on|off | fail {'|'.join(FAILURES)} | ok"
    )

    def __init__(
        self,
        folder: Path | None = None,
        rows_per_s: float = 0,
        on_ticket: Callable[[Image.Image], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        paper_mm: int = 80,
        *,
        asb: bool = False,
    ) -> None:
        self.tickets: deque[Image.Image] = deque(maxlen=KEPT_TICKETS)
        self.cuts = 0
        self.paper_rows = 0
        self.strange_bytes = 0
        self._dots = PAPER_DOTS[paper_mm]
        self._asb = asb
        self._told: bytes | None = None
        self._folder = folder
        self._rows_per_s = rows_per_s
        self._on_ticket = on_ticket
        self._clock = clock
        self._lock = threading.RLock()
        self._buffer = bytearray()
        self._recent = b""
        self._rows: deque[bytes] = deque()
        self._ticket: list[bytes] = []
        self._worked_at = clock()
        self._rows_due = 0.0
        self._rows_left: int | None = None
        self._failure: str | None = None
        self._mend()

    @classmethod
    def from_options(cls, options: Options) -> PrinterSimulator:
        folder = options.text("paper")
        simulator = cls(
            folder=Path(folder) if folder else None,
            rows_per_s=options.number("rows_per_s", 0),
            paper_mm=int(options.choice("paper_mm", "80", [str(width) for width in PAPER_DOTS])),
            asb=options.choice("asb", "off", ("on", "off")) == "on",
        )
        if fail := options.choice("fail", "", FAILURES):
            simulator.fail(fail)
        return simulator

    def run_out_after(self, rows: int) -> None:
        """The paper ends after so many more rows; 0 is now."""
        with self._lock:
            self._rows_left = rows

    def fail(self, failure: str) -> None:
        """One of FAILURES, until `mend`."""
        with self._lock:
            self._failure = failure

    def open_cover(self) -> None:
        with self._lock:
            self._cover_open = True

    def jam_cutter(self) -> None:
        """The next cut jams."""
        with self._lock:
            self._cutter_stuck = True

    def mend(self) -> None:
        """New paper, cover closed, everything in order; what was held is printed."""
        with self._lock:
            self._mend()

    def receive(self, data: bytes) -> bytes:
        with self._lock:
            answer = b"".join([self._take(byte) for byte in data]) + self._work()
            return self._spoken(answer + self._news())

    def idle(self) -> bytes:
        with self._lock:
            return self._spoken(self._work() + self._news())

    def command(self, line: str) -> str:
        with self._lock:
            self._obey(line)
            states = [self._failure, "cover open" if self._cover_open else None]
            states += ["cutter stuck" if self._cutter_stuck else None, self._paper()]
            return ", ".join([state for state in states if state] + [f"{self.cuts} tickets cut"])

    def _obey(self, line: str) -> None:
        match line.split():
            case ["paper", *words]:
                self._load(words, line)
            case ["cover", "open" | "closed" as state]:
                self._cover_open = state == "open"
            case ["cutter", "jam" | "ok" as state]:
                self._cutter_stuck = state == "jam"
            case ["asb", "on" | "off" as state]:
                self._asb, self._told = state == "on", None
            case ["speed", rows] if rows.isdecimal():
                self._rows_per_s = int(rows)
            case ["fail", failure] if failure in FAILURES:
                self._failure = failure
            case ["ok"]:
                self._mend()
            case _:
                raise BadCommandError(line, self.commands)

    def _load(self, words: list[str], line: str) -> None:
        match words:
            case ["out"]:
                self._rows_left = 0
            case ["near-end"]:
                self._near_end = True
            case ["lasts", rows] if rows.isdecimal():
                self._rows_left = int(rows)
            case ["ok"]:
                self._rows_left, self._near_end = None, False
            case _:
                raise BadCommandError(line, self.commands)

    def _mend(self) -> None:
        self._rows_left = self._failure = None
        self._near_end = self._cover_open = self._cutter_stuck = self._cutter_error = False

    def _paper(self) -> str:
        left = "" if self._rows_left is None else f", {self._rows_left} rows left"
        return f"paper {'near its end' if self._near_end else 'ok'}{left}" if self._rows_left != 0 else "paper out"

    def _stopped(self) -> bool:
        broken = self._cutter_error or self._failure in ("overheated", "unrecoverable")
        return self._cover_open or self._rows_left == 0 or broken

    def _take(self, byte: int) -> bytes:
        if len(self._buffer) < BUFFER_BYTES:
            self._buffer.append(byte)
        self._recent = (self._recent + bytes((byte,)))[-3:]
        match self._recent:
            case b"\x10\x04\x01" | b"\x10\x04\x02" | b"\x10\x04\x03" | b"\x10\x04\x04":
                return self._work() + self._news() + bytes((self._status_byte(byte),))
            case b"\x10\x05\x01" | b"\x10\x05\x02":
                self._recover(clear=byte == 2)
        return b""

    def _recover(self, *, clear: bool) -> None:
        """Does nothing while the cause is there, or for an error that ends by itself or never."""
        if not self._cutter_error or self._cutter_stuck or self._cover_open:
            return
        self._cutter_error = False
        if clear:
            self._buffer.clear()
            self._rows.clear()

    def _news(self) -> bytes:
        """An automatic status, if it is switched on and there is one that was not told."""
        out = self._rows_left == 0
        printer = {0x08: self._stopped(), 0x20: self._cover_open}
        error = {
            0x08: self._cutter_error,
            0x20: self._failure == "unrecoverable",
            0x40: self._failure == "overheated",
        }
        paper = {0x03: self._near_end or out, 0x0C: out}
        packet = bytes((0x10 | _set_bits(printer), _set_bits(error), _set_bits(paper), 0x00))
        if not self._asb or packet == self._told:
            return b""
        self._told = packet
        return packet

    def _status_byte(self, n: int) -> int:
        out = self._rows_left == 0
        overheated, unrecoverable = self._failure == "overheated", self._failure == "unrecoverable"
        error = self._cutter_error or overheated or unrecoverable
        bits = {
            1: {0x08: self._stopped()},
            2: {0x04: self._cover_open, 0x20: out, 0x40: error},
            3: {0x08: self._cutter_error, 0x20: unrecoverable, 0x40: overheated},
            4: {0x0C: self._near_end or out, 0x60: out},
        }[n]
        return 0x12 | _set_bits(bits)

    def _spoken(self, answer: bytes) -> bytes:
        if self._failure == "silent":
            return b""
        return bytes(byte | 0x81 for byte in answer) if self._failure == "garbled" else answer

    def _work(self) -> bytes:
        """Does what can be done now, in order; returns the answers to queries that had to wait their turn."""
        now = self._clock()
        self._rows_due = min(self._rows_due + (now - self._worked_at) * self._rows_per_s, self._rows_per_s / 10 + 1)
        self._worked_at = now
        answers = b""
        while not self._stopped():
            if self._rows:
                if self._rows_per_s and self._rows_due < 1:
                    break
                self._print_row(self._rows.popleft())
                continue
            found = next_command(self._buffer)
            if found is None:
                break
            command, length = found
            del self._buffer[:length]
            answers += self._do(command)
        return answers

    def _do(self, command: object) -> bytes:
        match command:
            case Raster(rows):
                across = self._dots // 8
                self._rows.extend(row[:across].ljust(across, b"\0") for row in rows)
            case Feed(rows):
                self._feed(rows)
            case Cut(0):
                self._cut()
            case Cut(feed_rows):
                self._feed(feed_rows)
                self._buffer[:0] = b"\x1d\x56\x00"
            case PaperQuery():
                return b"\x03" if self._near_end else b"\x00"
            case AutomaticStatusSwitch(is_on):
                self._asb, self._told = is_on, None
                return self._news()
            case Strange():
                self.strange_bytes += 1
        return b""

    def _feed(self, rows: int) -> None:
        self._rows.extend([bytes(self._dots // 8)] * rows)

    def _print_row(self, row: bytes) -> None:
        self._ticket.append(row)
        self.paper_rows += 1
        self._rows_due -= 1
        if self._rows_left is not None:
            self._rows_left -= 1

    def _cut(self) -> None:
        if self._cutter_stuck:
            self._cutter_error = True
            self._buffer[:0] = b"\x1d\x56\x00"
            return
        self.cuts += 1
        black = Image.frombytes("1", (self._dots, len(self._ticket)), b"".join(self._ticket))
        ticket = ImageOps.invert(black.convert("L")).convert("1")
        self._ticket = []
        self.tickets.append(ticket)
        if self._folder is not None:
            _save(ticket, self._folder, self.cuts)
        if self._on_ticket is not None:
            self._on_ticket(ticket)


def _set_bits(bits: Mapping[int, bool]) -> int:
    return sum(bit for bit, is_set in bits.items() if is_set)


def _save(ticket: Image.Image, folder: Path, number: int) -> None:
    """Whoever watches the folder sees a whole picture or none."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"ticket-{number:03d}.png.part"
    ticket.save(unfinished, format="PNG")
    unfinished.replace(folder / f"ticket-{number:03d}.png")
