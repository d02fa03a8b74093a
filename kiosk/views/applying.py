"""Steps of an application: what is needed, questions to touch, lists of papers and answers, what was handed in."""

from datetime import datetime

from kiosk.flow.apply_pages import Submitted, ToldOnce
from kiosk.flow.inputs import SheetTurned
from kiosk.flow.session import Session
from kiosk.presenting.applying import handed_of, told_once_actions, told_once_lines
from kiosk.presenting.common import Action
from kiosk.presenting.menus import menu_of
from kiosk.views.layout import FILL, Box, columns, inset, rows
from kiosk.views.qr import QrCode
from kiosk.views.shapes import Panel
from kiosk.views.theme import BUTTON, Look
from kiosk.views.tiles import TileSheets, sheet_words
from kiosk.views.widgets import ChangingButton, Emit, Page, WordBox, WordButton, Words, place, show_if
from kiosk.words import Speech

MOST_ACTIONS = 2
ASIDE = 440
"""Width of the buttons beside a page that is wide."""


class ActionRow:
    """The buttons below a page, or beside it where it is wide: the primary one first and in its colour."""

    def __init__(self, page: Page, box: Box, most: int = MOST_ACTIONS) -> None:
        self._page = page
        self._box = box
        self._primary = ChangingButton(page.look, page.emit, primary=True)
        self._others = [ChangingButton(page.look, page.emit) for _ in range(most)]

    def show(self, actions: tuple[Action, ...]) -> None:
        buttons = iter(self._others)
        shown = {self._primary if action.primary else next(buttons): action for action in actions}
        boxes = self._boxes(len(actions))
        for button in (self._primary, *self._others):
            show_if(self._page, button, wanted=button in shown)
        for (button, action), box in zip(shown.items(), boxes, strict=True):
            button.show(action)
            place(self._page, button, box, self._page.look.page[1])

    def _boxes(self, count: int) -> list[Box]:
        if count == 0:
            return []
        if self._page.look.lying:
            return rows(self._box, FILL, *[BUTTON] * count)[1:]
        return columns(self._box, *[FILL] * count)


class StepPage(Page):
    """A question with tiles, and the one thing that leads on below them."""

    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "step", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, sizes.text, name="title", bold=True)
        self._hint = Words(look, sizes.text, name="hint", colour="second")
        head, hint, body, aside = self._rows()
        self.put(self._title, head)
        self.put(self._hint, hint)
        self._sheets = TileSheets(self, body, shape=self._shape())
        self._actions = ActionRow(self, aside)

    def _shape(self) -> tuple[int, int]:
        """Answers are read below each other; a wide page has room for some beside each other."""
        if self.look.lying:
            return (2, 2) if self.look.elder else (2, 3)
        return (1, 3) if self.look.low else (1, 4) if self.look.elder else (1, 5)

    def _rows(self) -> tuple[Box, Box, Box, Box]:
        look, sizes = self.look, self.look.sizes
        if look.lying:
            left, aside = columns(look.inside, FILL, ASIDE)
            head, hint, body = rows(left, look.lines(sizes.label), look.lines(sizes.text), FILL, gap=12)
            return head, hint, body, aside
        title = look.lines(sizes.label) if look.low else look.lines(sizes.label, 2)
        head, hint, body, aside = rows(look.inside, title, look.lines(sizes.text), FILL, BUTTON, gap=16)
        return head, hint, body, aside

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        menu = menu_of(speech, session, now)
        self.name = f"page:{menu.name}"
        self._title.say(menu.title)
        self._hint.say(menu.hint)
        self._sheets.show(menu.choices, menu.sheet, speech)
        self._actions.show(menu.actions)


class ToldOncePage(Page):
    """All that is needed, to be read in sheets, and how to begin."""

    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "told-once", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, sizes.text, name="title", bold=True)
        self._name = Words(look, sizes.label, sizes.text, name="subject", colour="second")
        self._lines = WordBox(look, Words(look, sizes.label, sizes.text, name="lines", align="left", top=True))
        self._sheet = Words(look, sizes.text, name="sheet", colour="second")
        self._earlier = WordButton(look, "earlier", lambda: emit(SheetTurned(-1)))
        self._further = WordButton(look, "further", lambda: emit(SheetTurned(1)))
        if look.lying:
            reading, aside = columns(look.inside, FILL, ASIDE)
        else:
            reading, aside = rows(look.inside, FILL, BUTTON)
        title = look.lines(sizes.label if look.low or look.lying else sizes.title)
        head, name, text, pager = rows(reading, title, look.lines(sizes.label), FILL, BUTTON, gap=12)
        for widget, box in (
            (self._title, head),
            (self._name, name),
            (self._lines, text),
            *zip((self._earlier, self._sheet, self._further), columns(pager, FILL, FILL, FILL), strict=True),
        ):
            self.put(widget, box)
        self._actions = ActionRow(self, aside)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        page = session.page
        assert isinstance(page, ToldOnce)  # noqa: S101 - the screen picks the view by the page's type
        self._title.say(speech("told.title"))
        self._name.say(speech.text(page.entry.name))
        sheets = self._lines.words.sheets("\n".join(told_once_lines(speech, page.entry)))
        sheet = min(page.sheet, len(sheets) - 1)
        self._lines.say(sheets[sheet])
        self._sheet.say(sheet_words(speech, self.look, sheet, len(sheets)))
        self._earlier.say(speech("choose.earlier"))
        self._further.say(speech("choose.further"))
        show_if(self, self._earlier, wanted=sheet > 0)
        show_if(self, self._further, wanted=sheet + 1 < len(sheets))
        self._actions.show(told_once_actions(speech, page))


class SubmittedPage(Page):
    """The case's code, large and as a code to scan, and what became of the receipt."""

    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "submitted", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._item = Words(look, sizes.label, sizes.text, name="subject", colour="second")
        self._hint = Words(look, sizes.text, name="hint", colour="second")
        self._code = Words(look, sizes.title, sizes.label, name="code", bold=True, colour="primary")
        self._qr = QrCode()
        self._lines = Words(look, sizes.label, sizes.text, name="lines")
        self._attention = WordBox(look, Words(look, sizes.text, name="attention", colour="attention"), "attention")
        self._panel = Panel(look, "surface", "ink" if look.palette.surface == look.palette.ground else None)
        self._arrange()

    def _arrange(self) -> None:
        look, sizes = self.look, self.look.sizes
        if look.lying:
            body, aside = columns(look.inside, FILL, ASIDE)
        else:
            body, aside = rows(look.inside, FILL, BUTTON)
        line = look.lines(sizes.label)
        title = look.lines(sizes.label if look.low or look.lying else sizes.title)
        head, item, panel, lines = rows(body, title, line, FILL, look.lines(sizes.label, 3), gap=12)
        within = inset(panel, 32, 16)
        if look.lying or look.low:
            qr, said = columns(within, 2 * FILL, 3 * FILL)
            hint, code, _ = rows(said, look.lines(sizes.text), look.lines(sizes.title), FILL, gap=8)
        else:
            hint, code, qr = rows(within, look.lines(sizes.text), look.lines(sizes.title), FILL, gap=8)
        for widget, box in (
            (self._panel, panel),
            (self._title, head),
            (self._item, item),
            (self._hint, hint),
            (self._code, code),
            (self._qr, qr),
            (self._lines, lines),
        ):
            self.put(widget, box)
        self.put(self._attention, lines._replace(top=lines.top + line, height=lines.height - line))
        self._words = lines
        self._actions = ActionRow(self, aside)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        page = session.page
        assert isinstance(page, Submitted)  # noqa: S101 - the screen picks the view by the page's type
        handed = handed_of(speech, session, page, now)
        self._title.say(handed.title)
        self._item.say(handed.item)
        self._hint.say(handed.hint)
        self._code.say(handed.code)
        self._qr.say(handed.address)
        attention = bool(handed.attention)
        height = self.look.lines(self.look.sizes.label) if attention else self._words.height
        place(self, self._lines, self._words._replace(height=height), self.look.page[1])
        self._lines.say(handed.lines.split("\n")[-1] if attention else handed.lines)
        self._attention.say(handed.attention)
        show_if(self, self._attention, wanted=attention)
        self._actions.show(handed.actions)
