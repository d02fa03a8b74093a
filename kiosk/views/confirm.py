"""Confirm: who, what, how long; one button."""

from datetime import datetime

from kiosk.flow.inputs import ConfirmTouched
from kiosk.flow.pages import Confirm
from kiosk.flow.session import Session
from kiosk.presenting import confirm_words
from kiosk.views.shapes import Panel
from kiosk.views.theme import ATTENTION, BIG_BUTTON, INNER, LABEL, MARGIN, SECOND_INK, TEXT, TITLE
from kiosk.views.widgets import Emit, Page, WordButton, Words
from kiosk.words import Speech


class ConfirmPage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("confirm", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._person = Words(LABEL, name="person", colour=SECOND_INK)
        self._service = Words(TITLE, LABEL, TEXT, name="service", bold=True)
        self._waiting = Words(LABEL, name="waiting")
        self._wait = Words(LABEL, name="wait")
        self._note = Words(LABEL, TEXT, name="note", colour=ATTENTION)
        self._take = WordButton("confirm", lambda: emit(ConfirmTouched()), primary=True, big=True)
        self.put(self._title, MARGIN, 120, INNER, 112)
        self.put(Panel(), MARGIN, 288, INNER, 632)
        self.put(self._person, MARGIN + 48, 336, INNER - 96, 88)
        self.put(self._service, MARGIN + 48, 440, INNER - 96, 224)
        self.put(self._waiting, MARGIN + 48, 688, INNER - 96, 80)
        self.put(self._wait, MARGIN + 48, 776, INNER - 96, 80)
        self.put(self._take, MARGIN, 976, INNER, BIG_BUTTON)
        self.put(self._note, MARGIN, 1216, INNER, 240)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, Confirm)  # noqa: S101 - the screen picks the view by the page's type
        words = confirm_words(speech, session, session.page)
        self._title.say(speech("confirm.title"))
        self._person.say(words.person)
        self._service.say(words.service)
        self._waiting.say(words.waiting)
        self._wait.say(words.wait)
        self._note.say(words.note)
        self._take.say(speech("confirm.take"))
