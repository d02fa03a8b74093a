"""Problem and OutOfService: what happened, what it means, what to do now."""

from datetime import datetime

from kiosk.flow.inputs import AgainTouched, HomeTouched
from kiosk.flow.pages import OutOfService, Problem
from kiosk.flow.session import Session
from kiosk.presenting import out_notice, phone_words, problem_notice
from kiosk.views.shapes import Picture, draw_attention
from kiosk.views.theme import BUTTON, GAP, INNER, LABEL, MARGIN, NUMBER, PRIMARY, TEXT, TITLE
from kiosk.views.widgets import Emit, Page, WordButton, Words, show_if
from kiosk.words import Speech


class ProblemPage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("problem", emit)
        self._picture = Picture(draw_attention)
        self._number = Words(NUMBER, TITLE, name="number", bold=True, colour=PRIMARY)
        self._title = Words(TITLE, LABEL, name="title", bold=True)
        self._body = Words(LABEL, TEXT, name="body")
        self._now = Words(LABEL, TEXT, name="now", bold=True)
        self._again = WordButton("again", lambda: emit(AgainTouched()), primary=True)
        self._leave = WordButton("leave", lambda: emit(HomeTouched()), primary=True)
        self._leave_beside = WordButton("leave", lambda: emit(HomeTouched()))
        self.put(self._picture, MARGIN, 120, INNER, 240)
        self.put(self._number, MARGIN, 40, INNER, 352)
        self.put(self._title, MARGIN, 392, INNER, 216)
        self.put(self._body, MARGIN, 616, INNER, 304)
        self.put(self._now, MARGIN, 928, INNER, 248)
        self.put(self._again, MARGIN, 1232, (INNER - GAP) / 2, BUTTON)
        self.put(self._leave_beside, MARGIN + (INNER + GAP) / 2, 1232, (INNER - GAP) / 2, BUTTON)
        self.put(self._leave, MARGIN + 180, 1232, INNER - 360, BUTTON)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        page = session.page
        assert isinstance(page, Problem)  # noqa: S101 - the screen picks the view by the page's type
        notice, to_do = problem_notice(speech, page)
        self._title.say(notice.title)
        self._body.say(notice.body)
        self._now.say(to_do)
        self._number.say(page.number or "")
        self._again.say(speech("problem.again"))
        for leave in (self._leave, self._leave_beside):
            leave.say(speech("problem.leave" if page.again else "problem.understood"))
        show_if(self, self._picture, wanted=page.number is None)
        show_if(self, self._again, wanted=page.again is not None)
        show_if(self, self._leave_beside, wanted=page.again is not None)
        show_if(self, self._leave, wanted=page.again is None)


class OutOfServicePage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("out-of-service", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._body = Words(LABEL, name="body")
        self._phone = Words(TITLE, LABEL, TEXT, name="phone", bold=True)
        self.put(Picture(draw_attention), MARGIN, 160, INNER, 280)
        self.put(self._title, MARGIN, 480, INNER, 216)
        self.put(self._body, MARGIN, 704, INNER, 400)
        self.put(self._phone, MARGIN, 1144, INNER, 216)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, OutOfService)  # noqa: S101 - the screen picks the view by the page's type
        notice = out_notice(speech, session.around, session.page)
        self._title.say(notice.title)
        self._body.say(notice.body)
        self._phone.say(phone_words(speech, session.around))
