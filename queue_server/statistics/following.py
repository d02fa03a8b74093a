"""From events to visits. What a window took back is as if it had not been."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from queue_server.domain import events
from queue_server.domain.events import Event
from queue_server.statistics.visits import Foretold, Parked, Stay, Visit, Wait

_CLEARED = frozenset({"day_ended", "counters_closed"})
"""Reasons of cancellations that the clock brings."""


class UnderWay(NamedTuple):
    """The visits that are not over for good, and what they were ``before`` the last step that can be taken back."""

    visits: tuple[Visit, ...] = ()
    before: tuple[Visit, ...] = ()
    unmatched: int = 0


class VisitFollower:
    """Follows the tickets of one hall, event by event. Holds the visits of one day and nothing older.

    ``unmatched`` counts the events that fit no visit: a sound journal has none.
    """

    def __init__(self) -> None:
        self.unmatched = 0
        self._visits: dict[str, Visit] = {}
        self._before: dict[str, Visit] = {}

    def take(self, event: Event) -> list[Visit]:
        """The visits that are over for good: with the day ends the time to resume, to rate and to take back."""
        match event:
            case events.DayStarted():
                return self._over()
            case events.TicketIssued():
                self._visits[event.ticket] = _begun(event)
            case events.StepUndone():
                self._undo(event)
            case _ if type(event) in _EFFECTS:
                self._change(event)
        return []

    def rest(self) -> list[Visit]:
        """The visits that are not over for good, after the last event."""
        return list(self._visits.values())

    def under_way(self) -> UnderWay:
        """What :meth:`going_on` needs to go on from here."""
        return UnderWay(tuple(self._visits.values()), tuple(self._before.values()), self.unmatched)

    @classmethod
    def going_on(cls, under_way: UnderWay) -> "VisitFollower":
        """A follower that has read as far as the one that said :meth:`under_way`."""
        follower = cls()
        follower._visits = {visit.ticket: visit for visit in under_way.visits}
        follower._before = {visit.ticket: visit for visit in under_way.before}
        follower.unmatched = under_way.unmatched
        return follower

    def _over(self) -> list[Visit]:
        over = [visit for visit in self._visits.values() if visit.ended is not None]
        self._visits = {ticket: visit for ticket, visit in self._visits.items() if visit.ended is None}
        self._before = {ticket: visit for ticket, visit in self._before.items() if ticket in self._visits}
        return over

    def _change(self, event: Any) -> None:
        visit = self._visits.get(event.ticket)
        if visit is None or (isinstance(event, _AT_WINDOW) and not visit.at_window):
            self.unmatched += 1
            return
        if isinstance(event, _CAN_BE_UNDONE):
            self._before[event.ticket] = visit
        self._visits[event.ticket] = _EFFECTS[type(event)](visit, event)

    def _undo(self, event: events.StepUndone) -> None:
        visit, before = self._visits.get(event.ticket), self._before.pop(event.ticket, None)
        if visit is None or before is None:
            self.unmatched += 1
            return
        self._visits[event.ticket] = replace(before, printed=visit.printed)


def _foretold(event: events.TicketIssued) -> Foretold | None:
    if event.expected_s is None or event.expected_p90_s is None:
        return None
    return Foretold(event.expected_s, event.expected_p90_s)


def _begun(event: events.TicketIssued) -> Visit:
    taken_at = event.taken_at.astimezone(event.at.tzinfo) if event.taken_at else event.at
    return Visit(
        ticket=event.ticket,
        number=event.number,
        foretold=_foretold(event),
        item=event.item,
        priority=event.priority,
        origin=event.origin,
        issued_at=event.at,
        taken_at=taken_at,
        waits=(Wait(event.queue, taken_at),),
    )


def _called(visit: Visit, event: events.TicketCalled) -> Visit:
    visit = visit.moved_on(event.at, event.window)
    return replace(visit, stays=(*visit.stays, Stay(event.window, visit.queue, event.at)))


def _recalled(visit: Visit, _event: events.TicketRecalled) -> Visit:
    return visit.with_stay(recalls=visit.stays[-1].recalls + 1)


def _started(visit: Visit, event: events.ServiceStarted) -> Visit:
    return visit.with_stay(started_at=event.at)


def _finished(visit: Visit, event: events.ServiceFinished) -> Visit:
    left = visit.with_stay(until=event.at, end="served")
    return replace(left, ended="served", ended_at=event.at, outcome=event.outcome)


def _missed(visit: Visit, event: events.TicketMissed) -> Visit:
    return replace(visit.with_stay(until=event.at, end="missed"), ended="missed", ended_at=event.at)


def _parked(visit: Visit, event: events.TicketParked) -> Visit:
    return replace(visit.with_stay(until=event.at, end="parked"), parks=(*visit.parks, Parked(event.at)))


def _transferred(visit: Visit, event: events.TicketTransferred) -> Visit:
    return replace(
        visit.with_stay(until=event.at, end="transferred"), waits=(*visit.waits, Wait(event.queue, event.at))
    )


def _resumed(visit: Visit, event: events.TicketResumed) -> Visit:
    visit = visit.moved_on(event.at)
    return replace(visit, waits=(*visit.waits, Wait(visit.queue, event.at)))


def _cancelled(visit: Visit, event: events.TicketCancelled) -> Visit:
    left_over = event.reason in _CLEARED
    return replace(visit.moved_on(event.at), ended="left_over" if left_over else "cancelled", ended_at=event.at)


def _rated(visit: Visit, event: events.ServiceRated) -> Visit:
    return replace(visit, rating=event.score)


def _printed(visit: Visit, event: events.PrintReported) -> Visit:
    return replace(visit, printed=event.printed)


_EFFECTS: Mapping[type[Event], Callable[[Visit, Any], Visit]] = {
    events.TicketCalled: _called,
    events.TicketRecalled: _recalled,
    events.ServiceStarted: _started,
    events.ServiceFinished: _finished,
    events.TicketMissed: _missed,
    events.TicketParked: _parked,
    events.TicketTransferred: _transferred,
    events.TicketResumed: _resumed,
    events.TicketCancelled: _cancelled,
    events.ServiceRated: _rated,
    events.PrintReported: _printed,
}

_AT_WINDOW = (
    events.TicketRecalled,
    events.ServiceStarted,
    events.ServiceFinished,
    events.TicketMissed,
    events.TicketParked,
    events.TicketTransferred,
)

_CAN_BE_UNDONE = (events.TicketCalled, events.TicketMissed, events.ServiceFinished)
