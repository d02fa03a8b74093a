"""The whole kiosk program in a process of its own, driven by orders, with an eye on what is really drawn.

``seen`` lines on standard error say when the first picture that differs was shown after each touch: ``touched TIME
TIME``, on the clock that all processes share (``time.monotonic``).
"""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk import program
from kiosk.program import KioskSettings, run
from onedoor.logs import set_up_logs
from queue_server.contract.address import parse_broker_url

LINE_EVERY = 40
"""Pixels between two lines that are read back: to read all of them would take longer than to draw them."""


def _watched(orders: Iterator[str]) -> Iterator[str]:
    """The same orders; before each touch the eye begins to look."""
    eye = _Eye()
    for line in orders:
        if line.startswith("touch "):
            eye.expect()
        yield line


class _Eye:
    """Reads back lines of each drawn frame until they are others than before the touch.

    Nothing that can be touched is less than 112 high, and what is pressed changes as a whole.
    """

    def __init__(self) -> None:
        self._since: float | None = None
        self._before = b""
        self._bound = False

    def expect(self) -> None:
        from kivy.core.window import Window  # noqa: PLC0415 - only by then is there a window

        if not self._bound:
            Window.bind(on_flip=self._look)
            self._bound = True
        self._since = time.monotonic()

    def _look(self, window: Any) -> None:
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels  # noqa: PLC0415 - as above

        width, height = window.system_size
        at = time.monotonic()
        lines = (glReadPixels(0, y, width, 1, GL_RGBA, GL_UNSIGNED_BYTE) for y in range(0, height, LINE_EVERY))
        picture = b"".join(lines)
        if self._since is not None and picture != self._before:
            print(f"touched {self._since} {at}", file=sys.stderr, flush=True)
            self._since = None
        self._before = picture


def main(url: str, folder: Path, devices: Path, how: str) -> int:
    """``how``: ``watched`` at full size, or ``quick``: small, by a clock of its own on which a day passes soon."""
    if how == "quick":
        began, started = datetime.now(UTC).astimezone(), time.monotonic()
        setattr(program, "_now", lambda: began + timedelta(seconds=(time.monotonic() - started) * QUICK))  # noqa: B010
    else:
        sys.stdin = _watched(iter(sys.stdin.readline, ""))
    return run(
        KioskSettings(
            hall="bench",
            broker=parse_broker_url(url),
            client="kiosk-01",
            data=folder,
            devices=devices,
            size=(270, 480) if how == "quick" else (1080, 1920),
            offscreen=True,
            remote=True,
        )
    )


QUICK = 300.0
"""Simulated seconds a second: the clock on the screen changes five times a second."""

if __name__ == "__main__":
    set_up_logs("error")
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]))
