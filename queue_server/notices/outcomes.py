"""What a provider says: when it is given a message, when it is asked about one, and afterwards by itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from queue_server.notices.phones import Phone


class Refusal(StrEnum):
    """Why a message was certainly not sent, by what can be done about it.

    ``BUSY``: try again in a moment. ``LIMITED``: this number got enough for now. ``NUMBER``: this number will never do.
    ``MESSAGE``: this text, template or signature will not do at this provider. ``ILL``: nothing can be sent through
    this provider until somebody sees to it: no money, wrong keys, not reachable, a modem without a network.
    """

    BUSY = "busy"
    LIMITED = "limited"
    NUMBER = "number"
    MESSAGE = "message"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took it. ``reference`` is its own name for it; ``parts`` what it will charge, where it says so."""

    reference: str | None = None
    parts: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It was not sent, by the provider's own word or because it never got there. ``code`` is the provider's or ours."""

    refusal: Refusal
    code: str


@dataclass(frozen=True, slots=True)
class NoWord:
    """It may have been sent or not. ``code`` says how the word was lost."""

    code: str


@dataclass(frozen=True, slots=True)
class NeverArrived:
    """The provider knows every message that it took, and this one is none of them (yet)."""


Word = Accepted | Refused | NoWord
"""To a message that was handed over."""


Became = Literal["accepted", "delivered", "failed"]
"""``accepted`` says only that it is on its way."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message that a provider took: known by our ``notice`` id, by its ``reference``, or, where
    neither helps, by the number it went to.
    """

    became: Became
    notice: str | None = None
    reference: str | None = None
    phone: Phone | None = None
    code: str | None = None
    at: datetime | None = None
    parts: int | None = None


Finding = Receipt | NeverArrived | NoWord
"""To a question what became of a message."""
