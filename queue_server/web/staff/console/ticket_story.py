"""What happened to one ticket, in words. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState, Ticket
from queue_server.journal import Recorded
from queue_server.web.case_names import item_name, state_name
from queue_server.web.language import Language, in_language
from queue_server.web.words.case_states import CASE_STATES
from queue_server.web.words.console import CONSOLE, HISTORY


def ticket_story(hall: Hall, events: Iterable[Recorded], language: Language) -> Iterator[tuple[str, str]]:
    """The time and the sentence of each step."""
    words = HISTORY[language]
    for event in events:
        if event.type in words:
            named = _named(hall, event, language)
            finished_as = f"{event.type}_as"
            sentence = words[finished_as if "outcome" in named and finished_as in words else event.type]
            yield f"{hall.local(event.at):%H:%M}", sentence.format(**named)


def others_of(state: HallState, ticket: Ticket) -> list[Ticket]:
    """The other tickets that the same person took today, where identity was shown."""
    if ticket.person is None:
        return []
    others = [each for each in state.tickets.values() if each.person == ticket.person and each.id != ticket.id]
    return sorted(others, key=lambda each: each.issued_at)


@dataclass(frozen=True, slots=True)
class CaseBrought:
    """The application that a person comes about."""

    code: str
    item: str
    state: str


def case_brought(state: HallState, ticket: Ticket, language: Language) -> CaseBrought | None:
    """None where the ticket was taken for no application."""
    case = state.shelf.cases.get(ticket.case or "")
    if case is None:
        return None
    name = in_language(item_name(state.hall, case.item), language)
    return CaseBrought(case.code, name, CASE_STATES[language][state_name(case)])


def _named(hall: Hall, event: Recorded, language: Language) -> dict[str, str]:
    """What a sentence may speak of, in the reader's language; what the event does not say is a dash."""
    data = json.loads(event.data)
    named = {"reason": "–", "printed": "–", "score": "–", **{name: str(value) for name, value in data.items()}}
    window, queue = hall.windows.get(data.get("window", "")), hall.queues.get(data.get("queue", ""))
    named["window"] = in_language(window.name, language) if window else named.get("window", "–")
    named["queue"] = in_language(queue.name, language) if queue else named.get("queue", "–")
    if outcome := data.get("outcome"):
        named["outcome"] = CONSOLE[language].get(f"outcome_{outcome}", outcome)
    return named
