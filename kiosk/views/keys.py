"""Pages with keys: a number is typed, or a service is searched for."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow.inputs import ConfirmTouched, DeleteTouched, KeyTouched
from kiosk.flow.pages import Search, Typing
from kiosk.flow.session import Session
from kiosk.flow.typed import LETTERS, SHAPES
from kiosk.presenting.keys import keyed_of
from kiosk.presenting.menus import entry_choice
from kiosk.views.layout import FILL, Box, columns, grid, rows
from kiosk.views.theme import BUTTON, GAP, Look
from kiosk.views.tiles import TileSheets
from kiosk.views.widgets import Emit, Page, WordBox, WordButton, Words, place, show_if
from kiosk.words import Speech

MOST_KEYS = 36
KEY_HEIGHT = 104
PAD = 12
"""Up to so many keys they stand as on a telephone."""

SPACE = "␣"
"""Stands on the key that types nothing to see."""


class KeyPad:
    """Keys inside ``box`` of a page; the last is the one that deletes."""

    def __init__(self, page: Page, box: Box) -> None:
        self._page = page
        self._box = box
        self._shown = ""
        self._keys = [Key(page.look, page.emit) for _ in range(MOST_KEYS)]
        self._delete = WordButton(page.look, "delete", lambda: page.emit(DeleteTouched()))

    def show(self, keys: str, speech: Speech, *, across: int) -> None:
        self._delete.say(speech("type.delete"))
        if keys == self._shown:
            return
        self.hide()
        self._shown = keys
        down = -(-(len(keys) + 1) // across)
        # The key that deletes takes what the others leave of the last row.
        wide = across * down - len(keys)
        cells = grid(self._box, across, down)
        height = self._page.look.page[1]
        for index, key in enumerate(self._keys):
            show_if(self._page, key, wanted=index < len(keys))
            if index < len(keys):
                key.show(keys[index])
                place(self._page, key, cells[index], height)
        last = cells[across * down - 1]
        first = cells[across * down - wide]
        place(self._page, self._delete, first._replace(width=last.left + last.width - first.left), height)
        show_if(self._page, self._delete, wanted=True)

    def hide(self) -> None:
        """Take the keys off the page: others stand in their place."""
        self._shown = ""
        for key in (*self._keys, self._delete):
            show_if(self._page, key, wanted=False)


class Key(WordButton):
    def __init__(self, look: Look, emit: Emit) -> None:
        self._key = ""
        super().__init__(look, "", lambda: emit(KeyTouched(self._key)))

    def show(self, key: str) -> None:
        self._key = key
        self.name = f"key:{key}" if key.strip() else "key:space"
        self.say(key if key.strip() else SPACE)


class TypingPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "typing", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._text = WordBox(look, Words(look, sizes.title, sizes.label, sizes.text, name="typed", bold=True), "ink")
        self._hint = Words(look, sizes.text, name="hint", colour="second")
        self._attention = Words(look, sizes.label, sizes.text, name="attention", colour="attention", bold=True)
        self._confirm = WordButton(look, "confirm", lambda: emit(ConfirmTouched()), primary=True)
        self._pad = KeyPad(self, self._arrange())

    def _arrange(self) -> Box:
        """Where the keys are: below the words, or beside them where the page is wide."""
        look, sizes = self.look, self.look.sizes
        typed, hint = look.lines(sizes.title) + 24, look.lines(sizes.text, 2)
        if look.low:
            title, text, said, keys = rows(
                look.inside, look.lines(sizes.label), typed, look.lines(sizes.text), FILL, gap=16
            )
            text, confirm = columns(text, FILL, 240)
        elif look.lying:
            words, keys = columns(look.inside, FILL, 984)
            title, text, said, confirm = rows(words, look.lines(sizes.label, 2), typed, hint, BUTTON)
        else:
            title, text, said, confirm, keys = rows(look.inside, look.lines(sizes.title), typed, hint, BUTTON, FILL)
            keys = keys._replace(height=min(keys.height, 800))
        for widget, box in (
            (self._title, title),
            (self._text, text),
            (self._hint, said),
            (self._attention, said),
            (self._confirm, confirm),
        ):
            self.put(widget, box)
        return keys

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        assert isinstance(session.page, Typing)  # noqa: S101 - the screen picks the view by the page's type
        keyed = keyed_of(speech, session.page)
        keys = SHAPES[session.page.what].keys
        self._title.say(keyed.title)
        self._text.say(keyed.text)
        self._hint.say(keyed.hint)
        self._attention.say(f"⚠ {keyed.attention}" if keyed.attention else "")
        self._confirm.say(keyed.confirm)
        show_if(self, self._confirm, wanted=keyed.whole)
        across = 3 if len(keys) <= PAD else 9
        self._pad.show(keys, speech, across=across)

    def wipe(self) -> None:
        """The keys keep their words: they are the same for everybody."""
        for words in (self._title, self._text, self._hint, self._attention, self._confirm):
            words.say("")


class SearchPage(Page):
    """Letters in rows, and above them what was found so far."""

    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "search", emit)
        sizes = look.sizes
        across, down = (14, 2) if look.lying else (10, 3)
        keys = down * KEY_HEIGHT + (down - 1) * GAP
        line = look.lines(sizes.label) + 24
        title = 0.0 if look.low or look.lying else float(look.lines(sizes.label))
        head, typed, found, pad = rows(look.inside, title, max(line, BUTTON), FILL, keys, gap=16)
        pager = None
        if look.lying:
            typed, pager = columns(typed, FILL, 960)
        self._title = Words(look, sizes.label, sizes.text, name="title", bold=True)
        self._typed = WordBox(look, Words(look, sizes.label, sizes.text, name="typed", bold=True), "ink")
        self._none = Words(look, sizes.label, sizes.text, name="none", colour="second")
        if title:
            self.put(self._title, head)
        self.put(self._typed, typed)
        self.put(self._none, found)
        shape = (3, 1) if look.lying else (2, 1) if look.low else (1, 4)
        self._sheets = TileSheets(self, found, shape=shape, pager=pager)
        self._pad = KeyPad(self, pad)
        self._across = across

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        page = session.page
        assert isinstance(page, Search)  # noqa: S101 - the screen picks the view by the page's type
        self._title.say(speech("search.title"))
        self._typed.say(" ".join(page.text) if page.text else speech("search.hint"))
        self._none.say(speech("search.nothing") if page.text and not page.found else "")
        found = tuple(entry_choice(speech, entry) for entry in page.found)
        if self.look.elder:
            found = tuple(replace(choice, lines=()) for choice in found)
        self._sheets.show(found, page.sheet, speech)
        self._pad.show(LETTERS, speech, across=self._across)

    def wipe(self) -> None:
        for words in (self._title, self._typed, self._none):
            words.say("")
