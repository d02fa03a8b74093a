"""The bars: what is always in the same place."""

from datetime import datetime
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.uix.relativelayout import RelativeLayout

from kiosk.flow.inputs import BackTouched, GuidanceTouched, HelpTouched, HomeTouched, LanguageChosen
from kiosk.flow.pages import ChooseQueue, Confirm, Maintenance, OutOfService, Printing, Sending, StaffPin, Start
from kiosk.flow.session import Session
from kiosk.presenting import hall_name
from kiosk.views.theme import (
    BOTTOM_BAR,
    BUTTON,
    GAP,
    INNER,
    LABEL,
    MARGIN,
    SECOND_INK,
    SURFACE,
    TEXT,
    TOP_BAR,
    WIDTH,
)
from kiosk.views.widgets import Emit, WordButton, Words, place, show_if
from kiosk.words import LANGUAGES, Speech, speech_in

_WITH_BACK = (ChooseQueue, Confirm, Sending)
_WITHOUT_HOME = (Start, OutOfService)
_WITHOUT_HELP = (Printing, StaffPin, Maintenance)


class _Bar(RelativeLayout):  # type: ignore[misc]  # Kivy has no types
    def __init__(self, height: int) -> None:
        super().__init__(size_hint=(None, None), size=(dp(WIDTH), dp(height)))
        self._design_height = height
        with self.canvas.before:
            Color(*SURFACE)
            Rectangle(size=self.size)

    def put(self, widget: Any, left: float, top: float, width: float, height: float) -> None:
        place(self, widget, (left, top, width, height), self._design_height)


class TopBar(_Bar):
    """Hall, clock, and the other languages."""

    def __init__(self, emit: Emit) -> None:
        super().__init__(TOP_BAR)
        self._hall = Words(LABEL, TEXT, name="hall", bold=True, align="left")
        self._clock = Words(LABEL, name="clock", colour=SECOND_INK, align="right")
        self.put(self._hall, MARGIN, 24, 548, BUTTON)
        self.put(self._clock, 604, 24, 160, BUTTON)
        self._languages = {language: self._language(emit, language) for language in LANGUAGES}

    def _language(self, emit: Emit, language: str) -> WordButton:
        button = WordButton(f"language:{language}", lambda: emit(LanguageChosen(language)))
        self.put(button, 792, 24, 240, BUTTON)
        button.say(speech_in(language)("language.name"))
        return button

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        self._hall.say(hall_name(speech, session))
        hall = session.around.hall
        self._clock.say(f"{hall.local(now) if hall else now:%H:%M}")
        for language, button in self._languages.items():
            show_if(self, button, wanted=language != session.language)


class BottomBar(_Bar):
    """Back, home, spoken guidance where the terminal speaks, help. What leads nowhere on a page is not there; what is
    there is always at its own place.
    """

    def __init__(self, emit: Emit) -> None:
        super().__init__(BOTTOM_BAR)
        self._back = WordButton("back", lambda: emit(BackTouched()))
        self._home = WordButton("home", lambda: emit(HomeTouched()))
        self._guidance = WordButton("guidance", lambda: emit(GuidanceTouched()))
        self._help = WordButton("help", lambda: emit(HelpTouched()))
        self._buttons: tuple[WordButton, ...] = ()

    def _lay_out(self, *buttons: WordButton) -> None:
        if buttons != self._buttons:
            self._buttons = buttons
            width = (INNER - (len(buttons) - 1) * GAP) / len(buttons)
            for index, button in enumerate(buttons):
                self.put(button, MARGIN + index * (width + GAP), 28, width, BUTTON)

    def show(self, session: Session, speech: Speech) -> None:
        guided = session.guided or session.around.headphones
        if session.around.speaks:
            self._lay_out(self._back, self._home, self._guidance, self._help)
        else:
            self._lay_out(self._back, self._home, self._help)
        self._guidance.say(speech("bar.say_again" if guided else "bar.guidance"))
        self._back.say(f"← {speech('bar.back')}")
        self._home.say(speech("bar.home"))
        self._help.say(speech("bar.help"))
        show_if(self, self._guidance, wanted=session.around.speaks)
        show_if(self, self._back, wanted=isinstance(session.page, _WITH_BACK) and not session.helping)
        show_if(self, self._home, wanted=not isinstance(session.page, _WITHOUT_HOME))
        show_if(self, self._help, wanted=not isinstance(session.page, _WITHOUT_HELP))
