"""The Kivy program of the hall board: fetches news, pictures them, and looks at the clock ten times a second."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from kivy.app import App
from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scatter import Scatter

from queue_server.contract.connection import Connection
from screens.board import layout
from screens.board.hearing import topics_heard, with_news
from screens.board.parts import Texts
from screens.board.picture import picture_of
from screens.board.seen import Seen
from screens.board.view import BoardView
from screens.failures import FailureLog
from screens.feed import Feed
from screens.theme import GROUND

LOOKS_A_SECOND = 10
"""A half-second of a flash begins at most a tenth too late; a look at which nothing changed costs no drawing."""


class HallBoardApp(App):  # type: ignore[misc]  # Kivy has no types
    """Shows one hall until it is told to stop.

    ``told_to_stop`` is asked at each look: a signal's handler may only set a flag, as it may come in the middle of
    anything. ``started`` is called once the window is there.
    """

    def __init__(
        self,
        connection: Connection,
        texts: Texts,
        *,
        clock: Callable[[], datetime],
        told_to_stop: Callable[[], bool],
        started: Callable[[], None],
    ) -> None:
        super().__init__()
        self._connection = connection
        self._clock = clock
        self._told_to_stop = told_to_stop
        self._started = started
        self._log = structlog.get_logger("hall_board")
        self._seen = Seen(stale_since=clock())
        self._view = BoardView(texts)
        wake = Clock.create_trigger(self._hear)
        self._feed = Feed(connection, topics_heard(connection.topics), wake=wake)
        self._failures = _LoggedFailures(clock)

    def build(self) -> FloatLayout:
        Window.clearcolor = GROUND
        return _scaled(self._view)

    def on_start(self) -> None:
        ExceptionManager.add_handler(self._failures)
        self._look()
        Clock.schedule_interval(self._look, 1 / LOOKS_A_SECOND)
        self._connection.start()
        self._started()

    def on_stop(self) -> None:
        self._connection.stop()
        ExceptionManager.remove_handler(self._failures)

    def _hear(self, _elapsed_s: float) -> None:
        self._seen, misheard = with_news(self._seen, self._feed.take(), self._connection.topics, self._clock())
        for message in misheard:
            self._log.warning("message_not_understood", topic=message.topic, mistakes=message.mistakes)
        self._look()

    def _look(self, _elapsed_s: float = 0) -> None:
        if self._told_to_stop():
            self.stop()
            return
        self._view.show(picture_of(self._seen, self._connection.topics.hall_id, self._clock()))


def _scaled(view: BoardView) -> FloatLayout:
    """The board as large as the window allows, in its middle."""
    frame = Scatter(size=view.size, size_hint=(None, None), do_rotation=False, do_scale=False, do_translation=False)
    frame.add_widget(view)

    def fill(_window: Any, width: float, height: float) -> None:
        frame.scale = min(width / layout.WIDTH, height / layout.HEIGHT)
        frame.center = (width / 2, height / 2)

    Window.bind(on_resize=fill)
    fill(Window, *Window.size)
    root = FloatLayout()
    root.add_widget(frame)
    return root


class _LoggedFailures(ExceptionHandler):  # type: ignore[misc]  # Kivy has no types
    """A fault in drawing is logged and survived: the next look draws everything again."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._failures = FailureLog()
        self._log = structlog.get_logger("hall_board")

    def handle_exception(self, inst: BaseException) -> int:
        if not isinstance(inst, Exception):
            return int(ExceptionManager.RAISE)
        repeated = self._failures.note(inst, self._clock())
        if repeated is not None:
            self._log.error("drawing_failed", exc_info=inst, unlogged_before=repeated)
        return int(ExceptionManager.PASS)
