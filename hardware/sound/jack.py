"""Whether headphones are plugged in, by a file in which the system says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_IN_USE = ("1", "HEADPHONE=1")


def jack_in_use(switch: Path | None) -> bool:
    """True only if ``switch`` says so: ``1`` (a GPIO's value) or a line ``HEADPHONE=1`` (extcon's state).

    No file, an unreadable one and any other word are no: private words must not come out of a loudspeaker.
    """
    if switch is None:
        return False
    try:
        lines = switch.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return any(line.strip() in _IN_USE for line in lines)
