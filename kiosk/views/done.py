"""Printing and Done: the number, what to do now, and what became of the paper."""

from datetime import datetime

from kiosk.flow.inputs import AgainTouched, MoreTimeTouched
from kiosk.flow.pages import Done, Printing
from kiosk.flow.printing import may_print_again
from kiosk.flow.session import Session
from kiosk.flow.times import idle_s
from kiosk.presenting import ahead_words, paper_words, ticket_code, waiting_time, what_now, whole_seconds
from kiosk.views.qr import QrCode
from kiosk.views.shapes import Picture, draw_paper
from kiosk.views.theme import (
    ATTENTION,
    BUTTON,
    GAP,
    INNER,
    LABEL,
    MARGIN,
    NUMBER,
    PRIMARY,
    SECOND_INK,
    TEXT,
    TITLE,
)
from kiosk.views.widgets import Box, Emit, Page, Ring, WordButton, Words, show_if
from kiosk.words import Speech
from queue_server.contract.commands import Printed


class DonePage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("done", emit)
        self._title = Words(LABEL, name="title", colour=SECOND_INK)
        self._number = Words(NUMBER, TITLE, name="number", bold=True, colour=PRIMARY)
        self._ahead = Words(LABEL, name="ahead")
        self._wait = Words(LABEL, name="wait")
        self._now = Box(Words(LABEL, TEXT, name="now", bold=True))
        self._picture = Picture(draw_paper)
        self._paper = Words(LABEL, TEXT, name="paper")
        self._no_paper = Box(Words(LABEL, TEXT, name="no-paper", colour=ATTENTION), border=ATTENTION)
        self._qr = QrCode()
        self._scan = Words(TEXT, name="scan", colour=SECOND_INK)
        self._again = WordButton("print", lambda: emit(AgainTouched()), primary=True)
        self._ring = Ring()
        self._left = Words(TEXT, name="left", colour=SECOND_INK, align="left")
        self._stay = WordButton("stay", lambda: emit(MoreTimeTouched()))
        self._build()

    def _build(self) -> None:
        self.put(self._title, MARGIN, 24, INNER, 72)
        self.put(self._number, MARGIN, 72, INNER, 352)
        self.put(self._ahead, MARGIN, 416, INNER, 72)
        self.put(self._wait, MARGIN, 488, INNER, 72)
        self.put(self._now, MARGIN, 592, INNER, 192)
        self.put(self._picture, MARGIN, 832, INNER, 260)
        self.put(self._no_paper, MARGIN, 824, INNER - 416, 392)
        self.put(self._qr, MARGIN + INNER - 392, 824, 392, 320)
        self.put(self._scan, MARGIN + INNER - 392, 1144, 392, 72)
        self.put(self._paper, MARGIN + 40, 1108, INNER - 80, 112)
        self.put(self._again, MARGIN + 180, 1256, INNER - 360, BUTTON)
        top = 1592 - BUTTON - GAP
        self.put(self._ring, MARGIN, top, BUTTON, BUTTON)
        self.put(self._left, MARGIN + BUTTON + GAP, top, 480, BUTTON)
        self.put(self._stay, MARGIN + 640, top, 344, BUTTON)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        page = session.page
        assert isinstance(page, Printing | Done)  # noqa: S101 - the screen picks the view by the page's type
        self.name = "page:done" if isinstance(page, Done) else "page:printing"
        self._title.say(speech("done.title"))
        self._number.say(page.ticket.number)
        self._ahead.say(ahead_words(speech, page))
        self._wait.say(waiting_time(speech, page.ticket.estimate))
        self._now.say(what_now(speech, page))
        self._tell_paper(session, page, speech)
        self._tell_time(session, speech)

    def _tell_paper(self, session: Session, page: Printing | Done, speech: Speech) -> None:
        fails = isinstance(page, Done) and page.printed is not Printed.YES
        words = paper_words(speech, session.around, page) if isinstance(page, Done) else speech("printing.body")
        self._paper.say("" if fails else words)
        self._no_paper.say(words if fails else "")
        self._qr.say(ticket_code(speech, session, page.ticket) if fails else "")
        self._scan.say(speech("done.scan") if fails else "")
        self._again.say(speech("done.again"))
        show_if(self, self._picture, wanted=not fails)
        for widget in (self._no_paper, self._qr, self._scan):
            show_if(self, widget, wanted=fails)
        show_if(self, self._again, wanted=isinstance(page, Done) and may_print_again(page))

    def _tell_time(self, session: Session, speech: Speech) -> None:
        page = session.page
        wanted = isinstance(page, Done)
        seconds = whole_seconds(session.left_s)
        self._ring.show(seconds, idle_s(page) or 1)
        self._left.say(speech("done.left", seconds=seconds))
        self._stay.say(speech("done.stay"))
        for widget in (self._ring, self._left, self._stay):
            show_if(self, widget, wanted=wanted)
