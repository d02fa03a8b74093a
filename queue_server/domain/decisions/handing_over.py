"""What is asked of a result that is there: put it into a locker, hand it over, send it, open a door."""

from datetime import datetime, timedelta

from queue_server.domain.cases import commands, events
from queue_server.domain.cases.case import Case, Compartment
from queue_server.domain.cases.events import CaseEvent
from queue_server.domain.cases.lifecycle import CaseState
from queue_server.domain.cases.rules import Locker
from queue_server.domain.decisions.cases import case_of, may, warning_day
from queue_server.domain.decisions.refusal import RefusalError
from queue_server.domain.state import HallState


def mark_ready(state: HallState, command: commands.MarkReady, now: datetime) -> list[CaseEvent]:
    """Also of a result that waits elsewhere and is put into another place."""
    case = may("ready", case_of(state, command.case))
    if state.shelf.to_pick_up(command.pickup) is not None:
        raise RefusalError("busy")  # sent again, it gets another code
    compartment = _free_compartment(state, command.locker) if command.place == "locker" else None
    today = state.hall.day(now)
    due_on = today + timedelta(days=state.hall.cases.collect_days)
    return [
        events.CaseReady(
            at=now,
            case=case.id,
            operator=command.operator,
            place=command.place,
            pickup=command.pickup,
            locker=compartment.locker if compartment else None,
            compartment=compartment.number if compartment else None,
            due_on=due_on if compartment else None,
            warn_on=warning_day(state.hall, today, due_on) if compartment else None,
        )
    ]


def mail_case(state: HallState, command: commands.MailCase, now: datetime) -> list[CaseEvent]:
    case = may("mail", case_of(state, command.case))
    return [events.CaseMailed(at=now, case=case.id, operator=command.operator, courier=command.courier)]


def collect_case(state: HallState, command: commands.CollectCase, now: datetime) -> list[CaseEvent]:
    case = may("collect", case_of(state, command.case))
    return [events.CaseCollected(at=now, case=case.id, place="counter", operator=command.operator)]


def open_locker(state: HallState, command: commands.OpenLocker, now: datetime) -> list[CaseEvent]:
    """Staff open any door; a citizen the one behind which the own result lies."""
    if command.operator is not None:
        compartment = _known(state, _named(command.compartment))
        use = state.shelf.in_use.get(compartment)
        return [_released(now, compartment, "staff", use.case if use else None, command.operator)]
    case, opened_by = _for_whom(state, command)
    if case.compartment is None or case.state is not CaseState.READY:
        raise RefusalError("wrong_state", case=case.state.value, handover=case.handover)
    if _locker(state, case.compartment.locker).kiosk != command.client:
        raise RefusalError("not_allowed", locker=case.compartment.locker)
    use = state.shelf.in_use.get(case.compartment)
    if use is not None and use.condition == "faulty":
        raise RefusalError("locker_faulty", locker=case.compartment.locker, compartment=case.compartment.number)
    return [_released(now, case.compartment, opened_by, case.id)]


def report_locker(state: HallState, command: commands.ReportLocker, now: datetime) -> list[CaseEvent]:
    """A door that opened for the person has given the result out."""
    compartment = _known(state, command.compartment)
    if _locker(state, compartment.locker).kiosk != command.client:
        raise RefusalError("not_allowed", locker=compartment.locker)
    reported = events.LockerReported(
        at=now, locker=compartment.locker, compartment=compartment.number, opened=command.opened
    )
    use = state.shelf.in_use.get(compartment)
    case = state.shelf.cases.get(use.case or "") if use else None
    if command.opened == "yes" and case is not None and case.compartment == compartment and case.opened_for_person:
        return [reported, events.CaseCollected(at=now, case=case.id, place="locker")]
    return [reported]


def set_compartment(state: HallState, command: commands.SetCompartment, now: datetime) -> list[CaseEvent]:
    compartment = _known(state, command.compartment)
    return [
        events.CompartmentSet(
            at=now,
            locker=compartment.locker,
            compartment=compartment.number,
            condition=command.condition,
            operator=command.operator,
        )
    ]


def _released(
    now: datetime,
    compartment: Compartment,
    opened_by: events.OpenedBy,
    case: str | None,
    operator: str | None = None,
) -> events.LockerReleased:
    return events.LockerReleased(
        at=now,
        locker=compartment.locker,
        compartment=compartment.number,
        opened_by=opened_by,
        case=case,
        operator=operator,
    )


def _for_whom(state: HallState, command: commands.OpenLocker) -> tuple[Case, events.OpenedBy]:
    if command.pickup is not None:
        case = state.shelf.to_pick_up(command.pickup)
        if case is None:
            raise RefusalError("unknown_case")
        return case, "code"
    if command.person is None:
        raise RefusalError("identity_required")
    waiting = [
        case
        for case in state.shelf.of(command.person)
        if case.compartment is not None and command.case in (None, case.id)
    ]
    if not waiting:
        raise RefusalError("unknown_case")
    return waiting[-1], "card"


def _free_compartment(state: HallState, locker_id: str | None) -> Compartment:
    """In the locker that staff chose, else in the first that has room."""
    chosen = [_locker(state, locker_id)] if locker_id is not None else list(state.hall.lockers.values())
    for locker in chosen:
        number = state.shelf.free_compartment(locker.id, locker.compartments)
        if number is not None:
            return Compartment(locker.id, number)
    raise RefusalError("locker_full", lockers=[locker.id for locker in chosen])


def _named(compartment: Compartment | None) -> Compartment:
    if compartment is None:
        raise RefusalError("invalid_command", reason="staff name the locker and the compartment")
    return compartment


def _known(state: HallState, compartment: Compartment) -> Compartment:
    locker = _locker(state, compartment.locker)
    if not 1 <= compartment.number <= locker.compartments:
        raise RefusalError("unknown_locker", locker=locker.id, compartments=locker.compartments)
    return compartment


def _locker(state: HallState, locker_id: str) -> Locker:
    locker = state.hall.lockers.get(locker_id)
    if locker is None:
        raise RefusalError("unknown_locker", locker=locker_id)
    return locker
