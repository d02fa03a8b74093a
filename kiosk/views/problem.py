"""Problem and OutOfService: what happened, what it means, what to do now."""

from datetime import datetime

from kiosk.flow.pages import OutOfService, Problem
from kiosk.flow.session import Session
from kiosk.presenting.common import phone_words
from kiosk.presenting.outcomes import out_notice, problem_actions, problem_notice
from kiosk.views.layout import FILL, Box, columns, middle, rows
from kiosk.views.shapes import Picture, draw_attention
from kiosk.views.theme import BUTTON, GAP, Look
from kiosk.views.widgets import ChangingButton, Emit, Page, Words, place, show_if
from kiosk.words import Speech

MOST_ACTIONS = 3


class ProblemPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "problem", emit)
        sizes = look.sizes
        self._picture = Picture(look, draw_attention)
        self._number = Words(look, sizes.number, sizes.title, name="number", bold=True, colour="primary")
        self._title = Words(look, sizes.title, sizes.label, sizes.text, name="title", bold=True)
        self._body = Words(look, sizes.label, sizes.text, name="body")
        self._now = Words(look, sizes.label, sizes.text, name="now", bold=True)
        self._primary = ChangingButton(look, emit, primary=True)
        self._others = [ChangingButton(look, emit) for _ in range(MOST_ACTIONS - 1)]
        said, self._aside = self._halves()
        picture = 104 if look.low else 160 if look.lying else 240 if look.elder else 352
        mark, title, self._words = rows(said, picture, look.lines(sizes.title, 1 if look.lying else 2), FILL)
        for widget, box in ((self._number, mark), (self._title, title)):
            self.put(widget, box)
        self.put(self._picture, middle(mark, 240)._replace(height=min(mark.height, 240)))

    def _halves(self) -> tuple[Box, Box]:
        look = self.look
        if look.lying:
            said, aside = columns(look.inside, FILL, 520)
            return said, aside
        if look.low:
            said, aside = rows(look.inside, FILL, BUTTON)
            return said, aside
        said, aside = rows(look.inside, FILL, MOST_ACTIONS * BUTTON + (MOST_ACTIONS - 1) * GAP)
        return said, middle(aside, 720)

    def _buttons(self, count: int) -> list[Box]:
        if self.look.low:
            return columns(self._aside, *[FILL] * count)
        return rows(self._aside, *[BUTTON] * count)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        page = session.page
        assert isinstance(page, Problem)  # noqa: S101 - the screen picks the view by the page's type
        notice, to_do = problem_notice(speech, page, now)
        self._title.say(notice.title)
        body, below = rows(self._words, FILL, FILL if to_do else 0.0)
        for widget, box, words in ((self._body, body, notice.body), (self._now, below, to_do)):
            place(self, widget, box, self.look.page[1])
            show_if(self, widget, wanted=bool(words))
            widget.say(words)
        self._number.say(page.number or "")
        show_if(self, self._picture, wanted=page.number is None)
        first, *others = problem_actions(speech, page, filling_in=session.draft is not None)
        boxes = self._buttons(1 + len(others))
        self._primary.show(first)
        place(self, self._primary, boxes[0], self.look.page[1])
        for index, button in enumerate(self._others):
            show_if(self, button, wanted=index < len(others))
            if index < len(others):
                button.show(others[index])
                place(self, button, boxes[index + 1], self.look.page[1])


class OutOfServicePage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "out-of-service", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._body = Words(look, sizes.label, sizes.text, name="body")
        self._phone = Words(look, sizes.title, sizes.label, sizes.text, name="phone", bold=True)
        small = look.lying or look.low
        spare = 0.0 if small else FILL
        _, mark, title, body, phone, _ = rows(
            look.inside,
            spare,
            160 if small else 280,
            look.lines(sizes.title, 1 if small else 2),
            FILL if small else 360.0,
            look.lines(sizes.title),
            2 * spare,
        )
        self.put(Picture(look, draw_attention), mark)
        self.put(self._title, title)
        self.put(self._body, body)
        self.put(self._phone, phone)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, OutOfService)  # noqa: S101 - the screen picks the view by the page's type
        notice = out_notice(speech, session.page)
        self._title.say(notice.title)
        self._body.say(notice.body)
        self._phone.say(phone_words(speech, session.around))
