"""The right side: who waits for what, and whose number was missed."""

import math
from collections.abc import Sequence

from kivy.uix.widget import Widget

from screens import words
from screens.board import layout
from screens.board.fitting import filled
from screens.board.layout import Box
from screens.board.parts import Card, Texts, named
from screens.board.picture import BoardPicture, QueueLine
from screens.theme import INK, SECOND_INK, SMALL_SIZE, SURFACE, WRONG, Colour
from screens.words import NOTHING

_SMALL = ((SMALL_SIZE, 1),)
_HEAD = ((SMALL_SIZE, 2),)


class SideView(Card):
    """Who waits, and whose number was missed."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(layout.SIDE, SURFACE)
        self.name = "side"
        self._head = named("queues-head", texts.regular(layout.QUEUE_HEAD, _HEAD))
        unit = texts.regular(layout.QUEUE_HEAD, _HEAD, halign="right")
        unit.say(words.MINUTES.below, SECOND_INK)
        self._pairs = _queue_views(layout.PAIRED_HEIGHT, texts, paired=True)
        self._singles = _queue_views(layout.SINGLE_HEIGHT, texts, paired=False)
        self._missed_head = texts.regular(layout.MISSED_HEAD, _SMALL)
        self._missed = [named(f"missed-{line}", texts.bold(box, _SMALL)) for line, box in enumerate(layout.MISSED, 1)]
        self._measure = texts.measure_bold
        for part in (self._head, unit, *self._pairs, *self._singles, self._missed_head, *self._missed):
            self.add_widget(part)

    def show(self, picture: BoardPicture) -> None:
        old = picture.old != NOTHING
        head = picture.old if old else words.WAITING
        ink = SECOND_INK if old else INK
        self._head.say(head.below, WRONG if old else SECOND_INK)
        _show_each(self._pairs, picture.queues if picture.paired else (), ink)
        _show_each(self._singles, () if picture.paired else picture.queues, ink)
        self._missed_head.say(words.MISSED.beside if picture.missed else "", SECOND_INK)
        lines = filled(picture.missed, layout.SIDE_WIDTH, SMALL_SIZE, self._measure, lines=len(self._missed))
        for place, box in enumerate(self._missed):
            box.say(lines[place] if place < len(lines) else "", ink)


def _queue_views(height: int, texts: Texts, *, paired: bool) -> list["_QueueView"]:
    """As many queues of this height as there is room for, the uppermost first."""
    boxes = (
        Box(layout.SIDE_X, layout.QUEUE_TOP - height * place, layout.SIDE_WIDTH, height)
        for place in range(1, layout.QUEUE_ROOM_HEIGHT // height + 1)
    )
    return [_QueueView(box, f"queue-{place}", texts, paired=paired) for place, box in enumerate(boxes, 1)]


def _show_each(views: Sequence["_QueueView"], queues: tuple[QueueLine, ...], ink: Colour) -> None:
    for place, view in enumerate(views):
        view.show(queues[place] if place < len(queues) else None, ink)


class _QueueView(Widget):  # type: ignore[misc]  # Kivy has no types
    """One queue: its Chinese name, how many wait, how many minutes; in English below where it is ``paired``."""

    def __init__(self, box: Box, name: str, texts: Texts, *, paired: bool) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self.name = name
        self._measure = texts.measure_regular
        height = layout.SINGLE_HEIGHT
        y = box.y + box.height - height
        minutes_x = box.x + box.width - layout.QUEUE_MINUTES_WIDTH
        waiting_x = minutes_x - layout.QUEUE_WAITING_WIDTH
        self._zh = texts.regular(Box(box.x, y, layout.QUEUE_NAME_WIDTH, height), _SMALL)
        self._waiting = texts.bold(Box(waiting_x, y, layout.QUEUE_WAITING_WIDTH, height), _SMALL, halign="right")
        self._minutes = texts.regular(Box(minutes_x, y, layout.QUEUE_MINUTES_WIDTH, height), _SMALL, halign="right")
        self._below = Box(box.x, box.y + 4, box.width, box.height - height) if paired else None
        self._en = texts.regular(self._below or box, _SMALL)
        self._minutes_en = texts.regular(self._below or box, _SMALL, halign="right")
        for part in (self._zh, self._waiting, self._minutes, self._en, self._minutes_en):
            self.add_widget(part)

    def show(self, queue: QueueLine | None, ink: Colour) -> None:
        self.opacity = 1 if queue else 0
        if queue is None:
            return
        self._zh.say(queue.name.zh, ink)
        self._waiting.say(queue.waiting, ink)
        self._minutes.say(queue.minutes.zh, SECOND_INK)
        if self._below is not None:
            self._say_english(self._below, queue)

    def _say_english(self, box: Box, queue: QueueLine) -> None:
        taken = math.ceil(self._measure(queue.minutes.en, SMALL_SIZE)) + layout.PAD if queue.minutes.en else 0
        self._en.place(Box(box.x, box.y, box.width - taken, box.height))
        self._en.say(queue.name.en, SECOND_INK)
        self._minutes_en.say(queue.minutes.en, SECOND_INK)
