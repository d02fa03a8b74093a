"""Help, and the question whether somebody is still there. Each takes the page's place while it is shown."""

from datetime import datetime

from kiosk.flow.inputs import HelpTouched, MoreTimeTouched
from kiosk.flow.session import Session
from kiosk.presenting.outcomes import help_words, warning_notice
from kiosk.views.layout import FILL, middle, rows
from kiosk.views.theme import BIG_BUTTON, BUTTON, Look
from kiosk.views.widgets import Emit, Page, WordBox, WordButton, Words
from kiosk.words import Speech


class HelpPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "help", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._body = WordBox(look, Words(look, sizes.label, sizes.text, name="body", align="left", top=True))
        self._close = WordButton(look, "close-help", lambda: emit(HelpTouched()), primary=True)
        body = FILL if look.lying or look.low else 800
        title, said, close = rows(look.inside, look.lines(sizes.title), body, BUTTON)[:3]
        self.put(self._title, title)
        self.put(self._body, said)
        self.put(self._close, middle(close, 640))

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        self._title.say(speech("help.title"))
        self._body.say(help_words(speech, session.page))
        self._close.say(speech("help.close"))


class WarningPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "warning", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._left = Words(look, sizes.label, sizes.text, name="left")
        self._more = WordButton(look, "more-time", lambda: emit(MoreTimeTouched()), primary=True, big=True)
        _, title, left, more, _ = rows(
            look.inside, FILL, look.lines(sizes.title, 2), look.lines(sizes.label, 2), BIG_BUTTON, FILL
        )
        self.put(self._title, title)
        self.put(self._left, left)
        self.put(self._more, more)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        notice = warning_notice(speech, session)
        self._title.say(notice.title)
        self._left.say(notice.body)
        self._more.say(speech("warning.more"))
