"""What a back office has to be able to do, whatever it speaks. Ours over HTTP is :mod:`queue_server.offices.http`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, StringConstraints

Status = Literal["accepted", "in_review", "supplement", "approved", "refused", "ready", "mailed"]
"""What an office can say became of a case."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


@dataclass(frozen=True, slots=True)
class PushedPage:
    """One page; ``digest`` is the SHA-256 of its picture."""

    page: str
    paper: str
    media_type: str
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class PushedCase:
    """A case as it is now, with all that its person filled in. ``promised`` are papers that come later, by day."""

    hall: str
    case: str
    code: str
    item: str
    state: str
    submitted_at: datetime
    holder: dict[str, Any]
    answers: dict[str, Any]
    pages: tuple[PushedPage, ...]
    promised: dict[str, str]
    handover: str | None = None
    address: str | None = None


class Change(BaseModel):
    """What an office says of a case. ``id`` tells it from every other change: the same one again has no effect."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    case: Identifier
    status: Status
    operator: Identifier | None = None
    reasons: tuple[Identifier, ...] = ()
    papers: tuple[Identifier, ...] = ()
    note: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = None
    courier: Identifier | None = None
    tracking: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes in order, as they came; ``after`` is the place to ask from next."""

    changes: Sequence[Any]
    after: str | None


class Office(Protocol):
    """One back office. It belongs to one thread; every method raises
    :class:`queue_server.offices.errors.NotTakenError`.
    """

    def push_page(self, case: str, page: PushedPage, body: bytes) -> None:
        """Give a page; the same one again has no effect."""

    def push(self, case: PushedCase) -> None:
        """Give a case, after its pages; the newest takes the place of the one before."""

    def pull(self, after: str | None) -> Changes:
        """What happened after a place; none is the beginning."""

    def close(self) -> None:
        """Let go of the line."""
