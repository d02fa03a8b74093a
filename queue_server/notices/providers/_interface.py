from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from queue_server.notices.outcomes import Finding, Receipt, Word
from queue_server.notices.phones import Phone
from queue_server.notices.steps import Step


@dataclass(frozen=True, slots=True)
class Order:
    """One message to send. ``text`` is whole and signed; a provider of templates takes ``code`` and ``values`` instead,
    which are in the order of the text's placeholders. ``notice`` is our id, echoed by providers that can.

    """

    notice: str
    phone: Phone
    text: str = field(repr=False)
    sign: str
    code: str | None = None
    values: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """What became of a message that was handed over ``at`` then?"""

    notice: str
    phone: Phone
    reference: str | None
    at: datetime


class Provider(Protocol):
    """A way to send SMS. An instance belongs to one thread. No method raises for a provider that is not well."""

    def send(self, order: Order) -> Word:
        """Sends one message, at most once."""

    def ask(self, question: Question) -> Finding:
        """Only where the plan says that it can be asked."""

    def listen(self, timeout_s: float) -> Sequence[Receipt] | None:
        """Receipts that come by the same way as messages go, only where the plan says so; waits up to ``timeout_s`` for
        the first. None: nothing can be heard now.
        """

    def close(self) -> None: ...


ReceiptReader = Callable[[bytes], list[Receipt]]
"""Reads the body of a request that brings receipts; ``ValueError`` where it is none."""


@dataclass(frozen=True, slots=True)
class ReceiptDoor:
    """How a provider brings receipts by HTTP, and the body that it wants to hear back."""

    read: ReceiptReader
    answer: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class ProviderPlan:
    """What must be known of a provider to use it.

    ``codes`` are its templates by step and language, none for one that takes any text. ``price`` is in yuan a part.
    ``open`` is called in the thread that is to use what it returns; it raises ``NoticesError``.
    """

    id: str
    open: Callable[[], Provider]
    codes: Mapping[Step, Mapping[str, str]] | None = None
    at_once: int = 8
    can_ask: bool = False
    listens: bool = False
    price: Decimal = Decimal(0)
    door: ReceiptDoor | None = None

    def code(self, step: Step, language: str) -> tuple[str, str] | None:
        """Code and language of the template for a step: in that language, else in Chinese."""
        codes = (self.codes or {}).get(step, {})
        return next(((codes[each], each) for each in (language, "zh") if each in codes), None)
