"""The plate on a panel, and on the sign beside it where there is one."""

from collections.abc import Iterable
from datetime import datetime

from screens.board.hearing import Misheard
from screens.drawing.text_box import Texts
from screens.feed import News
from screens.window_plate.sign_text import sign_text_of
from screens.window_plate.signing import Signing
from screens.window_plate.view import HEIGHT, WIDTH, PlateView
from screens.window_plate.watch import Watch


class WindowPlate:
    """One plate of one window; ``signing`` was started."""

    name = "window_plate"

    def __init__(self, watch: Watch, signing: Signing | None) -> None:
        self._watch = watch
        self._signing = signing
        self._view: PlateView | None = None

    def topics(self) -> Iterable[str]:
        return self._watch.topics()

    def hear(self, news: News, now: datetime) -> tuple[Misheard, ...]:
        if self._signing is not None and news.line_up:
            self._signing.tell_again()
        return self._watch.hear(news, now)

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        del width, height
        return WIDTH, HEIGHT

    def build(self, width: int, height: int, texts: Texts) -> PlateView:
        del width, height
        self._view = PlateView(texts)
        return self._view

    def look(self, now: datetime) -> None:
        picture = self._watch.picture(now)
        if self._signing is not None:
            self._signing.wish(sign_text_of(picture, dark=self.dark(now)))
        if self._view is not None:
            self._view.show(picture)

    def dark(self, now: datetime) -> bool:
        return self._watch.dark(now)

    def close(self) -> None:
        if self._signing is not None:
            self._signing.stop()
