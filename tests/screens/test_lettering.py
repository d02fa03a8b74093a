"""Text in pixels: as wide as it was measured, as high as it has to be, and never beyond its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.display import FontWeight, chinese_font
from screens.drawing.lettering import Drawn, Lettering, margin
from screens.theme import CALL_SIZE, LIST_SIZE, PLATE_SIZE, SMALL_SIZE

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (SMALL_SIZE, LIST_SIZE, CALL_SIZE, PLATE_SIZE)
ROOM = (4000, 800)


@pytest.fixture(params=[1.0, 2.0])
def bold(font_cache: Path, request: pytest.FixtureRequest) -> Lettering:
    return Lettering(chinese_font(FontWeight.BOLD, font_cache), request.param)


def ink(drawn: Drawn) -> tuple[int, int, int, int]:
    assert drawn.ink is not None
    return drawn.ink


@pytest.mark.parametrize("size", SIZES)
def test_digits_are_three_quarters_of_their_size_high(bold: Lettering, size: int) -> None:
    _, upper, _, lower = ink(bold.drawn("A0189", size, (9000, 900), "left"))
    assert abs((lower - upper) - 0.768 * size * bold.density) <= 2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["A012", "12号综合窗口", "jgyQ ¢|", "国窗口龘", "Å"])
def test_no_ink_reaches_the_edge_of_its_picture(bold: Lettering, text: str, size: int) -> None:
    drawn = bold.drawn(text, size, (9000, 900), "left")
    left, upper, right, lower = ink(drawn)
    assert left > 0
    assert upper > 0
    assert right < drawn.size[0]
    assert lower < drawn.size[1]


@pytest.mark.parametrize("text", ["A012", "Counter 12", "12号综合窗口，请", "AVAT To fi"])
def test_a_text_is_as_wide_as_its_characters(bold: Lettering, text: str) -> None:
    whole = bold._face(LIST_SIZE).getlength(text) / bold.density
    assert abs(bold.width(text, LIST_SIZE) - whole) <= len(text) / 4


def test_the_middle_of_the_digits_is_the_middle_of_the_line(bold: Lettering) -> None:
    drawn = bold.drawn("A012", CALL_SIZE, ROOM, "left")
    _, upper, _, lower = ink(drawn)
    assert abs((upper + lower) / 2 - drawn.size[1] / 2) <= 0.03 * CALL_SIZE * bold.density


@pytest.mark.parametrize(("align", "side"), [("left", 0), ("right", 2)])
def test_text_begins_or_ends_a_margin_from_its_edge(bold: Lettering, align: str, side: int) -> None:
    drawn = bold.drawn("国\n国国", LIST_SIZE, ROOM, align)
    edges = (ink(drawn)[0], 0, drawn.size[0] - ink(drawn)[2])
    assert 0 <= edges[side] <= (margin(LIST_SIZE) + 0.08 * LIST_SIZE) * bold.density + 1


def test_a_picture_is_no_larger_than_its_room(bold: Lettering) -> None:
    assert bold.drawn("国" * 40 + "\n国\n国", LIST_SIZE, (300, 90), "left").size == (300, 90)


def test_what_was_drawn_once_is_not_drawn_again(bold: Lettering) -> None:
    assert bold.drawn("A012", LIST_SIZE, ROOM, "left") is bold.drawn("A012", LIST_SIZE, ROOM, "left")
