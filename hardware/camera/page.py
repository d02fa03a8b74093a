"""From a picture of a desk to the page that lies on it, straight and cropped; or what is wrong with it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hardware.camera._legible import legibility_of
from hardware.camera._outline import Outline, Scene, outline_of, scene_of
from hardware.camera._straight import straightened
from hardware.words import Sentence

if TYPE_CHECKING:
    from hardware.camera.pixels import Pixels


@dataclass(frozen=True, slots=True)
class PageRules:
    """When a page is good enough. Grey levels run from 0 to 255."""

    least_contrast: float = 40
    """Grey levels between paper and desk. Shadows and stains on one desk differ by less."""

    darkest_scene: float = 30
    """Mean grey level of a picture without contrast. Even a black mat reflects twice as much under the lamp."""

    least_coverage: float = 0.05
    """Part of the picture. An identity card takes 7 % where an A4 page just fits; less is a note or a reflection."""

    most_coverage: float = 0.95
    """What fills more is a light desk, or a sheet without any desk around it that would show where it ends."""

    least_squareness: float = 0.93
    """Part of its four-sided outline that is light: a dog-ear or a finger takes 1 %, a hand that hides print 8 %."""

    least_long_side: int = 1700
    """Pixels: A4 at 145 dpi. Below it the strokes of 3 mm Chinese print are a pixel wide and run together."""

    darkest_paper: float = 80
    """Grey level of the paper. Below it dark ink is only a few times stronger than a camera's noise."""

    faintest_ink: float = 0.15
    """How much darker than the paper beside it ink is, as part of the paper's level: pencil 0.2, show-through 0.1."""

    least_ink: float = 0.0005
    """Part of the page that is ink or beside it, within half a millimetre: five characters of 4 mm on A4."""

    least_sharpness: float = 0.34
    """The steepest step between two pixels (A4 at 150 dpi) as part of the whole edge: 0.5 for a perfect edge. At 0.34
    it is spread over half a millimetre of A4: print of 4 mm can still be read, of 3 mm no longer."""


DEFAULT_RULES = PageRules()


class Trouble(StrEnum):
    """In the order in which they are looked for."""

    TOO_DARK = "too_dark"
    NO_PAGE = "no_page"
    CUT_OFF = "cut_off"
    TOO_SMALL = "too_small"
    BLANK = "blank"
    BLURRED = "blurred"


_SENTENCES = {
    Trouble.TOO_DARK: Sentence(
        "照片太暗了。请打开补光灯，不要挡住光线，再拍一次。",
        "The picture is too dark. Please switch the lamp on, keep out of its light and take it again.",
    ),
    Trouble.NO_PAGE: Sentence(
        "没有看到完整的纸张。请把一页材料平放在深色台面中间，手拿开，再拍一次。",
        "No whole page was seen. Please lay one page flat in the middle of the mat, take your hands off and try again.",
    ),
    Trouble.CUT_OFF: Sentence(
        "纸张没有拍全。请把它移到中间，四边都露出台面，再拍一次。",
        "Part of the page is outside the picture. Please move it to the middle, with the mat around all four sides.",
    ),
    Trouble.TOO_SMALL: Sentence(
        "纸张在照片里太小，字看不清。请把它放近一些，再拍一次。",
        "The page is too small in the picture to be read. Please bring it closer and take it again.",
    ),
    Trouble.BLANK: Sentence(
        "这一页好像是空白的。请看看是否放反了，翻过来再拍一次。",
        "This page seems to be blank. Please check whether it lies face down, turn it over and take it again.",
    ),
    Trouble.BLURRED: Sentence(
        "照片模糊，字看不清。请把纸放平，手拿开，再拍一次。",
        "The picture is blurred. Please lay the page flat, take your hands away and take it again.",
    ),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; None what was not reached.

    `angle` in degrees, clockwise, how the page lay (-45 to 45); `coverage` is part of the picture;
    `long_side` in pixels; `paper` a grey level; `ink` and `sharpness` as in PageRules, 0 without any edge.
    """

    angle: float | None = None
    coverage: float | None = None
    long_side: int | None = None
    paper: float | None = None
    ink: float | None = None
    sharpness: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PageFound:
    """`pixels` is the page alone, straight, as large as it was in the picture, the way up that it lay."""

    pixels: Pixels
    figures: Figures


@dataclass(frozen=True, slots=True)
class PageTrouble:
    """The first thing that is wrong."""

    trouble: Trouble
    figures: Figures

    @property
    def sentence(self) -> Sentence:
        """For the citizen: what happened and what to do."""
        return _SENTENCES[self.trouble]


def find_page(picture: Pixels, rules: PageRules = DEFAULT_RULES) -> PageFound | PageTrouble:
    """Finds one light page on a darker desk."""
    scene = scene_of(picture)
    if scene.contrast < rules.least_contrast:
        dark = scene.mean_level < rules.darkest_scene
        return PageTrouble(Trouble.TOO_DARK if dark else Trouble.NO_PAGE, Figures())
    outline = outline_of(scene)
    if outline is None or not rules.least_coverage <= outline.coverage <= rules.most_coverage:
        return PageTrouble(Trouble.NO_PAGE, Figures())
    return _judge(picture, scene, outline, rules)


def _judge(picture: Pixels, scene: Scene, outline: Outline, rules: PageRules) -> PageFound | PageTrouble:
    figures = Figures(round(outline.angle, 2), round(outline.coverage, 3))
    if outline.touches_edge:
        return PageTrouble(Trouble.CUT_OFF, figures)
    if outline.squareness < rules.least_squareness:
        return PageTrouble(Trouble.NO_PAGE, figures)
    page = straightened(picture, outline.corners, scene.shrunk_by)
    long_side = max(page.shape)
    legible = legibility_of(page, rules.faintest_ink)
    figures = Figures(
        figures.angle,
        figures.coverage,
        long_side,
        round(legible.paper, 1),
        round(legible.ink, 5),
        round(legible.sharpness, 3),
    )
    for trouble, wrong in (
        (Trouble.TOO_SMALL, long_side < rules.least_long_side),
        (Trouble.TOO_DARK, legible.paper < rules.darkest_paper),
        (Trouble.BLANK, legible.ink < rules.least_ink),
        (Trouble.BLURRED, legible.sharpness < rules.least_sharpness),
    ):
        if wrong:
            return PageTrouble(trouble, figures)
    return PageFound(page, figures)
