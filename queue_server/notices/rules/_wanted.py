from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from queue_server.contract.views import Estimate as ShownEstimate
from queue_server.contract.waiting import minutes_range
from queue_server.domain.appointments import Appointment
from queue_server.domain.estimate import Estimate
from queue_server.domain.hall import Hall, Text
from queue_server.domain.state import Ticket
from queue_server.notices import words
from queue_server.notices.notice import APPOINTMENT, TICKET, subject
from queue_server.notices.steps import STEP_RULES, Step


@dataclass(frozen=True, slots=True)
class RuleBook:
    """What the hall wants told. ``outcomes`` are words of ``finish`` and ``park`` that stand for a step; ``site`` is
    where the pages of people are reached, without a final slash.
    """

    steps: frozenset[Step]
    people_before: int
    outcomes: Mapping[str, Step]
    site: str


class Wanted(NamedTuple):
    """Somebody is to be told something, if there is a number to tell it to.

    ``already_told``: another notice says it, so that this one is only noted, never sent.
    """

    key: str
    step: Step
    subject: str
    moment: datetime
    due_at: datetime
    late_at: datetime
    values: Mapping[str, Text]
    already_told: bool = False


class TicketWords(NamedTuple):
    """Makes notices of one ticket."""

    hall: Hall
    book: RuleBook
    ticket: Ticket

    def wanted(self, step: Step, about: str, at: datetime, **more: Text) -> Wanted:
        """``about`` tells this notice from others of the same step and ticket."""
        return Wanted(
            key=f"{step}:{self.ticket.id}:{about}",
            step=step,
            subject=subject(TICKET, self.ticket.id),
            moment=at,
            due_at=at,
            late_at=at + STEP_RULES[step].good_for,
            values={**self._values(), **more},
        )

    def _values(self) -> Mapping[str, Text]:
        number = self.ticket.number
        return {
            "hall": self.hall.name,
            "number": plain(number),
            "visit": {language: text.format(number=number) for language, text in words.NUMBER.items()},
            "queue": queue_name(self.hall, self.ticket.queue),
            "item": item_name(self.hall, self.ticket.item, self.ticket.queue),
            "ticket": plain(self.ticket.id),
            "link": plain(f"{self.book.site}/t/{self.ticket.id}"),
        }


class AppointmentWords(NamedTuple):
    """Makes notices of one appointment. All of them are about its time: they are void once that is another."""

    hall: Hall
    appointment: Appointment

    def wanted(self, step: Step, about: str, at: datetime, due_at: datetime | None = None, **more: Text) -> Wanted:
        """``about`` tells this notice from others of the same step and appointment; ``at`` is when it came about."""
        due = due_at or at
        return Wanted(
            key=f"{step}:{self.appointment.code}:{about}",
            step=step,
            subject=subject(APPOINTMENT, self.appointment.code),
            moment=self.appointment.start,
            due_at=due,
            late_at=max(due, min(due + STEP_RULES[step].good_for, self.appointment.start)),
            values={**self._values(), **more},
        )

    def _values(self) -> Mapping[str, Text]:
        start = moment_text(self.hall.local(self.appointment.start))
        return {
            "hall": self.hall.name,
            "item": item_name(self.hall, self.appointment.item, self.appointment.queue),
            "start": start,
            "visit": {language: text.format(start=start[language]) for language, text in words.BOOKED.items()},
            "code": plain(self.appointment.code),
        }


def plain(text: str) -> Text:
    """The same in every language."""
    return {"zh": text}


def queue_name(hall: Hall, queue: str) -> Text:
    known = hall.queues.get(queue)
    return known.name if known else plain(queue)


def item_name(hall: Hall, item: str | None, queue: str) -> Text:
    """The piece of business; where none is named, the queue says what it is about."""
    known = hall.items.get(item or "")
    return known.name if known else queue_name(hall, queue)


def window_name(hall: Hall, window: str) -> Text:
    known = hall.windows.get(window)
    return known.name if known else plain(window)


def moment_text(local: datetime) -> Text:
    """A day and a time of day, without the year."""
    return {
        language: form.format(day=local.day, month=local.month, clock=f"{local:%H:%M}")
        for language, form in words.START.items()
    }


def wait_text(estimate: Estimate | None) -> Text:
    """A range, as everywhere in the hall."""
    if estimate is None:
        return words.NOT_KNOWN
    low, high = minutes_range(ShownEstimate(p50_s=estimate.p50_s, p90_s=estimate.p90_s))
    form = words.MINUTES if low else words.WITHIN
    return {language: text.format(low=low, high=high) for language, text in form.items()}
