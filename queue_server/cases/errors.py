"""What can be wrong with what somebody hands in."""

from typing import ClassVar


class CaseRoomError(Exception):
    """Root of this package's errors; ``code`` is one of the contract's."""

    code: ClassVar[str] = "internal"


class NotAPictureError(CaseRoomError):
    """The bytes are no whole JPEG or PNG of a size that a page can have. ``reason`` is for whoever sent them."""

    code = "not_a_picture"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoVisitError(CaseRoomError):
    """Nobody showed an identity, or too long ago."""

    code = "identity_required"
