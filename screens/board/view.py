"""Draws a picture of the board. Every widget is made once; what did not change is left alone."""

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from screens.board import layout
from screens.board.calls import BannerView, HeadlineView, RowView
from screens.board.parts import Texts, named
from screens.board.picture import BoardPicture
from screens.board.side import SideView
from screens.theme import GROUND, INK, LIST_SIZE, SECOND_INK, SMALL_SIZE
from screens.words import NOTHING


class BoardView(Widget):  # type: ignore[misc]  # Kivy has no types
    """The whole board, 1920 × 1080."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(size=(layout.WIDTH, layout.HEIGHT), size_hint=(None, None))
        self.name = "board"
        with self.canvas.before:
            Color(*GROUND)
            Rectangle(size=self.size)
        self._hall = named("hall", texts.regular(layout.HALL_NAME, ((SMALL_SIZE, 1),)))
        self._clock = named("clock", texts.regular(layout.CLOCK, ((LIST_SIZE, 1),), halign="right"))
        self._headline = HeadlineView(texts)
        self._banner = BannerView(texts)
        self._rows = [RowView(box, f"row-{place}", texts) for place, box in enumerate(layout.ROWS, 1)]
        self._side = SideView(texts)
        self._notice = named("notice", texts.regular(layout.NOTICE, ((SMALL_SIZE, 1),)))
        for part in (self._hall, self._clock, self._headline, self._banner, *self._rows, self._side, self._notice):
            self.add_widget(part)
        self._picture: BoardPicture | None = None

    def show(self, picture: BoardPicture) -> None:
        """Draw what differs from the last picture; after a failure halfway the next call draws everything again."""
        if picture == self._picture:
            return
        self._picture = None
        old = picture.old != NOTHING
        self._hall.say(picture.hall.beside, SECOND_INK)
        self._clock.say(picture.clock, SECOND_INK)
        self._headline.show(picture.headline)
        self._banner.show(picture.banner)
        for place, row in enumerate(self._rows):
            row.show(picture.rows[place] if place < len(picture.rows) else None, old=old)
        self._side.show(picture)
        self._notice.say(picture.notice.beside, SECOND_INK if old else INK)
        self._picture = picture
