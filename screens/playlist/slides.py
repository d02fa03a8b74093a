"""A file becomes what can be shown: pixels of the right size, or words."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from screens.board.cleaning import shown
from screens.errors import ScreenError
from screens.playlist.order import TEXTS, notice_in
from screens.theme import SURFACE
from screens.words import NOTHING, Phrase

MOST_PIXELS = 50_000_000
"""Of a picture: more than any camera's that a hall has; it takes 150 MB for a moment."""

MOST_BYTES = 64_000
"""Of a text file: a hundred times what there is room for."""


class UnshowableError(ScreenError):
    """A file of the playlist cannot be shown. ``reason`` says why."""

    code = "unshowable"

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Slide:
    """``pixels`` is RGB, the uppermost line first, of exactly the size that was asked for; or ``notice`` is said.

    ``stamp`` differs when the file was changed.
    """

    file: Path
    stamp: tuple[int, int]
    pixels: bytes = b""
    notice: Phrase = NOTHING


def stamp_of(file: Path) -> tuple[int, int]:
    """When a file was written, in nanoseconds, and how large it is.

    :raises UnshowableError: when it is not there any more.
    """
    try:
        status = file.stat()
    except OSError as error:
        raise UnshowableError(file, str(error)) from error
    return status.st_mtime_ns, status.st_size


def read_slide(file: Path, size: tuple[int, int]) -> Slide:
    """Read a file for a place of ``size`` pixels.

    :raises UnshowableError: when it cannot be shown.
    """
    stamp = stamp_of(file)
    if file.suffix.lower() in TEXTS:
        return Slide(file, stamp, notice=_notice(file, stamp[1]))
    try:
        return Slide(file, stamp, pixels=_picture(file, size))
    except UnshowableError:
        raise
    except Exception as error:  # the file is somebody else's: whatever Pillow raises, one picture is missing
        raise UnshowableError(file, f"{type(error).__name__}: {error}") from error


def _notice(file: Path, size: int) -> Phrase:
    if size > MOST_BYTES:
        raise UnshowableError(file, f"a text of {size} bytes; expected at most {MOST_BYTES}")
    try:
        said = notice_in(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnshowableError(file, str(error)) from error
    notice = Phrase(shown(said.zh), shown(said.en))
    if notice == NOTHING:
        raise UnshowableError(file, "holds no text")
    return notice


def _picture(file: Path, size: tuple[int, int]) -> bytes:
    with Image.open(file) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise UnshowableError(file, f"{opened.width} × {opened.height} pixels; expected at most {MOST_PIXELS}")
        opened.draft("RGB", size)
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    ground = Image.new("RGBA", size, tuple(round(part * 255) for part in SURFACE))
    fitting = ImageOps.contain(upright, size)
    place = ((size[0] - fitting.width) // 2, (size[1] - fitting.height) // 2)
    ground.paste(fitting, place, fitting)
    return ground.convert("RGB").tobytes()
