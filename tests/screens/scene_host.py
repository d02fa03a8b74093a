"""A Kivy process of its own for pictures of screens: one order a line in, one JSON answer a line out.

``show KIND SCENE [PLAYLIST]`` · ``later SECONDS`` · ``size`` · ``measure`` · ``picture FILE``
"""

# ruff: noqa: PLC0415 - Kivy may be imported only after the window was prepared

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hardware.display import FontWeight, chinese_font, prepare_window


def main(width: int, height: int, cache: Path) -> None:
    prepare_window(width, height, fullscreen=False, offscreen=True, title="scenes")
    host = Host([chinese_font(weight, cache) for weight in FontWeight])
    answer("ready")
    for line in sys.stdin:
        answer(host.obey(line.split()))


def answer(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


class Host:
    def __init__(self, fonts: list[Path]) -> None:
        from kivy.base import EventLoop

        from screens.drawing.frame import Frame

        self._fonts = fonts
        self._frame = Frame()
        self._view: Any = None
        self._shown: Any = None
        EventLoop.window.add_widget(self._frame)
        EventLoop.start()

    def obey(self, order: list[str]) -> Any:
        verb, *words = order
        orders: dict[str, Callable[..., Any]] = {
            "show": self._show,
            "later": self._later,
            "size": lambda: list(self._view.size),
            "measure": self._measure,
            "picture": self._picture,
        }
        return orders[verb](*words)

    def _show(self, kind: str, name: str, playlist: str = "") -> None:
        from kivy.core.window import Window

        from screens.drawing.lettering import Letterings
        from screens.drawing.text_box import Texts
        from tests.screens.scenes import NOW, SCENES, with_playlist

        scene = SCENES[kind]()[name]
        if playlist:
            scene = with_playlist(scene, Path(playlist))
        moment = NOW - timedelta(hours=2)
        screen = self._screen(scene, lambda: moment)
        for ago, news in scene.heard:
            moment = NOW - timedelta(seconds=ago)
            screen.hear(news, moment)
        width, height = Window.size
        own_width, own_height = screen.size_in(width, height)
        scale = min(width / own_width, height / own_height)
        self._view = screen.build(width, height, Texts(Letterings(self._fonts, scale)))
        corner = (round((width - own_width * scale) / 2), round((height - own_height * scale) / 2))
        self._frame.hold(self._view, scale, corner)
        if playlist:
            while screen._reel.slide is None:
                pass
        screen.look(NOW)
        self._frame.stand((0, 0), dark=screen.dark(NOW))
        screen.close()
        self._shown = screen

    def _later(self, seconds: str) -> None:
        """Look at the same screen again, so long after the scene."""
        from tests.screens.scenes import NOW

        self._shown.look(NOW + timedelta(seconds=float(seconds)))

    def _screen(self, scene: Any, clock: Callable[[], Any]) -> Any:
        from screens.hall_board.screen import HallBoard
        from screens.wall.screen import Wall
        from screens.window_plate.screen import WindowPlate
        from screens.window_plate.watch import Watch
        from tests.screens.scenes import TOPICS

        match scene.kind:
            case "window_plate":
                return WindowPlate(Watch(TOPICS, scene.window, scene.rules, clock()), None)
            case "wall":
                return Wall(TOPICS, "wall-1", scene.rules, clock())
        return HallBoard(TOPICS, scene.rules, clock)

    def _frames(self) -> None:
        from kivy.base import EventLoop

        for _ in range(3):
            EventLoop.idle()

    def _measure(self) -> list[dict[str, Any]]:
        """Every text that is seen: where its ink is in the screen's own units, and whether it was cut."""
        return list(_texts(self._view))

    def _picture(self, file: str) -> None:
        from kivy.core.window import Window
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
        from PIL import Image

        taken: list[bytes] = []
        width, height = Window.system_size

        def take(_window: object) -> None:
            taken.append(glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE))

        Window.bind(on_flip=take)
        Window.canvas.ask_update()
        while not taken:
            self._frames()
        Window.unbind(on_flip=take)
        picture = Image.frombytes("RGBA", (width, height), taken[0]).convert("RGB")
        picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(file)


def _texts(widget: Any) -> Any:
    from screens.drawing.text_box import TextBox

    for child in widget.children:
        yield from _texts(child)
    if isinstance(widget, TextBox) and widget.drawn is not None and widget.drawn.ink is not None:
        density = widget._lettering.density
        left, upper, right, lower = widget.drawn.ink
        wide, high = widget.drawn.size
        x, y = widget.corner
        yield {
            "name": getattr(widget, "name", ""),
            "text": widget.text,
            "size": widget.drawn_size,
            "ink": [
                x + left / density,
                y + (high - lower) / density,
                x + right / density,
                y + (high - upper) / density,
            ],
            "at_edge": left == 0 or upper == 0 or right == wide or lower == high,
        }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
