"""``/staff/reception``, and the ticket as it is printed there."""

import io

import segno
from fastapi import Request
from nicegui import ui

from queue_server.web.language import in_language
from queue_server.web.staff.reception.page import ReceptionPage
from queue_server.web.staff.reception.rows import ticket_line, turn
from queue_server.web.staff.shell import RETURN_WITHIN_S, Shell
from queue_server.web.staff.visit import Visit
from queue_server.web.words.reception import RECEPTION


def reception_pages(shell: Shell) -> None:
    tab = shell.tab("reception")

    @ui.page("/reception", reconnect_timeout=RETURN_WITHIN_S)
    def reception(request: Request) -> None:
        with shell.page(request, tab) as visit:
            if visit is not None:
                ReceptionPage(visit)

    @ui.page("/print/{ticket}")
    def paper(request: Request, ticket: str) -> None:
        with shell.page(request, tab) as visit:
            if visit is not None and not _draw_paper(visit, ticket):
                visit.client.status_code = 404
                shell.message(visit, "unknown_ticket", RECEPTION)


def _draw_paper(visit: Visit, ticket_id: str) -> bool:
    """The ticket as a kiosk prints it, for the desk's own printer; false where there is none."""
    glance = visit.hall.glance
    ticket = glance.state.tickets.get(ticket_id)
    if ticket is None:
        return False
    ahead, wait = turn(glance.views, ticket)
    content = visit.draw(
        "reception_paper.html",
        words=visit.words(RECEPTION),
        hall=in_language(glance.hall.name, visit.language),
        number=ticket.number,
        service=in_language(ticket_line(glance.state, ticket).service, visit.language),
        ahead=ahead,
        wait=wait,
        issued=f"{glance.hall.local(ticket.issued_at):%Y-%m-%d %H:%M}",
        code=_code(f"{visit.area.public_url}/t/{ticket.id}"),
    )
    ui.html(content, sanitize=False).classes("paper")
    person = visit.person
    if person is not None:
        visit.area.office.record(person.id, "ticket_printed", ticket.number)
    return True


def _code(url: str) -> str:
    """The QR code as a picture within the page."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, omitsize=True)
    return out.getvalue().decode()
