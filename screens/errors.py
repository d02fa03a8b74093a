"""What keeps a screen from being shown."""

from pathlib import Path
from typing import ClassVar


class ScreenError(Exception):
    """Root of every error of a screen."""

    code: ClassVar[str] = "screen_error"


class ScreenFileError(ScreenError):
    """The settings file has mistakes. ``mistakes`` are all of them, each with its place and what was expected."""

    code: ClassVar[str] = "screen_file"

    def __init__(self, file: Path, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{file}: {mistake}" for mistake in mistakes))
        self.file = file
        self.mistakes = mistakes


class NoSignError(ScreenError):
    """The devices file names no window sign."""

    code: ClassVar[str] = "no_sign"

    def __init__(self, file: Path) -> None:
        super().__init__(f'{file}: expected a sign, such as window_sign = "serial:///dev/ttyUSB0?baud=9600"')
        self.file = file
