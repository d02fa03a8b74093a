"""The side: who waits for what, and whose number was missed."""

import math

from kivy.uix.widget import Widget

from screens.drawing.box import Box
from screens.drawing.fitting import filled
from screens.drawing.shapes import Card
from screens.drawing.standing import show_each
from screens.drawing.text_box import Texts
from screens.hall_board.layout import PAD, SHORT_QUEUE, SMALL_LINE, Layout
from screens.hall_board.picture import BoardPicture, QueueLine
from screens.theme import INK, SECOND_INK, SMALL_SIZE, SURFACE, WRONG, Colour

_SMALL = ((SMALL_SIZE, 1),)
_PAIR = ((SMALL_SIZE, 2),)

_UNIT_WIDTH = 200
_PAGE_WIDTH = 230
_MINUTES_WIDTH = 164
_WAITING_WIDTH = 96
_WIDE = 800
_LEAST_NAME = 120
"""A line has room for two languages side by side from this width on; less of a name says nothing."""


class SideView(Card):
    """Who waits, and whose number was missed."""

    def __init__(self, layout: Layout, texts: Texts) -> None:
        super().__init__(layout.side, SURFACE, name="side")
        head = layout.queue_head
        self._one_line = layout.stacked
        steps = _SMALL if self._one_line else _PAIR
        unit = Box(head.right - _UNIT_WIDTH, head.y, _UNIT_WIDTH, head.height)
        # Beside the unit: where that has two lines, beside the upper one, which is short.
        page_end = unit.x if self._one_line else head.right - _UNIT_WIDTH // 2
        page = Box(page_end - _PAGE_WIDTH, head.top - SMALL_LINE, _PAGE_WIDTH, SMALL_LINE)
        self._head = texts.regular(Box(head.x, head.y, unit.x - head.x, head.height), steps, name="queues-head")
        self._unit = texts.regular(unit, steps, align="right")
        self._page = texts.regular(page, _SMALL, align="right")
        self._tall = [QueueView(box, f"queue-{n}", texts) for n, box in enumerate(layout.tall_queues, 1)]
        self._short = [QueueView(box, f"queue-{n}", texts) for n, box in enumerate(layout.short_queues, 1)]
        self._missed_head = texts.regular(layout.missed_head, _SMALL)
        self._missed = [texts.bold(box, _SMALL, name=f"missed-{n}") for n, box in enumerate(layout.missed, 1)]
        self._measure = texts.letterings.bold.width
        for part in (self._head, self._unit, self._page, self._missed_head, *self._missed):
            self.add_widget(part)

    def show(self, picture: BoardPicture) -> None:
        ink = SECOND_INK if picture.old else INK
        self._head.say(self._stand(picture.queues_head.main, picture.queues_head.second), _head_ink(picture))
        self._unit.say(self._stand(picture.minutes_head.main, picture.minutes_head.second), SECOND_INK)
        self._page.say(picture.queue_page.main, SECOND_INK)
        show_each(self, self._tall, picture.queues if picture.tall else (), old=picture.old)
        show_each(self, self._short, () if picture.tall else picture.queues, old=picture.old)
        self._missed_head.say(picture.missed_head.beside, SECOND_INK)
        width = self._missed[0].box.width
        lines = filled(picture.missed, width, SMALL_SIZE, self._measure, lines=len(self._missed))
        for place, box in enumerate(self._missed):
            box.say(lines[place] if place < len(lines) else "", ink)

    def _stand(self, main: str, second: str) -> str:
        return f"{main} {second}".strip() if self._one_line else f"{main}\n{second}".strip()


def _head_ink(picture: BoardPicture) -> Colour:
    return WRONG if picture.old else SECOND_INK


class QueueView(Widget):  # type: ignore[misc]  # Kivy has no types
    """One queue: its name, how many wait, how many minutes.

    The name in another language stands below it in a tall one and behind it in a wide one; a short one has no room
    for it. A tall one with a single name gives it a line of its own.
    """

    def __init__(self, box: Box, name: str, texts: Texts) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self.name = name
        self._measure = texts.letterings.regular.width
        self._drop = SHORT_QUEUE - box.height
        self._wide = box.width >= _WIDE
        line = Box(box.x, box.top - SHORT_QUEUE, box.width, SHORT_QUEUE)
        self._figures = _MINUTES_WIDTH + _WAITING_WIDTH + 8
        minutes = Box(line.right - _MINUTES_WIDTH, line.y, _MINUTES_WIDTH, line.height)
        waiting = Box(minutes.x - _WAITING_WIDTH, line.y, _WAITING_WIDTH, line.height)
        below = line if self._wide else Box(box.x, box.y, box.width, max(box.height - SHORT_QUEUE, 1))
        self._name = texts.regular(line, _SMALL)
        self._waiting = texts.bold(waiting, _SMALL, align="right")
        self._minutes = texts.regular(minutes, _SMALL, align="right")
        self._second = texts.regular(below, _SMALL)
        self._minutes_second = texts.regular(below, _SMALL, align="right")
        for part in (self._name, self._waiting, self._minutes, self._second, self._minutes_second):
            self.add_widget(part)

    def show(self, queue: QueueLine, *, old: bool) -> None:
        ink = SECOND_INK if old else INK
        tall = self._drop < 0
        alone = tall and not queue.name.second and not queue.minutes.second
        for figure in (self._waiting, self._minutes):
            figure.move(figure.box.x, up=self._drop if alone else 0)
        room = int(self.width) - (0 if alone else self._figures)
        self._name.say(queue.name.main, ink, width=room)
        self._waiting.say(queue.waiting, ink)
        self._minutes.say(queue.minutes.main, SECOND_INK)
        if self._wide:
            self._say_behind(queue.name.second, queue.name.main, room)
        elif tall:
            self._say_below(queue)

    def _say_behind(self, second: str, main: str, room: int) -> None:
        taken = math.ceil(self._measure(main, SMALL_SIZE)) + PAD
        left = room - taken
        self._second.move(self.x + taken)
        self._second.say(second if left >= _LEAST_NAME else "", SECOND_INK, width=max(left, 1))

    def _say_below(self, queue: QueueLine) -> None:
        said = queue.minutes.second
        taken = math.ceil(self._measure(said, SMALL_SIZE)) + PAD if said else 0
        self._second.say(queue.name.second, SECOND_INK, width=self._second.box.width - taken)
        self._minutes_second.say(said, SECOND_INK)
