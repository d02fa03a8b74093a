"""Start: the one sentence, the reader drawn, and how the hall is now."""

from datetime import datetime

from kiosk.flow.pages import Start
from kiosk.flow.session import Readiness, Session, readiness
from kiosk.presenting import hall_state, start_notice
from kiosk.views.shapes import Picture, draw_broken_line, draw_clock, draw_reader
from kiosk.views.theme import INNER, LABEL, MARGIN, SECOND_INK, TEXT, TITLE
from kiosk.views.widgets import Box, Emit, Page, Words, show_if
from kiosk.words import Speech


class StartPage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("start", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._hint = Words(LABEL, TEXT, name="hint", colour=SECOND_INK)
        self._state = Box(Words(LABEL, TEXT, name="hall-state"))
        self._notice = Words(TEXT, name="notice", colour=SECOND_INK)
        self._pictures = {
            Readiness.READY: Picture(draw_reader),
            Readiness.CLOSED: Picture(draw_clock),
            Readiness.NO_LINE: Picture(draw_broken_line),
        }
        self.put(self._title, MARGIN, 112, INNER, 216)
        for picture in self._pictures.values():
            self.put(picture, MARGIN, 372, INNER, 660)
        self.put(self._hint, MARGIN, 1056, INNER, 184)
        self.put(self._notice, MARGIN, 1256, INNER, 112)
        self.put(self._state, MARGIN, 1400, INNER, 144)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        ready = readiness(session.around)
        assert isinstance(session.page, Start)  # noqa: S101 - the screen picks the view by the page's type
        notice = start_notice(speech, session.around, session.page, now)
        self._title.say(notice.title)
        self._hint.say(notice.body)
        self._state.say(hall_state(speech, session.around))
        notices = session.around.hall.notices if session.around.hall and session.around.line else ()
        self._notice.say(speech.text(notices[0]) if notices else "")
        drawn = Readiness.READY if ready is Readiness.CHECKING else ready
        for kind, picture in self._pictures.items():
            show_if(self, picture, wanted=kind is drawn)
