"""Draws a picture of the board. Every widget is made once; what did not change is left alone."""

from kivy.uix.widget import Widget

from screens.drawing.standing import keep, show_each
from screens.drawing.text_box import Texts
from screens.hall_board.calls import BannerView, CallCard, CallRow
from screens.hall_board.layout import Layout
from screens.hall_board.notices import NoticeView
from screens.hall_board.picture import BoardPicture
from screens.hall_board.side import SideView
from screens.playlist.view import PlaylistView
from screens.theme import LIST_SIZE, SECOND_INK, SMALL_SIZE


class BoardView(Widget):  # type: ignore[misc]  # Kivy has no types
    """The whole board in one layout."""

    def __init__(self, layout: Layout, texts: Texts) -> None:
        super().__init__(size=(layout.width, layout.height), size_hint=(None, None))
        self.name = "board"
        small, pair = ((SMALL_SIZE, 1),), ((SMALL_SIZE, 2),)
        self._hall = texts.regular(layout.hall_name, pair, name="hall")
        self._page = texts.regular(layout.page, pair if layout.stacked else small, align="right", name="page")
        self._clock = texts.regular(layout.clock, ((LIST_SIZE, 1),), align="right", name="clock")
        self._headline = CallCard(layout.headline, "headline", texts, stacked=layout.stacked)
        self._banner = BannerView(layout.headline, texts, stacked=layout.stacked)
        row = CallCard if layout.large else CallRow
        self._rows = [row(box, f"row-{n}", texts, stacked=layout.stacked) for n, box in enumerate(layout.rows, 1)]
        self._side = SideView(layout, texts)
        self._notice = NoticeView(layout.notice, texts)
        self.playlist = PlaylistView(layout.playlist, texts) if layout.playlist else None
        for part in (self._hall, self._page, self._clock, self._notice, self.playlist):
            if part is not None:
                self.add_widget(part)
        self._measure = texts.letterings.regular.width
        self._picture: BoardPicture | None = None

    @property
    def picture(self) -> BoardPicture | None:
        """What is drawn; none before the first picture and after one that failed halfway."""
        return self._picture

    def show(self, picture: BoardPicture) -> None:
        """Draw what differs from the last picture; after a failure halfway the next call draws everything again."""
        if picture == self._picture:
            return
        self._picture = None
        one_line = self._measure(picture.hall.beside, SMALL_SIZE) <= self._hall.box.width
        self._hall.say(picture.hall.beside if one_line else picture.hall.below, SECOND_INK)
        self._page.say(picture.page.main, SECOND_INK)
        self._clock.say(picture.clock, SECOND_INK)
        keep(self, self._headline, shown=picture.headline is not None)
        if picture.headline is not None:
            self._headline.show(picture.headline, old=False)
        keep(self, self._banner, shown=picture.banner is not None)
        if picture.banner is not None:
            self._banner.show(picture.banner)
        show_each(self, self._rows, picture.rows, old=picture.old)
        keep(self, self._side, shown=bool(picture.queues or picture.missed))
        self._side.show(picture)
        self._notice.show(picture)
        self._picture = picture
