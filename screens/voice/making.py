"""Placeholder clips, made by espeak-ng: understood by everybody, loved by nobody, until somebody records real ones."""

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from screens.voice.clips import MANIFEST
from screens.voice.errors import SynthesiserError
from screens.voice.reading import Language
from screens.voice.vocabulary import Word, words

PROGRAM = "espeak-ng"

VOICES: Mapping[Language, str] = {"zh": "cmn-latn-pinyin", "en": "en"}
"""``cmn`` misreads Chinese characters; pinyin leaves nothing to guess."""

WORDS_A_MINUTE = 150
"""Slower than the synthesiser's own 175: a hall echoes."""

PATIENCE_S = 20.0
"""A word takes 20 ms; a machine that starts up is a hundred times slower."""


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
                _speak(word, VOICES[language], made / f"{name}.wav")
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


def _speak(word: Word, voice: str, file: Path) -> None:
    command = [PROGRAM, "-v", voice, "-s", str(WORDS_A_MINUTE), "-w", str(file), "--", word.spelling]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except FileNotFoundError as error:
        raise SynthesiserError(f"{PROGRAM} is not installed: it makes the clips that nobody recorded") from error
    except subprocess.TimeoutExpired as error:
        raise SynthesiserError(f"{PROGRAM} did not end within {PATIENCE_S:g} s") from error
    if done.returncode or not file.exists():
        raise SynthesiserError(f"{PROGRAM} could not say {word.text!r}: {done.stderr.strip()[-200:]}")
