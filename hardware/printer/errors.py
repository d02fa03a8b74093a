"""The printer's errors: those of a caller. What happens to a print is a PrintOutcome, never an exception."""

from __future__ import annotations

from typing import ClassVar

from hardware.errors import HardwareError


class BadImageError(HardwareError):
    """The image cannot be printed as it is. `size` is in dots."""

    code: ClassVar[str] = "bad_image"

    def __init__(self, expected: str, size: tuple[int, int]) -> None:
        super().__init__(f"image of {size[0]} x {size[1]}: expected {expected}")
        self.expected = expected
        self.size = size
