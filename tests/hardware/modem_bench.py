"""A modem with counted time, and scripts for its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hardware.modem import Modem, Timing
from hardware.modem.simulator import ModemSimulator
from tests.hardware.counted_link import CountedLink

if TYPE_CHECKING:
    from collections.abc import Callable

REAL = Timing()

SERVICE = "+8613800138000"
"""An operator's own well-known number, nobody's."""

CALL = "请到3号窗口"

LONG = "办" * 66 + "𠮷" + "理" * 100
"""Three parts, with a character of two code units where the first part ends."""

REPORT_LINES = b"\r\n+CDS: 26\r\n0006090D91683108108300F0621051010300236210510103502300\r\n"
"""Reference 9 was delivered."""


class ModemLink(CountedLink):
    """`simulator` takes the place of a modem made from `options`."""

    simulator: ModemSimulator

    def __init__(self, **options: Any) -> None:
        super().__init__(lambda clock: ModemSimulator(clock=clock, **options))

    def drain_input(self) -> None:
        raise AssertionError("would throw reports away")


def plugged(**options: Any) -> tuple[Modem, ModemSimulator, ModemLink]:
    link = ModemLink(**options)
    return modem_on(link), link.simulator, link


def modem_on(link: ModemLink, reopen: Callable[[], ModemLink] | None = None) -> Modem:
    return Modem(link, reopen or (lambda: link), 0x2A, REAL, lambda: link.now, link.pause)


def texts(simulator: ModemSimulator) -> list[str]:
    return [message.text for message in simulator.messages]


class Script(ModemSimulator):
    """Answers each write by the rule that knows it best, else like the simulator."""

    def __init__(self, answers: dict[bytes, bytes], clock: Callable[[], float]) -> None:
        super().__init__(clock=clock, report="never")
        self.answers = answers

    def receive(self, data: bytes) -> bytes:
        usual = super().receive(data)
        return self.answers.get(data.split(b"=")[0], usual)


def scripted(answers: dict[bytes, bytes]) -> tuple[Modem, ModemLink]:
    link = ModemLink()
    link.simulator = Script(answers, lambda: link.now)
    return modem_on(link), link
