"""Help, and the question whether somebody is still there. Each takes the page's place while it is shown."""

from datetime import datetime

from kiosk.flow.inputs import HelpTouched, MoreTimeTouched
from kiosk.flow.session import Session
from kiosk.presenting import help_words, whole_seconds
from kiosk.views.theme import BIG_BUTTON, BUTTON, INNER, LABEL, MARGIN, TEXT, TITLE
from kiosk.views.widgets import Box, Emit, Page, WordButton, Words
from kiosk.words import Speech


class HelpPage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("help", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._body = Box(Words(LABEL, TEXT, name="body", align="left", top=True))
        self._close = WordButton("close-help", lambda: emit(HelpTouched()), primary=True)
        self.put(self._title, MARGIN, 40, INNER, 112)
        self.put(self._body, MARGIN, 216, INNER, 720)
        self.put(self._close, MARGIN + 180, 1008, INNER - 360, BUTTON)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        self._title.say(speech("help.title"))
        self._body.say(help_words(speech, session.page))
        self._close.say(speech("help.close"))


class WarningPage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("warning", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._left = Words(LABEL, name="left")
        self._more = WordButton("more-time", lambda: emit(MoreTimeTouched()), primary=True, big=True)
        self.put(self._title, MARGIN, 360, INNER, 112)
        self.put(self._left, MARGIN, 520, INNER, 184)
        self.put(self._more, MARGIN, 784, INNER, BIG_BUTTON)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        self._title.say(speech("warning.title"))
        self._left.say(speech("warning.left", seconds=whole_seconds(session.left_s)))
        self._more.say(speech("warning.more"))
