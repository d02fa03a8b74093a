"""What can go wrong with a catalogue that is kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar


class CatalogueError(Exception):
    """Root of this package's errors; ``code`` is stable."""

    code: ClassVar[str] = "catalogue"


class NoCatalogueError(CatalogueError):
    """There is no catalogue here (yet)."""

    code = "no_catalogue"

    def __init__(self, file: Path | None = None) -> None:
        super().__init__(f"there is no catalogue at {file}" if file else "there is no catalogue")
        self.file = file


class NewerCatalogueError(CatalogueError):
    """The file was written by a later version of Onedoor, which alone can read it."""

    code = "newer_catalogue"

    def __init__(self, file: Path, unknown: Sequence[str]) -> None:
        super().__init__(f"{file} was written by a later version (it knows {', '.join(unknown)})")
        self.file = file
        self.unknown = tuple(unknown)


class UnreadableCatalogueError(CatalogueError):
    """The file is damaged, or it is no catalogue."""

    code = "unreadable_catalogue"

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file} cannot be read: {reason}")
        self.file = file
        self.reason = reason


class CatalogueNotWrittenError(CatalogueError):
    """Nothing was changed: what was there before is there still."""

    code = "catalogue_not_written"

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file} was not written: {reason}")
        self.file = file
        self.reason = reason
