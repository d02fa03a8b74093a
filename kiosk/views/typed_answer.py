"""A question that is typed: what was typed, the words for pinyin, the keys, and what leads on."""

from datetime import datetime

from kiosk.flow.apply_inputs import CandidateTouched
from kiosk.flow.apply_pages import AnswerTyped
from kiosk.flow.filling import keys_of
from kiosk.flow.inputs import ConfirmTouched, SheetTurned
from kiosk.flow.offered import Candidate
from kiosk.flow.session import Session
from kiosk.presenting.common import Action
from kiosk.presenting.questions import TypedAnswer, typed
from kiosk.views.keys import KEY_HEIGHT, PAD, KeyPad
from kiosk.views.layout import FILL, Box, columns, grid, rows
from kiosk.views.theme import BUTTON, Look
from kiosk.views.widgets import ChangingButton, Emit, Page, WordBox, WordButton, Words, place, show_if
from kiosk.words import Speech

ACROSS = 4
"""Candidates beside each other: a word of four characters fits."""

MOST_TURNS = 2
NARROW = 16


class CandidateKeys:
    """Words for the letters that were typed, in sheets."""

    def __init__(self, page: Page, box: Box, down: int) -> None:
        self._page = page
        self._cells = grid(box, ACROSS, down, gap=NARROW)
        self._keys = [WordButton(page.look, "", lambda: None) for _ in self._cells]
        for key, cell in zip(self._keys, self._cells, strict=True):
            place(page, key, cell, page.look.page[1])

    @property
    def most(self) -> int:
        return len(self._keys)

    def show(self, candidates: tuple[Candidate, ...], sheet: int) -> None:
        shown = candidates[sheet * self.most : (sheet + 1) * self.most]
        for index, key in enumerate(self._keys):
            show_if(self._page, key, wanted=index < len(shown))
            if index < len(shown):
                self._show(key, shown[index])

    def wipe(self) -> None:
        """Forget every word, also of keys that are not on the page."""
        self.show((), 0)
        for key in self._keys:
            key.name = ""
            key.say("")

    def _show(self, key: WordButton, candidate: Candidate) -> None:
        key.name = f"key:{candidate.text}"
        key.say(candidate.text)
        key._touched = lambda: self._page.emit(CandidateTouched(candidate))  # noqa: SLF001


class AnswerTypedPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "answer-typed", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, sizes.text, name="title", bold=True)
        self._progress = Words(look, sizes.text, name="hint", colour="second")
        self._text = WordBox(look, Words(look, sizes.label, sizes.text, name="typed", bold=True, align="left"), "ink")
        self._said = Words(look, sizes.text, name="said", colour="second")
        self._attention = Words(look, sizes.text, name="attention", colour="attention", bold=True)
        self._confirm = WordButton(look, "confirm", lambda: emit(ConfirmTouched()), primary=True)
        self._skip = ChangingButton(look, emit)
        self._turns = [ChangingButton(look, emit) for _ in range(MOST_TURNS)]
        self._earlier = WordButton(look, "earlier", lambda: emit(SheetTurned(-1)))
        self._further = WordButton(look, "further", lambda: emit(SheetTurned(1)))
        words, letters, self._turns_box, offered, down = self._arrange()
        for widget, box in words:
            self.put(widget, box)
        self._letters = KeyPad(self, letters)
        self._digits = KeyPad(self, offered._replace(height=self._turns_box.bottom - offered.top))
        self._candidates = CandidateKeys(self, offered, down)

    def _arrange(self) -> tuple[list[tuple[Words | WordBox | WordButton, Box]], Box, Box, Box, int]:
        """The words with their boxes; the boxes of keys, of what turns them, of candidates, and how many rows."""
        look, sizes = self.look, self.look.sizes
        line = look.lines(sizes.text)
        keys = 3 * KEY_HEIGHT + 2 * NARROW
        if look.lying:
            words, board = columns(look.inside, FILL, 984)
            title, progress, text, said, confirm = rows(
                words, look.lines(sizes.label, 2), line, FILL, 2 * line, BUTTON, gap=16
            )
            offered, pad, turns = rows(board, 2 * KEY_HEIGHT + NARROW, FILL, BUTTON, gap=16)
            down = 2
        elif look.low:
            head = look.lines(sizes.label)
            title, text, said, offered, pad, turns = rows(
                look.inside, head, head + 68, line, KEY_HEIGHT, FILL, BUTTON, gap=NARROW
            )
            progress = said
            text, confirm = columns(text, FILL, 240)
            down = 1
        else:
            down = 2 if look.elder else 3
            title, progress, text, said, offered, pad, turns, confirm = rows(
                look.inside,
                look.lines(sizes.label, 2),
                line,
                FILL,
                line,
                down * KEY_HEIGHT + (down - 1) * NARROW,
                keys,
                BUTTON,
                BUTTON,
                gap=NARROW,
            )
        placed: list[tuple[Words | WordBox | WordButton, Box]] = [
            (self._title, title),
            (self._progress, progress),
            (self._text, text),
            (self._said, said),
            (self._attention, said),
            (self._confirm, confirm),
        ]
        self._confirm_box = confirm
        return placed, pad, turns, offered, down

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        page = session.page
        assert isinstance(page, AnswerTyped)  # noqa: S101 - the screen picks the view by the page's type
        assert session.draft is not None  # noqa: S101 - the page is a draft's
        told = typed(speech, session, page)
        self._title.say(told.title)
        self._progress.say("" if self.look.low and told.attention else told.progress)
        self._text.say(f"{told.text} {told.letters}".rstrip())
        self._said.say("" if self.look.low and told.progress else told.hint)
        self._attention.say(f"⚠ {told.attention}" if told.attention else "")
        keys = keys_of(session.draft.question(page.name), page.keys)
        few = len(keys) <= PAD
        (self._letters if few else self._digits).hide()
        (self._digits if few else self._letters).show(keys, speech, across=3 if few else 10)
        self._show_leading_on(told, speech)
        self._show_candidates(told, speech)

    def _show_leading_on(self, told: TypedAnswer, speech: Speech) -> None:
        self._confirm.say(speech("fill.next"))
        show_if(self, self._confirm, wanted=told.whole)
        skips = told.skip is not None and not told.whole
        show_if(self, self._skip, wanted=skips)
        if told.skip is not None and skips:
            self._skip.show(told.skip)
            place(self, self._skip, self._confirm_box, self.look.page[1])

    def _show_candidates(self, told: TypedAnswer, speech: Speech) -> None:
        """The row below the keys turns them, or turns the sheets of candidates while there are some."""
        most = self._candidates.most
        sheets = max(1, -(-len(told.candidates) // most))
        sheet = min(told.sheet, sheets - 1)
        self._candidates.show(told.candidates, sheet)
        boxes = columns(self._turns_box, *[FILL] * 4, gap=16)
        self._earlier.say(speech("choose.earlier"))
        self._further.say(speech("choose.further"))
        for button, wanted, box in (
            (self._earlier, sheet > 0, boxes[2]),
            (self._further, sheet + 1 < sheets, boxes[3]),
        ):
            show_if(self, button, wanted=wanted)
            place_if(self, button, box, wanted=wanted)
        for index, button in enumerate(self._turns):
            wanted = index < len(told.turns)
            show_if(self, button, wanted=wanted)
            if wanted:
                self._turn(button, told.turns[index], boxes[index])

    def _turn(self, button: ChangingButton, action: Action, box: Box) -> None:
        button.show(action)
        place(self, button, box, self.look.page[1])

    def wipe(self) -> None:
        """The keys keep their words: they are the same for everybody. Candidates are not."""
        for words in (self._title, self._progress, self._text, self._said, self._attention):
            words.say("")
        self._candidates.wipe()


def place_if(page: Page, widget: WordButton, box: Box, *, wanted: bool) -> None:
    if wanted:
        place(page, widget, box, page.look.page[1])
