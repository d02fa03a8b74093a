"""One case as the hall knows it: what was handed in and what is due, never what the answers and papers say."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple

from queue_server.domain.cases.lifecycle import OFFICES_TURN, CaseState
from queue_server.domain.cases.rules import PaperRule

Channel = Literal["kiosk", "counter", "web"]
"""Through what a case was begun."""

Handover = Literal["locker", "counter", "courier"]
"""How a result reaches the person."""

LimitKind = Literal["draft", "accept", "supplement", "promised", "legal", "collect"]

Purpose = Literal["use_space", "keep_space"]
"""What a person agreed to for one case: that earlier data is used in it, that its data is kept for later ones."""

Opened = Literal["yes", "no", "unknown"]


class Page(NamedTuple):
    """One page of a paper; ``id`` names it within its case. What is on it is kept elsewhere, sealed."""

    id: str
    paper: str
    bytes: int
    digest: str


class Promise(NamedTuple):
    """A paper that is missing, and promised ``by`` a day; ``remind_on`` until the person was reminded."""

    paper: str
    by: date
    remind_on: date | None


class Limit(NamedTuple):
    """A day ``by`` which something is to be done; ``warn_on`` until somebody was warned."""

    kind: LimitKind
    by: date
    warn_on: date | None = None


class Compartment(NamedTuple):
    """One door of a locker."""

    locker: str
    number: int


class Case(NamedTuple):
    """``code`` is what the person asks with, ``pickup`` what opens the compartment. ``person`` is a keyed hash.

    ``wanted`` are the papers that the office asked for and that did not come since, ``late`` those of which pages came
    after they were promised, while the office worked on it: their next pages may come, too. ``overdue`` are the limits
    that passed. ``promised_left`` and ``legal_left`` are the working days that the office has once it accepts.
    ``opened_for_person``: the last order to open its compartment was the person's.
    """

    id: str
    code: str
    item: str
    person: str
    channel: Channel
    started_at: datetime
    papers: tuple[PaperRule, ...]
    result: bool
    promised_left: int
    legal_left: int | None
    changed_at: datetime
    state: CaseState = CaseState.DRAFT
    limits: tuple[Limit, ...] = ()
    overdue: tuple[LimitKind, ...] = ()
    fields: int = 0
    pages: tuple[Page, ...] = ()
    promises: tuple[Promise, ...] = ()
    broken: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    consents: tuple[Purpose, ...] = ()
    wanted: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    handover: Handover | None = None
    pickup: str | None = None
    compartment: Compartment | None = None
    courier: str | None = None
    opened_for_person: bool = False
    ended_at: datetime | None = None

    def paper(self, kind: str) -> PaperRule | None:
        """What is asked for of a kind of paper."""
        return next((paper for paper in self.papers if paper.kind == kind), None)

    def pages_of(self, paper: str) -> list[Page]:
        """The pages of one paper, in the order in which they came."""
        return [page for page in self.pages if page.paper == paper]

    def promise_of(self, paper: str) -> Promise | None:
        return next((promise for promise in self.promises if promise.paper == paper), None)

    @property
    def has_ended(self) -> bool:
        """Whether nothing can happen to it any more."""
        return self.ended_at is not None

    @property
    def missing_papers(self) -> list[str]:
        """The papers without which it cannot be submitted: neither there nor promised, or asked for by the office."""
        here = {page.paper for page in self.pages} | {promise.paper for promise in self.promises}
        missing = [paper.kind for paper in self.papers if paper.required and paper.kind not in here]
        return [*missing, *(kind for kind in self.wanted if kind not in missing)]

    def limit(self, kind: LimitKind) -> Limit | None:
        return next((limit for limit in self.limits if limit.kind == kind), None)

    @property
    def due(self) -> date | None:
        """The next day by which something is to be done."""
        return min((limit.by for limit in self.limits), default=None)

    @property
    def is_late(self) -> bool:
        """Whether the office is late with it: a limit passed, and it is still the office's turn."""
        return bool(self.overdue) and self.state in OFFICES_TURN

    def days_to_look(self) -> Iterator[date]:
        """The days on which the clock brings something."""
        for limit in self.limits:
            yield limit.warn_on or date.fromordinal(limit.by.toordinal() + 1)
        for promise in self.promises:
            yield promise.remind_on or date.fromordinal(promise.by.toordinal() + 1)
