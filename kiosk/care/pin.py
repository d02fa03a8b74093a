"""The PIN that opens maintenance: an argon2id hash in a file, looked at no more often than is safe."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.care.tries import Tries
from kiosk.errors import KioskError
from kiosk.flow.care import PinVerdict
from kiosk.remembered import Remembered

FILE_NAME = "staff-pin"
LEAST_DIGITS, MOST_DIGITS = 4, 8

_TRIES = "pin_tries"


class PinRefusedError(KioskError):
    """The PIN cannot be used; the message says what was expected."""

    code: ClassVar[str] = "pin_refused"


def set_pin(folder: Path, pin: str) -> None:
    """Write the hash of ``pin`` into the terminal's data folder.

    :raises PinRefusedError: for anything but four to eight digits, or for one digit repeated.
    """
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise PinRefusedError(f"expected {LEAST_DIGITS} to {MOST_DIGITS} digits")
    if len(set(pin)) == 1 or pin in "0123456789" or pin in "9876543210":
        raise PinRefusedError("expected digits that nobody tries first, not one repeated or a row of them")
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{FILE_NAME}.part"
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(PasswordHasher().hash(pin) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / FILE_NAME)


class PinKeeper:
    """Looks at PINs. Where none was set, none is right. Failures are remembered over a power cut."""

    def __init__(self, folder: Path, remembered: Remembered) -> None:
        self._file = folder / FILE_NAME
        self._remembered = remembered
        self._log = structlog.get_logger("staff")

    def verdict(self, pin: str, now: datetime) -> PinVerdict:
        """Takes about 50 ms: that is what makes the hash worth something."""
        tries = self._tries()
        if locked_s := tries.locked_s(now):
            return PinVerdict(right=False, locked_s=locked_s)
        right = self._is_right(pin)
        tries = Tries() if right else tries.failed(now)
        self._keep(tries)
        if not right:
            self._log.warning("pin_wrong", tries_left=tries.left, locked_s=tries.locked_s(now))
        return PinVerdict(right=right, tries_left=tries.left, locked_s=tries.locked_s(now))

    def _is_right(self, pin: str) -> bool:
        try:
            return PasswordHasher().verify(self._file.read_text(encoding="ascii").strip(), pin)
        except FileNotFoundError:
            self._log.warning("pin_not_set", means="no PIN opens maintenance: onedoor kiosk --set-pin")
        except VerificationError:
            pass
        except (OSError, UnicodeDecodeError, InvalidHashError) as error:
            self._log.error("pin_file_unusable", reason=type(error).__name__)
        return False

    def _tries(self) -> Tries:
        kept = self._remembered.get(_TRIES)
        if kept is None:
            return Tries()
        failures, locked_until = json.loads(kept)
        return Tries(failures, datetime.fromisoformat(locked_until) if locked_until else None)

    def _keep(self, tries: Tries) -> None:
        locked_until = tries.locked_until.isoformat() if tries.locked_until else None
        self._remembered.put(_TRIES, json.dumps([tries.failures, locked_until]))
