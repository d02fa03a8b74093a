"""For the staff: the PIN, and maintenance. Plain and dense; nobody is guided here."""

from datetime import datetime

from kiosk.flow.care import StaffAction
from kiosk.flow.inputs import HomeTouched, PinClearTouched, PinEntered, PinKeyTouched, StaffTouched
from kiosk.flow.pages import Maintenance, StaffPin
from kiosk.flow.session import Session
from kiosk.presenting.staff import maintenance_lines, pin_title, pin_words
from kiosk.views.layout import FILL, Box, columns, grid, middle, rows
from kiosk.views.theme import BUTTON, Look
from kiosk.views.widgets import Emit, Page, WordBox, WordButton, Words, show_if
from kiosk.words import Speech

_KEY = 200


class StaffPinPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "staff-pin", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._typed = WordBox(look, Words(look, sizes.title, name="typed", bold=True), "ink")
        self._told = Words(look, sizes.label, sizes.text, name="told", colour="attention")
        self._clear = WordButton(look, "clear", lambda: emit(PinClearTouched()))
        self._enter = WordButton(look, "enter", lambda: emit(PinEntered()), primary=True)
        self._keys = {digit: self._key(emit, digit) for digit in "1234567890"}
        words, keys = self._halves()
        title, typed, told = rows(words, look.lines(sizes.title), look.lines(sizes.title), FILL)
        self.put(self._title, title)
        self.put(self._typed, middle(typed, 640))
        self.put(self._told, told._replace(height=min(told.height, look.lines(sizes.label, 2))))
        order = (*(self._keys[digit] for digit in "123456789"), self._clear, self._keys["0"], self._enter)
        for key, cell in zip(order, grid(keys, 3, 4), strict=True):
            self.put(key, cell)

    def _key(self, emit: Emit, digit: str) -> WordButton:
        return WordButton(self.look, f"key:{digit}", lambda: emit(PinKeyTouched(digit)), big=True)

    def _halves(self) -> tuple[Box, Box]:
        if self.look.lying:
            words, keys = columns(self.look.inside, FILL, 984)
            return words, keys
        look = self.look
        said = 2 * look.lines(look.sizes.title) + look.lines(look.sizes.text) + 48.0
        heights = (said, FILL) if look.low else (FILL, 4 * _KEY + 72.0)
        words, keys = rows(look.inside, *heights)
        return words, keys

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, StaffPin)  # noqa: S101 - the screen picks the view by the page's type
        self._title.say(pin_title(speech, session.page))
        self._typed.say("●" * len(session.page.typed))
        self._told.say(pin_words(speech, session))
        for digit, key in self._keys.items():
            key.say(digit)
        self._clear.say(speech("staff.clear"))
        self._enter.say(speech("staff.enter"))


_ACTIONS = (
    StaffAction.TEST_PRINT,
    StaffAction.NEW_ROLL,
    StaffAction.QUIETER,
    StaffAction.LOUDER,
    StaffAction.RELOAD,
    StaffAction.RESTART,
)


class MaintenancePage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "maintenance", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._columns = [
            WordBox(look, Words(look, sizes.text, name=name, align="left", top=True)) for name in self._names()
        ]
        self._hint = Words(look, sizes.text, name="hint", colour="second")
        self._buttons = {action: self._button(emit, action) for action in _ACTIONS}
        self._lock = self._button(emit, StaffAction.LOCK)
        self._unlock = self._button(emit, StaffAction.UNLOCK)
        self._leave = WordButton(look, "leave", lambda: emit(HomeTouched()), primary=True)
        self._arrange()

    def _names(self) -> tuple[str, ...]:
        """Two columns of lines where height is short."""
        return ("lines", "more-lines") if self.look.low or self.look.lying else ("lines",)

    def _button(self, emit: Emit, action: StaffAction) -> WordButton:
        return WordButton(self.look, f"staff:{action.value}", lambda: emit(StaffTouched(action)))

    def _arrange(self) -> None:
        look, sizes = self.look, self.look.sizes
        across = 4 if look.low else 2
        down = 8 // across
        high = down * BUTTON + (down - 1) * 24.0
        if look.lying:
            said, buttons = columns(look.inside, FILL, FILL)
            buttons = buttons._replace(height=high)
            title, lines, hint = rows(said, look.lines(sizes.label), FILL, look.lines(sizes.text), gap=16)
        else:
            title, lines, hint, buttons = rows(
                look.inside, look.lines(sizes.label), FILL, look.lines(sizes.text), high, gap=16
            )
        self.put(self._title, title)
        for column, box in zip(self._columns, columns(lines, *[FILL] * len(self._columns)), strict=True):
            self.put(column, box)
        self.put(self._hint, hint)
        *cells, lock, leave = grid(buttons, across, down)
        for button, cell in zip(self._buttons.values(), cells, strict=True):
            self.put(button, cell)
        for button in (self._lock, self._unlock):
            self.put(button, lock)
        self.put(self._leave, leave)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, Maintenance)  # noqa: S101 - the screen picks the view by the page's type
        care = session.around.care
        self._title.say(speech("staff.title", client=care.client, version=care.version))
        lines = maintenance_lines(speech, session, session.page)
        each = -(-len(lines) // len(self._columns))
        for index, column in enumerate(self._columns):
            column.say("\n".join(lines[index * each : (index + 1) * each]))
        self._hint.say(speech("staff.hint"))
        for action, button in (
            *self._buttons.items(),
            (StaffAction.LOCK, self._lock),
            (StaffAction.UNLOCK, self._unlock),
        ):
            button.say(speech(f"staff.{action.value}"))
        self._leave.say(speech("staff.leave"))
        show_if(self, self._lock, wanted=not care.locked)
        show_if(self, self._unlock, wanted=care.locked)
