"""What goes to the loudspeaker, measured: its length, its silences, its loudness, and that nothing is cut."""

from __future__ import annotations

from datetime import UTC, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from hardware.sound.mixing import FULL, Sound
from hardware.sound.reading import PAUSE
from screens.voice.message import AFTER_CHIME_S, PAUSE_S, SENTENCE_GAP_S, TAIL_S, WORD_GAP_S, message_of
from screens.voice.rules import RecallRule, VoiceRules, VolumeFrom
from screens.voice.speech import sentence
from tests.screens.voice.conftest import NOON, call_of

if TYPE_CHECKING:
    from hardware.sound.reading import Language
    from screens.voice.clips import ClipBook
    from screens.voice.message import Message
    from screens.voice.speech import Announcement

BOTH = VoiceRules()
CHINESE = VoiceRules(languages=("zh",), chime=False)


def made(book: ClipBook, rules: VoiceRules, announcement: Announcement | None = None, *, times: int = 1) -> Message:
    return message_of(announcement or call_of("A012", "3"), rules, book, times=times, now=NOON)


def length(book: ClipBook, language: Language, clips: tuple[str, ...]) -> float:
    """The sum of the parts: clips, and the gap that belongs between each two of them."""
    spoken = sum(book.clips[language][clip].seconds for clip in clips if clip != PAUSE)
    pauses = clips.count(PAUSE)
    return spoken + pauses * PAUSE_S + (len(clips) - 1 - 2 * pauses) * WORD_GAP_S


def silences(sound: Sound, *, at_least_s: float) -> list[float]:
    """The lengths in seconds of all stretches of pure zeros."""
    stretches = [(quiet, sum(1 for _ in run)) for quiet, run in groupby(sound.samples, key=lambda sample: sample == 0)]
    return [count / sound.rate for quiet, count in stretches if quiet and count / sound.rate >= at_least_s]


def test_a_sentence_is_as_long_as_the_sum_of_its_parts(book: ClipBook) -> None:
    said = sentence(call_of("A012", "3"), "zh", yao=False)
    assert made(book, CHINESE).sound.seconds == pytest.approx(length(book, "zh", said.clips) + TAIL_S, abs=0.002)


def test_chime_both_languages_and_repeats_add_up(book: ClipBook) -> None:
    call = call_of("A012", "3")
    both = sum(length(book, language, sentence(call, language, yao=False).clips) for language in ("zh", "en"))
    expected = book.chime.seconds + AFTER_CHIME_S + 2 * both + 3 * SENTENCE_GAP_S + TAIL_S
    assert made(book, BOTH, call, times=2).sound.seconds == pytest.approx(expected, abs=0.002)


def test_between_sentences_and_at_the_end_there_is_silence(book: ClipBook) -> None:
    long = silences(made(book, BOTH, times=2).sound, at_least_s=0.2)
    # After the chime; then Chinese, English with its breath, and both again; and the end.
    expected = [AFTER_CHIME_S, SENTENCE_GAP_S, PAUSE_S, SENTENCE_GAP_S, SENTENCE_GAP_S, PAUSE_S, TAIL_S]
    # The clips' own margins of silence lie beside them.
    assert long == pytest.approx(expected, abs=0.05)


def test_the_languages_are_said_in_the_order_of_the_settings(book: ClipBook) -> None:
    turned = made(book, VoiceRules(languages=("en", "zh"), chime=False))
    english, chinese = made(book, VoiceRules(languages=("en",), chime=False)), made(book, CHINESE)
    body = len(english.sound.samples) - round(TAIL_S * book.rate)
    assert turned.sound.samples[:body] == english.sound.samples[:body]
    assert turned.sound.samples[-len(chinese.sound.samples) :] == chinese.sound.samples
    assert list(turned.captions) == ["en", "zh"]


def test_yao_is_said_where_the_settings_want_it(book: ClipBook) -> None:
    difference = book.clips["zh"]["digit-yao"].seconds - book.clips["zh"]["digit-1"].seconds
    yao = made(book, VoiceRules(languages=("zh",), chime=False, yao=True))
    assert yao.sound.seconds - made(book, CHINESE).sound.seconds == pytest.approx(difference, abs=0.002)


def test_a_recall_is_louder_by_three_decibels_each_and_a_third_no_more(book: ClipBook) -> None:
    powers = [made(book, BOTH, call_of("A012", recalls=recalls)).sound.power for recalls in range(4)]
    assert [louder / powers[0] for louder in powers[1:]] == pytest.approx([10**0.15, 10**0.3, 10**0.3], rel=0.001)


def test_at_noon_it_is_as_much_quieter_as_the_settings_say(book: ClipBook) -> None:
    lunch = VoiceRules(volume=(VolumeFrom(time(8), 100), VolumeFrom(time(12), 40)))
    assert made(book, lunch).sound.power / made(book, BOTH).sound.power == pytest.approx(0.4, rel=0.001)
    before = message_of(call_of("A012"), lunch, book, times=1, now=NOON - timedelta(seconds=1))
    assert before.sound.samples == made(book, BOTH, call_of("A012")).sound.samples


def test_the_time_of_day_is_the_halls_whatever_the_zone_of_the_machine(book: ClipBook) -> None:
    night = VoiceRules(volume=(VolumeFrom(time(8), 100), VolumeFrom(time(18), 0)))
    in_utc = NOON.astimezone(UTC)
    assert message_of(call_of("A012"), night, book, times=1, now=in_utc).audible
    assert not message_of(call_of("A012"), night, book, times=1, now=in_utc + timedelta(hours=7)).audible


@pytest.mark.parametrize("rule", [RecallRule(), RecallRule(20, 20), RecallRule(0, 0)])
def test_the_loudest_recall_at_full_volume_is_not_cut(book: ClipBook, rule: RecallRule) -> None:
    """It has the shape of the quiet first call, sample by sample: a cut peak would be flat."""
    shouted = made(book, VoiceRules(recall=rule), call_of("A012", recalls=9)).sound
    plain = made(book, VoiceRules(recall=RecallRule(0, 0))).sound
    assert shouted.samples == plain.samples
    assert 0.3 * FULL < shouted.peak <= FULL


def test_captions_say_what_is_said_even_where_the_volume_is_nothing(book: ClipBook) -> None:
    silent = made(book, VoiceRules(volume=(VolumeFrom(time(), 0),)))
    assert not silent.audible
    assert silent.sound.peak == 0
    assert silent.captions == {"zh": "请 A012 号到 3 号窗口", "en": "Number A012, please go to window 3"}
