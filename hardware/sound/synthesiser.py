"""A word or a sentence by espeak-ng: understood by everybody, loved by nobody."""

import subprocess
from pathlib import Path

from hardware.sound.errors import SynthesiserError

PROGRAM = "espeak-ng"

WORDS_A_MINUTE = 150
"""Slower than the synthesiser's own 175: a hall echoes."""

PATIENCE_S = 20.0
"""A word takes 20 ms; a machine that starts up is a hundred times slower."""


def speak(text: str, voice: str, file: Path) -> None:
    """Write ``text``, spelt as ``voice`` reads it, to ``file`` as WAV.

    :raises SynthesiserError: when espeak-ng is not there or fails.
    """
    command = [PROGRAM, "-v", voice, "-s", str(WORDS_A_MINUTE), "-w", str(file), "--", text]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except FileNotFoundError as error:
        raise SynthesiserError(f"{PROGRAM} is not installed: it makes the clips that nobody recorded") from error
    except subprocess.TimeoutExpired as error:
        raise SynthesiserError(f"{PROGRAM} did not end within {PATIENCE_S:g} s") from error
    if done.returncode or not file.exists():
        raise SynthesiserError(f"{PROGRAM} could not say {text!r}: {done.stderr.strip()[-200:]}")
