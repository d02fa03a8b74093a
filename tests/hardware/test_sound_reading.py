"""How numbers are read aloud: a ticket digit by digit, a window as people say its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.sound.errors import UnreadableError
from hardware.sound.reading import LONGEST, PAUSE, read_number, read_window
from screens.voice.vocabulary import words

if TYPE_CHECKING:
    from hardware.sound.reading import Language


def heard(clips: tuple[str, ...], language: Language) -> str:
    """The clips as a listener would write them down."""
    known = words(language)
    return " ".join("…" if clip == PAUSE else known[clip].text for clip in clips)


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        ("A012", "A 零 一 二", "A zero one two"),
        ("a7", "A 七", "A seven"),
        ("VIP110", "V I P 一 一 零", "V I P one one zero"),
        ("1000", "一 零 零 零", "one zero zero zero"),
        ("B-12", "B … 一 二", "B … one two"),
    ],
)
def test_a_ticket_is_read_letter_by_letter_and_digit_by_digit(number: str, chinese: str, english: str) -> None:
    assert heard(read_number(number, "zh", yao=False), "zh") == chinese
    assert heard(read_number(number, "en", yao=False), "en") == english


def test_by_setting_a_chinese_one_is_read_yao_and_an_english_one_never() -> None:
    assert heard(read_number("A110", "zh", yao=True), "zh") == "A 幺 幺 零"
    assert heard(read_number("A110", "en", yao=True), "en") == "A one one zero"


@pytest.mark.parametrize(
    ("window", "chinese", "english"),
    [
        ("0", "零", "zero"),
        ("1", "一", "one"),
        ("2", "二", "two"),
        ("10", "十", "ten"),
        ("12", "十 二", "twelve"),
        ("19", "十 九", "nineteen"),
        ("20", "二 十", "twenty"),
        ("35", "三 十 五", "thirty five"),
        ("99", "九 十 九", "ninety nine"),
        ("100", "幺 零 零", "one zero zero"),
        ("112", "幺 幺 二", "one one two"),
        ("03", "零 三", "zero three"),
        ("B12", "B 十 二", "B twelve"),
        ("2-11", "二 … 十 一", "two … eleven"),
        ("vip", "V I P", "V I P"),
    ],
)
def test_a_window_is_read_as_a_number_up_to_99_and_digit_by_digit_above(
    window: str, chinese: str, english: str
) -> None:
    assert heard(read_window(window, "zh", yao=True), "zh") == chinese
    assert heard(read_window(window, "en", yao=True), "en") == english


@pytest.mark.parametrize("text", ["", "--", " ", "A特01", "Ａ０１", "A\n1", "A1!", "A" * (LONGEST + 1), "²3", "٣"])
def test_what_has_no_reading_is_refused_rather_than_said_wrong(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_number(text, "zh", yao=False)
    assert (refused.value.code, refused.value.text) == ("unreadable", text)
    with pytest.raises(UnreadableError):
        read_window(text, "en", yao=False)


@given(st.from_regex(re.compile(r"[A-Z]{1,4}[0-9]{1,8}"), fullmatch=True), st.booleans())
def test_from_what_is_heard_the_number_can_be_written_down_again(number: str, yao: bool) -> None:  # noqa: FBT001
    written = str.maketrans("零一幺二三四五六七八九", "01123456789")
    said = heard(read_number(number, "zh", yao=yao), "zh")
    assert said.replace(" ", "").translate(written) == number


@given(st.integers(0, 99))
def test_every_window_up_to_99_can_be_written_down_again(window: int) -> None:
    tens, _, ones = heard(read_window(str(window), "zh", yao=True), "zh").replace(" ", "").rpartition("十")
    values = {"": 0, **{character: value for value, character in enumerate("零一二三四五六七八九")}}
    has_ten = window >= 10
    assert (values[tens] or 1) * 10 * has_ten + values[ones] == window


@given(st.text(max_size=20))
def test_any_text_is_read_with_clips_that_every_voice_has_or_refused(text: str) -> None:
    for language in ("zh", "en"):
        for read in (read_number, read_window):
            try:
                clips = read(text, language, yao=True)
            except UnreadableError:
                continue
            assert set(clips) <= {PAUSE, *words(language)}
