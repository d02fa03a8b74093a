"""The Kivy program of every screen: fetches news, lets them be pictured, and looks at the clock ten times a second."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import structlog
from kivy.app import App
from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.widget import Widget

from queue_server.contract.connection import Connection
from screens.board.hearing import Misheard
from screens.drawing.frame import Frame
from screens.drawing.lettering import Letterings
from screens.drawing.text_box import Texts
from screens.failures import FailureLog
from screens.feed import Feed, News
from screens.mishearing import MishearingLog
from screens.night import shift_at

LOOKS_A_SECOND = 10
"""A half-second of a flash begins at most a tenth too late; a look at which nothing changed costs no drawing."""


class Screen(Protocol):
    """One kind of screen. Everything runs in Kivy's thread."""

    @property
    def name(self) -> str:
        """Of its log."""

    def topics(self) -> Iterable[str]:
        """What it hears."""

    def hear(self, news: News, now: datetime) -> Sequence[Misheard]:
        """Take in what is new; returns what could not be read."""

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        """Its own width and height, in its own units, for a window of so many pixels."""

    def build(self, width: int, height: int, texts: Texts) -> Widget:
        """Everything that it draws, anew, for a window of so many pixels."""

    def look(self, now: datetime) -> None:
        """Draw what is different now."""

    def dark(self, now: datetime) -> bool:
        """Whether nothing is to be shown."""

    def close(self) -> None:
        """End what it started."""


class ScreenApp(App):  # type: ignore[misc]  # Kivy has no types
    """Shows one screen until it is told to stop.

    ``fonts`` are the files of the regular and the bold weight. ``told_to_stop`` is asked at each look: a signal's
    handler may only set a flag, as it may come in the middle of anything. ``started`` is called once the window is
    there.
    """

    def __init__(
        self,
        connection: Connection,
        screen: Screen,
        fonts: Sequence[Path],
        *,
        clock: Callable[[], datetime],
        told_to_stop: Callable[[], bool],
        started: Callable[[], None],
    ) -> None:
        super().__init__()
        self._connection = connection
        self._screen = screen
        self._fonts = fonts
        self._clock = clock
        self._told_to_stop = told_to_stop
        self._started = started
        self._misheard = MishearingLog(structlog.get_logger(screen.name))
        self._frame = Frame()
        self._size: tuple[int, int] | None = None
        self._feed = Feed(connection, screen.topics(), wake=Clock.create_trigger(self._hear))
        self._failures = _LoggedFailures(screen.name, clock)

    def build(self) -> Frame:
        return self._frame

    def on_start(self) -> None:
        ExceptionManager.add_handler(self._failures)
        self._fill(Window, *Window.size)
        Window.bind(on_resize=self._fill)
        Clock.schedule_interval(self._look, 1 / LOOKS_A_SECOND)
        self._connection.start()
        self._started()

    def on_stop(self) -> None:
        self._connection.stop()
        self._screen.close()
        ExceptionManager.remove_handler(self._failures)

    def _fill(self, _window: Any, width: int, height: int) -> None:
        """The screen as large as the window allows, in its middle, built for exactly these pixels."""
        if self._size == (width, height):
            return
        own_width, own_height = self._screen.size_in(width, height)
        scale = min(width / own_width, height / own_height)
        view = self._screen.build(width, height, Texts(Letterings(self._fonts, scale)))
        corner = (round((width - own_width * scale) / 2), round((height - own_height * scale) / 2))
        self._frame.hold(view, scale, corner)
        self._size = (width, height)
        self._look()

    def _hear(self, _elapsed_s: float) -> None:
        news = self._feed.take()
        self._misheard.note(news.messages, self._screen.hear(news, self._clock()))
        self._look()

    def _look(self, _elapsed_s: float = 0) -> None:
        if self._told_to_stop():
            self.stop()
            return
        now = self._clock()
        self._screen.look(now)
        self._frame.stand(shift_at(now), dark=self._screen.dark(now))


class _LoggedFailures(ExceptionHandler):  # type: ignore[misc]  # Kivy has no types
    """A fault in drawing is logged and survived: the next look draws everything again."""

    def __init__(self, name: str, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._failures = FailureLog()
        self._log = structlog.get_logger(name)

    def handle_exception(self, inst: BaseException) -> int:
        if not isinstance(inst, Exception):
            return int(ExceptionManager.RAISE)
        repeated = self._failures.note(inst, self._clock())
        if repeated is not None:
            self._log.error("drawing_failed", exc_info=inst, unlogged_before=repeated)
        return int(ExceptionManager.PASS)
