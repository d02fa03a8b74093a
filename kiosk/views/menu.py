"""A question with tiles: every page of :mod:`kiosk.presenting.menus`."""

from datetime import datetime

from kiosk.flow.session import Session
from kiosk.presenting.menus import menu_of
from kiosk.views.layout import FILL, Box, columns, rows
from kiosk.views.theme import BUTTON, Look
from kiosk.views.tiles import TileSheets
from kiosk.views.widgets import ChangingButton, Emit, Page, Words, show_if
from kiosk.words import Speech

SCORES = 5


class MenuPage(Page):
    def __init__(self, look: Look, emit: Emit, *, together: bool = False, action: bool = False) -> None:
        """``together`` puts everything on one sheet; ``action`` leaves room for a button beside the title."""
        super().__init__(look, "menu", emit)
        sizes = look.sizes
        head, hint, body = self._rows(action=action)
        self._title = Words(look, sizes.title, sizes.label, name="title", bold=True)
        self._hint = Words(look, sizes.text, name="hint", colour="second")
        self._none = Words(look, sizes.label, name="none")
        self._action = ChangingButton(look, emit)
        if action and look.lying:
            hint, beside = columns(hint, FILL, 300)
            self.put(self._action, beside._replace(height=BUTTON))
        elif action:
            head, beside = columns(head, FILL, 300)
            self.put(self._action, beside._replace(height=BUTTON))
        self.put(self._title, head)
        self.put(self._hint, hint)
        self.put(self._none, body._replace(height=min(body.height, 400)))
        shape = ((3, 2) if look.lying else (1, SCORES)) if together else None
        self._sheets = TileSheets(self, body, shape=shape)

    def _rows(self, *, action: bool) -> tuple[Box, Box, Box]:
        """Title, hint, tiles; the first two beside each other where height is short."""
        look, sizes = self.look, self.look.sizes
        title = max(look.lines(sizes.label if look.low else sizes.title), BUTTON if action else 0)
        if look.lying:
            top, body = rows(look.inside, title, FILL, gap=16)
            head, hint = columns(top, 2 * FILL, 3 * FILL)
            return head, hint, body
        head, hint, body = rows(look.inside, title, look.lines(40 if look.low else sizes.text), FILL, gap=16)
        return head, hint, body

    def show(self, session: Session, speech: Speech, now: datetime) -> None:
        menu = menu_of(speech, session, now)
        self.name = f"page:{menu.name}"
        self._title.say(menu.title)
        self._hint.say(menu.hint)
        self._none.say("" if menu.choices else menu.none)
        for action in menu.actions[:1]:
            self._action.show(action)
        show_if(self, self._action, wanted=bool(menu.actions))
        self._sheets.show(menu.choices, menu.sheet, speech)
