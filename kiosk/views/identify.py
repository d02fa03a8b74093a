"""Identify: who wants it, by card or code, or by one of the other ways."""

from datetime import datetime

from kiosk.flow.session import WELL, Session
from kiosk.presenting.first_page import identify_notice, ways_to_identify
from kiosk.views.layout import FILL, columns, grid, rows
from kiosk.views.shapes import Picture, draw_reader
from kiosk.views.theme import GAP, Look
from kiosk.views.tiles import Tile
from kiosk.views.widgets import Emit, Page, Words, place, show_if
from kiosk.words import Speech

MOST_WAYS = 4
TILE = 184


class IdentifyPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "identify", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, sizes.text, name="title", bold=True)
        self._hint = Words(look, sizes.label, sizes.text, name="hint", colour="second")
        self._picture = Picture(look)
        self._tiles = [Tile(look, emit) for _ in range(MOST_WAYS)]
        title, hint = look.lines(sizes.title, 1 if look.low else 2), look.lines(sizes.label, 2)
        if look.lying:
            said, ways = columns(look.inside, FILL, FILL)
            head, picture, below = rows(said, title, FILL, hint)
        else:
            across = 2 if look.low else 1
            down = MOST_WAYS // across
            head, picture, below, ways = rows(look.inside, title, FILL, hint, down * TILE + (down - 1) * GAP)
        self._cells = grid(ways, 2 if look.low else 1, 2 if look.low else MOST_WAYS)
        for widget, box in ((self._title, head), (self._picture, picture), (self._hint, below)):
            self.put(widget, box)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        notice = identify_notice(speech, session)
        self._title.say(notice.title)
        self._hint.say(notice.body)
        reads = session.around.reader.status in (*WELL, "unknown")
        self._picture.draw_with(draw_reader if reads else None)
        ways = ways_to_identify(speech, session)
        for tile, way, box in zip(self._tiles, (*ways, *[None] * MOST_WAYS), self._cells):  # noqa: B905 - as many as there are
            show_if(self, tile, wanted=way is not None)
            if way is not None:
                tile.show(way)
                place(self, tile, box._replace(height=min(box.height, TILE)), self.look.page[1])
