"""How long each page stays when nobody touches it."""

from kiosk.flow.apply_pages import OnePaper, Papers, Review, Submitted, TakePage, ToldOnce
from kiosk.flow.case_pages import AtDoor, DoorStage
from kiosk.flow.pages import (
    Asking,
    Booked,
    Done,
    Maintenance,
    OutOfService,
    Page,
    Printing,
    ReadGuide,
    Said,
    Sending,
    StaffPin,
    Start,
    Welcome,
)
from kiosk.flow.shades import OutReason
from queue_server.contract.commands import Printed

READING_S = 60.0
"""To read and choose without hurry; the warning comes in good time before its end."""

GUIDE_S = 120.0
"""A guide is read, perhaps copied down; papers are looked for and laid out."""

WARNING_S = 20.0
"""WCAG 2.2, 2.2.1: at least 20 s to ask for more time with one simple action."""

SENDING_S = 60.0
"""How long a command stays valid. A citizen who still stands here waits no longer; later it must have no effect."""

QUIET_S = 3.0
"""A reply takes milliseconds; after this long without one the citizen is told what we wait for."""

PATIENCE_S = 10.0
"""So long a citizen waits for a reply where a reserved number can be had instead: a server that is started anew, or a
line that was lost for a moment, is back before.
"""

GREETING_S = 2.0
"""Whether somebody is expected is known within milliseconds, or nobody waits for it. A tick of a second that had begun
before counts whole.
"""

PRINTING_S = 30.0
"""A ticket prints in two to three seconds; after this long nobody knows what became of it."""

DONE_S = 10.0
"""The ring counts it down; what can be lost is on paper by then."""

NO_PAPER_S = 60.0
"""Without paper the number must be photographed or written down: that takes a while."""

FAULT_S = 15.0
"""Long enough to be read, short enough not to turn anybody away for nothing."""

LEFT_ASIDE_S = 30.0
"""Who chose a language, or opened the help, and only then looks for the card needs this long; the next citizen expects
the first page in Chinese.
"""


PIN_S = 30.0
"""A PIN is typed in seconds; who found the corner by chance is back on the first page soon."""

MAINTENANCE_S = 180.0
"""Long enough to change a roll; a door that was left open closes by itself."""

DOOR_S = 60.0
"""To take everything out and to close the door: its page stays as long as the device looks after the door."""

_IDLE_S: dict[type[Page], float | None] = {
    Start: None,
    Welcome: GREETING_S,
    Sending: SENDING_S,
    Asking: SENDING_S,
    Printing: PRINTING_S,
    ReadGuide: GUIDE_S,
    Booked: GUIDE_S,
    ToldOnce: GUIDE_S,
    Papers: GUIDE_S,
    OnePaper: GUIDE_S,
    TakePage: GUIDE_S,
    Review: GUIDE_S,
    Submitted: GUIDE_S,
    Said: DONE_S,
    Maintenance: MAINTENANCE_S,
}

_NOTHING_TO_LOSE = (Start, Welcome, OutOfService, Sending, Asking, Printing, Done, Said, Maintenance)


def idle_s(page: Page) -> float | None:
    """Seconds until ``page`` ends by itself; ``None`` is never."""
    if isinstance(page, Done):
        return DONE_S if page.printed is Printed.YES else NO_PAPER_S
    if isinstance(page, AtDoor):
        return DONE_S if page.stage is DoorStage.CLOSED else DOOR_S
    if isinstance(page, OutOfService):
        return FAULT_S if page.reason is OutReason.FAULT else None
    if isinstance(page, StaffPin):
        return PIN_S if page.confirming is None else READING_S
    return _IDLE_S.get(type(page), READING_S)


def is_warned(page: Page) -> bool:
    """Whether the person has something to lose here, so that the end is announced ``WARNING_S`` before."""
    if isinstance(page, StaffPin):
        return page.confirming is not None
    if isinstance(page, AtDoor):
        return page.stage is DoorStage.STUCK
    return not isinstance(page, _NOTHING_TO_LOSE)


def warning_left_s(page: Page, left_s: float | None) -> float | None:
    """Seconds to show in the warning; ``None`` while there is nothing to warn of."""
    if left_s is None or left_s > WARNING_S or not is_warned(page):
        return None
    return left_s
