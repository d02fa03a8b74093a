"""The page in a picture: found however it lies, straight and cropped; or the one thing that is wrong is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from hardware.camera import PageFound, PageRules, PageTrouble, Picture, Pixels, Trouble, decode, encode, find_page

if TYPE_CHECKING:
    from collections.abc import Callable

Corners: TypeAlias = NDArray[np.float64]

PAPER, INK, DESK = 238, 30, 45
MARKS = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.5, 0.5))
"""Where on the page, in parts of its width and height, red dots are drawn: they show where every corner went."""

RULES = PageRules(least_long_side=700)
"""For drawings of half the usual size: A4 at 75 dpi, quick to draw."""


@dataclass(frozen=True)
class Desk:
    """How a page lies: `angle` clockwise in degrees; `keystone`: how much shorter its far side looks."""

    width: int = 1000
    height: int = 1200
    angle: float = 0
    keystone: float = 0
    scale: float = 1
    shift: tuple[float, float] = (0, 0)
    colour: tuple[int, int, int] = (DESK, DESK, DESK)


def sheet(lines: int = 30, width: int = 620) -> Pixels:
    """An A4 page with lines of print and the marks."""
    height = round(width * 2**0.5)
    page = np.full((height, width, 3), PAPER, np.uint8)
    unit = width / 620
    for line in range(lines):
        words = "".join(chr(65 + (line * 7 + place * 11) % 26) for place in range(48))
        place = (round(60 * unit), round((90 + 24 * line) * unit))
        cv2.putText(page, words, place, cv2.FONT_HERSHEY_SIMPLEX, 0.55 * unit, (INK,) * 3, round(unit), cv2.LINE_AA)
    for across, down in MARKS if lines else ():
        centre = round(across * (width - 1)), round(down * (height - 1))
        cv2.circle(page, centre, round(9 * unit), (40, 40, 230), -1)
    return page


def laid(page: Pixels, desk: Desk, noise: float = 0) -> Pixels:
    """The page on a desk, as a camera above sees it."""
    height, width = page.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    lying = (corners - (width / 2, height / 2)) * desk.scale
    lying[:2, 0] *= 1 - desk.keystone
    angle = np.radians(desk.angle)
    turned = lying @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array((desk.width, desk.height)) / 2
    seen = turned + middle + desk.shift
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), seen.astype(np.float32))
    picture = np.full((desk.height, desk.width, 3), desk.colour, np.uint8)
    cv2.warpPerspective(page, matrix, (desk.width, desk.height), picture, cv2.INTER_AREA, cv2.BORDER_TRANSPARENT)
    grain = np.random.default_rng(7).normal(0, noise, picture.shape) if noise else 0
    return np.asarray(np.clip(picture + grain, 0, 255), np.uint8)


def under(light: float, picture: Pixels) -> Pixels:
    return (picture * light).astype(np.uint8)


def found(picture: Pixels, rules: PageRules = RULES) -> PageFound:
    result = find_page(picture, rules)
    assert isinstance(result, PageFound), result
    return result


def trouble(picture: Pixels, rules: PageRules = RULES) -> Trouble:
    result = find_page(picture, rules)
    assert isinstance(result, PageTrouble), result
    return result.trouble


def marks_of(page: Pixels) -> Corners:
    """The middles of the red dots, in parts of the width and the height."""
    _, green, red = cv2.split(page.astype(np.float32))
    _, _, _, middles = cv2.connectedComponentsWithStats((red > 2 * green + 20).astype(np.uint8))
    return np.asarray(middles[1:] / (page.shape[1] - 1, page.shape[0] - 1), np.float64)


def assert_marks_are_in_place(page: Pixels, tolerance: float = 0.004) -> None:
    """0.4 %: a millimetre of A4."""
    marks = marks_of(page)
    assert len(marks) == len(MARKS)
    for mark in MARKS:
        assert np.abs(marks - mark).max(axis=1).min() < tolerance, (mark, marks)


# Found


@pytest.mark.parametrize("angle", [-40, -12, -3, -0.5, 0, 0.5, 3, 12, 40])
@pytest.mark.parametrize("keystone", [0, 0.05, 0.3])
def test_a_page_comes_out_straight_however_it_lies(angle: float, keystone: float) -> None:
    result = found(laid(sheet(), Desk(1200, 1200, angle=angle, keystone=keystone), noise=6))
    assert_marks_are_in_place(result.pixels)
    assert result.figures.angle == pytest.approx(angle, abs=0.15)


@pytest.mark.parametrize(("angle", "seen"), [(90, 0), (60, -30), (50, -40), (-50, 40), (180, 0), (-90, 0)])
def test_a_page_keeps_the_way_up_that_it_lay(angle: float, seen: float) -> None:
    """Which way it is to be read is not asked here."""
    result = found(laid(sheet(), Desk(1200, 1200, angle=angle)))
    assert result.figures.angle == pytest.approx(seen, abs=0.15)
    assert_marks_are_in_place(result.pixels)


def test_a_page_is_cropped_to_its_edges_and_shows_no_desk() -> None:
    result = found(laid(sheet(), Desk(angle=5)))
    height, width = result.pixels.shape[:2]
    assert (width, height) == (pytest.approx(620, abs=4), pytest.approx(877, abs=4))
    border = np.concatenate([edge.reshape(-1, 3) for edge in (result.pixels[[0, -1]], result.pixels[:, [0, -1]])])
    assert border.min() > 190
    assert result.figures.coverage == pytest.approx(620 * 877 / 1_200_000, abs=0.01)


def test_a_page_stays_as_large_as_it_was_in_the_picture() -> None:
    """A picture of full size: corners are found on a smaller copy, the page is cut from the whole."""
    result = found(laid(sheet(width=1240), Desk(1800, 2400, angle=-7)), PageRules())
    assert result.figures.long_side == result.pixels.shape[0] == pytest.approx(1754, abs=5)
    assert_marks_are_in_place(result.pixels, 0.002)


@pytest.mark.parametrize(("width", "height"), [(1000, 1200), (1001, 1203), (1499, 1501), (2503, 1999)])
def test_any_size_of_picture_will_do(width: int, height: int) -> None:
    assert_marks_are_in_place(found(laid(sheet(), Desk(width, height, angle=4))).pixels)


def dog_eared(page: Pixels) -> Pixels:
    return cv2.fillConvexPoly(page, np.array([(470, 0), (620, 0), (620, 150)]), (DESK,) * 3)  # type: ignore[return-value]  # filled in place


def framed(page: Pixels) -> Pixels:
    return cv2.rectangle(page, (12, 12), (607, 864), (0, 0, 0), 4)  # type: ignore[return-value]  # drawn in place


def with_photograph(page: Pixels) -> Pixels:
    return cv2.rectangle(page, (0, 150), (120, 300), (10, 10, 10), -1)  # type: ignore[return-value]  # drawn in place


def on_pink_paper(page: Pixels) -> Pixels:
    return (page * (0.85, 0.8, 1.0)).astype(np.uint8)


@pytest.mark.parametrize("changed", [dog_eared, framed, with_photograph, on_pink_paper])
def test_a_page_need_not_be_a_perfect_white_rectangle(changed: Callable[[Pixels], Pixels]) -> None:
    result = found(laid(changed(sheet()), Desk(angle=5), noise=6))
    assert result.figures.angle == pytest.approx(5, abs=0.15)
    assert result.pixels.shape[0] == pytest.approx(877, abs=6)


def test_a_finger_at_the_edge_does_not_bend_the_page() -> None:
    picture = laid(sheet(), Desk(angle=5))
    cv2.ellipse(picture, (790, 640), (80, 25), 0, 0, 360, (110, 150, 200), -1)
    assert_marks_are_in_place(found(picture).pixels)


def test_something_white_that_sticks_out_does_not_bend_the_page() -> None:
    """A clip, a cuff, a note stuck to it."""
    picture = laid(sheet(), Desk(angle=5))
    cv2.ellipse(picture, (808, 640), (45, 30), 0, 0, 360, (230, 230, 230), -1)
    assert_marks_are_in_place(found(picture).pixels)


def test_holes_punched_at_the_edge_do_not_bend_the_page() -> None:
    page = sheet()
    for down in (150, 350, 450):
        cv2.circle(page, (0, down), 30, (DESK,) * 3, -1)
    assert_marks_are_in_place(found(laid(page, Desk(angle=-20))).pixels)


def test_light_from_one_side_will_do() -> None:
    picture = laid(sheet(), Desk(angle=5)) * np.linspace(0.45, 1, 1000)[None, :, None]
    assert_marks_are_in_place(found(picture.astype(np.uint8)).pixels)


def test_a_wooden_desk_is_darker_than_paper_in_one_colour_at_least() -> None:
    assert_marks_are_in_place(found(laid(sheet(), Desk(angle=5, colour=(90, 170, 205)))).pixels)


@pytest.mark.parametrize("place", [(80, 150), (80, 1120), (1220, 150), (1220, 1120)])
def test_something_smaller_that_shines_beside_the_page_is_left_alone(place: tuple[int, int]) -> None:
    picture = laid(sheet(), Desk(1300, 1200, angle=5))
    cv2.circle(picture, place, 60, (255, 255, 255), -1)
    assert_marks_are_in_place(found(picture).pixels)


def test_a_thread_of_light_from_the_page_to_the_edge_does_not_cut_it_off() -> None:
    picture = laid(sheet(), Desk())
    cv2.line(picture, (700, 600), (999, 560), (240, 240, 240), 2)
    assert_marks_are_in_place(found(picture).pixels)


@pytest.mark.parametrize("lines", [1, 30])
def test_one_line_of_print_is_enough_to_be_a_page(lines: int) -> None:
    assert isinstance(find_page(laid(sheet(lines), Desk(angle=2), noise=6), RULES), PageFound)


@pytest.mark.parametrize("noise", [0, 6, 12])
@pytest.mark.parametrize("lines", [1, 30])
def test_sharpness_is_a_matter_neither_of_noise_nor_of_how_much_is_written(lines: int, noise: float) -> None:
    soft = np.asarray(cv2.GaussianBlur(sheet(lines, 1240), (0, 0), 0.9), np.uint8)
    sharpness = find_page(laid(soft, Desk(1500, 2000), noise), RULES).figures.sharpness
    assert sharpness == pytest.approx(0.34, abs=0.01)


# Troubles


def empty_mat(level: int) -> Pixels:
    return laid(np.full((1, 1, 3), level, np.uint8), Desk(colour=(level, level, level)), noise=5)


def disc() -> Pixels:
    picture = empty_mat(DESK)
    return cv2.circle(picture, (500, 600), 300, (240, 240, 240), -1)  # type: ignore[return-value]  # drawn in place


def under_a_hand() -> Pixels:
    picture = laid(sheet(), Desk(angle=5))
    return cv2.ellipse(picture, (790, 640), (260, 140), 0, 0, 360, (60, 90, 140), -1)  # type: ignore[return-value]  # drawn in place


def rimmed(page: Pixels) -> Pixels:
    """The paper's own shadow, or where it is worn."""
    return cv2.rectangle(page, (0, 0), (619, 876), (150, 150, 150), 12)  # type: ignore[return-value]  # drawn in place


def blurred(pixels: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(laid(sheet(width=1240), Desk(1500, 2000, 3)), (0, 0), pixels), np.uint8)


TROUBLES: dict[str, tuple[Callable[[], Pixels], Trouble]] = {
    "an empty mat": (lambda: empty_mat(55), Trouble.NO_PAGE),
    "a white desk": (lambda: empty_mat(230), Trouble.NO_PAGE),
    "a page on a white desk": (lambda: laid(sheet(), Desk(colour=(215, 215, 215)), noise=4), Trouble.NO_PAGE),
    "a page that fills the picture": (sheet, Trouble.NO_PAGE),
    "a slip of paper": (lambda: laid(sheet(), Desk(scale=0.25)), Trouble.NO_PAGE),
    "a reflection": (disc, Trouble.NO_PAGE),
    "a page under a hand": (under_a_hand, Trouble.NO_PAGE),
    "a covered lens": (lambda: empty_mat(8), Trouble.TOO_DARK),
    "a page in the dark": (lambda: under(0.1, laid(sheet(), Desk())), Trouble.TOO_DARK),
    "a page in twilight": (lambda: under(0.3, laid(sheet(), Desk())), Trouble.TOO_DARK),
    "a page beyond the right edge": (lambda: laid(sheet(), Desk(shift=(250, 0))), Trouble.CUT_OFF),
    "a page beyond the left edge": (lambda: laid(sheet(), Desk(shift=(-250, 0))), Trouble.CUT_OFF),
    "a page beyond the top": (lambda: laid(sheet(), Desk(shift=(0, -250))), Trouble.CUT_OFF),
    "a page beyond the bottom": (lambda: laid(sheet(), Desk(shift=(0, 250))), Trouble.CUT_OFF),
    "a corner outside": (lambda: laid(sheet(), Desk(780, 980, angle=15)), Trouble.CUT_OFF),
    "a page far away": (lambda: laid(sheet(), Desk(scale=0.6)), Trouble.TOO_SMALL),
    "an empty page": (lambda: laid(sheet(0), Desk(angle=3), noise=6), Trouble.BLANK),
    "an empty page with a dark rim": (lambda: laid(rimmed(sheet(0)), Desk(angle=3)), Trouble.BLANK),
    "an empty page in uneven light": (
        lambda: (laid(sheet(0), Desk()) * np.linspace(0.6, 1, 1000)[None, :, None]).astype(np.uint8),
        Trouble.BLANK,
    ),
    "a blurred page": (lambda: blurred(1.6), Trouble.BLURRED),
    "a page blurred beyond recognition": (lambda: blurred(16), Trouble.BLURRED),
}


@pytest.mark.parametrize("what", TROUBLES)
def test_what_is_wrong_is_told(what: str) -> None:
    draw, expected = TROUBLES[what]
    assert trouble(draw()) is expected


@pytest.mark.parametrize("slight", [0.4, 0.8])
def test_a_page_that_can_still_be_read_is_not_blurred(slight: float) -> None:
    assert isinstance(find_page(blurred(slight), RULES), PageFound)


def test_a_page_with_only_a_picture_on_it_is_not_blank() -> None:
    page = cv2.rectangle(sheet(0), (100, 150), (520, 700), (60, 60, 200), -1)
    assert isinstance(find_page(laid(np.asarray(page, np.uint8), Desk()), RULES), PageFound)


@pytest.mark.parametrize(
    ("stricter", "expected"),
    [
        ({"least_contrast": 250}, Trouble.NO_PAGE),
        ({"least_contrast": 250, "darkest_scene": 250}, Trouble.TOO_DARK),
        ({"least_coverage": 0.6}, Trouble.NO_PAGE),
        ({"least_squareness": 1.1}, Trouble.NO_PAGE),
        ({"least_long_side": 900}, Trouble.TOO_SMALL),
        ({"darkest_paper": 240}, Trouble.TOO_DARK),
        ({"least_ink": 0.9}, Trouble.BLANK),
        ({"faintest_ink": 0.99}, Trouble.BLANK),
        ({"least_sharpness": 0.6}, Trouble.BLURRED),
    ],
)
def test_every_rule_decides(stricter: dict[str, float], expected: Trouble) -> None:
    picture = laid(sheet(), Desk(angle=3), noise=4)
    assert isinstance(find_page(picture, RULES), PageFound)
    assert trouble(picture, replace(RULES, **stricter)) is expected  # type: ignore[arg-type]  # numbers all


def test_what_was_measured_is_told_with_the_trouble() -> None:
    result = find_page(TROUBLES["an empty page"][0](), RULES)
    assert result.figures.angle == pytest.approx(3, abs=0.1)
    assert (result.figures.ink, result.figures.sharpness) == (0, 0)
    assert find_page(empty_mat(55), RULES).figures.angle is None


@pytest.mark.parametrize("one", Trouble)
def test_every_trouble_tells_the_citizen_what_to_do_in_both_languages(one: Trouble) -> None:
    figures = find_page(empty_mat(55), RULES).figures
    sentence = PageTrouble(one, figures).sentence
    assert "请" in sentence.zh
    assert "Please" in sentence.en
    assert not set("!！") & set(sentence.zh + sentence.en)


def test_a_page_goes_from_a_camera_s_bytes_to_a_page_s_bytes() -> None:
    picture = encode(laid(sheet(), Desk(angle=5), noise=6))
    page = encode(found(decode(Picture.from_bytes(picture.data))).pixels, most_bytes=200_000)
    assert_marks_are_in_place(decode(page))


@example(np.zeros((3000, 1, 3), np.uint8))
@example(np.full((2, 9000, 3), (0, 0, 255), np.uint8))
@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(3))))
def test_any_picture_is_judged(picture: Pixels) -> None:
    eager = PageRules(0, 0, 0, 0, 0, 0, 0, 0, 0)
    for rules in (eager, RULES):
        assert isinstance(find_page(picture, rules), (PageFound, PageTrouble))


def test_the_same_picture_gives_the_same_page() -> None:
    picture = laid(sheet(), Desk(angle=5), noise=6)
    assert np.array_equal(found(picture).pixels, found(picture).pixels)
