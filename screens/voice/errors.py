"""The voice's own errors. ``code`` is stable and may be stored, counted and compared."""

from pathlib import Path
from typing import ClassVar


class VoiceError(Exception):
    """Root of this package's errors."""

    code: ClassVar[str] = "voice"


class RulesFileError(VoiceError):
    """The voice file cannot be used. ``mistakes`` are all of them, each with its place and what was expected."""

    code: ClassVar[str] = "voice_file"

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{path}: {mistake}" for mistake in mistakes))
        self.path = path
        self.mistakes = mistakes


class ClipsError(VoiceError):
    """Clips are missing or unfit. ``mistakes`` are all of them, of every language."""

    code: ClassVar[str] = "clips"

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes
