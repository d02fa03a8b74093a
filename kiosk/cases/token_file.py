"""The file with the terminal's own word for the hall's pages."""

from pathlib import Path
from typing import ClassVar

from kiosk.errors import KioskError

LONGEST = 500


class TokenFileError(KioskError):
    """The token file cannot be used as it is; ``reason`` says why and what to do."""

    code: ClassVar[str] = "kiosk_token_file"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def read_token_file(path: Path) -> str:
    """The API token in a file of one line, as ``onedoor enroll --token`` printed it.

    :raises TokenFileError: for a file that is not there, holds something else, or can be read by others.
    """
    try:
        shared = path.stat().st_mode & 0o077
        token = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise TokenFileError(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TokenFileError(path, "holds no token: expected the line that onedoor enroll --token printed") from error
    if not token or len(token.split()) != 1 or len(token) > LONGEST:
        raise TokenFileError(path, "holds no token: expected the line that onedoor enroll --token printed")
    if shared:
        raise TokenFileError(path, "others can read it: chmod 600")
    return token
