"""Sheets of A4 as a PDF: a guide with its list of materials, and how an application stands.

The pages are pictures: a printer has no Chinese font, and a reader of PDF need have none.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from kiosk.flow.effects import CaseSheet, SheetJob
from kiosk.flow.shades import Part
from kiosk.line_breaking import wrap
from kiosk.paper import PaperFonts, qr_image
from kiosk.presenting.cases import case_lines, case_title, handed_in_lines
from kiosk.presenting.guides import part_lines
from kiosk.words import Speech, speech_in
from queue_server.catalogue import Entry

DPI = 300
WIDTH, HEIGHT = 2480, 3508
"""ISO 216: 210 x 297 mm."""

MARGIN = 236
"""20 mm: no printer reaches the edge, and whoever files it punches holes."""

FOOT = 120
TITLE, HEAD, TEXT, SMALL = 110, 62, 50, 38
"""26, 15, 12 and 9 points."""

QR_SIDE = 420
GAP = 48


@dataclass(frozen=True, slots=True)
class _Block:
    """``text`` in one size; ``below`` is free paper after it. ``keep`` stays with what follows."""

    text: str
    size: int
    bold: bool = False
    below: int = 12
    keep: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: int
    bold: bool
    height: int


class SheetDrawer:
    """``draw`` makes a whole document; fonts are loaded at the first use of a size."""

    def __init__(self, fonts: PaperFonts) -> None:
        self._fonts = fonts
        self._loaded: dict[tuple[bool, int], ImageFont.FreeTypeFont] = {}

    def draw(self, job: SheetJob) -> bytes:
        """A PDF of as many pages of A4 as it takes."""
        pages = self.pages(job)
        document = io.BytesIO()
        pages[0].save(document, "PDF", resolution=DPI, save_all=True, append_images=pages[1:], title="Onedoor")
        return document.getvalue()

    def pages(self, job: SheetJob) -> list[Image.Image]:
        """The pages as black and white pictures."""
        speech = speech_in(job.language)
        code = job.content.code if isinstance(job.content, CaseSheet) else None
        columns = self._columns(_blocks(speech, job), code)
        return [
            self._page(speech, lines, (number, len(columns)), code if number == 1 else None)
            for number, lines in enumerate(columns, 1)
        ]

    def _columns(self, blocks: list[_Block], code: str | None) -> list[list[_Line]]:
        """Every page's lines, top to bottom. A head never stands alone at the foot of a page."""
        pages: list[list[_Line]] = [[]]
        left = HEIGHT - 2 * MARGIN - FOOT
        for place, block in enumerate(blocks):
            narrow = code is not None and len(pages) == 1 and HEIGHT - 2 * MARGIN - FOOT - left < QR_SIDE
            lines = self._lines(block, WIDTH - 2 * MARGIN - (QR_SIDE + GAP if narrow else 0))
            needed = lines[0].height if not block.keep else sum(line.height for line in lines) + 2 * block.size
            if needed > left and pages[-1] and place:
                pages.append([])
                left = HEIGHT - 2 * MARGIN - FOOT
            for line in lines:
                if line.height > left:
                    pages.append([])
                    left = HEIGHT - 2 * MARGIN - FOOT
                pages[-1].append(line)
                left -= line.height
        return pages

    def _lines(self, block: _Block, width: int) -> list[_Line]:
        step = round(block.size * 1.45)
        texts = wrap(block.text, width, self._measure(block)) or [""]
        last = len(texts) - 1
        return [
            _Line(text, block.size, block.bold, step + (block.below if place == last else 0))
            for place, text in enumerate(texts)
        ]

    def _page(self, speech: Speech, lines: list[_Line], number: tuple[int, int], code: str | None) -> Image.Image:
        page = Image.new("1", (WIDTH, HEIGHT), 1)
        canvas = ImageDraw.Draw(page)
        top = MARGIN
        for line in lines:
            font = self._font(line.size, bold=line.bold)
            canvas.text((MARGIN, top + line.size * 1.45 / 2), line.text, font=font, fill=0, anchor="lm")
            top += line.height
        if code is not None:
            page.paste(qr_image(code, QR_SIDE), (WIDTH - MARGIN - QR_SIDE, MARGIN))
        said = speech("paper.page", page=number[0], pages=number[1])
        canvas.text((WIDTH / 2, HEIGHT - MARGIN), said, font=self._font(SMALL, bold=False), fill=0, anchor="mm")
        return page

    def _measure(self, block: _Block) -> Callable[[str], float]:
        return self._font(block.size, bold=block.bold).getlength

    def _font(self, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
        key = (bold, size)
        if key not in self._loaded:
            path = self._fonts.bold if bold else self._fonts.regular
            self._loaded[key] = ImageFont.truetype(str(path), size, index=self._fonts.face)
        return self._loaded[key]


def _blocks(speech: Speech, job: SheetJob) -> list[_Block]:
    content = job.content
    title = case_title(speech, content) if isinstance(content, CaseSheet) else speech("paper.list")
    head = [
        _Block(speech.text(job.hall), TEXT, below=24),
        _Block(title, HEAD, bold=True, below=24),
        _Block(speech.text(job.service), TITLE, bold=True, below=48),
    ]
    match content:
        case CaseSheet():
            return [*head, *_of_case(speech, content)]
        case Entry():
            return [*head, *_of_guide(speech, content)]
        case _:
            return head


def _of_guide(speech: Speech, entry: Entry) -> Iterator[_Block]:
    parts = (Part.MATERIALS, "guide.materials"), (Part.OVERVIEW, "paper.basics"), (Part.CONDITIONS, "paper.conditions")
    for part, title in (*parts, (Part.LAW, "paper.steps")):
        yield _Block(speech(title), HEAD, bold=True, keep=True)
        lines = part_lines(speech, entry, part)
        yield from (_Block(line, TEXT) for line in lines[:-1])
        yield _Block(lines[-1], TEXT, below=GAP)


def _of_case(speech: Speech, sheet: CaseSheet) -> Iterator[_Block]:
    case = sheet.case
    yield _Block(speech("paper.case_code", code=case.code), HEAD, bold=True)
    yield _Block(speech("paper.case_state", state=speech(f"case.state.{case.state}")), HEAD, bold=True, below=GAP)
    if case.submitted_at is not None:
        yield _Block(speech("paper.submitted_at", time=f"{case.submitted_at:%Y-%m-%d %H:%M}"), TEXT)
    yield from (_Block(line, TEXT) for line in case_lines(speech, sheet))
    here = tuple(handed_in_lines(speech, sheet))
    if here:
        yield _Block("", TEXT, below=0)
        yield _Block(speech("paper.papers"), HEAD, bold=True, keep=True)
        yield from (_Block(line, TEXT) for line in here)
    yield _Block("", TEXT, below=0)
    yield _Block(speech("paper.case_scan"), SMALL)
    yield _Block(speech("paper.case_at", time=f"{sheet.at:%Y-%m-%d %H:%M}"), SMALL)
