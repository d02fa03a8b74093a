"""Placeholder clips by espeak-ng itself: whole, each a word, and never in place of recorded ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.sound.characters import VOICES
from hardware.sound.errors import SynthesiserError
from screens.voice import making
from screens.voice.clips import MANIFEST, load_clips
from screens.voice.making import make_clips
from screens.voice.program import clips_for
from screens.voice.rules import VoiceRules
from screens.voice.vocabulary import words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    for language in VOICES:
        assert make_clips(place / language, language) == len(words(language))
    return place


def test_every_clip_is_made_and_is_about_as_long_as_a_word(made: Path) -> None:
    book = load_clips({language: made / language for language in VOICES}, yao=True)
    lengths = {(language, name): clip.seconds for language in VOICES for name, clip in book.clips[language].items()}
    assert min(lengths.values()) > 0.15
    assert max(lengths.values()) < 1.6
    assert lengths["en", "please-go-to-window"] > 2 * lengths["en", "digit-1"]


def test_each_word_is_a_sound_of_its_own(made: Path) -> None:
    """Two digits that sounded the same would send people to the wrong window."""
    for language in VOICES:
        assert len({path.read_bytes() for path in (made / language).glob("*.wav")}) == len(words(language))


def test_the_manifest_tells_whoever_records_what_to_say(made: Path) -> None:
    lines = (made / "zh" / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert 'to = "to.wav"  # 号到' in lines
    assert 'digit-yao = "digit-yao.wav"  # 幺' in lines


def test_a_folder_that_holds_something_is_left_alone(made: Path) -> None:
    before = (made / "zh" / "please.wav").stat().st_mtime_ns
    with pytest.raises(SynthesiserError, match="is not empty"):
        make_clips(made / "zh", "zh")
    assert (made / "zh" / "please.wav").stat().st_mtime_ns == before


def test_without_the_synthesiser_nothing_is_left_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SynthesiserError, match="espeak-ng is not installed"):
        make_clips(tmp_path / "clips" / "zh", "zh")
    assert list((tmp_path / "clips").iterdir()) == []


def test_a_synthesiser_that_fails_is_told_with_its_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "VOICES", {"zh": "klingon-of-nowhere"})
    with pytest.raises(SynthesiserError, match="could not say 'qing3'"):
        make_clips(tmp_path / "zh", "zh")


def test_made_clips_are_kept_and_made_anew_only_when_some_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def speak(spelling: str, voice: str, file: Path) -> None:
        asked.append(voice)
        real(spelling, voice, file)

    real = making.speak
    monkeypatch.setattr(making, "speak", speak)
    rules = VoiceRules(languages=("zh",))
    clips_for(rules, tmp_path)
    assert set(asked) == {VOICES["zh"]}
    asked.clear()
    clips_for(rules, tmp_path)
    assert asked == []
    (tmp_path / "zh" / "digit-3.wav").write_bytes(b"")  # as a power cut leaves it
    clips_for(rules, tmp_path)
    assert len(asked) == len(words("zh"))
    assert len(list((tmp_path / "zh-unfit").glob("*.wav"))) == len(words("zh"))  # nobody's recording is deleted
