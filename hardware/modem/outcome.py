"""What becomes of a message: what the modem says when it is sent, and what the network reports afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from hardware.modem._numbers import PhoneNumber
from hardware.modem.errors import UnsendableNumberError

if TYPE_CHECKING:
    from datetime import datetime

    from hardware.modem._tpdu import StatusReport


class Reason(StrEnum):
    """`TRY_AGAIN`: the network or the line could not do it now. `NEVER_AGAIN`: this number or this text will be refused
    again. `MODEM_ILL`: no message at all can be sent until somebody sees to the modem or its SIM.
    """

    TRY_AGAIN = "try_again"
    NEVER_AGAIN = "never_again"
    MODEM_ILL = "modem_ill"


@dataclass(frozen=True, slots=True)
class Sent:
    """The network took every part. `references` are its numbers for them, one a part; they come round after 255."""

    references: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NotSent:
    """Nothing was sent, by the modem's own word or because the modem never got the text. `detail` is a stable code."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class PartlySent:
    """The network took the parts in `references`, the next one was not sent, and none was tried behind it.

    The citizen's telephone keeps what it got and shows nothing or a torn message. Sending again sends all of it again.
    """

    references: tuple[int, ...]
    parts: int
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The parts in `references` were sent. The next one was handed over and then there was no word: it may have been
    sent or not, and nobody can ask. None was tried behind it.
    """

    references: tuple[int, ...]
    parts: int
    detail: str


SendOutcome = Sent | NotSent | PartlySent | Unknown


class DeliveryStatus(StrEnum):
    """`UNKNOWN` is what the network says when it does not know either, and codes that no standard gives."""

    DELIVERED = "delivered"
    TRYING = "trying"
    FAILED_FOR_GOOD = "failed_for_good"
    GIVEN_UP = "given_up"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """The network's word about one part. `at` is when it was delivered or last tried, where the network says so.

    `code` is TP-ST (3GPP 23.040, 9.2.3.15). `number` stays out of logs.
    """

    reference: int
    number: PhoneNumber = field(repr=False)
    status: DeliveryStatus
    code: int
    at: datetime | None

    @classmethod
    def from_status_report(cls, report: StatusReport) -> DeliveryReport:
        return cls(report.reference, report.number, status_of(report.status), report.status, report.ended_at)

    def is_about(self, reference: int, number: str) -> bool:
        """Whether it is about the part that was sent to `number` and got `reference`. A reference alone comes round
        after 256 parts.
        """
        try:
            return self.reference == reference and self.number.is_same_as(PhoneNumber.parse(number))
        except UnsendableNumberError:
            return False


def status_of(code: int) -> DeliveryStatus:
    """TP-ST to a status. 01 and 02 mean: handed on without a confirmation, replaced by a later message."""
    if code == 0:
        return DeliveryStatus.DELIVERED
    for last, status in (
        (0x1F, DeliveryStatus.UNKNOWN),
        (0x3F, DeliveryStatus.TRYING),
        (0x5F, DeliveryStatus.FAILED_FOR_GOOD),
        (0x7F, DeliveryStatus.GIVEN_UP),
    ):
        if code <= last:
            return status
    return DeliveryStatus.UNKNOWN
