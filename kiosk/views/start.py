"""Start: the one sentence, the reader drawn, the four ways in, and how the hall is now."""

from datetime import datetime

from kiosk.flow.pages import Start
from kiosk.flow.session import Readiness, Session, readiness
from kiosk.presenting.first_page import hall_state, start_notice, ways_in
from kiosk.views.layout import FILL, columns, grid, rows
from kiosk.views.shapes import Picture, draw_broken_line, draw_clock, draw_reader
from kiosk.views.theme import Look
from kiosk.views.tiles import Tile
from kiosk.views.widgets import Emit, Page, WordBox, Words, show_if
from kiosk.words import Speech

_DRAWN = {
    Readiness.READY: draw_reader,
    Readiness.CHECKING: draw_reader,
    Readiness.CLOSED: draw_clock,
    Readiness.NO_LINE: draw_broken_line,
    Readiness.NO_READER: None,
}

LEAST_PICTURE = 140
"""A lower picture shows nothing to anybody."""


class StartPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "start", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._hint = Words(look, sizes.label, sizes.text, name="hint", colour="second")
        self._picture = Picture(look)
        self._notice = Words(look, sizes.text, name="notice", colour="second")
        self._state = WordBox(look, Words(look, sizes.label, sizes.text, name="hall-state"))
        self._tiles = [Tile(look, emit, upright=not look.low) for _ in range(4)]
        self._arrange()

    def _arrange(self) -> None:
        look, sizes = self.look, self.look.sizes
        title, hint = look.lines(sizes.title, 1 if look.low else 2), look.lines(sizes.text, 2) + 44
        state, notice = look.lines(sizes.text) + 32, look.lines(sizes.text)
        if look.lying:
            said, ways = columns(look.inside, FILL, FILL)
            first, picture, second, news, last = rows(said, title, FILL, hint + notice, notice, state, gap=16)
        else:
            drawn, tiles, told = (0.0, FILL, 0.0) if look.low else (FILL, 616.0, float(notice))
            first, picture, second, ways, news, last = rows(look.inside, title, drawn, hint, tiles, told, state, gap=16)
        for widget, box in (
            (self._title, first),
            (self._picture, picture),
            (self._hint, second),
            (self._notice, news),
            (self._state, last),
        ):
            self.put(widget, box)
        show_if(self, self._picture, wanted=picture.height >= LEAST_PICTURE)
        show_if(self, self._notice, wanted=news.height > 0)
        for tile, box in zip(self._tiles, grid(ways, 2, 2), strict=True):
            self.put(tile, box)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        assert isinstance(session.page, Start)  # noqa: S101 - the screen picks the view by the page's type
        around = session.around
        notice = start_notice(speech, around, session.page, now)
        self._title.say(notice.title)
        self._hint.say(notice.body)
        self._picture.draw_with(_DRAWN[readiness(around)])
        for tile, way in zip(self._tiles, ways_in(speech, session), strict=True):
            tile.show(way)
        self._state.say(hall_state(speech, around))
        notices = around.hall.notices if around.hall and around.line else ()
        self._notice.say(speech.text(notices[0]) if notices else "")
