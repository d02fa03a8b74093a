"""Kivy's window and loop around the screen: touches out, time in, and what happens when something fails."""

import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from kivy.base import EventLoop, ExceptionHandler, ExceptionManager, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.config import Config
from kivy.core.text import LabelBase
from kivy.core.window import Window
from kivy.metrics import Metrics
from kivy.uix.floatlayout import FloatLayout

from kiosk.flow.inputs import Input
from kiosk.flow.session import Session
from kiosk.views.screen import KioskScreen
from kiosk.views.theme import BOLD, REGULAR, Look

TICK_S = 0.5
"""Shown seconds are never more than this late."""

FRAMES_PER_S = 30
"""Nothing moves here: a touch is answered within a thirtieth of a second, and the processor stays cool."""

DOUBLE_STRIKE_MS = 500
"""EN 301 549, 5.8: a second strike within half a second is not meant."""

MOST_FAULTS, FAULTS_WITHIN_S = 10, 60.0
"""More than that is no accident of one page: the program ends, and whoever supervises it starts it anew."""


class KioskWindow:
    """Made after the window was prepared. :meth:`bind` before :meth:`run`; ``wake`` may be called from any thread."""

    def __init__(self, regular: Path, bold: Path) -> None:
        Config.set("graphics", "maxfps", str(FRAMES_PER_S))
        Config.set("postproc", "double_tap_time", str(DOUBLE_STRIKE_MS))
        LabelBase.register(REGULAR, str(regular))
        LabelBase.register(BOLD, str(bold))
        EventLoop.ensure_window()
        self._lying = Window.width > Window.height
        width, height = Look(lying=self._lying).screen
        Metrics.density = min(Window.width / width, Window.height / height)
        self._emit: Callable[[Input], None] = lambda _: None
        self._deliver: Callable[[], None] = lambda: None
        self._tick: Callable[[], None] = lambda: None
        self._faults = _Faults(lambda: None, self._give_up)
        self._failed = False
        self._open = True
        self._root = FloatLayout()
        self._screens: dict[Look, KioskScreen] = {}
        Window.bind(size=self._centre)

    def bind(
        self,
        *,
        emit: Callable[[Input], None],
        deliver: Callable[[], None],
        tick: Callable[[], None],
        fault: Callable[[], None],
    ) -> None:
        """What to call for a touch, after ``wake``, every ``TICK_S``, and after an exception in any of these."""
        self._emit = emit
        self._deliver = deliver
        self._tick = tick
        self._faults = _Faults(fault, self._give_up)
        ExceptionManager.add_handler(self._faults)
        Clock.schedule_interval(self._ticked, TICK_S)

    def show(self, session: Session, now: datetime) -> None:
        if not self._open:
            return
        look = Look.of(session.comfort, lying=self._lying)
        screen = self._screens.get(look)
        if screen is None:
            screen = self._screens[look] = KioskScreen(look, self._touched)
        screen.show(session, now)
        if screen.parent is None:
            Window.clearcolor = look.colour("ground")
            self._root.clear_widgets()
            self._root.add_widget(screen)
            self._centre()

    def wipe(self) -> None:
        if self._open:
            for screen in self._screens.values():
                screen.wipe()

    def wake(self) -> None:
        Clock.schedule_once(self._delivered, 0)

    def run(self) -> int:
        """Returns when the window is closed; 1 after too many faults."""
        try:
            runTouchApp(self._root)
        finally:
            self._open = False
        return int(self._failed)

    def close(self) -> None:
        Clock.schedule_once(lambda _elapsed: stopTouchApp(), 0)

    # Kivy forgets a callback of its clock that raised: these must not, or the terminal would stand still for ever.

    def _ticked(self, _elapsed_s: float) -> None:
        try:
            self._tick()
        except Exception as error:  # noqa: BLE001 - see above; seen and counted there
            self._faults.handle_exception(error)

    def _delivered(self, _elapsed_s: float) -> None:
        try:
            self._deliver()
        except Exception as error:  # noqa: BLE001 - see above; seen and counted there
            self._faults.handle_exception(error)

    def _touched(self, given: Input) -> None:
        self._emit(given)

    def _centre(self, *_: object) -> None:
        for screen in self._root.children:
            screen.pos = ((Window.width - screen.width) / 2, (Window.height - screen.height) / 2)

    def _give_up(self) -> None:
        self._failed = True
        self.close()


class _Faults(ExceptionHandler):  # type: ignore[misc]  # Kivy has no types
    def __init__(self, fault: Callable[[], None], give_up: Callable[[], None]) -> None:
        self._fault = fault
        self._give_up = give_up
        self._times: deque[float] = deque(maxlen=MOST_FAULTS)
        self._log = structlog.get_logger("kiosk")

    def handle_exception(self, exception: BaseException) -> int:
        if not isinstance(exception, Exception):
            return int(ExceptionManager.RAISE)
        self._log.error("kiosk_failed", exc_info=exception)
        self._times.append(time.monotonic())
        if len(self._times) == MOST_FAULTS and self._times[-1] - self._times[0] < FAULTS_WITHIN_S:
            self._give_up()
            return int(ExceptionManager.PASS)
        try:
            self._fault()
        except Exception:  # noqa: BLE001 - the page that says so failed too; the next tick tries again
            self._log.exception("fault_page_failed")
        return int(ExceptionManager.PASS)
