"""What can go wrong between the terminal and the hall's catalogue."""

from typing import ClassVar

from kiosk.errors import KioskError


class CatalogueNotFetchedError(KioskError):
    """The catalogue did not come, or not whole; the terminal keeps the one it has."""

    code: ClassVar[str] = "catalogue_not_fetched"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
