"""A voice is whole or is not started: everything that is missing or unfit is told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.sound.mixing import FULL
from screens.voice.clips import MANIFEST, ClipBook, load_clips
from screens.voice.errors import ClipsError
from screens.voice.vocabulary import words
from tests.screens.voice.conftest import write_clips

if TYPE_CHECKING:
    from pathlib import Path


def mistakes(**folders: Path) -> tuple[str, ...]:
    with pytest.raises(ClipsError) as refused:
        load_clips(folders, yao=True)  # type: ignore[arg-type]  # the keywords are languages
    assert str(refused.value) == "\n".join(refused.value.mistakes)
    return refused.value.mistakes


def test_all_clips_of_all_languages_are_equally_loud_and_one_is_at_full_amplitude(book: ClipBook) -> None:
    sounds = [book.chime, *(sound for clips in book.clips.values() for sound in clips.values())]
    assert {round(sound.power / book.chime.power, 3) for sound in sounds} == {1.0}
    assert max(sound.peak for sound in sounds) == FULL


def test_every_word_of_the_vocabulary_is_there_without_its_silence(book: ClipBook) -> None:
    for language, clips in book.clips.items():
        assert list(clips) == list(words(language))
        assert [clip.seconds for clip in clips.values()] == pytest.approx(
            [0.24 + place / 100 for place in range(len(clips))], abs=0.002
        )


def test_everything_that_is_wrong_in_all_folders_is_told_at_once(tmp_path: Path) -> None:
    chinese, english = write_clips(tmp_path / "zh", "zh"), write_clips(tmp_path / "en", "en")
    manifest = (chinese / MANIFEST).read_text(encoding="utf-8").splitlines()
    kept = [line for line in manifest if not line.startswith(("digit-3", "letter-Q"))]
    (chinese / MANIFEST).write_text("\n".join([*kept, "spare = 7"]), encoding="utf-8")
    (chinese / "digit-4.wav").write_bytes(b"MP3")
    (english / "number.wav").unlink()
    told = mistakes(zh=chinese, en=english)
    assert told == (
        f'{chinese / MANIFEST}: spare: expected a file name in quotes, as in spare = "spare.wav"',
        f"{chinese / MANIFEST}: names no clip for digit-3 (三), letter-Q (Q)",
        f"{chinese / 'digit-4.wav'}: expected a WAV file of PCM (clip digit-4)",
        f"{english / 'number.wav'}: cannot be read: No such file or directory (clip number)",
    )


def test_clips_of_different_rates_are_told_with_an_example_of_each(tmp_path: Path) -> None:
    told = mistakes(zh=write_clips(tmp_path / "zh", "zh"), en=write_clips(tmp_path / "en", "en", rate=16000))
    assert told == (
        f"{tmp_path / 'zh'}: expected one sampling rate for all clips of all languages, not 8000 Hz (clip letter-Z)",
        f"{tmp_path / 'en'}: expected one sampling rate for all clips of all languages, not 16000 Hz (clip letter-Z)",
    )


@pytest.mark.parametrize("text", [None, "clips = 3", "[clips", "[other]", "\udc80"])
def test_a_manifest_that_is_none_is_told(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / MANIFEST).write_bytes(text.encode(errors="surrogateescape"))
    (told,) = mistakes(zh=tmp_path)
    assert told.startswith(f"{tmp_path / MANIFEST}: ")


def test_a_manifest_may_name_other_files_and_more_than_is_needed(tmp_path: Path) -> None:
    folder = write_clips(tmp_path / "zh", "zh")
    (folder / "please.wav").rename(folder / "take-7.wav")
    text = (folder / MANIFEST).read_text(encoding="utf-8").replace('"please.wav"', '"take-7.wav"')
    (folder / MANIFEST).write_text(text + 'welcome = "nowhere.wav"\n', encoding="utf-8")
    assert "welcome" not in load_clips({"zh": folder}, yao=True).clips["zh"]


def test_yao_need_not_be_recorded_where_it_is_not_said(tmp_path: Path) -> None:
    folder = write_clips(tmp_path / "zh", "zh")
    (folder / "digit-yao.wav").unlink()
    assert "digit-yao" not in load_clips({"zh": folder}, yao=False).clips["zh"]
    assert len(mistakes(zh=folder)) == 1
