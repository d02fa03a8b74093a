"""For the staff: the PIN, and maintenance. Plain and dense; nobody is guided here."""

from datetime import datetime
from typing import Any

from kiosk.flow.care import StaffAction
from kiosk.flow.inputs import HomeTouched, PinClearTouched, PinEntered, PinKeyTouched, StaffTouched
from kiosk.flow.pages import Maintenance, StaffPin
from kiosk.flow.session import Session
from kiosk.presenting_staff import maintenance_lines, pin_words
from kiosk.views.theme import ATTENTION, BUTTON, GAP, INNER, LABEL, MARGIN, SECOND_INK, TEXT, TITLE
from kiosk.views.widgets import Box, Emit, Page, WordButton, Words, show_if
from kiosk.words import Speech

_KEY = 200
_COLUMNS = 3


class StaffPinPage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("staff-pin", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._typed = Box(Words(TITLE, name="typed", bold=True))
        self._told = Words(LABEL, TEXT, name="told", colour=ATTENTION)
        self._clear = WordButton("clear", lambda: emit(PinClearTouched()))
        self._enter = WordButton("enter", lambda: emit(PinEntered()), primary=True)
        self.put(self._title, MARGIN, 40, INNER, 112)
        self.put(self._typed, MARGIN + 180, 184, INNER - 360, 144)
        self.put(self._told, MARGIN, 344, INNER, 112)
        self._keys = {digit: self._key(emit, digit) for digit in "1234567890"}
        for index, digit in enumerate("123456789"):
            self._put_key(self._keys[digit], *divmod(index, _COLUMNS))
        self._put_key(self._clear, 3, 0)
        self._put_key(self._keys["0"], 3, 1)
        self._put_key(self._enter, 3, 2)

    def _key(self, emit: Emit, digit: str) -> WordButton:
        return WordButton(f"key:{digit}", lambda: emit(PinKeyTouched(digit)), big=True)

    def _put_key(self, key: Any, row: int, column: int) -> None:
        width = (INNER - 2 * GAP) / _COLUMNS
        self.put(key, MARGIN + column * (width + GAP), 488 + row * (_KEY + GAP), width, _KEY)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, StaffPin)  # noqa: S101 - the screen picks the view by the page's type
        self._title.say(speech("staff.pin"))
        self._typed.say("●" * len(session.page.typed))
        self._told.say(pin_words(speech, session))
        for digit, key in self._keys.items():
            key.say(digit)
        self._clear.say(speech("staff.clear"))
        self._enter.say(speech("staff.enter"))


_ACTIONS = (
    (StaffAction.TEST_PRINT, StaffAction.NEW_ROLL),
    (StaffAction.QUIETER, StaffAction.LOUDER),
    (StaffAction.RELOAD, StaffAction.RESTART),
)


class MaintenancePage(Page):
    def __init__(self, emit: Emit) -> None:
        super().__init__("maintenance", emit)
        self._title = Words(TITLE, name="title", bold=True)
        self._lines = Box(Words(TEXT, name="lines", align="left", top=True))
        self._hint = Words(TEXT, name="hint", colour=SECOND_INK)
        self._buttons = {action: self._button(emit, action) for pair in _ACTIONS for action in pair}
        self._lock = self._button(emit, StaffAction.LOCK)
        self._unlock = self._button(emit, StaffAction.UNLOCK)
        self._leave = WordButton("leave", lambda: emit(HomeTouched()), primary=True)
        self._build()

    def _button(self, emit: Emit, action: StaffAction) -> WordButton:
        return WordButton(f"staff:{action.value}", lambda: emit(StaffTouched(action)))

    def _build(self) -> None:
        self.put(self._title, MARGIN, 16, INNER, 112)
        self.put(self._lines, MARGIN, 136, INNER, 768)
        self.put(self._hint, MARGIN, 912, INNER, 72)
        width = (INNER - GAP) / 2
        for row, pair in enumerate(_ACTIONS):
            for column, action in enumerate(pair):
                top = 1000 + row * (BUTTON + GAP)
                self.put(self._buttons[action], MARGIN + column * (width + GAP), top, width, BUTTON)
        top = 1000 + len(_ACTIONS) * (BUTTON + GAP)
        for lock in (self._lock, self._unlock):
            self.put(lock, MARGIN, top, width, BUTTON)
        self.put(self._leave, MARGIN + width + GAP, top, width, BUTTON)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, Maintenance)  # noqa: S101 - the screen picks the view by the page's type
        self._title.say(speech("staff.title", client=session.around.care.client))
        self._lines.say("\n".join(maintenance_lines(speech, session, session.page)))
        self._hint.say(speech("staff.hint"))
        for action, button in (
            *self._buttons.items(),
            (StaffAction.LOCK, self._lock),
            (StaffAction.UNLOCK, self._unlock),
        ):
            button.say(speech(f"staff.{action.value}"))
        self._leave.say(speech("staff.leave"))
        show_if(self, self._lock, wanted=not session.around.care.locked)
        show_if(self, self._unlock, wanted=session.around.care.locked)
