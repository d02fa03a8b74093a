"""What a plate hears of its window, whatever shows it."""

from collections.abc import Iterable
from datetime import datetime

from queue_server.contract.topics import SERVER, Topics
from screens.board.hearing import Misheard, with_news
from screens.board.seen import Seen
from screens.feed import News
from screens.night import dark_at
from screens.rules import ScreenRules
from screens.trouble import local_time
from screens.window_plate.picture import PlatePicture, called_at, plate_of


class Watch:
    """Keeps an eye on one window."""

    def __init__(self, topics: Topics, window: str, rules: ScreenRules, now: datetime) -> None:
        self._topics = topics
        self._window = window
        self._rules = rules
        self._seen = Seen(stale_since=now)

    def topics(self) -> Iterable[str]:
        """The window first: its state is there when the board tells who is called."""
        topics = self._topics
        return topics.window(self._window), topics.hall, topics.presence(SERVER), topics.board

    def hear(self, news: News, now: datetime) -> tuple[Misheard, ...]:
        self._seen, misheard = with_news(self._seen, news, self._topics, now)
        return misheard

    def picture(self, now: datetime) -> PlatePicture:
        return plate_of(self._seen, self._window, self._rules, now)

    def dark(self, now: datetime) -> bool:
        return dark_at(self._rules.dark, local_time(self._seen, now), called_at(self._seen, self._window))
