"""Draws the plate on a panel."""

from kivy.uix.widget import Widget

from screens.drawing.box import Box
from screens.drawing.fitting import Step, needed
from screens.drawing.marks import Mark
from screens.drawing.shapes import Card, MarkBox
from screens.drawing.text_box import Texts
from screens.theme import (
    CALL_SIZE,
    CALLED_NOW,
    GROUND,
    INK,
    LIST_SIZE,
    PLATE_SIZE,
    SECOND_INK,
    SMALL_SIZE,
    SURFACE,
    WRONG,
    Colour,
)
from screens.tongue import UNSAID, Said
from screens.window_plate.picture import PlatePicture

WIDTH = 1280
HEIGHT = 720

_SMALL: tuple[Step, ...] = ((SMALL_SIZE, 1),)
_NAME_STEPS: tuple[Step, ...] = ((LIST_SIZE, 1), (SMALL_SIZE, 2))
_NUMBER_STEPS: tuple[Step, ...] = ((PLATE_SIZE, 1), (CALL_SIZE, 1), (LIST_SIZE, 2), (SMALL_SIZE, 4))
_MESSAGE_STEPS: tuple[Step, ...] = ((CALL_SIZE, 1), (LIST_SIZE, 2), (SMALL_SIZE, 4))

_NAME = Box(48, 600, 900, 116)
_CLOCK = Box(972, 600, 260, 116)
_CARD = Box(32, 72, 1216, 520)
_NUMBER = Box(56, 250, 1168, 336)
_WORD = Box(56, 136, 1168, 112)
_SECOND = Box(56, 82, 1168, 54)
_MESSAGE = Box(56, 190, 1168, 350)
_MESSAGE_SECOND = Box(56, 120, 1168, 60)
_FOOT = Box(48, 8, 1184, 56)


class PlateView(Widget):  # type: ignore[misc]  # Kivy has no types
    """The whole plate, 1280 × 720."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(size=(WIDTH, HEIGHT), size_hint=(None, None))
        self.name = "plate"
        self._name = texts.bold(_NAME, _NAME_STEPS, name="name")
        self._clock = texts.regular(_CLOCK, ((LIST_SIZE, 1),), align="right", name="clock")
        self._card = Card(_CARD, SURFACE)
        self._number = texts.bold(_NUMBER, _NUMBER_STEPS, align="middle", name="number")
        self._word = _MarkedText(_WORD, _NAME_STEPS, 96, texts, name="word")
        self._second = texts.regular(_SECOND, _SMALL, align="middle")
        self._message = _MarkedText(_MESSAGE, _MESSAGE_STEPS, 140, texts, name="message")
        self._message_second = texts.regular(_MESSAGE_SECOND, _SMALL, align="middle")
        self._staff = texts.regular(_FOOT, _SMALL, name="staff")
        self._name_second = texts.regular(_FOOT, _SMALL, align="right", name="name-second")
        parts = (self._name, self._clock, self._card, self._number, self._word, self._second, self._message)
        for part in (*parts, self._message_second, self._staff, self._name_second):
            self.add_widget(part)
        self._picture: PlatePicture | None = None

    def show(self, picture: PlatePicture) -> None:
        """Draw what differs from the last picture; after a failure halfway the next call draws everything again."""
        if picture == self._picture:
            return
        self._picture = None
        self._name.say(picture.name.main, INK)
        self._name_second.say("" if picture.alarm else picture.name.second, SECOND_INK)
        self._clock.say(picture.clock, SECOND_INK)
        self._staff.say(picture.staff.beside, WRONG if picture.alarm else SECOND_INK)
        self._card.paint(CALLED_NOW if picture.lit else SURFACE)
        self._show_middle(picture)
        self._picture = picture

    def _show_middle(self, picture: PlatePicture) -> None:
        """The number with a word below, or a message in its place."""
        ink, strong, soft = (GROUND,) * 3 if picture.lit else (INK, CALLED_NOW, SECOND_INK)
        numbered = bool(picture.number)
        word, message = (picture.word, UNSAID) if numbered else (UNSAID, picture.word)
        self._number.say(picture.number, strong)
        self._word.show(picture.mark if numbered else None, word, ink)
        self._second.say(word.second, soft)
        self._message.show(None if numbered else picture.mark, message, WRONG if picture.alarm else ink)
        self._message_second.say(message.second, soft)


class _MarkedText(Widget):  # type: ignore[misc]  # Kivy has no types
    """A mark and a text behind it, together in the middle of a box."""

    def __init__(self, box: Box, steps: tuple[Step, ...], mark_width: int, texts: Texts, *, name: str) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self._box = box
        self._taken = mark_width + mark_width // 4
        self._sizes = tuple(size for size, _ in steps)
        self._measure = texts.letterings.bold.width
        self._mark = MarkBox(Box(box.x, box.y, mark_width, box.height))
        self._text = texts.bold(box, steps, name=name)
        self.add_widget(self._mark)
        self.add_widget(self._text)

    def show(self, mark: Mark | None, said: Said, ink: Colour) -> None:
        room = self._box.width - self._taken
        width = needed(said.main, self._sizes, room, self._measure) or room
        x = self._box.x + (room - width) // 2
        self._mark.show(mark, ink, x=x)
        self._text.move(x + self._taken)
        self._text.say(said.main, ink, width=width)
