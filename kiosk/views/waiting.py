"""Sending, Asking, Welcome: what we wait for, and that nothing is done twice."""

from datetime import datetime

from kiosk.flow.inputs import BackTouched
from kiosk.flow.pages import Asking, Sending, Welcome
from kiosk.flow.session import Session
from kiosk.presenting.common import whole_seconds
from kiosk.presenting.outcomes import is_lost, lost_words, waited_for
from kiosk.views.layout import FILL, middle, rows
from kiosk.views.shapes import Picture, draw_broken_line, draw_line
from kiosk.views.theme import BUTTON, Look
from kiosk.views.widgets import Emit, Page, WordButton, Words, show_if
from kiosk.words import Speech


class WaitingPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "sending", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._service = Words(look, sizes.label, sizes.text, name="service", bold=True)
        self._body = Words(look, sizes.label, sizes.text, name="body")
        self._left = Words(look, sizes.label, sizes.text, name="left", colour="second")
        self._picture = Picture(look)
        self._stop = WordButton(look, "cancel", lambda: emit(BackTouched()))
        small = look.lying or look.low
        picture, spare = (0.0, 0.0) if small else (260.0, FILL)
        _, *boxes, _ = rows(
            look.inside,
            spare,
            look.lines(sizes.title),
            look.lines(sizes.text, 2),
            picture,
            FILL if small else look.lines(sizes.text, 5),
            look.lines(sizes.label),
            BUTTON,
            spare,
        )
        widgets = (self._title, self._service, self._picture, self._body, self._left)
        for widget, box in zip(widgets, boxes[:-1], strict=True):
            self.put(widget, box)
        self.put(self._stop, middle(boxes[-1], 640))
        show_if(self, self._picture, wanted=picture > 0)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        page = session.page
        assert isinstance(page, Sending | Asking | Welcome)  # noqa: S101 - the screen picks the view by the page's type
        self.name = f"page:{type(page).__name__.lower()}"
        lost = is_lost(page)
        notice = waited_for(speech, session, page)
        self._title.say(notice.title)
        self._service.say(notice.body)
        self._body.say(lost_words(speech, page))
        left = speech("sending.lost.left", seconds=whole_seconds(session.left_s))
        self._left.say(left if lost else "")
        self._stop.say(speech("sending.stop"))
        self._picture.draw_with(draw_broken_line if lost else draw_line)
        show_if(self, self._stop, wanted=lost)
