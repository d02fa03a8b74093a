"""The terminal's own errors."""

from typing import ClassVar


class KioskError(Exception):
    """Root of this package's errors; ``code`` is stable."""

    code: ClassVar[str] = "kiosk"
