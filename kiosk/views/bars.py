"""The bars: what is always in the same place."""

from datetime import datetime
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.uix.relativelayout import RelativeLayout

from kiosk.flow.bars import leads_back
from kiosk.flow.inputs import (
    BackTouched,
    ComfortTouched,
    GuidanceTouched,
    HelpTouched,
    HomeTouched,
    LanguageChosen,
    Setting,
    SettingTouched,
)
from kiosk.flow.pages import (
    ChooseComfort,
    Maintenance,
    OutOfService,
    Printing,
    Problem,
    StaffPin,
    Start,
)
from kiosk.flow.session import Session
from kiosk.presenting.common import hall_name
from kiosk.views.layout import FILL, Box, columns
from kiosk.views.theme import BUTTON, MARGIN, Look
from kiosk.views.widgets import Emit, WordButton, Words, place, show_if
from kiosk.words import LANGUAGES, Speech, speech_in

_WITHOUT_HELP = (Printing, ChooseComfort, StaffPin, Maintenance)
_WITHOUT_HOME = (Start, OutOfService)


class _Bar(RelativeLayout):  # type: ignore[misc]  # Kivy has no types
    def __init__(self, look: Look, height: int) -> None:
        width = look.screen[0]
        super().__init__(size_hint=(None, None), size=(dp(width), dp(height)))
        self._look = look
        self._inner = Box(MARGIN, (height - BUTTON) / 2, width - 2 * MARGIN, BUTTON)
        self._design_height = height
        with self.canvas.before:
            Color(*look.colour("surface"))
            Rectangle(size=self.size)

    def put(self, widget: Any, box: Box) -> None:
        place(self, widget, box, self._design_height)


class TopBar(_Bar):
    """Hall, clock, large letters, and another language; in a low position nothing is to be touched up here."""

    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, look.top_bar)
        sizes = look.sizes
        self._hall = Words(look, sizes.label, sizes.text, name="hall", bold=True, align="left")
        self._clock = Words(look, max(48, sizes.text), name="clock", colour="second", align="right")
        self._elder = WordButton(look, "elder", lambda: emit(SettingTouched(Setting.ELDER)))
        self._languages = {language: self._language(look, emit, language) for language in LANGUAGES}
        # Large letters leave room for the clock on a lying screen only.
        button, clock = (280, 180.0 if look.lying else 0.0) if look.elder else (200, 150.0)
        hall, time, elder, language = columns(self._inner, FILL, clock, button, button)
        self.put(self._hall, hall)
        self.put(self._clock, time)
        show_if(self, self._clock, wanted=clock > 0)
        self.put(self._elder, elder)
        for button in self._languages.values():
            self.put(button, language)

    def _language(self, look: Look, emit: Emit, language: str) -> WordButton:
        button = WordButton(look, f"language:{language}", lambda: emit(LanguageChosen(language)))
        button.say(speech_in(language)("language.name"))
        return button

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        self._hall.say(hall_name(speech, session))
        self._clock.say(f"{session.local(now):%H:%M}")
        self._elder.say(speech("bar.standard" if self._look.elder else "bar.elder"))
        show_if(self, self._elder, wanted=not self._look.low)
        # One button leads to the next language: with two it is the other one.
        names = list(LANGUAGES)
        following = names[(names.index(session.language) + 1) % len(names)]
        for language, button in self._languages.items():
            show_if(self, button, wanted=language == following and not self._look.low and len(names) > 1)


class BottomBar(_Bar):
    """Back, home, help, comfort. What leads nowhere on a page is not there; what is there has its own place."""

    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, look.bottom_bar)
        self._back = WordButton(look, "back", lambda: emit(BackTouched()))
        self._home = WordButton(look, "home", lambda: emit(HomeTouched()))
        self._help = WordButton(look, "help", lambda: emit(HelpTouched()))
        self._comfort = WordButton(look, "comfort", lambda: emit(ComfortTouched()))
        self._guidance = WordButton(look, "guidance", lambda: emit(GuidanceTouched()))
        self._speaks: bool | None = None

    def _lay_out(self, *, speaks: bool) -> None:
        """A place for the spoken guidance where the terminal speaks."""
        if speaks == self._speaks:
            return
        self._speaks = speaks
        back, home, *guidance, help_ = columns(self._inner, *[FILL] * (4 if speaks else 3))
        places = [(self._back, back), (self._comfort, back), (self._home, home), (self._help, help_)]
        for button, box in (*places, *zip((self._guidance,), guidance)):  # noqa: B905 - there may be no place for it
            self.put(button, box)

    def show(self, session: Session, speech: Speech) -> None:
        page = session.page
        self._lay_out(speaks=session.around.speaks)
        guided = session.guided or session.around.headphones
        self._guidance.say(speech("bar.say_again" if guided else "bar.guidance"))
        show_if(self, self._guidance, wanted=session.around.speaks)
        self._back.say(f"← {speech('bar.back')}")
        self._home.say(speech("bar.home"))
        self._help.say(speech("bar.help"))
        self._comfort.say(speech("bar.comfort"))
        # A problem has its own ways out; what was filled in so far is not to be left for one.
        has_ways_out = isinstance(page, Problem) and session.draft is None
        show_if(self, self._back, wanted=leads_back(page) and not (session.helping or has_ways_out))
        show_if(self, self._comfort, wanted=isinstance(page, Start) and not session.helping)
        show_if(self, self._home, wanted=not isinstance(page, _WITHOUT_HOME))
        show_if(self, self._help, wanted=not isinstance(page, _WITHOUT_HELP))
