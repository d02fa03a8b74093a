"""The strip below: what the voice says now, or the next line of the notices."""

from kivy.uix.widget import Widget

from screens.drawing.box import Box
from screens.drawing.fitting import wrapped
from screens.drawing.marks import Mark
from screens.drawing.shapes import MarkBox
from screens.drawing.text_box import Texts
from screens.hall_board.layout import SMALL_LINE
from screens.hall_board.picture import BoardPicture
from screens.theme import CALLED_NOW, INK, SECOND_INK, SMALL_SIZE
from screens.tongue import Said

_MARK_WIDTH = 64


class NoticeView(Widget):  # type: ignore[misc]  # Kivy has no types
    """As much as there is room for at a time, so that nothing is cut and nothing moves."""

    def __init__(self, box: Box, texts: Texts) -> None:
        super().__init__(pos=(box.x, box.y), size=(box.width, box.height), size_hint=(None, None))
        self._box = box
        self._measure = texts.letterings.regular.width
        self._lines = box.height // SMALL_LINE
        self._mark = MarkBox(Box(box.x, box.y, _MARK_WIDTH, box.height))
        self._text = texts.regular(box, ((SMALL_SIZE, self._lines),), name="notice")
        self.add_widget(self._mark)
        self.add_widget(self._text)

    def show(self, picture: BoardPicture) -> None:
        caption = picture.caption
        self._mark.show(Mark.SPEAKING if caption else None, CALLED_NOW)
        indent = _MARK_WIDTH + 16 if caption else 0
        width = self._box.width - indent
        self._text.move(self._box.x + indent)
        if caption:
            self._text.say(self._together(caption, width) or caption.main, CALLED_NOW, width=width)
            return
        pieces = [piece for notice in picture.notices for piece in self._pieces(notice)]
        said = pieces[picture.turn % len(pieces)] if pieces else ""
        self._text.say(said, SECOND_INK if picture.old else INK)

    def _together(self, said: Said, width: int) -> str | None:
        """Both languages at once, where there is room for both."""
        if self._measure(said.beside, SMALL_SIZE) <= width:
            return said.beside
        both = self._lines > 1 and all(self._measure(text, SMALL_SIZE) <= width for text in (said.main, said.second))
        return said.below if both else None

    def _pieces(self, notice: Said) -> list[str]:
        """What stands at a time: the whole notice, or one language after the other, line by line."""
        whole = self._together(notice, self._box.width)
        if whole is not None:
            return [whole]
        pieces: list[str] = []
        for text in (notice.main, notice.second):
            lines = wrapped(text, self._box.width, SMALL_SIZE, self._measure, lines=len(text)) if text else []
            pieces += ["\n".join(lines[place : place + self._lines]) for place in range(0, len(lines), self._lines)]
        return pieces
