"""The clips of the guidance: recorded ones where a hall has them, else synthesised once and kept."""

from collections.abc import Mapping
from pathlib import Path

from hardware.sound import Sound, joined, read_sound, silence, speak, trimmed
from hardware.sound.characters import VOICES, Word, characters
from hardware.sound.reading import PAUSE, Language
from kiosk.guide.sentences import SENTENCES
from kiosk.guide.spoken import Spoken

PAUSE_S = 0.35
WORD_GAP_S = 0.05


def words(language: Language) -> Mapping[str, Word]:
    """Every clip of a language by name: the file ``NAME.wav`` of a folder of recordings."""
    return {**SENTENCES[language], **characters(language, yao=False)}


class GuideClips:
    """Used from one thread. ``recorded`` are folders by language; what is not in them is made in ``made``."""

    def __init__(self, recorded: Mapping[Language, Path], made: Path) -> None:
        self._recorded = recorded
        self._made = made
        self._sounds: dict[tuple[Language, str], Sound] = {}

    def sound(self, said: Spoken) -> Sound:
        """All of it as one sound.

        :raises SoundError: when a clip is unfit, or is missing and cannot be made.
        """
        parts = [self._clip(said.language, name) for name in said.clips if name != PAUSE]
        rate = parts[0].rate
        clips = iter(parts)
        gap = silence(WORD_GAP_S, rate)
        sounds = [silence(PAUSE_S, rate) if name == PAUSE else joined((next(clips), gap)) for name in said.clips]
        return joined(sounds)

    def _clip(self, language: Language, name: str) -> Sound:
        key = (language, name)
        if key not in self._sounds:
            self._sounds[key] = trimmed(read_sound(self._file(language, name)))
        return self._sounds[key]

    def _file(self, language: Language, name: str) -> Path:
        recorded = self._recorded.get(language)
        if recorded is not None and (recorded / f"{name}.wav").exists():
            return recorded / f"{name}.wav"
        made = self._made / language / f"{name}.wav"
        if not made.exists():
            made.parent.mkdir(parents=True, exist_ok=True)
            unfinished = made.with_suffix(".part")
            speak(words(language)[name].spelling, VOICES[language], unfinished)
            unfinished.replace(made)
        return made
