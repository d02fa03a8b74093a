"""The audit log: who did what, when, to what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line. ``who`` is a staff number, or ``-`` where nobody had entered; ``what`` a stable code such as
    ``login`` or ``command.call_next``; ``on`` what it was done to. ``details`` name no citizen.
    """

    at: datetime
    who: str
    what: str
    on: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


NOBODY = "-"
