"""What keeps a window from coming up."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from hardware.errors import HardwareError

if TYPE_CHECKING:
    from pathlib import Path


class FontMissingError(HardwareError):
    """The Chinese font is not installed. `package` is the Debian package that brings it."""

    code: ClassVar[str] = "font_missing"

    def __init__(self, path: Path, package: str) -> None:
        super().__init__(f"{path} does not exist: install the Debian package {package} (apt install {package})")
        self.path = path
        self.package = package


class FontUnusableError(HardwareError):
    """The font file is there and is not what we expect."""

    code: ClassVar[str] = "font_unusable"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class PreparedTooLateError(HardwareError):
    """Kivy was imported before `prepare_window`: it has read its environment and would ignore ours."""

    code: ClassVar[str] = "prepared_too_late"

    def __init__(self) -> None:
        super().__init__("prepare_window must be called before anything imports kivy")
