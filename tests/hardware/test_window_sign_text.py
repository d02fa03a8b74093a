"""What stands on the panel of a window sign, and how wide it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.window_sign import Arrow, Panel, SignText
from hardware.window_sign._onbon_commands import Alignment, Area, DisplayMode, RunMode
from hardware.window_sign._onbon_text import encode_line, line_of, with_style
from hardware.window_sign._simulated_panels import rendered
from hardware.window_sign.driver import area_for


@pytest.mark.parametrize(
    ("sign", "line"),
    [
        (SignText("A012"), "A012"),
        (SignText("A012", Arrow.LEFT), "← A012"),
        (SignText("A012", Arrow.RIGHT), "A012 →"),
        (SignText("A012", Arrow.UP), "A012 ↑"),
        (SignText("A012", Arrow.DOWN), "A012 ↓"),
        (SignText("A012", Arrow.RIGHT, "请到3号窗口"), "A012 请到3号窗口 →"),
        (SignText("A012", Arrow.LEFT, "请到3号窗口"), "← A012 请到3号窗口"),
        (SignText(text="暂停服务"), "暂停服务"),
        (SignText(arrow=Arrow.LEFT), "←"),
        (SignText(), ""),
    ],
)
def test_an_arrow_stands_on_the_side_to_which_it_points(sign: SignText, line: str) -> None:
    assert line_of(sign) == line


@pytest.mark.parametrize(("font", "dots"), [(16, 72), (24, 108), (32, 144)])
def test_a_chinese_character_is_as_wide_as_it_is_high_and_a_letter_half_as_wide(font: int, dots: int) -> None:
    assert encode_line("A012请→ ", font).dots == dots


def test_the_bytes_are_those_of_gb2312() -> None:
    assert encode_line("A1请", 16).data == bytes.fromhex("41 31 C7 EB")
    assert encode_line("←→↑↓", 16).data == bytes.fromhex("A1FB A1FA A1FC A1FD")


@pytest.mark.parametrize("character", ["㐂", "𠮷", "€", "한", "😀", "\x00", "\x1b", "\x7f", "\u200b", "\ud800"])
def test_a_character_that_the_card_does_not_have_is_marked_and_reported(character: str) -> None:
    line = encode_line(f"张{character}A", 16)
    assert line.data.decode("gb2312") == "张□A"
    assert line.replaced == character
    assert line.dots == 40


def test_two_missing_characters_are_two_marks_in_their_order() -> None:
    line = encode_line("㐂一€", 16)
    assert line.data.decode("gb2312") == "□一□"
    assert line.replaced == "㐂€"


def test_the_dash_and_the_dot_that_people_type_have_their_cells_in_gb2312() -> None:
    assert encode_line("—·", 16).data == bytes.fromhex("A1AA A1A4")
    assert encode_line("—·", 16).replaced == ""


def test_a_backslash_in_a_text_cannot_begin_a_command_to_the_card() -> None:
    line = encode_line("\\FO001\\C2\\n", 16)
    assert b"\\" not in line.data
    assert line.replaced == ""


def test_a_line_break_is_a_space_on_one_line() -> None:
    assert encode_line("a\nb\tc\r", 16).data == b"a b c "


@given(st.text())
def test_any_text_is_gb2312_as_wide_as_its_bytes(text: str) -> None:
    line = encode_line(text, 16)
    assert line.data.decode("gb2312").isprintable()
    assert line.dots == 8 * len(line.data)
    assert b"\\" not in line.data


def test_font_and_colour_come_before_the_text() -> None:
    assert with_style(b"A", 16, "red") == b"\\FO000\\C1A"
    assert with_style(b"A", 32, "yellow") == b"\\FO002\\C3A"


def test_a_text_that_just_fits_stands_still_in_the_middle() -> None:
    area = area_for(encode_line("请到三号", 16), Panel(width=64))
    assert area.display_mode == DisplayMode.STILL
    assert area.run_mode == RunMode.STAY
    assert area.alignment == Alignment.CENTRE_MIDDLE
    assert not area.many_lines
    assert not area.wrap


def test_a_text_that_is_one_letter_too_wide_moves_left_on_one_line() -> None:
    area = area_for(encode_line("请到三号A", 16), Panel(width=64))
    assert area.display_mode == DisplayMode.MOVE_LEFT
    assert area.run_mode == RunMode.AGAIN
    assert area.alignment == Alignment.LEFT_MIDDLE
    assert not area.many_lines
    assert not area.wrap


def test_the_width_goes_in_units_of_eight_dots_or_else_in_dots() -> None:
    line = encode_line("A", 16)
    assert area_for(line, Panel(width=192)).width == 0x18
    assert area_for(line, Panel(width=100)).width == 0x8064


def test_the_simulated_panel_cuts_off_what_stands_still_and_does_not_fit() -> None:
    """So that a text which should have moved is seen to be wrong."""
    long = encode_line("A012 请到3号窗口", 16)
    area = area_for(long, Panel(width=192))
    assert rendered(area) == "A012 请到3号窗口 (red, 16 dots, still)"
    moving = area_for(long, Panel(width=64, colour="green"))
    assert rendered(moving) == "A012 请到3号窗口 (green, 16 dots, moving left)"
    cut = Area(width=8, height=24, text=with_style(long.data, 24, "red"))
    assert rendered(cut) == "A012  (red, 24 dots, still)"
