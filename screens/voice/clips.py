"""A folder of clips for each language, checked as a whole: what is missing is told at once.

The folder's ``manifest.toml`` names the file of every clip::

    [clips]
    please = "please.wav"
    digit-0 = "digit-0.wav"
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hardware.sound.errors import BadSoundError
from hardware.sound.mixing import FULL, Sound, amplified, chime, read_sound, trimmed
from hardware.sound.reading import Language
from screens.voice.errors import ClipsError
from screens.voice.vocabulary import words

MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class ClipBook:
    """All clips by language and name, and the chime, without silence at their ends and all equally loud.

    They are as loud as can be without any of them being cut: the highest peak is at full amplitude.
    """

    clips: Mapping[Language, Mapping[str, Sound]]
    chime: Sound

    @property
    def rate(self) -> int:
        return self.chime.rate


def load_clips(folders: Mapping[Language, Path], *, yao: bool) -> ClipBook:
    """Read the clips that the readings of these languages need.

    :raises ClipsError: with everything that is missing or unfit, in all folders.
    """
    found: dict[Language, dict[str, Sound]] = {}
    mistakes: list[str] = []
    for language, folder in folders.items():
        found[language], unfit = read_folder(folder, language, yao=yao)
        mistakes += unfit
    rates = {sound.rate for clips in found.values() for sound in clips.values()}
    if len(rates) > 1:
        mistakes += _rates_told(folders, found)
    if mistakes:
        raise ClipsError(tuple(mistakes))
    return _levelled(found, chime(rates.pop()))


def read_folder(folder: Path, language: Language, *, yao: bool) -> tuple[dict[str, Sound], tuple[str, ...]]:
    """The clips of a folder as they are, and what is missing or unfit."""
    mistakes: list[str] = []
    files = _manifest(folder, mistakes)
    if files is None:
        return {}, tuple(mistakes)
    wanted = words(language, yao=yao)
    missing = [f"{name} ({word.text})" for name, word in wanted.items() if name not in files]
    if missing:
        mistakes.append(f"{folder / MANIFEST}: names no clip for {', '.join(missing)}")
    sounds = {}
    for name in wanted:
        if name in files:
            try:
                sounds[name] = read_sound(folder / files[name])
            except BadSoundError as error:
                mistakes.append(f"{error} (clip {name})")
    return sounds, tuple(mistakes)


def _manifest(folder: Path, mistakes: list[str]) -> dict[str, str] | None:
    file = folder / MANIFEST
    try:
        clips = tomllib.loads(file.read_text(encoding="utf-8")).get("clips")
    except OSError as error:
        mistakes.append(f"{file}: cannot be read: {error.strerror}")
        return None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        mistakes.append(f"{file}: {error}")
        return None
    if not isinstance(clips, dict):
        mistakes.append(f"{file}: expected a section [clips] with a file for each clip")
        return None
    mistakes += [
        f'{file}: {name}: expected a file name in quotes, as in {name} = "{name}.wav"'
        for name, value in clips.items()
        if not isinstance(value, str)
    ]
    return {name: value for name, value in clips.items() if isinstance(value, str)}


def _rates_told(folders: Mapping[Language, Path], found: Mapping[Language, Mapping[str, Sound]]) -> list[str]:
    """One line a folder: the rates in it, each with an example."""
    lines = []
    for language, clips in found.items():
        examples = {sound.rate: name for name, sound in clips.items()}
        told = ", ".join(f"{rate} Hz (clip {name})" for rate, name in sorted(examples.items()))
        lines.append(f"{folders[language]}: expected one sampling rate for all clips of all languages, not {told}")
    return lines


def _levelled(found: Mapping[Language, Mapping[str, Sound]], bell: Sound) -> ClipBook:
    clips = {language: {name: trimmed(sound) for name, sound in each.items()} for language, each in found.items()}
    sounds = [bell, *(sound for each in clips.values() for sound in each.values())]
    power = min(FULL * sound.power / sound.peak for sound in sounds)
    return ClipBook(
        {language: {name: _at(power, sound) for name, sound in each.items()} for language, each in clips.items()},
        _at(power, bell),
    )


def _at(power: float, sound: Sound) -> Sound:
    return amplified(sound, power / sound.power)
