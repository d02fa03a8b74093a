"""A pick-up locker, whatever its maker: what it can be asked and what it can answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from hardware.words import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hardware.status import PartHealth


class Opening(StrEnum):
    """What came of an order to open. `UNKNOWN` wherever no sensor said it."""

    OPENED = "opened"
    NOT_OPENED = "not_opened"
    UNKNOWN = "unknown"


class Door(StrEnum):
    """What a door's own sensor says; `UNKNOWN` without a sensor or without an answer."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DoorOutcome:
    """`OPENED`: the door's sensor says that it stands open. `NOT_OPENED`: the sensor says that it stayed closed, or it
    is certain that nothing was done. `UNKNOWN`: anything else. `detail` is a stable code, None for a plain opening.
    """

    compartment: int
    value: Opening
    detail: str | None = None

    @property
    def sentence(self) -> Sentence:
        """For the citizen in front of the locker."""
        number = self.compartment
        match self.value:
            case Opening.OPENED:
                return Sentence(
                    f"{number}号柜门已打开。请取出您的材料，然后把门关好。",
                    f"Door {number} is open. Please take your documents and close the door.",
                )
            case Opening.NOT_OPENED:
                return Sentence(
                    f"{number}号柜门没有打开。请再试一次；如果还是不行，请到咨询台办理。",
                    f"Door {number} did not open. Please try again; if it still fails, go to the information desk.",
                )
            case Opening.UNKNOWN:
                return Sentence(
                    f"请看{number}号柜门：如果开了，请取出材料并把门关好；如果没开，请到咨询台办理。",
                    f"Please look at door {number}: if it is open, take your documents and close it; "
                    "if not, please go to the information desk.",
                )


class Locker(Protocol):
    """One locker. Compartments have the numbers 1 to `compartments`. It belongs to one thread."""

    @property
    def compartments(self) -> int: ...

    def open_door(self, compartment: int) -> DoorOutcome:
        """Takes seconds. Raises NoSuchCompartmentError only: all else is in the outcome."""

    def doors(self) -> Mapping[int, Door]:
        """Every compartment and its door. Raises nothing: a door that cannot be asked is `UNKNOWN`."""

    def health(self) -> PartHealth:
        """Never raises for a locker or a line that is not well."""

    def close(self) -> None:
        """Gives the port back. May be called twice."""
