"""After events of cases."""

from datetime import date
from typing import Any

from queue_server.domain.cases import events
from queue_server.domain.cases.case import Case, Compartment, Limit, LimitKind, Page, Promise
from queue_server.domain.cases.lifecycle import OFFICES_TURN, CaseState
from queue_server.domain.cases.shelf import Shelf, Use
from queue_server.domain.effects.changes import Changes
from queue_server.domain.state import HallState


def started(state: HallState, event: events.CaseStarted) -> Changes:
    return _with(
        state,
        Case(
            id=event.case,
            code=event.code,
            item=event.item,
            person=event.person,
            channel=event.channel,
            started_at=event.at,
            changed_at=event.at,
            papers=event.plan,
            result=event.result,
            promised_left=event.promised_days,
            legal_left=event.legal_days,
            limits=_limits("draft", event.due_on, event.warn_on),
        ),
    )


def saved(state: HallState, event: events.CaseSaved) -> Changes:
    case = _case(state, event)
    limits = case.limits if event.due_on is None else _limits("draft", event.due_on, event.warn_on)
    return _changed(state, event, fields=event.fields, limits=limits)


def page_added(state: HallState, event: events.CasePageAdded) -> Changes:
    """The paper is there: no longer asked for, and a promise is kept."""
    case = _case(state, event)
    others = tuple(page for page in case.pages if page.id != event.page)
    promised = case.promise_of(event.paper) is not None or event.paper in case.broken
    return _changed(
        state,
        event,
        pages=(*others, Page(event.page, event.paper, event.bytes, event.digest)),
        wanted=tuple(paper for paper in case.wanted if paper != event.paper),
        promises=_promises_but(case, event.paper),
        broken=tuple(paper for paper in case.broken if paper != event.paper),
        late=(*case.late, event.paper) if promised and case.state in OFFICES_TURN else case.late,
    )


def page_removed(state: HallState, event: events.CasePageRemoved) -> Changes:
    left = tuple(page for page in _case(state, event).pages if page.id != event.page)
    return _changed(state, event, pages=left)


def promised(state: HallState, event: events.PaperPromised) -> Changes:
    others = _promises_but(_case(state, event), event.paper)
    return _changed(state, event, promises=(*others, Promise(event.paper, event.due_on, event.remind_on)))


def reminded(state: HallState, event: events.PromiseReminded) -> Changes:
    promises = _case(state, event).promises
    return _with(
        state,
        _case(state, event)._replace(
            promises=tuple(each._replace(remind_on=None) if each.paper == event.paper else each for each in promises)
        ),
    )


def broken(state: HallState, event: events.PromiseBroken) -> Changes:
    case = _case(state, event)
    return _changed(state, event, promises=_promises_but(case, event.paper), broken=(*case.broken, event.paper))


def consented(state: HallState, event: events.ConsentGiven) -> Changes:
    case = _case(state, event)
    others = tuple(purpose for purpose in case.consents if purpose != event.purpose)
    return _changed(state, event, consents=(*others, event.purpose))


def submitted(state: HallState, event: events.CaseSubmitted) -> Changes:
    case = _case(state, event)
    return _changed(
        state,
        event,
        state=CaseState.SUBMITTED,
        limits=_limits("accept", event.due_on, event.warn_on),
        submitted_at=case.submitted_at or event.at,
        handover=event.handover or case.handover,
        reasons=(),
    )


def supplement_asked(state: HallState, event: events.SupplementAsked) -> Changes:
    """The limits of the office stand still until the case is accepted again."""
    return _changed(
        state,
        event,
        state=CaseState.SUPPLEMENT,
        limits=_limits("supplement", event.due_on, event.warn_on),
        reasons=event.reasons,
        wanted=event.papers,
        promised_left=event.promised_left,
        legal_left=event.legal_left,
    )


def accepted(state: HallState, event: events.CaseAccepted) -> Changes:
    limits = _limits("promised", event.due_on, event.warn_on)
    if event.legal_due_on is not None:
        limits += _limits("legal", event.legal_due_on, event.legal_warn_on)
    accepted_at = _case(state, event).accepted_at or event.at
    return _changed(state, event, state=CaseState.ACCEPTED, limits=limits, accepted_at=accepted_at)


def reviewed(state: HallState, event: events.CaseReviewed) -> Changes:
    return _changed(state, event, state=CaseState.IN_REVIEW)


def decided(state: HallState, event: events.CaseDecided) -> Changes:
    """An approved case without a result to hand over has ended."""
    approved = event.outcome == "approved"
    changes = {"state": CaseState.APPROVED if approved else CaseState.REFUSED, "reasons": event.reasons}
    if approved and _case(state, event).result:
        return _changed(state, event, **changes, limits=())
    return _ended(state, event, **changes)


def ready(state: HallState, event: events.CaseReady) -> Changes:
    """A result that was elsewhere before is there no longer."""
    compartment = None
    shelf = _emptied(state, event)
    if event.locker is not None and event.compartment is not None:
        compartment = Compartment(event.locker, event.compartment)
        shelf = shelf.with_use(compartment, Use("used", event.case))
    case = _case(state, event)._replace(
        state=CaseState.READY,
        changed_at=event.at,
        limits=() if event.due_on is None else _limits("collect", event.due_on, event.warn_on),
        pickup=event.pickup,
        compartment=compartment,
        handover=event.place,
        opened_for_person=False,
    )
    return {"shelf": shelf.with_case(case)}


def mailed(state: HallState, event: events.CaseMailed) -> Changes:
    return _gone(state, event, state=CaseState.MAILED, courier=event.courier, handover="courier")


def collected(state: HallState, event: events.CaseCollected) -> Changes:
    return _gone(state, event, state=CaseState.COLLECTED)


def withdrawn(state: HallState, event: events.CaseWithdrawn) -> Changes:
    return _ended(state, event, state=CaseState.WITHDRAWN)


def expired(state: HallState, event: events.CaseExpired) -> Changes:
    return _ended(state, event, state=CaseState.EXPIRED)


def due_soon(state: HallState, event: events.CaseDueSoon) -> Changes:
    case = _case(state, event)
    limits = tuple(limit._replace(warn_on=None) if limit.kind == event.limit else limit for limit in case.limits)
    return _with(state, case._replace(limits=limits))


def overdue(state: HallState, event: events.CaseOverdue) -> Changes:
    case = _case(state, event)
    left = tuple(limit for limit in case.limits if limit.kind != event.limit)
    return _with(state, case._replace(limits=left, overdue=(*case.overdue, event.limit)))


def uncollected(state: HallState, event: events.ResultUncollected) -> Changes:
    """Staff take it out, and it waits at a counter as long as it takes."""
    case = _case(state, event)
    shelf = state.shelf
    if case.compartment is not None:
        shelf = shelf.with_use(case.compartment, Use("to_clear", case.id))
    after = case._replace(changed_at=event.at, limits=(), compartment=None, handover="counter")
    return {"shelf": shelf.with_case(after)}


def released(state: HallState, event: events.LockerReleased) -> Changes:
    """Only a door that was opened for the person gives the result out."""
    case = state.shelf.cases.get(event.case or "")
    return {} if case is None else _with(state, case._replace(opened_for_person=event.opened_by != "staff"))


def locker_reported(state: HallState, event: events.LockerReported) -> Changes:
    compartment = Compartment(event.locker, event.compartment)
    if event.opened != "no":
        return {}
    use = state.shelf.in_use.get(compartment)
    return {"shelf": state.shelf.with_use(compartment, Use("faulty", use.case if use else None))}


def compartment_set(state: HallState, event: events.CompartmentSet) -> Changes:
    """Whatever lay in it was taken out by staff and waits at a counter."""
    compartment = Compartment(event.locker, event.compartment)
    before = state.shelf.in_use.get(compartment)
    shelf = state.shelf.with_use(compartment, Use("faulty") if event.condition == "faulty" else None)
    case = shelf.cases.get(before.case or "") if before else None
    if case is not None and case.compartment == compartment:
        shelf = shelf.with_case(case._replace(changed_at=event.at, limits=(), compartment=None, handover="counter"))
    return {"shelf": shelf}


def space_saved(_state: HallState, _event: events.SpaceSaved) -> Changes:
    return {}


def space_deleted(_state: HallState, _event: events.SpaceDeleted) -> Changes:
    return {}


def _case(state: HallState, event: Any) -> Case:
    return state.shelf.cases[event.case]


def _with(state: HallState, case: Case) -> Changes:
    return {"shelf": state.shelf.with_case(case)}


def _changed(state: HallState, event: Any, /, **changes: Any) -> Changes:
    return _with(state, _case(state, event)._replace(changed_at=event.at, **changes))


def _ended(state: HallState, event: Any, /, **changes: Any) -> Changes:
    """Nothing is due of it any more, and nothing opens a door for it."""
    return _changed(
        state, event, **changes, limits=(), promises=(), wanted=(), pickup=None, compartment=None, ended_at=event.at
    )


def _gone(state: HallState, event: Any, /, **changes: Any) -> Changes:
    """The result left the hall."""
    return _ended(state._replace(shelf=_emptied(state, event)), event, **changes)


def _emptied(state: HallState, event: Any) -> Shelf:
    """The shelf with the case's compartment free; a door that does not do stays out of use."""
    compartment = _case(state, event).compartment
    if compartment is None:
        return state.shelf
    use = state.shelf.in_use.get(compartment)
    return state.shelf.with_use(compartment, Use("faulty") if use and use.condition == "faulty" else None)


def _promises_but(case: Case, paper: str) -> tuple[Promise, ...]:
    return tuple(promise for promise in case.promises if promise.paper != paper)


def _limits(kind: LimitKind, by: date, warn_on: date | None) -> tuple[Limit, ...]:
    return (Limit(kind, by, warn_on),)
