"""A QR code on the screen: rows of dark modules as rectangles, so that the renderer keeps no picture of it."""

from itertools import groupby
from typing import Any

import segno
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004, 5.3.8)."""


class QrCode(Widget):  # type: ignore[misc]  # Kivy has no types
    """As large as its box allows, in whole pixels a module; nothing while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._content = ""
        self.bind(pos=self._redraw, size=self._redraw)

    def say(self, content: str) -> None:
        if content != self._content:
            self._content = content
            self._redraw()

    def _redraw(self, *_: Any) -> None:
        self.canvas.clear()
        if not self._content:
            return
        rows = [list(row) for row in segno.make(self._content, error="m", micro=False).matrix_iter(border=QUIET)]
        pixels = int(min(self.width, self.height)) // len(rows)
        side = pixels * len(rows)
        left, top = int(self.center_x - side / 2), int(self.center_y + side / 2)
        with self.canvas:
            # Light and dark whatever the palette: readers want dark modules on a light ground.
            Color(1, 1, 1, 1)
            Rectangle(pos=(left, top - side), size=(side, side))
            Color(0, 0, 0, 1)
            for line, row in enumerate(rows):
                column = 0
                for dark, run in groupby(row):
                    length = len(list(run))
                    if dark:
                        bottom = top - (line + 1) * pixels
                        Rectangle(pos=(left + column * pixels, bottom), size=(length * pixels, pixels))
                    column += length
