"""Sounds are cut and joined to the sample: what goes in can be measured in what comes out."""

from __future__ import annotations

import wave
from array import array
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.sound.errors import BadSoundError
from hardware.sound.mixing import (
    CHIME_HZ,
    CHIME_TONE_S,
    FULL,
    LONGEST_S,
    MARGIN_S,
    Sound,
    amplified,
    chime,
    joined,
    read_sound,
    silence,
    trimmed,
    wav_bytes,
)
from tests.screens.voice.conftest import RATE, tone

if TYPE_CHECKING:
    from pathlib import Path


def wav(channels: int, width: int, content: bytes, rate: int = RATE) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as target:
        target.setnchannels(channels)
        target.setsampwidth(width)
        target.setframerate(rate)
        target.writeframes(content)
    return file.getvalue()


def test_a_written_sound_is_read_back_to_the_sample(tmp_path: Path) -> None:
    sound = tone(0.3)
    (tmp_path / "tone.wav").write_bytes(wav_bytes(sound))
    assert read_sound(tmp_path / "tone.wav") == sound


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "expected a WAV file of PCM"),
        (b"RIFF\x24\x00\x00\x00WAVE", "expected a WAV file of PCM"),
        (b"ID3\x04 not a wave at all", "expected a WAV file of PCM"),
        (wav(2, 2, bytes(400)), "expected one channel of 16 bits, not 2 of 16"),
        (wav(1, 1, bytes(400)), "expected one channel of 16 bits, not 1 of 8"),
        (wav(1, 2, bytes(400)), "there is nothing but silence in it"),
        (wav(1, 2, b"\x00\x10" * 400, rate=4000), "expected 8000 to 192000 samples a second, not 4000"),
        (wav(1, 2, b""), "there is nothing but silence in it"),
        (wav(1, 2, b"\x00\x10" * round(RATE * LONGEST_S + 1)), "expected at most 10 seconds"),
    ],
)
def test_what_cannot_be_joined_is_refused_with_what_was_expected(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "clip.wav").write_bytes(content)
    with pytest.raises(BadSoundError) as refused:
        read_sound(tmp_path / "clip.wav")
    assert refused.value.reason == reason


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSoundError, match="cannot be read: No such file"):
        read_sound(tmp_path / "clip.wav")


@given(st.integers(0, 200), st.binary(max_size=60))
def test_no_damage_to_a_file_does_more_than_refuse_it(
    tmp_path_factory: pytest.TempPathFactory, place: int, junk: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.wav"
    whole = wav_bytes(tone(0.01))
    file.write_bytes(whole[:place] + junk + whole[place + len(junk) :])
    with suppress(BadSoundError):
        assert read_sound(file).seconds <= LONGEST_S


def test_silence_at_the_ends_is_cut_to_a_margin_and_silence_within_is_kept() -> None:
    word = joined([tone(0.2), silence(0.3, RATE), tone(0.2)])
    long = joined([silence(0.5, RATE), word, silence(1, RATE)])
    assert trimmed(long).seconds == pytest.approx(word.seconds + 2 * MARGIN_S, abs=0.001)


def test_a_clip_without_silence_is_left_whole() -> None:
    word = tone(0.2)
    assert len(trimmed(word).samples) == len(word.samples)


def test_joined_sounds_stand_one_after_the_other() -> None:
    first, second = tone(0.1), tone(0.2, peak=3000)
    both = joined([first, second])
    assert both.samples == first.samples + second.samples
    assert first.seconds == 0.1


@given(st.lists(st.integers(-FULL, FULL), min_size=1), st.floats(0, 1))
def test_a_quieter_sound_keeps_its_shape(samples: list[int], factor: float) -> None:
    quieter = amplified(Sound(array("h", samples), RATE), factor).samples
    assert all(abs(after - before * factor) <= 0.5 for before, after in zip(samples, quieter, strict=True))


def test_the_power_of_a_sine_is_its_peak_by_the_root_of_two() -> None:
    assert tone(0.5, peak=10000).power == pytest.approx(10000 / 2**0.5, rel=0.001)


@pytest.mark.parametrize("rate", [8000, 22050, 48000])
def test_the_chime_is_two_falling_tones_that_begin_and_end_without_a_click(rate: int) -> None:
    sound = chime(rate)
    assert sound.seconds == pytest.approx(2 * CHIME_TONE_S)
    assert FULL * 0.9 < sound.peak <= FULL
    half = len(sound.samples) // 2
    for tone_samples, pitch in zip((sound.samples[:half], sound.samples[half:]), CHIME_HZ, strict=True):
        first_millisecond = Sound(tone_samples[: rate // 1000], rate)
        assert first_millisecond.peak < FULL * 0.1
        assert abs(tone_samples[-1]) < FULL * 0.01
        crossings = sum(before < 0 <= after for before, after in pairwise(tone_samples))
        assert crossings == pytest.approx(pitch * CHIME_TONE_S, abs=2)
        quarter = len(tone_samples) // 4
        powers = [Sound(tone_samples[step * quarter : (step + 1) * quarter], rate).power for step in range(4)]
        assert powers == sorted(powers, reverse=True)
