"""Draws the slide that is on."""

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from screens.drawing.box import Box
from screens.drawing.shapes import Card
from screens.drawing.text_box import Texts
from screens.playlist.slides import Slide
from screens.theme import INK, LIST_SIZE, SECOND_INK, SMALL_SIZE, SURFACE
from screens.tongue import Tongue

_PAD = 24
_TITLE_SHARE = 0.6
"""Of the height for the large language, where two are shown."""


class PlaylistView(Card):
    """A picture as large as its place allows, or a notice in words."""

    def __init__(self, box: Box, texts: Texts) -> None:
        super().__init__(box, SURFACE, name="playlist")
        density = texts.letterings.regular.density
        self.pixels = (round(box.width * density), round(box.height * density))
        self._texture = Texture.create(size=self.pixels, colorfmt="rgb")
        self._texture.flip_vertical()
        with self.canvas:
            self._tint = Color(1, 1, 1, 0)
            Rectangle(texture=self._texture, pos=self.pos, size=self.size)
        inner = box.inside(_PAD)
        second = int(inner.height * (1 - _TITLE_SHARE))
        self._alone = texts.bold(inner, _steps(inner.height), align="middle")
        first = Box(inner.x, inner.y + second, inner.width, inner.height - second)
        self._first = texts.bold(first, _steps(first.height), align="middle", name="playlist-notice")
        below = Box(inner.x, inner.y, inner.width, second)
        self._second = texts.regular(below, ((SMALL_SIZE, second // 50),), align="middle")
        for part in (self._alone, self._first, self._second):
            self.add_widget(part)
        self._shown: object = None

    def show(self, slide: Slide | None, tongue: Tongue) -> None:
        if self._shown == (slide and (slide.file, slide.stamp), tongue):
            return
        self._shown = None
        said = tongue.say(slide.notice) if slide else None
        self._tint.a = 1 if slide and slide.pixels else 0
        if slide and slide.pixels:
            self._texture.blit_buffer(slide.pixels, colorfmt="rgb")
        self._alone.say(said.main if said and not said.second else "", INK)
        self._first.say(said.main if said and said.second else "", INK)
        self._second.say(said.second if said else "", SECOND_INK)
        self._shown = (slide and (slide.file, slide.stamp), tongue)


def _steps(height: int) -> tuple[tuple[int, int], ...]:
    return (LIST_SIZE, max(1, height // 110)), (SMALL_SIZE, max(1, height // 50))
