"""The corner at the top left of the panel, which only the staff know: a finger held there opens the way to the PIN."""

import time
from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from kiosk.flow.inputs import CornerHeld
from kiosk.views.widgets import Emit

SIDE = 160
HELD_S = 3.0
"""Nobody rests a finger there so long by chance, and no child waits so long."""


class HiddenCorner(Widget):  # type: ignore[misc]  # Kivy has no types
    """Lies over everything else and takes no touch away from it."""

    def __init__(self, emit: Emit) -> None:
        super().__init__(size_hint=(None, None), size=(dp(SIDE), dp(SIDE)))
        self.name = "corner"
        self._emit = emit
        self._since: dict[Any, float] = {}

    def on_touch_down(self, touch: Any) -> bool:
        if self.collide_point(*touch.pos):
            self._since[touch.uid] = time.monotonic()
        return False

    def on_touch_up(self, touch: Any) -> bool:
        since = self._since.pop(touch.uid, None)
        if since is not None and self.collide_point(*touch.pos) and time.monotonic() - since >= HELD_S:
            self._emit(CornerHeld())
        return False
