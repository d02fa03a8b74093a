"""One notice: what somebody is to be told, and what became of it so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from queue_server.domain.hall import Text
from queue_server.notices.lifecycle import State
from queue_server.notices.steps import Step
from queue_server.sealing import Sealer

TICKET = "ticket"
APPOINTMENT = "appointment"
CASE = "case"
TEST = "test"


def subject(kind: str, name: str) -> str:
    """Whom a notice is for: the holder of a ticket, an appointment or a case, or a number that somebody tests with."""
    return f"{kind}:{name}"


def named(of_subject: str) -> tuple[str, str]:
    """Kind and name of a subject."""
    kind, _, name = of_subject.partition(":")
    return kind, name


def notice_id(sealer: Sealer, *key: str) -> str:
    """An id that nobody guesses, the same for the same key: providers echo it, and receipts are believed by it."""
    return sealer.token("notice", " ".join(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """As the outbox keeps it.

    ``key`` says what it is about: there is never a second one of a hall with the same. ``values`` fill the text's
    placeholders. ``moment`` is what it is about, an event or a booked time: a notice whose moment was overtaken is
    dropped. It can be sent from ``due_at`` on; later than ``late_at`` it is dropped. ``next_at`` is when something is
    to be done about it, none where nothing is. ``number_token`` stands for the telephone number. ``provider`` is who
    has it or had it last, ``refused_by`` who cannot send this one. ``asked_again`` counts the questions what became of
    it. ``cost`` is in ten-thousandths of a yuan.
    """

    id: str
    key: str
    step: Step
    subject: str
    language: str
    values: Mapping[str, Text]
    number_token: str | None
    moment: datetime
    made_at: datetime
    due_at: datetime
    late_at: datetime | None
    next_at: datetime | None
    changed_at: datetime
    state: State = State.QUEUED
    reason: str | None = None
    by_hand: bool = False
    wanted_provider: str | None = None
    refused_by: tuple[str, ...] = ()
    provider: str | None = None
    reference: str | None = None
    handed_at: datetime | None = None
    tries: int = 0
    asked_again: int = 0
    parts: int = 0
    cost: int = 0
