"""A SAM_V reader seen from its plug: real frames, a card that lies there or not, and ways to fail."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from hardware.errors import BadCommandError
from hardware.id_card._commands import PHOTO_BYTES, base_data
from hardware.id_card._demo_cards import NEWEST_ADDRESS, demo_card_of_type, demo_cards
from hardware.id_card._frames import REQUEST_HEAD, Answer, BadFrame, FrameParser, Request
from hardware.id_card._layouts import address_to_text, card_to_text
from hardware.id_card._statuses import FOUND, NOT_FOUND, NOT_ON_CARD, OK, READ_FAILED, SELECT_FAILED, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.id_card.card import Holder
    from hardware.options import Options

FAILURES = ("unreadable", "taken-away", "silent", "garbled", "cut-short", "stray-preamble")
AFTER_READ = ("hidden", "found")

_MOVED = 2
"""The demo card that was given another address."""

_OF_READING = frozenset((0x31, 0x32, 0x33, 0x37, 0x3F, 0x40, 0x41, 0x47, 0x91))
_READS = frozenset(((0x30, 0x01), (0x30, 0x03), (0x30, 0x05), (0x30, 0x10)))


class IdCardSimulator:
    """Starts without a card. Every method may be called from any thread.

    `after_read` says whether a card that was read is still found while it lies there: readers differ.
    `lay_every_s` lays the demo cards in turn, each for `lie_s` at the end of every such span; 0 lays none.
    """

    commands = (
        "lay N (a demo card) | lay type J|I|Y|Z (Z: nobody knows it) | remove | fail NAME with NAME one of "
        f"{' '.join(FAILURES)} | fail status HEX | ok | after-read {'|'.join(AFTER_READ)}"
    )

    def __init__(
        self,
        after_read: str = "hidden",
        lay_every_s: float = 0,
        lie_s: float = 4,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lock = threading.RLock()
        self._parser = FrameParser(REQUEST_HEAD)
        self._after_read = after_read
        self._lay_every_s = lay_every_s
        self._lie_s = lie_s
        self._clock = clock
        self._started = clock()
        self._turn: int | None = None
        self._base: bytes | None = None
        self._address: bytes | None = None
        self._selected = False
        self._was_read = False
        self._failure: str | None = None
        self._forced: int | None = None

    @classmethod
    def from_options(cls, options: Options) -> IdCardSimulator:
        simulator = cls(
            after_read=options.choice("after_read", "hidden", AFTER_READ),
            lay_every_s=options.number("lay_every_s", 0),
            lie_s=options.number("lie_s", 4),
        )
        if fail := options.choice("fail", "", FAILURES):
            simulator.fail(fail)
        return simulator

    def lay(self, card: Holder | bytes, newest_address: str | None = None, photo: bytes = bytes(PHOTO_BYTES)) -> None:
        """Lays a card, or a 256-byte text block as it is. Ends the laying in turn."""
        with self._lock:
            self._lay_every_s = 0
            self._put(card, newest_address, photo)

    def remove(self) -> None:
        with self._lock:
            self._lay_every_s = 0
            self._take()

    def fail(self, failure: str) -> None:
        """One of FAILURES, until `recover`."""
        with self._lock:
            self._failure = failure

    def force_status(self, sw3: int) -> None:
        """Answers with this code, until `recover`, to the command that gives it in life: find, select, read or any."""
        with self._lock:
            self._forced = sw3

    def recover(self) -> None:
        with self._lock:
            self._failure = self._forced = None

    def receive(self, data: bytes) -> bytes:
        with self._lock:
            self._follow_turns()
            return b"".join([self._disturb(self._answer(item)) for item in self._parser.feed(data)])

    def idle(self) -> bytes:
        return b""

    def command(self, line: str) -> str:
        with self._lock:
            self._obey(line)
            lying = "no card" if self._base is None else "a card lies there"
            return f"{lying}, {self._failure or 'no failure'}{f', status {self._forced:02X}' if self._forced else ''}"

    def _obey(self, line: str) -> None:
        match line.split():
            case ["lay", number] if number.isdecimal() and 1 <= int(number) <= len(demo_cards()):
                self.lay(demo_cards()[int(number) - 1], NEWEST_ADDRESS if int(number) == _MOVED else None)
            case ["lay", "type", ("J" | "I" | "Y") as mark]:
                self.lay(demo_card_of_type(mark))
            case ["lay", "type", "Z"]:
                text = card_to_text(demo_cards()[0])
                self.lay(text[:248] + b"Z\0" + text[250:])
            case ["remove"]:
                self.remove()
            case ["fail", "status", code] if code.lower() in {f"{known:02x}" for known in STATUSES}:
                self.force_status(int(code, 16))
            case ["fail", failure] if failure in FAILURES:
                self.fail(failure)
            case ["ok"]:
                self.recover()
            case ["after-read", mode] if mode in AFTER_READ:
                self._after_read = mode
            case _:
                raise BadCommandError(line, self.commands)

    def _put(self, card: Holder | bytes, newest_address: str | None = None, photo: bytes = bytes(PHOTO_BYTES)) -> None:
        self._take()
        self._base = base_data(card if isinstance(card, bytes) else card_to_text(card), photo)
        self._address = None if newest_address is None else address_to_text(newest_address)

    def _take(self) -> None:
        self._base = self._address = None
        self._selected = self._was_read = False

    def _follow_turns(self) -> None:
        if not self._lay_every_s:
            return
        turn, phase = divmod(self._clock() - self._started, self._lay_every_s)
        if phase < self._lay_every_s - self._lie_s:
            self._take()
        elif self._turn != turn:
            self._turn = int(turn)
            cards = demo_cards()
            self._put(cards[self._turn % len(cards)])

    def _answer(self, item: bytes | BadFrame) -> Answer:
        if isinstance(item, BadFrame):
            return Answer(0, 0, 0x11 if item.reason == "length" else 0x10)
        request = Request.from_body(item)
        key = (request.command, request.parameter)
        if self._forced is not None and self._forced_applies(self._forced, key):
            return Answer(0, 0, self._forced)
        return self._regular_answer(request)

    def _regular_answer(self, request: Request) -> Answer:
        match request.command, request.parameter:
            case (0x10 | 0x11 | 0x61, 0xFF) | (0x60, 0 | 1 | 2 | 3 | 4):
                answer = Answer(0, 0, OK)
            case (0x12, 0xFF):
                answer = Answer(0, 0, OK, bytes(16))
            case (0x20, 0x01):
                answer = self._find()
            case (0x20, 0x02):
                answer = self._select()
            case (0x30, item) if (0x30, item) in _READS:
                answer = self._read(item)
            case _:
                answer = Answer(0, 0, 0x21)
        return answer

    def _forced_applies(self, sw3: int, key: tuple[int, int]) -> bool:
        if sw3 in (NOT_FOUND, FOUND):
            return key == (0x20, 0x01)
        if sw3 == SELECT_FAILED:
            return key == (0x20, 0x02)
        return key in _READS if sw3 in _OF_READING else True

    def _find(self) -> Answer:
        self._selected = False
        hidden = self._was_read and self._after_read == "hidden"
        if self._base is None or hidden:
            return Answer(0, 0, NOT_FOUND)
        return Answer(0, 0, FOUND, bytes(4))

    def _select(self) -> Answer:
        if self._base is None:
            return Answer(0, 0, SELECT_FAILED)
        self._selected = True
        if self._failure == "taken-away":
            self._take()
        return Answer(0, 0, OK, bytes(8))

    def _read(self, item: int) -> Answer:
        if self._base is None or not self._selected or self._failure == "unreadable":
            return Answer(0, 0, READ_FAILED)
        if item == 0x01:
            self._was_read = True
            return Answer(0, 0, OK, self._base)
        if not self._was_read:
            return Answer(0, 0, READ_FAILED)
        if item == 0x03 and self._address is not None:
            return Answer(0, 0, OK, self._address)
        return Answer(0, 0, NOT_ON_CARD)

    def _disturb(self, answer: Answer) -> bytes:
        frame = answer.to_bytes()
        match self._failure:
            case "silent":
                return b""
            case "garbled":
                return frame[:-1] + bytes((frame[-1] ^ 0xFF,))
            case "cut-short":
                return frame[: len(frame) // 2]
            case "stray-preamble":
                return b"\xaa\x00" + frame[1:]
        return frame
