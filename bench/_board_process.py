"""A hall board in a process of its own that says when which number was really drawn, or how much memory it holds."""

import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bench._hall import HALL_ID
from hardware.display import FontWeight, chinese_font, prepare_window
from onedoor.logs import set_up_logs
from queue_server.contract.address import parse_broker_url
from queue_server.contract.connection import Connection, Identity
from screens.drawing.box import Box
from screens.hall_board.layout import layout_for
from screens.night import shift_at
from screens.rules import ScreenRules

WIDTH, HEIGHT = 1920, 1080
NUMBER_WIDTH = 320

SMALL = (480, 270)
"""In pixels, where what counts is what is kept and not how long it takes to draw."""


def _fonts(cache: str) -> list[Path]:
    return [chinese_font(weight, Path(cache)) for weight in (FontWeight.REGULAR, FontWeight.BOLD)]


def _now() -> datetime:
    return datetime.now().astimezone()


def watch(url: str, client: str, cache: str) -> None:
    """Run the board as its program does, and print ``NUMBER TIME`` for each number whose pixels changed."""
    fonts = _fonts(cache)
    prepare_window(WIDTH, HEIGHT, fullscreen=False, offscreen=True, title="bench")
    # Kivy opens the window when these are imported, and only now is it known how.
    from kivy.core.window import Window  # noqa: PLC0415

    from screens.app import ScreenApp  # noqa: PLC0415
    from screens.hall_board.screen import HallBoard  # noqa: PLC0415

    connection = Connection(parse_broker_url(url), HALL_ID, Identity(client, "screen", "bench"), clock=_now)
    board = HallBoard(connection.topics, ScreenRules(), _now)
    eye = _Eye(board)
    connection.on_change(lambda up: print("ready", flush=True) if up else None)
    ScreenApp(
        connection,
        board,
        fonts,
        clock=_now,
        told_to_stop=lambda: False,
        started=lambda: Window.bind(on_flip=eye.look),
    ).run()


class _Eye:
    """Reads back, after each drawn frame, the pixels of the places whose number is new."""

    def __init__(self, board: Any) -> None:
        layout = layout_for(WIDTH, HEIGHT, rows=None, playlist=False)
        self._board = board
        self._boxes = [Box(box.x, box.y, NUMBER_WIDTH, box.height) for box in (layout.headline, *layout.rows)]
        self._numbers: list[str | None] = [None] * len(self._boxes)
        self._pixels: list[bytes] = [b""] * len(self._boxes)
        self._told: set[str] = set()

    def look(self, _window: object) -> None:
        numbers = list(self._shown())
        drawn = [number for place, number in enumerate(numbers) if self._changed(place, number)]
        at = time.monotonic()
        for number in drawn:
            if number is not None and number not in self._told:
                self._told.add(number)
                sys.stdout.write(f"{number} {at}\n")
        if drawn:
            sys.stdout.flush()

    def _shown(self) -> Iterator[str | None]:
        picture = self._board._view.picture  # noqa: SLF001 - the view is nobody else's business
        lines = [picture.headline, *picture.rows] if picture else []
        for place in range(len(self._boxes)):
            yield lines[place].number if place < len(lines) and lines[place] else None

    def _changed(self, place: int, number: str | None) -> bool:
        if self._numbers[place] == number:
            return False
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels  # noqa: PLC0415 - see above

        box = self._boxes[place]
        pixels = glReadPixels(box.x, box.y, box.width, box.height, GL_RGBA, GL_UNSIGNED_BYTE)
        if pixels == self._pixels[place]:
            return False
        self._numbers[place], self._pixels[place] = number, pixels
        return True


def live(cache: str) -> None:
    """Show a board days long without waiting for them, and print the process's memory in MB after each."""
    from bench._board_week import DAYS, Week  # noqa: PLC0415 - it has nothing to do with the other order

    fonts = _fonts(cache)
    prepare_window(*SMALL, fullscreen=False, offscreen=True, title="bench")
    # Kivy opens the window when these are imported, and only now is it known how.
    from kivy.base import EventLoop  # noqa: PLC0415
    from kivy.clock import Clock  # noqa: PLC0415
    from kivy.core.window import Window  # noqa: PLC0415

    from screens.drawing.frame import Frame  # noqa: PLC0415
    from screens.drawing.lettering import Letterings  # noqa: PLC0415
    from screens.drawing.text_box import Texts  # noqa: PLC0415
    from screens.hall_board.screen import HallBoard  # noqa: PLC0415

    week = Week()
    board = HallBoard(week.topics, ScreenRules(), lambda: week.begins)
    scale = SMALL[0] / WIDTH
    frame = Frame()
    EventLoop.window.add_widget(frame)
    EventLoop.start()
    frame.hold(board.build(*SMALL, Texts(Letterings(fonts, scale))), scale, (0, 0))
    for day in range(DAYS):
        for now, news in week.day(day):
            if news is not None:
                board.hear(news, now)
            board.look(now)
            frame.stand(shift_at(now), dark=False)
            Clock.tick()
            Window.dispatch("on_draw")
            Window.dispatch("on_flip")
        print(_memory_mb(), flush=True)


def _memory_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    set_up_logs("error")
    order, *arguments = sys.argv[1:]
    if order == "watch":
        watch(*arguments)
    else:
        live(*arguments)
