"""How an application stands: a thing with more to say of it than a page may hold, so it is said in sheets."""

from kiosk.flow.inputs import SheetTurned
from kiosk.presenting.common import Facts
from kiosk.views.facts import FactsPage
from kiosk.views.layout import FILL, columns, inset, rows
from kiosk.views.theme import BUTTON, Look
from kiosk.views.tiles import sheet_words
from kiosk.views.widgets import Emit, WordButton, Words, place, show_if
from kiosk.words import Speech


class CasePage(FactsPage):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, emit)
        sizes = look.sizes
        self.remove_widget(self._lines)
        self._lines = Words(look, sizes.label, sizes.text, name="lines", align="left", top=True)
        self._sheet = Words(look, sizes.text, name="sheet", colour="second")
        self._earlier = WordButton(look, "earlier", lambda: emit(SheetTurned(-1)))
        self._further = WordButton(look, "further", lambda: emit(SheetTurned(1)))
        self._marked = False

    def _place_words(self, attention: bool) -> None:  # noqa: FBT001 - one word is what it is about
        self._marked = attention
        self._place(several=False)

    def _place(self, *, several: bool) -> None:
        look, sizes = self.look, self.look.sizes
        marked = self._attention_height() if self._marked else 0
        pager = BUTTON if several else 0
        subject = sizes.label if look.low or look.lying else sizes.title
        title, head, lines, turned, below = rows(
            inset(self._facts, 40, 16), look.lines(sizes.text), look.lines(subject), FILL, pager, marked, gap=12
        )
        height = look.page[1]
        place(self, self._title, title, height)
        place(self, self._subject, head, height)
        place(self, self._lines, lines, height)
        show_if(self, self._attention, wanted=self._marked)
        if self._marked:
            place(self, self._attention, below, height)
        for widget, box in zip(
            (self._earlier, self._sheet, self._further), columns(turned, FILL, FILL, FILL), strict=True
        ):
            show_if(self, widget, wanted=several)
            if several:
                place(self, widget, box, height)

    def _say_lines(self, facts: Facts, speech: Speech) -> None:
        text = "\n".join(facts.lines)
        sheets = self._lines.sheets(text)
        several = len(sheets) > 1
        if several:
            self._place(several=True)
            sheets = self._lines.sheets(text)
        sheet = min(facts.sheet, len(sheets) - 1)
        self._lines.say(sheets[sheet] if several else text)  # one sheet has room for larger letters
        self._sheet.say(sheet_words(speech, self.look, sheet, len(sheets)))
        self._earlier.say(speech("choose.earlier"))
        self._further.say(speech("choose.further"))
        show_if(self, self._earlier, wanted=sheet > 0)
        show_if(self, self._further, wanted=sheet + 1 < len(sheets))
