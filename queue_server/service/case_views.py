"""What is told of cases, in the words of the contract."""

from pydantic import BaseModel

from queue_server.contract import case_views as contract
from queue_server.domain.cases import commands as asked_of
from queue_server.domain.cases.case import Case
from queue_server.domain.cases.events import CaseCollected, LockerReleased, LockerReported
from queue_server.domain.cases.rules import PaperRule
from queue_server.domain.events import Event
from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState


def case_view(hall: Hall, case: Case) -> contract.Case:
    return contract.Case(
        case=case.id,
        code=case.code,
        item=case.item,
        state=case.state.value,
        channel=case.channel,
        started_at=hall.local(case.started_at),
        changed_at=hall.local(case.changed_at),
        submitted_at=hall.local(case.submitted_at) if case.submitted_at else None,
        accepted_at=hall.local(case.accepted_at) if case.accepted_at else None,
        ended_at=hall.local(case.ended_at) if case.ended_at else None,
        fields=case.fields,
        papers=tuple(_paper(case, paper) for paper in case.papers),
        missing=tuple(case.missing_papers),
        result=case.result,
        due_on=case.due,
        limits=tuple(contract.CaseLimit(limit=limit.kind, due_on=limit.by) for limit in case.limits),
        overdue=case.overdue,
        reasons=case.reasons,
        consents=case.consents,
        handover=case.handover,
        locker=case.compartment.locker if case.compartment else None,
        compartment=case.compartment.number if case.compartment else None,
        courier=case.courier,
    )


def _paper(case: Case, paper: PaperRule) -> contract.CasePaper:
    promise = case.promise_of(paper.kind)
    return contract.CasePaper(
        paper=paper.kind,
        required=paper.required,
        most=paper.pages,
        pages=tuple(page.id for page in case.pages_of(paper.kind)),
        may_come_later=paper.later_days is not None,
        wanted=paper.kind in case.wanted,
        promised_on=promise.by if promise else None,
        broken=paper.kind in case.broken,
    )


def told(asked: asked_of.CaseCommand, happened: tuple[Event, ...], state: HallState) -> BaseModel:
    """The reply's data after a command about cases was accepted."""
    match asked:
        case asked_of.OpenLocker() | asked_of.ReportLocker():
            return _door(happened, state)
        case asked_of.SetCompartment():
            return contract.CompartmentReply(
                locker=asked.compartment.locker, compartment=asked.compartment.number, condition=asked.condition
            )
        case asked_of.SaveSpace():
            return contract.SpaceReply(fields=asked.fields)
        case asked_of.DeleteSpace():
            return contract.SpaceReply(fields=0)
        case _:
            touched = next(case for event in reversed(happened) if (case := getattr(event, "case", None)))
            return contract.CaseReply(case=case_view(state.hall, state.shelf.cases[touched]))


def _door(happened: tuple[Event, ...], state: HallState) -> contract.DoorReply:
    door = next(event for event in happened if isinstance(event, LockerReleased | LockerReported))
    behind = next((event.case for event in happened if isinstance(event, LockerReleased | CaseCollected)), None)
    case = state.shelf.cases.get(behind or "")
    return contract.DoorReply(
        locker=door.locker,
        compartment=door.compartment,
        case=case_view(state.hall, case) if case else None,
    )
