"""From a refusal to the page that tells it: what can be asked again, and what the person may want instead."""

from kiosk.flow.errands import Errand
from kiosk.flow.pages import Problem
from kiosk.flow.session import Session
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.commands import CommandData, IssueTicket
from queue_server.contract.replies import ReplyError

_INSTEAD = {
    "already_waiting": Goal.TICKET,
    "too_late": Goal.TAKE,
    "unknown_appointment": Goal.TAKE,
    "too_many_appointments": Goal.APPOINTMENTS,
    "already_started": Goal.CASES,
    "too_many_cases": Goal.CASES,
}
_ANOTHER_TIME = ("hall_closed", "quota_reached", "slot_taken")


def problem_of(
    session: Session, error: ReplyError, asked: CommandData | Errand, command_ids: tuple[str, ...]
) -> Problem:
    """``asked`` was refused for ``error``."""
    figures = {name: value for name, value in (error.details or {}).items() if isinstance(value, str)}
    return Problem(
        error.code,
        text=error.message,
        number=figures.get("number"),
        figures=tuple(figures.items()),
        again=asked if error.retryable or error.code == "expired" else None,
        instead=_instead(session, error.code, asked),
        command_ids=command_ids,
    )


def _instead(session: Session, code: str, asked: CommandData | Errand) -> Wish | None:
    wish = session.wish or Wish(Goal.TAKE)
    if code in _ANOTHER_TIME:
        item = asked.item if isinstance(asked, IssueTicket) else wish.item
        return Wish(Goal.BOOK, item=item, moving=wish.moving) if session.around.bookable else None
    goal = _INSTEAD.get(code)
    if goal is Goal.TAKE and not (session.around.hall and session.around.hall.open):
        return None
    return Wish(goal) if goal else None
