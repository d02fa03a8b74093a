"""From what a clerk wants to the commands that do it. Pure: a plan yields a command and is sent its reply.

Every key that calls somebody ends what is at the window first, for a keypad has no keys for start and finish::

    closed, paused ──open_window──▶ open ──call_next──▶ called
    called ──start_service, finish──▶ open     (the person came: one who did not is missed by a key of its own)
    serving ──finish──▶ open
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from hardware import caller_line as keys
from onedoor.keypads.errors import StoppedError
from onedoor.keypads.settings import ANYWHERE, Keypad, LineSettings
from onedoor.keypads.troubles import Trouble, trouble_of
from queue_server.contract import commands
from queue_server.contract.commands import CommandData
from queue_server.contract.replies import Reply
from queue_server.contract.views import Ticket, TicketReply, WindowState

Plan = Generator[CommandData, Reply, bool]
"""Returns whether the citizen is to be asked for a rating now; raises StoppedError where it cannot go on."""

_MAY_BE_CALLED = ("waiting", "parked", "missed")


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known when a key is pressed.

    ``parked`` are the numbers that were parked here, newest first. ``just_called``: so short a time ago that nobody
    can have come and gone. ``just_served``: whoever was here last may still rate.
    """

    keypad: Keypad
    settings: LineSettings
    window: WindowState
    parked: tuple[str, ...]
    just_called: bool
    just_served: bool

    @property
    def id(self) -> str:
        return self.window.window

    @property
    def busy(self) -> bool:
        return self.window.state in ("called", "serving")


def plan_of(intent: keys.Intent, at: Situation) -> Plan:  # noqa: C901, PLR0911 - one case for each key
    """The plan of one press."""
    match intent:
        case keys.CallNext():
            return _call_next(at)
        case keys.CallTicket(number=digits):
            return _call_number(at, digits)
        case keys.Recall():
            return _only(commands.Recall(window=at.id))
        case keys.Miss():
            return _only(commands.Miss(window=at.id))
        case keys.Park():
            return _only(commands.Park(window=at.id))
        case keys.Resume():
            return _resume(at)
        case keys.Transfer(to=digits):
            return _transfer(at, digits)
        case keys.PauseWindow():
            return _pause_or_open(at)
        case keys.AskRating():
            return _ask_rating(at)
        case keys.NotUnderstood(reason=reason):
            return _not_understood(reason)


def _only(data: CommandData) -> Plan:
    yield from _done(data)
    return False


def _call_next(at: Situation) -> Plan:
    yield from _made_free(at)
    yield from _done(commands.CallNext(window=at.id))
    return False


def _call_number(at: Situation, digits: str) -> Plan:
    """The number is looked for before the person at the window is let go."""
    found: list[Ticket] = []
    for prefix in at.settings.prefixes_at(at.keypad):
        ticket = yield from _ticket(prefix + digits)
        if ticket is not None:
            found.append(ticket)
    callable_now = [ticket for ticket in found if ticket.state in _MAY_BE_CALLED]
    if not found:
        raise StoppedError(Trouble.NO_SUCH_TICKET, "unknown_ticket")
    if not callable_now:
        raise StoppedError(Trouble.NOT_NOW, f"ticket_{found[0].state}")
    if len(callable_now) > 1:
        raise StoppedError(Trouble.SEVERAL_TICKETS, "several_tickets")
    yield from _made_free(at)
    yield from _done(commands.CallTicket(window=at.id, ticket=callable_now[0].id))
    return False


def _resume(at: Situation) -> Plan:
    """Who was parked here last comes at once, or stands in line for this window while somebody else is at it."""
    for number in at.parked:
        ticket = yield from _ticket(number)
        if ticket is None or ticket.state != "parked" or ticket.window != at.id:
            continue
        if at.busy:
            yield from _done(commands.Resume(ticket=ticket.id))
        else:
            yield from _made_free(at)
            yield from _done(commands.CallTicket(window=at.id, ticket=ticket.id))
        return False
    raise StoppedError(Trouble.NO_SUCH_TICKET, "nobody_parked")


def _transfer(at: Situation, digits: str) -> Plan:
    to = at.settings.transfers.get(digits or ANYWHERE)
    if to is None:
        raise StoppedError(Trouble.NOT_UNDERSTOOD, "no_such_transfer")
    yield from _done(commands.Transfer(window=at.id, to=to))
    return False


def _pause_or_open(at: Situation) -> Plan:
    yield from _made_free(at)
    if at.window.state not in ("closed", "paused"):
        yield from _done(commands.PauseWindow(window=at.id))
    return False


def _ask_rating(at: Situation) -> Plan:
    """Whoever has just left may be asked once more."""
    if at.busy:
        yield from _made_free(at)
    elif not at.just_served:
        raise StoppedError(Trouble.NOT_NOW, "nobody_served")
    return True


def _not_understood(reason: str) -> Plan:
    yield from ()
    raise StoppedError(Trouble.NOT_UNDERSTOOD, reason)


def _made_free(at: Situation) -> Generator[CommandData, Reply, None]:
    """Afterwards the window is open and nobody is at it."""
    if at.window.state == "called":
        if at.just_called:
            raise StoppedError(Trouble.NOT_NOW, "just_called")
        yield from _started(at)
    if at.busy:
        yield from _done(commands.Finish(window=at.id))
    elif at.window.state != "open":
        # Whoever paused the window goes on working there, whatever number this keypad has.
        operator = at.window.operator or at.keypad.operator
        yield from _done(commands.OpenWindow(window=at.id, operator=operator))


def _started(at: Situation) -> Generator[CommandData, Reply, None]:
    """At a screen of this window somebody may have started a moment ago: then there is something to finish."""
    try:
        yield from _done(commands.StartService(window=at.id))
    except StoppedError as error:
        if error.trouble is not Trouble.NOT_NOW:
            raise


def _ticket(number: str) -> Generator[CommandData, Reply, Ticket | None]:
    try:
        data = yield from _done(commands.GetTicket(ticket=number))
    except StoppedError as error:
        if error.trouble is Trouble.NO_SUCH_TICKET:
            return None
        raise
    try:
        return TicketReply.model_validate(data).ticket
    except ValidationError as error:
        raise StoppedError(Trouble.DOES_NOT_FIT, "reply_not_understood") from error


def _done(data: CommandData) -> Generator[CommandData, Reply, dict[str, Any]]:
    reply = yield data
    if reply.error is not None or reply.data is None:
        code = reply.error.code if reply.error else "internal"
        raise StoppedError(trouble_of(code), code)
    return reply.data
