"""The modem that sends SMS (AT commands in PDU mode, texts in UCS2)."""

from __future__ import annotations

import secrets

from hardware.drivers import Driver
from hardware.link import open_link
from hardware.modem._connection import Timing
from hardware.modem._numbers import PhoneNumber
from hardware.modem.driver import Modem
from hardware.modem.errors import ModemError, UnsendableNumberError, UnsendableTextError
from hardware.modem.outcome import (
    DeliveryReport,
    DeliveryStatus,
    NotSent,
    PartlySent,
    Reason,
    SendOutcome,
    Sent,
    Unknown,
)

__all__ = [
    "AT_PDU",
    "DeliveryReport",
    "DeliveryStatus",
    "Modem",
    "ModemError",
    "NotSent",
    "PartlySent",
    "PhoneNumber",
    "Reason",
    "SendOutcome",
    "Sent",
    "Timing",
    "Unknown",
    "UnsendableNumberError",
    "UnsendableTextError",
    "open_at_pdu",
]


def open_at_pdu(url: str) -> Modem:
    """Raises HardwareError."""
    return Modem(open_link(url), lambda: open_link(url), secrets.randbelow(256))


AT_PDU: Driver[Modem] = Driver(open=open_at_pdu, example="serial:///dev/ttyUSB2?baud=115200")
