"""What a window sign is asked to show, what came of it, and what every kind of sign can do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import structlog

if TYPE_CHECKING:
    from hardware.status import PartHealth

_log = structlog.get_logger(__name__)


class Arrow(StrEnum):
    """Where the citizen has to go, seen from the sign."""

    NONE = "none"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class SignText:
    """A ticket number as it is printed ("A012"), an arrow, and plain text beside them. Each may be missing."""

    number: str = ""
    arrow: Arrow = Arrow.NONE
    text: str = ""


class Shown(StrEnum):
    """`YES` only by the sign's own word."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ShowOutcome:
    """`NO`: the panel still shows what it showed before. `UNKNOWN`: nobody can say which of the two it shows.

    `detail` is a stable code, None for a plain yes. `replaced` are the characters that this sign does not have, in
    their order; a mark that no reader takes for a character stands in their places.
    """

    shown: Shown
    detail: str | None = None
    replaced: str = ""


class WindowSign(Protocol):
    """A sign at a window. It belongs to one thread. After a link error in an outcome or a health, open it anew."""

    def show(self, sign: SignText) -> ShowOutcome:
        """Replaces what the panel shows. Takes seconds at most; never raises for a sign or a line that is not well."""

    def clear(self) -> ShowOutcome:
        """Takes the last text away."""

    def health(self) -> PartHealth:
        """Never raises for a sign or a line that is not well."""

    def close(self) -> None:
        """Gives the port back. May be called twice."""


def told(outcome: ShowOutcome) -> ShowOutcome:
    """The outcome, after whatever is not plain has been said in the log."""
    if outcome.shown is not Shown.YES:
        _log.warning("sign_not_confirmed", shown=outcome.shown.value, detail=outcome.detail)
    if outcome.replaced:
        _log.warning("sign_characters_replaced", count=len(outcome.replaced))
    return outcome
