"""The pages of somebody's applications: how they stand, the door behind which a result lies, and own data.

::

    Enquiries ──cases──▶ Identify ──▶ Asking ──▶ MyCases ──▶ OneCase ──withdraw──▶ Sure ──▶ Asking ──▶ Said
        │                  └──a code──▶ Asking ──────────────▲   └──collect──▶ Asking ──door──▶ AtDoor
        ├──collect──▶ Identify ──▶ Asking ──one or more──────┘                   ▲
        │                └──a code──▶ Asking ──door──────────────────────────────┘
        └──space──▶ Identify ──▶ Asking ──▶ MySpace ──▶ OneAnswer
"""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.flow.lockers import DoorJob
from kiosk.flow.pages import Page
from kiosk.flow.shades import Paper
from queue_server.catalogue import Entry
from queue_server.contract.case_views import Case


@dataclass(frozen=True, slots=True)
class MyCases(Page):
    """The person's applications, the newest first."""

    found: tuple[Case, ...]
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class OneCase(Page):
    """``mine``: its person showed the card; a code alone can be read off a paper.

    ``entry`` is its item in the catalogue, where that is known. ``note`` and ``tracking`` are what the office wrote;
    they come with the answer to ``asked``.
    """

    case: Case
    mine: bool
    entry: Entry | None = None
    asked: str | None = None
    note: str | None = field(default=None, repr=False)
    tracking: str | None = field(default=None, repr=False)
    paper: Paper | None = None
    sheet: int = 0


class DoorStage(StrEnum):
    """``STUCK``: it did not open and can be tried once more; ``SHUT``: it was tried often enough."""

    OPENING = "opening"
    OPEN = "open"
    CLOSED = "closed"
    STUCK = "stuck"
    SHUT = "shut"
    AWAY = "away"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AtDoor(Page):
    """A door was ordered to open for the person who stands here. ``shut``: its own sensor said that it stayed shut;
    ``more``: other results of theirs wait here, too.
    """

    job: DoorJob
    stage: DoorStage
    shut: bool = False
    more: bool = False
