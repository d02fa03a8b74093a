"""Why something about staff cannot be done."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar


class StaffError(Exception):
    """Root of this package's errors; ``code`` is stable, ``details`` are the figures behind it."""

    code: ClassVar[str] = "staff"

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details


class LoginRefusedError(StaffError):
    """Nobody with this account and password; which of the two was wrong is not said."""

    code = "login_refused"


class LockedError(StaffError):
    """Too many wrong passwords: the account waits ``minutes``, also for the right one."""

    code = "locked"


class LinkVoidError(StaffError):
    """The link was used, is too old, or never was."""

    code = "link_void"


class WeakPasswordError(StaffError):
    """The password could be guessed; ``reason`` says why: ``short``, ``long``, ``name`` or ``simple``."""

    code = "weak_password"


class UnknownAccountError(StaffError):
    """There is no such account."""

    code = "unknown_account"


class AccountTakenError(StaffError):
    """Somebody has this staff number already."""

    code = "account_taken"


class InvalidAccountError(StaffError):
    """``field`` of the account is not what it has to be."""

    code = "invalid_account"


class LastAdministratorError(StaffError):
    """Without this one nobody could administer the hall."""

    code = "last_administrator"


class NewerStaffFileError(Exception):
    """The file was written by a later version of Onedoor, which alone can read it."""

    code: ClassVar[str] = "newer_staff_file"

    def __init__(self, file: Path, unknown: Sequence[str]) -> None:
        super().__init__(f"{file} was written by a later version (it knows {', '.join(unknown)})")
        self.file = file
        self.unknown = tuple(unknown)
