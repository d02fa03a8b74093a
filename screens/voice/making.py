"""Placeholder clips, made by espeak-ng: understood by everybody, loved by nobody, until somebody records real ones."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from hardware.sound import SynthesiserError, speak
from hardware.sound.characters import VOICES, Word
from hardware.sound.reading import Language
from screens.voice.clips import MANIFEST
from screens.voice.vocabulary import words


def make_clips(folder: Path, language: Language) -> int:
    """Make all clips of a language in ``folder``, all or none; returns how many.

    :raises SynthesiserError: when espeak-ng is not there or fails, or the folder holds something or cannot be written.
    """
    wanted = words(language)
    try:
        if folder.exists() and any(folder.iterdir()):
            raise SynthesiserError(f"{folder} is not empty: what is in it may have been recorded by somebody")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as place:
            made = Path(place) / "made"
            made.mkdir()
            for name, word in wanted.items():
                speak(word.spelling, VOICES[language], made / f"{name}.wav")
            (made / MANIFEST).write_text(manifest(language, wanted), encoding="utf-8")
            made.replace(folder)
    except OSError as error:
        raise SynthesiserError(f"clips cannot be written to {folder}: {error.strerror}") from error
    return len(wanted)


def manifest(language: Language, wanted: Mapping[str, Word]) -> str:
    """The text of a manifest in which each clip has a file of its own name."""
    lines = [f"# Clips of the voice, {language}. Another file may be named for any of them.", "[clips]"]
    lines += [f'{name} = "{name}.wav"  # {word.text}' for name, word in wanted.items()]
    return "\n".join(lines) + "\n"
