"""A page of paper: what to do to take it, and what was taken, as large as there is room."""

from datetime import datetime
from io import BytesIO
from typing import Any

from kivy.graphics import Color, Line, Rectangle
from kivy.graphics.texture import Texture
from kivy.metrics import dp
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.flow.apply_pages import LookAtPage, TakePage
from kiosk.flow.session import Session
from kiosk.presenting.handing_in import Photo, look, take
from kiosk.views.applying import ASIDE, ActionRow
from kiosk.views.layout import FILL, columns, rows
from kiosk.views.shapes import Picture, draw_camera
from kiosk.views.theme import BUTTON, Look
from kiosk.views.widgets import Emit, Page, WordBox, Words, show_if
from kiosk.words import Speech

PIXELS = 900
"""Width and height of what is shown: one texture for every page, for the renderer keeps each size that it ever saw."""

MOST_ACTIONS = 3


class PhotoBox(Widget):  # type: ignore[misc]  # Kivy has no types
    """Shows one picture, whole and upright, in the middle of its box."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._shown = b""
        self._aspect = 1.0
        self._texture = Texture.create(size=(PIXELS, PIXELS), colorfmt="rgb")
        self._texture.flip_vertical()
        with self.canvas:
            self._tint = Color(1, 1, 1, 0)
            self._rectangle = Rectangle(texture=self._texture)
            self._edge_tint = Color(*look.colour("second"))
            self._edge = Line(width=dp(2))
        self.bind(pos=self._inside, size=self._inside)

    def show(self, picture: bytes) -> None:
        """A JPEG or PNG; nothing for none."""
        if picture == self._shown:
            return
        self._shown = picture
        if picture:
            with Image.open(BytesIO(picture)) as image:
                image.draft("RGB", (PIXELS, PIXELS))
                self._aspect = image.width / image.height
                drawn = image.convert("RGB").resize((PIXELS, PIXELS), Image.Resampling.BILINEAR)
        else:
            drawn = Image.new("RGB", (PIXELS, PIXELS))
        self._texture.blit_buffer(drawn.tobytes(), colorfmt="rgb", bufferfmt="ubyte")
        self._tint.a = self._edge_tint.a = 1 if picture else 0
        self.canvas.ask_update()
        self._inside()

    def _inside(self, *_: Any) -> None:
        width = min(self.width, self.height * self._aspect)
        height = width / self._aspect
        left, bottom = self.center_x - width / 2, self.center_y - height / 2
        self._rectangle.pos, self._rectangle.size = (left, bottom), (width, height)
        self._edge.rectangle = (left, bottom, width, height)


class PhotoPage(Page):
    def __init__(self, look: Look, emit: Emit) -> None:
        super().__init__(look, "photo", emit)
        sizes = look.sizes
        self._title = Words(look, sizes.label, sizes.text, name="title", bold=True)
        self._hint = Words(look, sizes.label, sizes.text, name="hint")
        self._attention = WordBox(
            look, Words(look, sizes.label, sizes.text, name="attention", colour="attention"), "attention"
        )
        self._drawing = Picture(look, draw_camera)
        self._photo = PhotoBox(look)
        if look.lying:
            body, aside = columns(look.inside, FILL, ASIDE)
        else:
            body, aside = rows(look.inside, FILL, BUTTON)
        said = look.lines(sizes.label, 2 if look.low or look.lying else 3)
        title, hint, photo = rows(body, look.lines(sizes.label, 1 if look.low or look.lying else 2), said, FILL, gap=12)
        drawing, words = (columns if look.lying or look.low else rows)(photo, FILL, FILL)
        for widget, box in (
            (self._title, title),
            (self._hint, hint),
            (self._photo, photo),
            (self._drawing, drawing),
            (self._attention, words),
        ):
            self.put(widget, box)
        self._whole, self._half = photo, drawing
        self._actions = ActionRow(self, aside, MOST_ACTIONS)

    def show(self, session: Session, speech: Speech, now: datetime) -> None:  # noqa: ARG002 - pages are shown alike
        photo = _told(session, speech)
        self.name = f"page:{photo.name}"
        self._title.say(photo.title)
        self._hint.say(photo.hint)
        self._attention.say(photo.attention)
        self._photo.show(photo.picture)
        show_if(self, self._photo, wanted=bool(photo.picture))
        show_if(self, self._drawing, wanted=not photo.picture)
        show_if(self, self._attention, wanted=bool(photo.attention))
        self.put(self._drawing, self._half if photo.attention else self._whole)
        show_if(self, self._drawing, wanted=not photo.picture)
        self._actions.show(photo.actions)

    def wipe(self) -> None:
        super().wipe()
        self._photo.show(b"")


def _told(session: Session, speech: Speech) -> Photo:
    if isinstance(session.page, TakePage):
        return take(speech, session, session.page)
    assert isinstance(session.page, LookAtPage)  # noqa: S101 - the screen picks the view by the page's type
    return look(speech, session, session.page)
