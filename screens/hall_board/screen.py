"""The hall board as a screen: what it hears, and when it draws what."""

from collections.abc import Callable, Iterable
from datetime import datetime

from queue_server.contract.topics import Topics
from screens.board.hearing import Misheard, topics_heard, with_news
from screens.board.seen import Seen
from screens.drawing.text_box import Texts
from screens.feed import News
from screens.hall_board.layout import Layout, layout_for
from screens.hall_board.picture import Room, last_called, picture_of
from screens.hall_board.view import BoardView
from screens.night import dark_at
from screens.playlist.reel import Reel
from screens.rules import ScreenRules
from screens.tongue import tongue_at
from screens.trouble import local_time


class HallBoard:
    """One board of one hall."""

    name = "hall_board"

    def __init__(self, topics: Topics, rules: ScreenRules, clock: Callable[[], datetime]) -> None:
        self._topics = topics
        self._rules = rules
        self._clock = clock
        self._seen = Seen(stale_since=clock())
        self._layout = self._layout_for(0, 0)
        self._view: BoardView | None = None
        self._reel: Reel | None = None

    def topics(self) -> Iterable[str]:
        """With what the voices say, for the captions."""
        return *topics_heard(self._topics), self._topics.announcement("+")

    def hear(self, news: News, now: datetime) -> tuple[Misheard, ...]:
        self._seen, misheard = with_news(self._seen, news, self._topics, now)
        return misheard

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        layout = self._layout_for(width, height)
        return layout.width, layout.height

    def build(self, width: int, height: int, texts: Texts) -> BoardView:
        self.close()
        self._layout = self._layout_for(width, height)
        self._view = BoardView(self._layout, texts)
        playlist = self._rules.playlist
        if playlist and self._view.playlist:
            self._reel = Reel(playlist.folder, playlist.seconds, self._view.playlist.pixels, clock=self._clock)
            self._reel.start()
        return self._view

    def look(self, now: datetime) -> None:
        if self._view is None:
            return
        self._view.show(picture_of(self._seen, self._rules, self._room, self._topics.hall_id, now))
        if self._view.playlist:
            self._view.playlist.show(self._reel.slide if self._reel else None, tongue_at(self._rules.languages, now))

    def dark(self, now: datetime) -> bool:
        return dark_at(self._rules.dark, local_time(self._seen, now), last_called(self._seen, self._rules))

    def close(self) -> None:
        if self._reel is not None:
            self._reel.stop()
            self._reel = None

    @property
    def _room(self) -> Room:
        layout = self._layout
        return Room(len(layout.rows), len(layout.tall_queues), len(layout.short_queues))

    def _layout_for(self, width: int, height: int) -> Layout:
        rules = self._rules
        return layout_for(width, height, rows=rules.calls.rows, playlist=rules.playlist is not None)
