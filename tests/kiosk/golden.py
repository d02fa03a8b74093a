"""Small pictures of the pages as somebody has looked at and approved them: made by ``python -m tests.kiosk.golden``.

Kept a fifth as large and in few colours: what matters is that the important things are where they were.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

FOLDER = Path(__file__).parent / "golden"
SHARE = 5
COLOURS = 16

_CHINESE = (
    *("start", "start-closed", "start-no-line", "identify", "type-id-wrong", "choose", "confirm", "done"),
    *("done-no-paper", "find", "search-found", "guide", "enquiries", "slots", "booked", "ticket", "rate"),
    *("problem-late", "warning", "cases", "case-ready", "case-supplement", "door-open", "door-stuck", "door-shut"),
    *("guide-apply", "told-once", "offer-draft", "answer-choice", "division", "address", "date-wrong", "papers"),
    *("one-paper", "take", "take-again", "take-shown", "review", "review-missing", "submitted", "submitted-no-paper"),
    *("space", "space-address"),
)

KEPT = [
    *((scene, "zh", "standard") for scene in _CHINESE),
    *((scene, "zh", "elder") for scene in ("start", "choose", "confirm", "done", "guide")),
    *((scene, "zh", "elder") for scene in ("case-supplement", "door-open")),
    *((scene, "zh", "elder") for scene in ("address", "take-again", "review")),
    *((scene, "zh", "everything") for scene in ("start", "choose", "done", "case-ready", "door-still-open")),
    *((scene, "zh", "everything") for scene in ("address", "take-shown", "submitted")),
    *((scene, "en", "standard") for scene in ("start", "choose", "done")),
]
"""Scene, language and comfort; a few of each."""

MOST_OF_A_PIXEL = 60
"""Of 255: another version of the font or of the renderer moves edges by less, once the picture is small."""

MOST_PIXELS = 0.01
"""Share of pixels that may differ by more: a button that moved by its own width is more."""


def name(scene: str, language: str, comfort: str) -> str:
    return f"{scene}.{language}.{comfort}.png"


def small(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").reduce(SHARE)


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that are clearly another colour."""
    channels = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    strongest = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    counts = strongest.histogram()
    return sum(counts[MOST_OF_A_PIXEL:]) / (one.width * one.height)


def main() -> None:
    from tests.kiosk.test_views import Host  # noqa: PLC0415 - the tests need this module, too

    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        host = Host(1080, 1920, Path(folder))
        file = Path(folder) / "page.png"
        for scene, language, comfort in KEPT:
            host.ask("show", scene, language, comfort)
            host.ask("picture", str(file))
            picture = small(Image.open(file)).quantize(COLOURS)
            picture.save(FOLDER / name(scene, language, comfort), optimize=True)
        host.close()
    sys.stdout.write(f"look at the {len(KEPT)} pictures in {FOLDER} before they are kept\n")


if __name__ == "__main__":
    main()
