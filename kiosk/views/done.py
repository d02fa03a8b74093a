"""Printing and Done: the number, what to do now, and what became of the paper."""

from datetime import datetime
from typing import Any

from kiosk.flow.inputs import AgainTouched, MoreTimeTouched
from kiosk.flow.pages import Done, Printing
from kiosk.flow.printing import may_print_again
from kiosk.flow.session import Session
from kiosk.flow.times import idle_s
from kiosk.presenting.common import waiting_time, whole_seconds
from kiosk.presenting.outcomes import ahead_words, paper_words, ticket_code, what_now
from kiosk.views.layout import FILL, Box, columns, middle, rows
from kiosk.views.qr import QrCode
from kiosk.views.shapes import Picture, draw_paper
from kiosk.views.theme import BUTTON, Look
from kiosk.views.widgets import Emit, Page, Ring, WordBox, WordButton, Words, show_if
from kiosk.words import Speech
from queue_server.contract.commands import Printed

NUMBER_HEIGHT = 352


class DonePage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "done", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.label, sizes.text, name="title", colour="second")
        self._number = Words(look, sizes.number, sizes.title, name="number", bold=True, colour="primary")
        self._ahead = Words(look, sizes.label, sizes.text, name="ahead")
        self._wait = Words(look, sizes.label, sizes.text, name="wait")
        self._now = WordBox(look, Words(look, sizes.label, sizes.text, name="now", bold=True))
        self._picture = Picture(look, draw_paper)
        self._paper = Words(look, sizes.label, sizes.text, name="paper")
        self._no_paper = WordBox(
            look, Words(look, sizes.label, sizes.text, name="no-paper", colour="attention"), "attention"
        )
        self._qr = QrCode()
        self._scan = Words(look, sizes.text, name="scan", colour="second")
        self._again = WordButton(look, "print", lambda: emit(AgainTouched()), primary=True)
        self._ring = Ring(look)
        self._left = Words(look, sizes.text, name="left", colour="second", align="left")
        self._stay = WordButton(look, "stay", lambda: emit(MoreTimeTouched()))
        self._arrange()

    def _arrange(self) -> None:
        for widget, box in self._boxes().items():
            self.put(widget, box)

    def _boxes(self) -> dict[Any, Box]:
        if self.look.low:
            return self._low_boxes()
        look, sizes = self.look, self.look.sizes
        line = look.lines(sizes.text if look.lying and look.elder else sizes.label)
        if look.lying:
            number, paper = columns(look.inside, FILL, FILL)
            head, big, what = 0.0, NUMBER_HEIGHT, FILL
        else:
            number, paper = rows(look.inside, NUMBER_HEIGHT + 3 * line + 4 * 8 + 200, FILL)
            head, big, what = float(line), NUMBER_HEIGHT, FILL
        title, big_box, ahead, wait, now = rows(number, head, big, line, line, what, gap=8)
        picture, said, again, leaving = rows(paper, 260, FILL, BUTTON, BUTTON)
        ring, left, stay = columns(leaving, BUTTON, FILL, 320)
        return {
            **({self._title: title} if head else {}),
            self._number: big_box,
            self._ahead: ahead,
            self._wait: wait,
            self._now: now,
            self._picture: picture,
            self._paper: said,
            **self._without_paper(Box(picture.left, picture.top, picture.width, said.bottom - picture.top)),
            self._again: middle(again, 640),
            self._ring: ring,
            self._left: left,
            self._stay: stay,
        }

    def _without_paper(self, box: Box) -> dict[Any, Box]:
        """What happened, and beside it a picture of the ticket to take along."""
        words, aside = columns(box, FILL, 240 if self.look.low else 360)
        code, below = rows(aside, FILL, 0 if self.look.low else self.look.lines(self.look.sizes.text), gap=0)
        return {self._no_paper: words, self._qr: code, self._scan: below}

    def _low_boxes(self) -> dict[Any, Box]:
        """The number beside its place in the line, without the drawing, and the buttons in one row."""
        look = self.look
        top, now, paper, buttons = rows(
            look.inside, NUMBER_HEIGHT, look.lines(look.sizes.label) + 72, FILL, BUTTON, gap=12
        )
        number, counts = columns(top, FILL, 320)
        ahead, wait = rows(counts, FILL, FILL)
        ring, left, again, stay = columns(buttons, BUTTON, 300, FILL, 200)
        return {
            self._number: number,
            self._ahead: ahead,
            self._wait: wait,
            self._now: now,
            self._paper: paper,
            **self._without_paper(paper),
            self._again: again,
            self._ring: ring,
            self._left: left,
            self._stay: stay,
        }

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
        show_if(self, self._picture, wanted=not fails and not self.look.low)
        for widget in (self._no_paper, self._qr):
            show_if(self, widget, wanted=fails)
        show_if(self, self._scan, wanted=fails and not self.look.low)
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
