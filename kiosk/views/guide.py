"""A guide: one part a page, its lines in sheets, and what follows from it."""

from datetime import datetime

from kiosk.flow.inputs import PartChosen, SheetTurned
from kiosk.flow.pages import ReadGuide
from kiosk.flow.session import Session
from kiosk.flow.shades import Part
from kiosk.presenting.common import paper_said
from kiosk.presenting.guides import guide_actions, part_lines
from kiosk.views.layout import FILL, Box, columns, grid, rows
from kiosk.views.theme import BUTTON, GAP, Look
from kiosk.views.tiles import sheet_words
from kiosk.views.widgets import ChangingButton, Emit, Page, WordBox, WordButton, Words, place, show_if
from kiosk.words import Speech

MOST_ACTIONS = 3

_TAB_WORDS = {
    Part.OVERVIEW: "guide.overview",
    Part.MATERIALS: "guide.materials",
    Part.CONDITIONS: "guide.conditions",
    Part.LAW: "guide.law_part",
}


class Tab(WordButton):
    """One part; the one that is shown is marked by a word's mark and by its colour."""

    def __init__(self, look: Look, emit: Emit, part: Part) -> None:
        super().__init__(look, f"part:{part.value}", lambda: emit(PartChosen(part)))
        self._part = part

    def show(self, speech: Speech, chosen: Part) -> None:
        words = speech(_TAB_WORDS[self._part])
        self.say(f"●{words}" if self._part is chosen else words)
        self.recolour("pressed" if self._part is chosen else "surface", "pressed", "primary")


class GuidePage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "guide", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, sizes.text, name="title", bold=True)
        self._tabs = [Tab(look, emit, part) for part in Part]
        self._lines = WordBox(look, Words(look, sizes.label, sizes.text, name="lines", align="left", top=True))
        self._paper = Words(look, sizes.text, name="paper", colour="attention")
        self._sheet = Words(look, sizes.text, name="sheet", colour="second")
        self._earlier = WordButton(look, "earlier", lambda: emit(SheetTurned(-1)))
        self._further = WordButton(look, "further", lambda: emit(SheetTurned(1)))
        self._primary = ChangingButton(look, emit, primary=True)
        self._others = [ChangingButton(look, emit) for _ in range(MOST_ACTIONS)]
        reading, self._aside = self._halves()
        title = look.lines(sizes.label, 2) if not look.low else look.lines(sizes.label)
        four = look.elder and not look.low  # two rows of two
        head, tabs, self._text, pager = rows(reading, title, 2 * BUTTON + GAP if four else BUTTON, FILL, BUTTON)
        self.put(self._title, head)
        for tab, box in zip(self._tabs, grid(tabs, 2, 2) if four else grid(tabs, len(self._tabs), 1), strict=True):
            self.put(tab, box)
        self.put(self._lines, self._text)
        for widget, box in zip(
            (self._earlier, self._sheet, self._further), columns(pager, FILL, FILL, FILL), strict=True
        ):
            self.put(widget, box)

    def _halves(self) -> tuple[Box, Box]:
        look = self.look
        if look.lying:
            reading, aside = columns(look.inside, FILL, 440)
            return reading, aside
        buttons = 1 if look.low else 2
        line = look.lines(look.sizes.text)
        reading, aside = rows(look.inside, FILL, line + buttons * (BUTTON + GAP))
        return reading, aside

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        page = session.page
        assert isinstance(page, ReadGuide)  # noqa: S101 - the screen picks the view by the page's type
        self._title.say(speech.text(page.entry.name))
        for tab in self._tabs:
            tab.show(speech, page.part)
        sheets = self._lines.words.sheets("\n".join(part_lines(speech, page.entry, page.part)))
        sheet = min(page.sheet, len(sheets) - 1)
        self._lines.say(sheets[sheet])
        self._sheet.say(sheet_words(speech, self.look, sheet, len(sheets)))
        self._earlier.say(speech("choose.earlier"))
        self._further.say(speech("choose.further"))
        show_if(self, self._earlier, wanted=sheet > 0)
        show_if(self, self._further, wanted=sheet + 1 < len(sheets))
        self._paper.say(paper_said(speech, page.paper))
        self._place_actions(session, speech, page)

    def _place_actions(self, session: Session, speech: Speech, page: ReadGuide) -> None:
        actions = guide_actions(speech, session, page)
        first = next((action for action in actions if action.primary), None)
        others = [action for action in actions if action is not first]
        paper, *boxes = self._action_boxes(len(others), first=first is not None)
        place(self, self._paper, paper, self.look.page[1])
        show_if(self, self._primary, wanted=first is not None)
        if first is not None:
            self._primary.show(first)
            place(self, self._primary, boxes.pop(0), self.look.page[1])
        for index, button in enumerate(self._others):
            show_if(self, button, wanted=index < len(others))
            if index < len(others):
                button.show(others[index])
                place(self, button, boxes[index], self.look.page[1])

    def _action_boxes(self, others: int, *, first: bool) -> list[Box]:
        """A line for what became of the paper, then the buttons."""
        look = self.look
        if look.lying:
            return rows(self._aside, look.lines(look.sizes.text, 3), *[BUTTON] * (others + first))
        if look.low:
            line, buttons = rows(self._aside, look.lines(look.sizes.text), BUTTON)
            return [line, *(columns(buttons, *[FILL] * (others + first)) if others or first else [])]
        line, top, bottom = rows(self._aside, look.lines(look.sizes.text), BUTTON, BUTTON)
        row = columns(bottom if first else top, *[FILL] * others) if others else []
        return [line, *([top] if first else []), *row]
