"""What a ticket's page says, in the citizen's language. Pure."""

from dataclasses import dataclass
from typing import Literal

from queue_server.contract.views import Ticket
from queue_server.contract.waiting import minutes_range
from queue_server.domain.hall import Hall
from queue_server.web.language import Language, in_language
from queue_server.web.words.ticket import STATES, TICKET

SCORES = (5, 4, 3, 2, 1)
"""Very satisfied first, as the five levels of public service ratings go."""

Said = Literal["not_cancelled", "not_rated"]
"""What may be said once, after something that was asked could not be done."""

_CAN_BE_CANCELLED = ("waiting", "parked", "missed")
_OVER = ("finished", "cancelled")


@dataclass(frozen=True, slots=True)
class TicketPage:
    """``lines`` are the wait, ``rated`` is the rating once it is given. ``over``: nothing will change by itself."""

    title: str
    number: str
    queue: str
    state: str
    turn: str
    sentence: str
    lines: tuple[str, ...]
    issued: str
    can_cancel: bool
    can_rate: bool
    rated: str
    over: bool


def ticket_page(hall: Hall, ticket: Ticket, rated: int | None, language: Language) -> TicketPage:
    """``rated`` is the score that was given, none before."""
    words = TICKET[language]
    window = hall.windows.get(ticket.window or "")
    queue = hall.queues.get(ticket.queue)
    sentence = STATES[language][ticket.state].format(window=in_language(window.name, language) if window else "")
    called = ticket.state == "called"
    return TicketPage(
        title=f"{ticket.number} {words['your_turn']}" if called else f"{words['title']} {ticket.number}",
        number=ticket.number,
        queue=in_language(queue.name, language) if queue else "",
        state=ticket.state,
        turn=words["your_turn"] if called else "",
        sentence=sentence,
        lines=_wait(ticket, language) if ticket.state == "waiting" else (),
        issued=words["issued"].format(time=f"{ticket.issued_at:%Y-%m-%d %H:%M}"),
        can_cancel=ticket.state in _CAN_BE_CANCELLED,
        can_rate=ticket.state == "finished" and rated is None,
        rated=words["rated"].format(score=words[f"score_{rated}"]) if rated is not None else "",
        over=ticket.state in _OVER,
    )


def _wait(ticket: Ticket, language: Language) -> tuple[str, ...]:
    words = TICKET[language]
    ahead = words["ahead" if ticket.ahead else "next"].format(count=ticket.ahead)
    if ticket.estimate is None:
        return (ahead, words["unknown"])
    low, high = minutes_range(ticket.estimate)
    return (ahead, words["range" if low else "soon"].format(low=low, high=high))
