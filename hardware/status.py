"""How a part of a kiosk is, in the words of the contract's Health message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PartStatus(StrEnum):
    """`OK` only ever comes from the part's own word: no answer is `OFFLINE` or `UNKNOWN`."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    JAM = "jam"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartHealth:
    """`detail` is a stable code that says why (an error code, a device's own fault), or None."""

    status: PartStatus
    detail: str | None = None
