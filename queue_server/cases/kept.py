"""What is kept beside events, as it travels from a decision to its commit."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from queue_server.cases.sealed import Kind
from queue_server.domain.cases.case import Case


class Sealed(NamedTuple):
    """One value to keep of a case."""

    case: str
    kind: Kind
    value: object


class OwnData(NamedTuple):
    """What a person keeps for later cases: in place of what was there, or ``added`` to it."""

    person: str
    answers: Mapping[str, Any]
    added: bool


class Ended(NamedTuple):
    """A case to put into the archive."""

    case: Case
    delete_after: date


class Forgotten(NamedTuple):
    """A person whose data is to be deleted."""

    person: str
    today: date


class PageGone(NamedTuple):
    """A page that nobody wants any more."""

    case: str
    page: str
    digest: str


Kept = Sealed | OwnData | Ended | Forgotten | PageGone
