"""The plate in the few characters of a sign. Pure."""

from hardware.window_sign import Arrow, SignText
from screens.drawing.marks import Mark
from screens.window_plate.picture import PlatePicture

NOTHING = SignText()


def sign_text_of(picture: PlatePicture, *, dark: bool) -> SignText:
    """The number, with an arrow downwards while its holder is to come; else a word; nothing at night."""
    if dark:
        return NOTHING
    if picture.number:
        return SignText(number=picture.number, arrow=Arrow.DOWN if picture.mark is Mark.HERE else Arrow.NONE)
    return SignText(text=picture.short)
