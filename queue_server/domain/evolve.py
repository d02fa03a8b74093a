"""What is true after an event. Total: whatever the journal holds can be replayed, whatever the hall file says today."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

from queue_server.domain import events
from queue_server.domain.cases import events as of_cases
from queue_server.domain.effects import appointments, cases, hall, management, tickets, windows
from queue_server.domain.effects.changes import Changes
from queue_server.domain.state import HallState


def evolve_all(state: HallState, happened: Iterable[events.Event]) -> HallState:
    """The state after several events."""
    return reduce(evolve, happened, state)


def evolve(state: HallState, event: events.Event) -> HallState:
    """The state after one event; ``seq`` grows by one."""
    return state.after(_EFFECTS[type(event)](state, event))


_EFFECTS: Mapping[type[events.Event], Callable[[HallState, Any], Changes]] = {
    events.DayStarted: hall.day_started,
    events.CountersClosed: hall.counters_closed,
    events.QueueOpened: hall.queue_opened,
    events.QueueClosed: hall.queue_closed,
    events.TicketIssued: tickets.issued,
    events.NumbersReserved: tickets.numbers_reserved,
    events.PrintReported: tickets.print_reported,
    events.TicketCancelled: tickets.cancelled,
    events.TicketResumed: tickets.resumed,
    events.ServiceRated: tickets.rated,
    events.TicketCalled: windows.called,
    events.TicketRecalled: windows.recalled,
    events.ServiceStarted: windows.service_started,
    events.ServiceFinished: windows.service_finished,
    events.TicketMissed: windows.missed,
    events.TicketParked: windows.parked,
    events.TicketTransferred: windows.transferred,
    events.StepUndone: windows.undone,
    events.WindowOpened: windows.opened,
    events.WindowPaused: windows.paused,
    events.WindowClosed: windows.closed,
    events.AppointmentBooked: appointments.booked,
    events.AppointmentMoved: appointments.moved,
    events.AppointmentCancelled: appointments.cancelled,
    events.AppointmentCheckedIn: appointments.checked_in,
    events.AppointmentMissed: appointments.missed,
    events.NoticeSet: management.notice_set,
    events.NoticeCleared: management.notice_cleared,
    events.ClientControlled: management.client_controlled,
    events.AlertRaised: management.alert_raised,
    events.AlertAcknowledged: management.alert_acknowledged,
    events.AlertResolved: management.alert_resolved,
    of_cases.CaseStarted: cases.started,
    of_cases.CaseSaved: cases.saved,
    of_cases.CasePageAdded: cases.page_added,
    of_cases.CasePageRemoved: cases.page_removed,
    of_cases.PaperPromised: cases.promised,
    of_cases.PromiseReminded: cases.reminded,
    of_cases.PromiseBroken: cases.broken,
    of_cases.ConsentGiven: cases.consented,
    of_cases.CaseSubmitted: cases.submitted,
    of_cases.SupplementAsked: cases.supplement_asked,
    of_cases.CaseAccepted: cases.accepted,
    of_cases.CaseReviewed: cases.reviewed,
    of_cases.CaseDecided: cases.decided,
    of_cases.CaseReady: cases.ready,
    of_cases.CaseMailed: cases.mailed,
    of_cases.CaseCollected: cases.collected,
    of_cases.CaseWithdrawn: cases.withdrawn,
    of_cases.CaseExpired: cases.expired,
    of_cases.CaseDueSoon: cases.due_soon,
    of_cases.CaseOverdue: cases.overdue,
    of_cases.ResultUncollected: cases.uncollected,
    of_cases.LockerReleased: cases.released,
    of_cases.LockerReported: cases.locker_reported,
    of_cases.CompartmentSet: cases.compartment_set,
    of_cases.SpaceSaved: cases.space_saved,
    of_cases.SpaceDeleted: cases.space_deleted,
}
