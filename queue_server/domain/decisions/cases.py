"""What is asked of a case until it is decided: fill it in, hand it in, accept it, send it back, decide it."""

from datetime import date, datetime, timedelta

from queue_server.domain.cases import commands, events
from queue_server.domain.cases.case import Case
from queue_server.domain.cases.events import CaseEvent
from queue_server.domain.cases.lifecycle import CASE_LIFE, CITIZENS_TURN, OFFICES_TURN, CaseState
from queue_server.domain.cases.rules import PaperRule
from queue_server.domain.cases.working_days import after_working_days, before_working_days, working_days_left
from queue_server.domain.decisions.refusal import RefusalError
from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState


def start_case(state: HallState, command: commands.StartCase, now: datetime) -> list[CaseEvent]:
    """One case of a kind at a time: whoever begins again is told of the one that is under way."""
    if command.person is None:
        raise RefusalError("identity_required")
    if command.item not in state.hall.items:
        raise RefusalError("unknown_item", item=command.item)
    if command.plan is None:
        raise RefusalError("not_self_service", item=command.item)
    living = [case for case in state.shelf.of(command.person) if not case.has_ended]
    for case in living:
        if case.item == command.item and case.state is not CaseState.READY:
            raise RefusalError("already_started", case=case.id, state=case.state.value)
    drafts = sum(case.state is CaseState.DRAFT for case in living)
    if drafts >= state.hall.cases.drafts_per_person:
        raise RefusalError("too_many_cases", drafts=drafts)
    if state.shelf.find(command.code) is not None:
        raise RefusalError("busy")  # sent again, it gets another code
    due_on, warn_on = _draft_days(state.hall, now)
    return [
        events.CaseStarted(
            at=now,
            case=command.case,
            code=command.code,
            item=command.item,
            person=command.person,
            channel=command.channel,
            plan=command.plan.papers,
            promised_days=command.plan.promised_days,
            legal_days=command.plan.legal_days,
            result=command.plan.result,
            due_on=due_on,
            warn_on=warn_on,
        )
    ]


def save_case(state: HallState, command: commands.SaveCase, now: datetime) -> list[CaseEvent]:
    """A draft is kept from its last saving on; a supplement ends when the office said."""
    case = may("save", own(state, command.case, command.person))
    if case.state is not CaseState.DRAFT:
        return [events.CaseSaved(at=now, case=case.id, fields=command.fields)]
    due_on, warn_on = _draft_days(state.hall, now)
    return [events.CaseSaved(at=now, case=case.id, fields=command.fields, due_on=due_on, warn_on=warn_on)]


def add_page(state: HallState, command: commands.AddPage, now: datetime) -> list[CaseEvent]:
    """The same page again takes the place of the one before it."""
    case = own(state, command.case, command.person)
    paper = _may_hand_in(case, command.paper)
    others = [page for page in case.pages if page.id != command.page]
    of_paper = sum(page.paper == paper.kind for page in others)
    if of_paper >= paper.pages:
        raise RefusalError("too_many_pages", paper=paper.kind, pages=of_paper)
    if len(others) >= state.hall.cases.pages_per_case:
        raise RefusalError("too_many_pages", pages=len(others))
    return [
        events.CasePageAdded(
            at=now,
            case=case.id,
            paper=paper.kind,
            page=command.page,
            bytes=command.bytes,
            digest=command.digest,
        )
    ]


def remove_page(state: HallState, command: commands.RemovePage, now: datetime) -> list[CaseEvent]:
    case = may("save", own(state, command.case, command.person))
    if all(page.id != command.page for page in case.pages):
        raise RefusalError("unknown_page", page=command.page)
    return [events.CasePageRemoved(at=now, case=case.id, page=command.page)]


def promise_paper(state: HallState, command: commands.PromisePaper, now: datetime) -> list[CaseEvent]:
    """Only what the item's rule lets come later, and only once: a promise that was made keeps its day."""
    case = may("save", own(state, command.case, command.person))
    paper = _paper(case, command.paper)
    if paper.later_days is None:
        raise RefusalError("not_allowed", paper=paper.kind)
    if case.promise_of(paper.kind) or paper.kind in case.broken or case.pages_of(paper.kind):
        raise RefusalError("wrong_state", paper=paper.kind)
    due_on, remind_on = _working_days(state.hall, now, paper.later_days)
    return [events.PaperPromised(at=now, case=case.id, paper=paper.kind, due_on=due_on, remind_on=remind_on)]


def give_consent(state: HallState, command: commands.GiveConsent, now: datetime) -> list[CaseEvent]:
    case = own(state, command.case, command.person)
    if case.has_ended:
        raise RefusalError("wrong_state", case=case.state.value)
    return [events.ConsentGiven(at=now, case=case.id, person=case.person, purpose=command.purpose)]


def submit_case(state: HallState, command: commands.SubmitCase, now: datetime) -> list[CaseEvent]:
    """Whole or not at all: what is missing is told in one go."""
    case = may("submit", own(state, command.case, command.person))
    missing = case.missing_papers
    if missing or command.blanks:
        raise RefusalError("incomplete", papers=missing, answers=list(command.blanks))
    if case.result and command.handover is None and case.handover is None:
        raise RefusalError("incomplete", papers=[], answers=["handover"])
    due_on, warn_on = _working_days(state.hall, now, state.hall.cases.accept_days)
    return [events.CaseSubmitted(at=now, case=case.id, due_on=due_on, warn_on=warn_on, handover=command.handover)]


def withdraw_case(state: HallState, command: commands.WithdrawCase, now: datetime) -> list[CaseEvent]:
    case = may("withdraw", own(state, command.case, command.person))
    return [events.CaseWithdrawn(at=now, case=case.id)]


def accept_case(state: HallState, command: commands.AcceptCase, now: datetime) -> list[CaseEvent]:
    """From here on the office's limits run, or run on after a supplement."""
    case = may("accept", case_of(state, command.case))
    due_on, warn_on = _working_days(state.hall, now, case.promised_left)
    legal = _working_days(state.hall, now, case.legal_left) if case.legal_left is not None else (None, None)
    return [
        events.CaseAccepted(
            at=now,
            case=case.id,
            operator=command.operator,
            due_on=due_on,
            warn_on=warn_on,
            legal_due_on=legal[0],
            legal_warn_on=legal[1],
        )
    ]


def review_case(state: HallState, command: commands.ReviewCase, now: datetime) -> list[CaseEvent]:
    case = may("review", case_of(state, command.case))
    return [events.CaseReviewed(at=now, case=case.id, operator=command.operator)]


def ask_supplement(state: HallState, command: commands.AskSupplement, now: datetime) -> list[CaseEvent]:
    case = may("ask_supplement", case_of(state, command.case))
    _known_reasons(state.hall, command.reasons)
    for paper in command.papers:
        _paper(case, paper)
    today = state.hall.day(now)
    due_on = today + timedelta(days=state.hall.cases.supplement_days)
    return [
        events.SupplementAsked(
            at=now,
            case=case.id,
            operator=command.operator,
            reasons=command.reasons,
            papers=command.papers,
            due_on=due_on,
            warn_on=warning_day(state.hall, today, due_on),
            promised_left=_left(state.hall, case, "promised", today) or 0,
            legal_left=_left(state.hall, case, "legal", today),
        )
    ]


def decide_case(state: HallState, command: commands.DecideCase, now: datetime) -> list[CaseEvent]:
    """Whoever refuses says why."""
    case = may("approve" if command.outcome == "approved" else "refuse", case_of(state, command.case))
    if command.outcome == "refused":
        _known_reasons(state.hall, command.reasons)
    return [
        events.CaseDecided(
            at=now, case=case.id, operator=command.operator, outcome=command.outcome, reasons=command.reasons
        )
    ]


def get_case(state: HallState, command: commands.GetCase, _now: datetime) -> list[CaseEvent]:
    case_of(state, command.case)
    return []


def find_cases(_state: HallState, _command: commands.FindCases, _now: datetime) -> list[CaseEvent]:
    return []


def save_space(_state: HallState, command: commands.SaveSpace, now: datetime) -> list[CaseEvent]:
    return [events.SpaceSaved(at=now, person=_identified(command.person), fields=command.fields)]


def delete_space(_state: HallState, command: commands.DeleteSpace, now: datetime) -> list[CaseEvent]:
    return [events.SpaceDeleted(at=now, person=_identified(command.person))]


def case_of(state: HallState, id_or_code: str) -> Case:
    case = state.shelf.find(id_or_code)
    if case is None:
        raise RefusalError("unknown_case", case=id_or_code)
    return case


def own(state: HallState, id_or_code: str, person: str | None) -> Case:
    """A case for whoever asks: another person's is as if it were not there."""
    case = case_of(state, id_or_code)
    if person is not None and person != case.person:
        raise RefusalError("unknown_case", case=id_or_code)
    return case


def may(step: str, case: Case) -> Case:
    """The case, if its life allows the step."""
    if case.has_ended or case.state not in CASE_LIFE[step]:
        raise RefusalError("wrong_state", case=case.state.value)
    return case


def _identified(person: str | None) -> str:
    if person is None:
        raise RefusalError("identity_required")
    return person


def _paper(case: Case, kind: str) -> PaperRule:
    paper = case.paper(kind)
    if paper is None:
        raise RefusalError("unknown_paper", paper=kind)
    return paper


def _may_hand_in(case: Case, kind: str) -> PaperRule:
    """A promised paper may also come while the office works on the case, page by page, and when its day has passed."""
    paper = _paper(case, kind)
    awaited = case.promise_of(kind) is not None or kind in case.broken or kind in case.late
    if case.state not in CITIZENS_TURN and not (case.state in OFFICES_TURN and awaited):
        raise RefusalError("wrong_state", case=case.state.value)
    return paper


def _known_reasons(hall: Hall, reasons: tuple[str, ...]) -> None:
    unknown = [reason for reason in reasons if reason not in hall.cases.reasons]
    if unknown or not reasons:
        raise RefusalError("invalid_command", reasons=unknown, known=list(hall.cases.reasons))


def _left(hall: Hall, case: Case, kind: str, today: date) -> int | None:
    """The working days that a limit still has; of one that has not begun all of them, of one that passed none."""
    limit = next((each for each in case.limits if each.kind == kind), None)
    if limit is not None:
        return working_days_left(hall, today, limit.by)
    if kind in case.overdue:
        return 0
    return case.promised_left if kind == "promised" else case.legal_left


def _draft_days(hall: Hall, now: datetime) -> tuple[date, date | None]:
    today = hall.day(now)
    due_on = today + timedelta(days=hall.cases.draft_days)
    return due_on, warning_day(hall, today, due_on)


def _working_days(hall: Hall, now: datetime, days: int) -> tuple[date, date | None]:
    """The end of a limit that begins today, and the day of its warning."""
    today = hall.day(now)
    due_on = after_working_days(hall, today, days)
    return due_on, warning_day(hall, today, due_on)


def warning_day(hall: Hall, today: date, due_on: date) -> date | None:
    """None where the limit is so short that today would have to be warned."""
    warn_on = before_working_days(hall, due_on, hall.cases.warn_days)
    return warn_on if warn_on > today else None
