"""Pages under the document camera of the demonstration: printed, a little askew, on a dark desk."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from hardware.display import FontWeight, chinese_font

PAGE = (1485, 2100)
"""A4 at 180 dots an inch."""

DESK = (2000, 2600)
PAPER, MAT, INK = 238, 45, 30
ASKEW = 2.0
"""Degrees: nobody lays a page down straight."""

_PAGES = (
    ("居民身份证（正面）", "样张，没有任何人的信息"),
    ("居民身份证（反面）", "样张，没有任何人的信息"),
    ("房屋租赁合同", "样张，没有任何人的信息"),
)
LINES = 24


def lay_pages(folder: Path, fonts: Path) -> None:
    """Put one picture a page into ``folder``; the camera takes one after the other. ``fonts`` is a cache."""
    folder.mkdir()
    font = str(chinese_font(FontWeight.REGULAR, fonts))
    title, text = ImageFont.truetype(font, 72), ImageFont.truetype(font, 36)
    for number, (name, line) in enumerate(_PAGES, 1):
        page = Image.new("L", PAGE, PAPER)
        canvas = ImageDraw.Draw(page)
        canvas.text((PAGE[0] / 2, 200), name, font=title, fill=INK, anchor="mm")
        for row in range(LINES):
            canvas.text((160, 340 + 64 * row), f"{row + 1}. {line}，只用来演示。", font=text, fill=INK)
        desk = Image.new("L", DESK, MAT)
        desk.paste(page, ((DESK[0] - PAGE[0]) // 2, (DESK[1] - PAGE[1]) // 2))
        turned = desk.rotate(ASKEW, Image.Resampling.BICUBIC, fillcolor=MAT)
        turned.convert("RGB").save(folder / f"page-{number}.jpg", quality=90)
