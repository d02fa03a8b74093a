"""What can go wrong with a sound. ``code`` is stable and may be stored, counted and compared."""

from pathlib import Path
from typing import ClassVar

from hardware.errors import HardwareError


class SoundError(HardwareError):
    """Root of this package's errors."""

    code: ClassVar[str] = "sound"


class BadSoundError(SoundError):
    """A file is no sound that can be joined with others; ``reason`` says what was expected."""

    code: ClassVar[str] = "bad_sound"

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class SynthesiserError(SoundError):
    """The placeholder clips could not be made."""

    code: ClassVar[str] = "synthesiser"


class PlayerError(SoundError):
    """A sound was not, or not wholly, played."""

    code: ClassVar[str] = "player"


class PlayerMissingError(PlayerError):
    """The player's program cannot be started."""

    code: ClassVar[str] = "player_missing"


class PlayerFailedError(PlayerError):
    """The player ended with an error of its own."""

    code: ClassVar[str] = "player_failed"


class PlayerHungError(PlayerError):
    """The player did not end when the sound was over, and was killed."""

    code: ClassVar[str] = "player_hung"


class UnreadableError(SoundError):
    """A number or a window's id holds something that has no reading aloud."""

    code: ClassVar[str] = "unreadable"

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(f"{text[:40]!r} cannot be read aloud: expected {expected}")
        self.text = text
        self.expected = expected
