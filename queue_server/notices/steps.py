"""The steps at which a hall tells people something, and what holds for each of them in any hall."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType


class Step(StrEnum):
    TICKET_TAKEN = "ticket_taken"
    BEFORE_YOU = "before_you"
    CALLED = "called"
    CALLED_AGAIN = "called_again"
    MISSED = "missed"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    REMINDER_DAY = "reminder_day"
    REMINDER_HOUR = "reminder_hour"
    HALL_CLOSED = "hall_closed"
    HALL_LATE = "hall_late"
    PAPER_MISSING = "paper_missing"
    RESULT_READY = "result_ready"
    CASE_SUBMITTED = "case_submitted"
    CASE_ACCEPTED = "case_accepted"
    CASE_SUPPLEMENT = "case_supplement"
    CASE_APPROVED = "case_approved"
    CASE_REFUSED = "case_refused"
    CASE_READY = "case_ready"
    CASE_MAILED = "case_mailed"
    CASE_REMINDER = "case_reminder"
    SPACE_CODE = "space_code"
    TEST = "test"


OF_A_HALL = tuple(step for step in Step if step not in (Step.SPACE_CODE, Step.TEST))
"""Those that a hall chooses from; a test message, and a code that somebody asks for, are always there."""

BY_HAND = (Step.HALL_CLOSED, Step.HALL_LATE, Step.PAPER_MISSING, Step.RESULT_READY)
"""Those that staff can tell: nothing in the journal says that a result has come or that the power is out."""


@dataclass(frozen=True, slots=True)
class StepRule:
    """What holds for a step.

    ``placeholders`` are what its texts may use. ``good_for``: so long after it came about it helps; later it is
    dropped. Whose ``rank`` is lower goes out first. ``can_wait``: quiet hours hold it back.
    """

    placeholders: frozenset[str]
    good_for: timedelta
    rank: int
    can_wait: bool = False


_TICKET = frozenset(("hall", "number", "queue", "item", "link", "ticket"))
_LINE = _TICKET | {"ahead", "wait"}
_WINDOW = _TICKET | {"window"}
_APPOINTMENT = frozenset(("hall", "item", "start", "code"))
_CASE = frozenset(("hall", "item", "code", "due", "link"))
_RESULT = _CASE | {"pickup", "place"}
_VISIT = frozenset(("hall", "item", "visit"))

STEP_RULES: Mapping[Step, StepRule] = MappingProxyType(
    {
        Step.TICKET_TAKEN: StepRule(_LINE, timedelta(minutes=10), 2),
        Step.BEFORE_YOU: StepRule(_LINE, timedelta(minutes=5), 1),
        # A window waits two or three minutes for a person, and a recall follows sooner.
        Step.CALLED: StepRule(_WINDOW, timedelta(minutes=3), 0),
        Step.CALLED_AGAIN: StepRule(_WINDOW, timedelta(minutes=2), 0),
        Step.MISSED: StepRule(_WINDOW, timedelta(minutes=30), 1),
        Step.APPOINTMENT_BOOKED: StepRule(_APPOINTMENT, timedelta(hours=12), 2),
        Step.APPOINTMENT_MOVED: StepRule(_APPOINTMENT, timedelta(hours=12), 2),
        Step.APPOINTMENT_CANCELLED: StepRule(_APPOINTMENT, timedelta(hours=12), 2),
        Step.REMINDER_DAY: StepRule(_APPOINTMENT, timedelta(hours=20), 3, can_wait=True),
        Step.REMINDER_HOUR: StepRule(_APPOINTMENT, timedelta(minutes=40), 1, can_wait=True),
        Step.HALL_CLOSED: StepRule(_VISIT, timedelta(days=2), 1, can_wait=True),
        Step.HALL_LATE: StepRule(_VISIT | {"wait"}, timedelta(minutes=30), 1),
        Step.PAPER_MISSING: StepRule(_VISIT, timedelta(days=3), 3, can_wait=True),
        Step.RESULT_READY: StepRule(_VISIT, timedelta(days=3), 3, can_wait=True),
        Step.CASE_SUBMITTED: StepRule(_CASE, timedelta(hours=12), 2),
        Step.CASE_ACCEPTED: StepRule(_CASE, timedelta(days=1), 2, can_wait=True),
        Step.CASE_SUPPLEMENT: StepRule(_CASE, timedelta(days=3), 2, can_wait=True),
        Step.CASE_APPROVED: StepRule(_CASE, timedelta(days=3), 2, can_wait=True),
        Step.CASE_REFUSED: StepRule(_CASE, timedelta(days=3), 2, can_wait=True),
        Step.CASE_READY: StepRule(_RESULT, timedelta(days=3), 2, can_wait=True),
        Step.CASE_MAILED: StepRule(_CASE, timedelta(days=3), 3, can_wait=True),
        Step.CASE_REMINDER: StepRule(_CASE, timedelta(days=1), 3, can_wait=True),
        # Who waits for it looks at the telephone.
        Step.SPACE_CODE: StepRule(frozenset(("hall", "proof")), timedelta(minutes=5), 0),
        Step.TEST: StepRule(frozenset(("hall",)), timedelta(minutes=5), 0),
    }
)
