"""The modem's errors: those of a caller. What becomes of a message is a SendOutcome, never an exception."""

from __future__ import annotations

from typing import ClassVar

from hardware.errors import HardwareError


class ModemError(HardwareError):
    """Root of what makes a message unfit to be sent. `detail` is a stable code and holds no number and no text."""

    code: ClassVar[str] = "modem_error"

    def __init__(self, detail: str) -> None:
        super().__init__(f"{self.code}: {detail}")
        self.detail = detail


class UnsendableNumberError(ModemError):
    code: ClassVar[str] = "unsendable_number"


class UnsendableTextError(ModemError):
    code: ClassVar[str] = "unsendable_text"
