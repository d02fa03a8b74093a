"""The manager's wall as a screen: what it hears, and when it draws what."""

from collections.abc import Iterable
from datetime import datetime

from queue_server.contract.topics import Topics
from screens.board.hearing import Misheard
from screens.board.seen import Seen
from screens.drawing.text_box import Texts
from screens.feed import News
from screens.night import dark_at
from screens.rules import ScreenRules
from screens.trouble import local_time
from screens.wall.picture import wall_of
from screens.wall.seen import WallSeen, wall_topics, with_wall_news
from screens.wall.view import HEIGHT, ROOM, WIDTH, WallView


class Wall:
    """One wall of one hall; ``client`` is its own id."""

    name = "wall"

    def __init__(self, topics: Topics, client: str, rules: ScreenRules, now: datetime) -> None:
        self._topics = topics
        self._rules = rules
        self._seen = WallSeen(Seen(stale_since=now), client)
        self._view: WallView | None = None

    def topics(self) -> Iterable[str]:
        return wall_topics(self._topics)

    def hear(self, news: News, now: datetime) -> tuple[Misheard, ...]:
        self._seen, misheard = with_wall_news(self._seen, news, self._topics, now)
        return misheard

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        del width, height
        return WIDTH, HEIGHT

    def build(self, width: int, height: int, texts: Texts) -> WallView:
        del width, height
        self._view = WallView(texts)
        return self._view

    def look(self, now: datetime) -> None:
        if self._view is not None:
            self._view.show(wall_of(self._seen, self._rules, ROOM, self._topics.hall_id, now))

    def dark(self, now: datetime) -> bool:
        return dark_at(self._rules.dark, local_time(self._seen.hall, now), None)

    def close(self) -> None:
        """Nothing was started."""
