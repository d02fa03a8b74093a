"""What keeps the keypads from working, and what stops one key's plan."""

from pathlib import Path
from typing import ClassVar

from onedoor.keypads.troubles import Trouble


class KeypadsError(Exception):
    """Root of every error of this package."""

    code: ClassVar[str] = "keypads_error"


class KeypadsFileError(KeypadsError):
    """The settings file has mistakes. ``mistakes`` are all of them, each with its place and what was expected."""

    code: ClassVar[str] = "keypads_file"

    def __init__(self, file: Path, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{file}: {mistake}" for mistake in mistakes))
        self.file = file
        self.mistakes = mistakes


class NoLineError(KeypadsError):
    """The devices file names no keypads' line."""

    code: ClassVar[str] = "no_caller_line"

    def __init__(self, file: Path) -> None:
        super().__init__(f'{file}: expected a line, such as caller_line = "serial:///dev/ttyUSB0?baud=9600"')
        self.file = file


class StoppedError(KeypadsError):
    """A key's plan cannot go on. ``reason`` is the error code of the contract, or one of our own."""

    code: ClassVar[str] = "key_stopped"

    def __init__(self, trouble: Trouble, reason: str) -> None:
        super().__init__(reason)
        self.trouble = trouble
        self.reason = reason
