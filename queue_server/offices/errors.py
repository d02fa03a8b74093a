"""What can go wrong between the hall and a back office."""

from pathlib import Path
from typing import ClassVar


class OfficeError(Exception):
    """Root of this package's errors; ``code`` is stable."""

    code: ClassVar[str] = "office"


class NotTakenError(OfficeError):
    """The office did not take what it was given, or said nothing; ``reason`` in a few words. It is given again."""

    code = "office_not_taken"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OfficeSecretError(OfficeError):
    """The file with an office's secret cannot be read."""

    code = "bad_office_secret"

    def __init__(self, office: str, file: Path) -> None:
        super().__init__(f"office {office}: {file} cannot be read")
        self.office = office
        self.file = file
