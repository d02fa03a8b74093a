"""What is told of cases: what was handed in and what is due, never what answers and papers say."""

from datetime import date
from typing import Literal

from queue_server.contract._model import Maybe, Moment, Told
from queue_server.contract.case_commands import CaseState, Handover

LimitKind = Literal["draft", "accept", "supplement", "promised", "legal", "collect"]


class CaseLimit(Told):
    """A day by whose end something is to be done."""

    limit: LimitKind
    due_on: date


class CasePaper(Told):
    """A kind of paper and the ids of its pages, in order; ``most`` so many may come.

    ``wanted``: the office asked for it anew. ``promised_on`` is the day by which a missing one was promised,
    ``broken``: that day went by. ``may_come_later``: it can be promised.
    """

    paper: str
    required: bool
    most: int
    pages: tuple[str, ...]
    may_come_later: bool = False
    wanted: bool = False
    promised_on: Maybe[date] = None
    broken: bool = False


class Case(Told):
    """An application. ``code`` is what its person asks with; ``missing`` are the papers without which it cannot be
    submitted, ``fields`` counts the answers, ``due_on`` is the first of its ``limits``, ``overdue`` those that passed.
    """

    case: str
    code: str
    item: str
    state: CaseState
    channel: Literal["kiosk", "counter", "web"]
    started_at: Moment
    changed_at: Moment
    submitted_at: Maybe[Moment] = None
    accepted_at: Maybe[Moment] = None
    ended_at: Maybe[Moment] = None
    fields: int
    papers: tuple[CasePaper, ...]
    missing: tuple[str, ...]
    result: bool
    due_on: Maybe[date] = None
    limits: tuple[CaseLimit, ...]
    overdue: tuple[LimitKind, ...]
    reasons: tuple[str, ...]
    consents: tuple[str, ...]
    handover: Maybe[Handover] = None
    locker: Maybe[str] = None
    compartment: Maybe[int] = None
    courier: Maybe[str] = None


class CaseReply(Told):
    """Reply data of every command that acts on a case."""

    case: Case


class CasesReply(Told):
    """Reply data of ``find_cases``: a person's the newest first, else those first that are due first.

    ``more``: there are others after the last one, which is the ``after`` of the next question.
    """

    cases: tuple[Case, ...]
    more: bool


class DoorReply(Told):
    """Reply data of ``open_locker`` and ``report_locker``; ``case`` where a result lies behind the door."""

    locker: str
    compartment: int
    case: Maybe[Case] = None


class CompartmentReply(Told):
    """Reply data of ``set_compartment``."""

    locker: str
    compartment: int
    condition: Literal["free", "faulty"]


class SpaceReply(Told):
    """Reply data of ``save_space`` and ``delete_space``: how many answers are kept."""

    fields: int
