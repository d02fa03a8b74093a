"""The paper of a ticket: each attempt is printed once and reported once."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from kiosk.flow.apply_pages import Submitted
from kiosk.flow.case_pages import OneCase
from kiosk.flow.effects import CaseSheet, Effect, Print, PrintJob, Report, SheetJob
from kiosk.flow.inputs import PrintEnded
from kiosk.flow.pages import Booked, Done, Printing, ReadGuide
from kiosk.flow.session import Session, on_page
from kiosk.flow.shades import Paper
from queue_server.contract.commands import Printed, ReportPrint
from queue_server.contract.envelope import Command
from queue_server.contract.views import Ticket

MOST_ATTEMPTS = 3
"""After three failures a fourth helps nobody; the number on the screen is what counts."""


def job_id(command_id: str, attempt: int) -> str:
    return str(uuid5(UUID(command_id), f"print-{attempt}"))


def begin_printing(
    session: Session, command_id: str, ticket: Ticket, attempt: int
) -> tuple[Session, tuple[Effect, ...]]:
    queue = session.around.queue(ticket.queue)
    hall = session.around.hall
    job = PrintJob(
        id=job_id(command_id, attempt),
        ticket=ticket,
        attempt=attempt,
        hall=hall.name if hall else {"zh": ""},
        service=queue.name if queue else {"zh": ticket.queue},
        language=session.language,
    )
    return on_page(session, Printing(command_id, ticket, attempt)), (Print(job),)


def report(given: PrintEnded, job: PrintJob, now: datetime) -> Report:
    """What became of an attempt, whatever page is shown by then."""
    detail = None if given.printed is Printed.YES else ": ".join(filter(None, (given.printer, given.detail)))
    data = ReportPrint(ticket=job.ticket.id, printed=given.printed, detail=detail)
    return Report(job.id, Command(id=job.id, sent_at=now, data=data))


def paper_told(session: Session, given: PrintEnded, job: PrintJob) -> Session:
    """Show what became of the attempt, if its citizen still stands here."""
    page = session.page
    if not isinstance(page, Printing | Done) or job.id != job_id(page.command_id, page.attempt):
        return session
    return on_page(session, Done(page.command_id, page.ticket, page.attempt, given.printed, given.printer))


def paper_not_told(session: Session, page: Printing) -> Session:
    """The printer has not said what became of the attempt."""
    return on_page(session, Done(page.command_id, page.ticket, page.attempt, Printed.UNKNOWN, "unknown"))


def sheet_told(session: Session, job: SheetJob, printed: Printed) -> Session:
    """Show what became of a sheet, where it was asked for."""
    match session.page:
        case ReadGuide(entry=entry) as page if entry == job.content:
            return on_page(session, replace(page, paper=Paper(printed.value)))
        case OneCase(case=case) as page if isinstance(job.content, CaseSheet) and case == job.content.case:
            return on_page(session, replace(page, paper=Paper(printed.value)))
        case Booked(appointment=appointment) as page if appointment == job.content:
            return on_page(session, replace(page, paper=Paper(printed.value)))
        case Submitted(case=case) as page if isinstance(job.content, CaseSheet) and case == job.content.case:
            return on_page(session, replace(page, paper=Paper(printed.value)))
        case _:
            return session


def may_print_again(page: Done) -> bool:
    return page.printed is not Printed.YES and page.attempt < MOST_ATTEMPTS
