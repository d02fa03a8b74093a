"""Sending: what we wait for, and that no number is taken twice."""

from datetime import datetime

from kiosk.flow.inputs import BackTouched
from kiosk.flow.pages import Sending
from kiosk.flow.session import Session
from kiosk.presenting import queue_name, whole_seconds
from kiosk.views.shapes import Picture, draw_broken_line, draw_line
from kiosk.views.theme import BUTTON, INNER, LABEL, MARGIN, SECOND_INK, TEXT, TITLE
from kiosk.views.widgets import Emit, Page, WordButton, Words, show_if
from kiosk.words import Speech


class SendingPage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("sending", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._service = Words(LABEL, TEXT, name="service", bold=True)
        self._body = Words(LABEL, TEXT, name="body")
        self._left = Words(LABEL, name="left", colour=SECOND_INK)
        self._going, self._broken = Picture(draw_line), Picture(draw_broken_line)
        self._stop = WordButton("cancel", lambda: emit(BackTouched()))
        self.put(self._title, MARGIN, 200, INNER, 112)
        self.put(self._service, MARGIN, 328, INNER, 136)
        for picture in (self._going, self._broken):
            self.put(picture, MARGIN, 488, INNER, 260)
        self.put(self._body, MARGIN, 776, INNER, 248)
        self.put(self._left, MARGIN, 1048, INNER, 96)
        self.put(self._stop, MARGIN + 180, 1192, INNER - 360, BUTTON)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, Sending)  # noqa: S101 - the screen picks the view by the page's type
        lost = session.page.lost
        self._title.say(speech("sending.lost.title" if lost else "sending.title"))
        self._service.say(queue_name(speech, session.around, session.page.queue))
        self._body.say(speech("sending.lost.body") if lost else "")
        self._left.say(speech("sending.lost.left", seconds=whole_seconds(session.left_s)) if lost else "")
        self._stop.say(speech("sending.stop"))
        show_if(self, self._stop, wanted=lost)
        show_if(self, self._going, wanted=not lost)
        show_if(self, self._broken, wanted=lost)
