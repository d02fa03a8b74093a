"""What is asked of the hall's pages, because no command carries it: answers, a person's own data, pictures of pages.

An errand is asked for the person who stands here, and answered as a command is: see :mod:`kiosk.flow.asking`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from queue_server.contract.case_commands import Answer
from queue_server.contract.holders import Holder


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What was filled in of a case, and what the office wrote: :class:`AnswersRead`."""

    case: str
    holder: Holder = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadOwnAnswers:
    """What the person's own earlier data answers, after the consent given in this case: :class:`AnswersRead`."""

    case: str
    holder: Holder = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadSpace:
    """All of the person's own data: :class:`AnswersRead`."""

    holder: Holder = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The picture of a page: :class:`PageRead`."""

    case: str
    paper: str
    page: str
    holder: Holder = field(repr=False)


Errand = ReadAnswers | ReadOwnAnswers | ReadSpace | ReadPage


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """By question, or by the names of own data. ``note`` and ``tracking`` are what the office wrote."""

    answers: Mapping[str, Answer] = field(repr=False)
    note: str | None = field(default=None, repr=False)
    tracking: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PageRead:
    """A JPEG or PNG."""

    picture: bytes = field(repr=False)


ErrandAnswer = AnswersRead | PageRead
