"""One thing and what can be done with it: every page of :mod:`kiosk.presenting.facts`."""

from datetime import datetime

from kiosk.flow.session import Session
from kiosk.presenting.common import Action, Facts
from kiosk.presenting.facts import facts_of
from kiosk.views.layout import FILL, Box, columns, inset, rows
from kiosk.views.shapes import Panel
from kiosk.views.theme import BIG_BUTTON, BUTTON, GAP, Look
from kiosk.views.widgets import ChangingButton, Emit, Page, WordBox, Words, place, show_if
from kiosk.words import Speech

MOST_ACTIONS = 3


class FactsPage(Page):
    """What it is, in a panel; below it, or beside it where the page is wide, the buttons."""

    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "facts", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.label, sizes.text, name="title", colour="second")
        self._subject = Words(look, sizes.title, sizes.label, sizes.text, name="subject", bold=True)
        self._number = Words(look, 240, sizes.title, name="number", bold=True, colour="primary")
        self._lines = Words(look, sizes.label, sizes.text, name="lines")
        self._attention = WordBox(look, Words(look, sizes.text, name="attention", colour="attention"), "attention")
        self._primary = ChangingButton(look, emit, primary=True, big=True)
        self._others = [ChangingButton(look, emit) for _ in range(MOST_ACTIONS)]
        self._panel = Panel(look, "surface", "ink" if look.palette.surface == look.palette.ground else None)
        if look.lying:
            self._facts, self._aside = columns(look.inside, FILL, 640)
        elif look.low:
            self._facts, self._aside = rows(look.inside, FILL, 2 * BUTTON + GAP, gap=GAP)
        else:
            self._facts, self._aside = rows(look.inside, 1080 if look.elder else 900, FILL, gap=GAP)
        self.put(self._panel, self._facts)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        facts = facts_of(speech, session, now)
        self.name = f"page:{facts.name}"
        self._title.say(facts.title)
        self._subject.say(facts.subject)
        self._number.say(facts.number)
        self._attention.say(facts.attention)
        show_if(self, self._subject, wanted=bool(facts.subject))
        show_if(self, self._number, wanted=bool(facts.number))
        self._place_words(bool(facts.attention))
        self._say_lines(facts, speech)
        self._place_actions(facts.actions)

    def _say_lines(self, facts: Facts, _speech: Speech) -> None:
        self._lines.say("\n".join(facts.lines))

    def _place_words(self, attention: bool) -> None:  # noqa: FBT001 - one word is what it is about
        sizes, look = self.look.sizes, self.look
        marked = self._attention_height() if attention else 0
        big = 352 if self._number.parent is not None and not look.lying and not look.low else 3 * FILL
        title, subject, lines, below = rows(
            inset(self._facts, 40, 24), look.lines(sizes.label, 1), big, 5 * FILL, marked, gap=16
        )
        place(self, self._title, title, look.page[1])
        for widget in (self._subject, self._number):
            if widget.parent is not None:
                place(self, widget, subject, look.page[1])
        place(self, self._lines, lines, look.page[1])
        show_if(self, self._attention, wanted=attention)
        if attention:
            place(self, self._attention, below, look.page[1])

    def _attention_height(self) -> int:
        """Height of what is said with a mark."""
        look = self.look
        if look.low or look.lying or not look.elder:
            return look.lines(40, 3) + 24
        return look.lines(look.sizes.text, 4 if self._number.parent is None else 3) + 24

    def _place_actions(self, actions: tuple[Action, ...]) -> None:
        """The primary one first and largest."""
        first = next((action for action in actions if action.primary), None)
        others = [action for action in actions if action is not first]
        show_if(self, self._primary, wanted=first is not None)
        boxes = self._buttons(len(others), first=first is not None)
        if first is not None:
            self._primary.show(first)
            place(self, self._primary, boxes[0], self.look.page[1])
        for index, button in enumerate(self._others):
            show_if(self, button, wanted=index < len(others))
            if index < len(others):
                button.show(others[index])
                place(self, button, boxes[index + 1], self.look.page[1])

    def _buttons(self, others: int, *, first: bool) -> list[Box]:
        """The first, and then the others below it; side by side where there is little height."""
        big = BIG_BUTTON if first else 0.0
        if not self.look.low:
            return rows(self._aside, big, *[BUTTON] * others)
        top, below = rows(self._aside, BUTTON if first else 0.0, BUTTON)
        return [top, *(columns(below, *[FILL] * others) if others else [])]
