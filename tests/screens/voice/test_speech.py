"""The sentences, and the captions that say the same to the eye."""

from __future__ import annotations

import pytest

from hardware.sound.errors import UnreadableError
from hardware.sound.reading import PAUSE
from screens.voice.speech import sentence
from screens.voice.vocabulary import words
from tests.screens.voice.conftest import call_of


def test_chinese_asks_a_number_to_a_window() -> None:
    said = sentence(call_of("A012", "3"), "zh", yao=False)
    assert [words("zh")[clip].text for clip in said.clips] == ["请", "A", "零", "一", "二", "号到", "三", "号窗口"]
    assert said.caption == "请 A012 号到 3 号窗口"


def test_english_says_number_then_window_with_a_breath_between() -> None:
    said = sentence(call_of("A012", "12"), "en", yao=False)
    assert said.clips[5] == PAUSE
    spoken = [words("en")[clip].text for clip in said.clips if clip != PAUSE]
    assert spoken == ["number", "A", "zero", "one", "two", "please go to window", "twelve"]
    assert said.caption == "Number A012, please go to window 12"


@pytest.mark.parametrize(("number", "window"), [("A特01", "3"), ("A012", "三")])
def test_a_call_of_which_a_part_cannot_be_read_is_not_said_by_halves(number: str, window: str) -> None:
    with pytest.raises(UnreadableError):
        sentence(call_of(number, window), "zh", yao=False)
