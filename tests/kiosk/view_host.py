"""A Kivy process of its own for the tests of the views: one order a line in, one JSON answer a line out.

``show SCENE LANGUAGE COMFORT`` · ``touch NAME`` · ``hold NAME SECONDS`` · ``strike-twice NAME`` · ``measure``
``small LEAST`` · ``texts`` · ``bar`` · ``picture FILE`` · ``wipe`` · ``drawn-again SCENE``
"""

# ruff: noqa: PLC0415 - Kivy may be imported only after the window was prepared

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hardware.display import FontWeight, chinese_font, prepare_window


def main(width: int, height: int, cache: Path) -> None:
    prepare_window(width, height, fullscreen=False, offscreen=True, title="views")
    from kiosk.views.window import KioskWindow

    fonts = [chinese_font(weight, cache) for weight in FontWeight]
    host = Host(KioskWindow(*fonts))
    answer("ready")
    for line in sys.stdin:
        answer(host.obey(line.split()))


def answer(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


class Host:
    def __init__(self, window: Any) -> None:
        from kivy.base import EventLoop

        self._window = window
        self._given: list[str] = []
        window._emit = lambda given: self._given.append(repr(given))
        EventLoop.window.add_widget(window._root)
        EventLoop.start()

    def obey(self, order: list[str]) -> Any:
        verb, *words = order
        orders: dict[str, Callable[..., Any]] = {
            "show": self._show,
            "touch": self._touch,
            "hold": lambda name, seconds: self._touch(name, held_s=float(seconds)),
            "strike-twice": lambda name: self._touch(name, double=True),
            "measure": self._measure,
            "small": self._small,
            "texts": self._texts,
            "bar": self._bar,
            "picture": self._picture,
            "wipe": self._wipe,
            "drawn-again": self._drawn_again,
        }
        return orders[verb](*words)

    @property
    def _screen(self) -> Any:
        return self._window._root.children[0]

    def _wipe(self) -> list[str]:
        """What still stands on any page, but for keys, which are the same for everybody."""
        from kiosk.views.keys import Key

        self._window.wipe()
        views = [view for screen in self._window._screens.values() for view in screen._made.values()]
        keys = {words for view in views for key in view.walk() if isinstance(key, Key) for words in key.walk()}
        return [each.text for view in views for each in view.walk(restrict=True) if _said(each) and each not in keys]

    def _show(self, scene: str, language: str, comfort: str = "standard") -> None:
        from dataclasses import replace

        from kiosk.flow.comfort import turned
        from kiosk.flow.session import Comfort
        from tests.kiosk.hall import NOW
        from tests.kiosk.scenes import COMFORTS, SCENES

        chosen = Comfort()
        for setting in COMFORTS[comfort]:
            chosen = turned(chosen, setting)
        self._window.show(replace(SCENES[scene], language=language, comfort=chosen), NOW)

    def _drawn_again(self, scene: str) -> bool:
        """Whether the window must be drawn when it is shown what it shows already."""
        from kivy.core.window import Window

        self._show(scene, "zh")
        self._frames()
        self._show(scene, "zh")
        return bool(Window.canvas.needs_redraw)

    def _frames(self) -> None:
        from kivy.base import EventLoop

        for _ in range(3):
            EventLoop.idle()

    def _touch(self, name: str, *, double: bool = False, held_s: float = 0.0) -> list[str]:
        from kivy.tests.common import UnitTestTouch

        from kiosk.views import corner

        widget = next(each for each in self._screen.walk() if getattr(each, "name", None) == name)
        self._frames()
        touch = UnitTestTouch(*widget.to_window(*widget.center))
        touch.is_double_tap = double
        self._given.clear()
        touch.touch_down()
        self._frames()
        corner.time = SimpleNamespace(monotonic=lambda: time.monotonic() + held_s)
        touch.touch_up()
        corner.time = time
        self._frames()
        return self._given

    def _measure(self) -> dict[str, list[Any]]:
        """In design pixels: what can be touched with its box, and every text that is not drawn as it was said."""
        from kivy.metrics import dp

        from kiosk.views.widgets import Touchable, Words

        touchables, cut, sizes = [], [], []
        for widget in self._screen.walk(restrict=True):
            left, bottom = widget.to_window(*widget.pos)
            if isinstance(widget, Touchable):
                box = [left, bottom, left + widget.width, bottom + widget.height]
                touchables.append([widget.name, *(round(edge / dp(1)) for edge in box)])
            if isinstance(widget, Words) and widget.text:
                widget.texture_update()
                drawn = ["".join(word.text for word in line.words) for line in widget._label._cached_lines]
                high = widget._label.get_extents("国")[1] * len(drawn)
                if drawn != widget.text.split("\n") or high > widget.height:
                    cut.append([widget.text, drawn, list(widget.size)])
                sizes.append(round(widget.font_size / dp(1)))
        return {"touchables": touchables, "cut": cut, "sizes": sizes}

    def _small(self, least: str) -> list[list[Any]]:
        """Texts in letters smaller than this, with their size and their name."""
        from kivy.metrics import dp

        sized = [(each, round(each.font_size / dp(1))) for each in self._screen.walk(restrict=True) if _said(each)]
        return [[each.text, size, each.name] for each, size in sized if size < int(least)]

    def _texts(self) -> dict[str, str]:
        page = self._screen._shown
        named = {widget.name: widget.text for widget in page.walk(restrict=True) if _said(widget) and widget.name}
        return {"page": page.name, **named}

    def _bar(self) -> dict[str, str]:
        return {each.name: each.text for each in self._screen._top.walk(restrict=True) if _said(each) and each.name}

    def _picture(self, file: str) -> None:
        from kivy.core.window import Window
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
        from PIL import Image

        self._frames()
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


def _said(widget: Any) -> bool:
    from kiosk.views.widgets import Words

    return isinstance(widget, Words) and bool(widget.text)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
