"""Tickets and sheets on paper: as wide as the printer's paper, one bit a dot, ready for the printer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

from kiosk.flow.effects import CaseSheet, Job, PrintJob, SampleJob, SheetJob
from kiosk.flow.offline import not_told_yet
from kiosk.flow.shades import Part
from kiosk.line_breaking import balanced, wrap
from kiosk.presenting.cases import case_lines, case_title, handed_in_lines
from kiosk.presenting.common import waiting_time
from kiosk.presenting.guides import part_lines
from kiosk.words import LANGUAGES, Speech, speech_in
from queue_server.catalogue import Entry
from queue_server.contract.views import Appointment

MARGIN = 24
QR_DOTS = 240
QR_QUIET = 4
"""Modules of white around the code (ISO/IEC 18004, 5.3.8)."""

HALL, NUMBER, BIG, SERVICE, AHEAD, SMALL = 28, 140, 56, 40, 32, 24
GAP = 20
MOST_LINES = 2
"""A name that does not fit two lines is set smaller, down to ``SMALL``, where it takes the lines it needs."""


@dataclass(frozen=True, slots=True)
class PaperFonts:
    """``face`` is the index in a font collection of the face for simplified Chinese."""

    regular: Path
    bold: Path
    face: int = 0


class PaperDrawer:
    """Draws tickets and sheets; fonts are loaded at the first use of a size."""

    def __init__(self, fonts: PaperFonts) -> None:
        self._fonts = fonts
        self._loaded: dict[tuple[Path, int], ImageFont.FreeTypeFont] = {}

    def draw(self, job: Job, width: int) -> Image.Image:
        """The whole of it as a black and white image ``width`` dots wide."""
        parts = self._parts(job, width - 2 * MARGIN)
        height = sum(part.height + GAP for part in parts) + GAP
        paper = Image.new("1", (width, height), 1)
        top = GAP
        for part in parts:
            paper.paste(part, ((width - part.width) // 2, top))
            top += part.height + GAP
        return paper

    def _parts(self, job: Job, width: int) -> list[Image.Image]:
        match job:
            case SampleJob():
                return self._sample(job, width)
            case SheetJob():
                return self._sheet(job, width)
            case PrintJob():
                return self._ticket(job, width)

    def _sheet(self, job: SheetJob, width: int) -> list[Image.Image]:
        speech = speech_in(job.language)
        head = [self._name(speech.text(job.hall), HALL, width)]
        service = self._name(speech.text(job.service), SERVICE, width)
        match job.content:
            case Entry() as entry:
                lines = (*part_lines(speech, entry, Part.MATERIALS), "", *part_lines(speech, entry, Part.OVERVIEW))
                title = self._name(speech("paper.list"), AHEAD, width)
                return [*head, title, service, self._paragraphs(lines, SMALL, width)]
            case Appointment() as appointment:
                return [
                    *head,
                    self._name(speech("paper.appointment"), AHEAD, width),
                    service,
                    self._fitting(f"{appointment.start:%Y-%m-%d %H:%M}", BIG, width),
                    qr_image(appointment.code),
                    self._name(speech("paper.code", code=appointment.code), AHEAD, width),
                    self._lines(speech("paper.come"), SMALL, width),
                ]
            case CaseSheet() as sheet:
                state = speech("paper.case_state", state=speech(f"case.state.{sheet.case.state}"))
                return [
                    *head,
                    self._name(case_title(speech, sheet), AHEAD, width),
                    service,
                    self._name(state, AHEAD, width),
                    self._paragraphs((*case_lines(speech, sheet), *handed_in_lines(speech, sheet)), SMALL, width),
                    qr_image(sheet.code),
                    self._name(speech("paper.case_code", code=sheet.case.code), AHEAD, width),
                    self._lines(speech("paper.case_scan"), SMALL, width),
                    self._lines(speech("paper.case_at", time=f"{sheet.at:%Y-%m-%d %H:%M}"), SMALL, width),
                ]

    def _ticket(self, job: PrintJob, width: int) -> list[Image.Image]:
        speech = speech_in(job.language)
        parts = [
            self._name(speech.text(job.hall), HALL, width),
            self._fitting(job.ticket.number, NUMBER, width),
            self._name(speech.text(job.service), SERVICE, width),
            self._name(_ahead(speech, job), AHEAD, width),
        ]
        if job.ticket.url:
            parts += [qr_image(job.ticket.url), self._lines(speech("paper.scan"), SMALL, width)]
        taken = speech("paper.time", time=f"{job.ticket.issued_at:%Y-%m-%d %H:%M}")
        return [*parts, self._lines(taken, SMALL, width), self._lines(speech("paper.rules"), SMALL, width)]

    def _sample(self, job: SampleJob, width: int) -> list[Image.Image]:
        """What shows a weak head, a narrow roll and a dull font: both languages, the large digits, a code."""
        return [
            self._name(job.hall["zh"], HALL, width),
            self._fitting("A0123456789", NUMBER, width),
            *(self._name(speech_in(language)("paper.sample"), SERVICE, width) for language in LANGUAGES),
            self._lines(job.client, SMALL, width),
            qr_image(job.client),
        ]

    def _name(self, text: str, size: int, width: int) -> Image.Image:
        sizes = range(size, SMALL, -4)
        fits = (size for size in sizes if len(wrap(text, width, self._measure(size))) <= MOST_LINES)
        return self._lines(text, next(fits, SMALL), width)

    def _fitting(self, text: str, size: int, width: int) -> Image.Image:
        """On one line, bold, as large as fits."""
        font = self._font(self._fonts.bold, size)
        if font.getlength(text) > width and size > SMALL:
            return self._fitting(text, size - 4, width)
        left, top, right, bottom = map(int, font.getbbox(text))
        image = Image.new("1", (right - left, bottom - top), 1)
        ImageDraw.Draw(image).text((-left, -top), text, font=font, fill=0)
        return image

    def _lines(self, text: str, size: int, width: int) -> Image.Image:
        lines = balanced(text, width, self._measure(size))
        step = round(size * 1.35)
        image = Image.new("1", (width, step * len(lines)), 1)
        canvas = ImageDraw.Draw(image)
        font = self._font(self._fonts.regular, size)
        for row, line in enumerate(lines):
            canvas.text((width / 2, row * step + step / 2), line, font=font, fill=0, anchor="mm")
        return image

    def _paragraphs(self, paragraphs: tuple[str, ...], size: int, width: int) -> Image.Image:
        """Left-aligned, each beginning a line."""
        lines = [line for each in paragraphs for line in wrap(each, width, self._measure(size))]
        step = round(size * 1.35)
        image = Image.new("1", (width, step * len(lines)), 1)
        canvas, font = ImageDraw.Draw(image), self._font(self._fonts.regular, size)
        for row, line in enumerate(lines):
            canvas.text((0, row * step + step / 2), line, font=font, fill=0, anchor="lm")
        return image

    def _measure(self, size: int) -> Callable[[str], float]:
        return self._font(self._fonts.regular, size).getlength

    def _font(self, path: Path, size: int) -> ImageFont.FreeTypeFont:
        key = (path, size)
        if key not in self._loaded:
            self._loaded[key] = ImageFont.truetype(str(path), size, index=self._fonts.face)
        return self._loaded[key]


def _ahead(speech: Speech, job: PrintJob) -> str:
    if not_told_yet(job.ticket):
        return speech("paper.offline")
    wait = waiting_time(speech, job.ticket.estimate, "paper")
    if not job.ticket.ahead:
        return speech("paper.nobody", wait=wait)
    return speech("paper.ahead", ahead=job.ticket.ahead, wait=wait)


def qr_image(text: str, side: int = QR_DOTS) -> Image.Image:
    """``side`` square with its quiet zone, or larger where modules of three dots need it to be scanned."""
    code = segno.make(text, error="m", micro=False)
    modules = int(code.symbol_size(border=QR_QUIET)[0])
    dots = max(3, side // modules)
    side = max(side, dots * modules)
    image = Image.new("1", (side, side), 1)
    start = (side - dots * modules) // 2
    canvas = ImageDraw.Draw(image)
    for row, line in enumerate(code.matrix_iter(border=QR_QUIET)):
        for column, dark in enumerate(line):
            if dark:
                left, top = start + column * dots, start + row * dots
                canvas.rectangle((left, top, left + dots - 1, top + dots - 1), fill=0)
    return image
