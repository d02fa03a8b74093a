"""What reception entered, as commands or as mistakes by field. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from queue_server.contract.commands import Holder, IdType, IssueTicket
from queue_server.contract.id_numbers import is_valid, normalised
from queue_server.domain.hall import APPOINTMENT, ORDINARY, Hall, Text
from queue_server.domain.state import HallState, Ticket
from queue_server.web.language import Language
from queue_server.web.pages.booking import ID_TYPES, read_holder

FOUND_AT_MOST = 20
LONGEST_NOTE = 200


class MistakesError(ValueError):
    """``mistakes`` by field, each the name of a word."""

    def __init__(self, mistakes: Mapping[str, str]) -> None:
        super().__init__(", ".join(mistakes))
        self.mistakes = dict(mistakes)


@dataclass(frozen=True, slots=True)
class Service:
    """What a ticket can be for: an item, or a queue where nobody says more."""

    value: str
    name: Text


def services(hall: Hall) -> list[tuple[Text, list[Service]]]:
    """Every queue with what it does; the queue itself comes last."""
    return [
        (
            queue.name,
            [
                *(Service(f"item {item.code}", item.name) for item in hall.items.values() if item.queue == queue.id),
                Service(f"queue {queue.id}", queue.name),
            ],
        )
        for queue in hall.queues.values()
    ]


def priorities(hall: Hall) -> list[tuple[str, Text]]:
    """Those that somebody can have without an appointment, the ordinary one first."""
    return [(each.id, each.name) for each in hall.priorities.values() if each.id != APPOINTMENT]


def read_issue(fields: Mapping[str, str], language: Language) -> IssueTicket:
    """:raises MistakesError: when it cannot be asked for so."""
    kind, _, named = fields.get("service", "").partition(" ")
    if kind not in ("item", "queue") or not named:
        raise MistakesError({"service": "needs_service"})
    priority = fields.get("priority", ORDINARY)
    return IssueTicket(
        item=named if kind == "item" else None,
        queue=named if kind == "queue" else None,
        priority=priority if priority != ORDINARY else None,
        holder=optional_holder(fields, language),
    )


def optional_holder(fields: Mapping[str, str], language: Language) -> Holder | None:
    """Who the ticket is for, as far as that was said.

    :raises MistakesError: when what was said cannot be.
    """
    said = {name: fields.get(name, "").strip() for name in ("id_number", "name", "phone")}
    if said["id_number"]:
        return needed_holder(fields, language)
    if not said["name"] and not said["phone"]:
        return None
    # The check of everything but the number that is not there.
    entered = read_holder({**said, "id_type": "", "id_number": ""}, language)
    mistakes = {name: mistake for name, mistake in entered.mistakes.items() if name != "id_number"}
    if mistakes:
        raise MistakesError(mistakes)
    return Holder(id_type=IdType.NONE, name=said["name"] or None, phone=said["phone"] or None, language=language)


def needed_holder(fields: Mapping[str, str], language: Language) -> Holder:
    """:raises MistakesError: when nobody is named, or it cannot be."""
    names = ("id_type", "id_number", "name", "phone")
    entered = read_holder({name: fields.get(name, "").strip() for name in names}, language)
    if entered.holder is None:
        raise MistakesError(entered.mistakes)
    return entered.holder


def tickets_ending(state: HallState, text: str) -> list[Ticket]:
    """Today's tickets whose number ends so; those that still matter first, then the newest."""
    ending = text.strip().upper()
    if not ending:
        return []
    found = [ticket for ticket in state.tickets.values() if ticket.number.upper().endswith(ending)]
    return sorted(found, key=_use)[:FOUND_AT_MOST]


def holder_of_number(text: str) -> Holder | None:
    """Whoever has this number of an identity document, whichever it is."""
    number = normalised(text)
    kinds: Iterator[str] = (kind for kind in ID_TYPES if is_valid(kind, number))
    kind = next(kinds, None)
    return Holder(id_type=IdType(kind), id_number=number) if kind else None


def read_note(text: str) -> str:
    """One line, without what no line has."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_NOTE]


def _use(ticket: Ticket) -> tuple[bool, float]:
    return ticket.state.value in ("finished", "cancelled"), -ticket.issued_at.timestamp()
