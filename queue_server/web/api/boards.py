"""The contract's Board for whoever follows it over HTTP."""

from collections.abc import Sequence
from typing import Any

from queue_server.web.glance import Glance
from queue_server.web.live.news import Told
from queue_server.web.live.pictures import Picture, Pictures


class BoardPictures:
    """Watched through ``pictures`` under the hall's id. A board that says nothing new is not sent again."""

    def __init__(self, glance: Glance) -> None:
        self._glance = glance
        self._said: dict[str, Any] = {}
        self._picture = Picture(b"")
        self.pictures: Pictures[str] = Pictures(self._draw)

    def told(self, _events: Sequence[Told]) -> None:
        """Listens to the news."""
        self.pictures.all_may_have_changed()

    def _draw(self, _hall: str) -> Picture:
        board = self._glance.views.board()
        content = board.model_dump(exclude={"at", "seq"})
        if content != self._said:
            self._said, self._picture = content, Picture(board.model_dump_json().encode())
        return self._picture
