"""TPDUs: a message as it is submitted, and the report of what became of it (3GPP 23.040, 9.2.2). No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from hardware.modem._numbers import PhoneNumber

UCS2 = 0x08
FOUR_DAYS = 0xAA
"""How long the network may try (relative validity: 166 + days)."""

_SUBMIT, _RELATIVE_VALIDITY, _WANTS_REPORT, _HAS_HEADER = 0x01, 0x10, 0x20, 0x40
_TYPE_MASK, _STATUS_REPORT, _NO_MORE = 0x03, 0x02, 0x04
_TIMESTAMP_BYTES = 7
_NOT_BEFORE = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of which message: a header of 6 octets, `05 00 03 message total number`; `number` counts from 1."""

    message: int
    total: int
    number: int

    def to_bytes(self) -> bytes:
        return bytes((0x05, 0x00, 0x03, self.message, self.total, self.number))

    @classmethod
    def from_bytes(cls, data: bytes) -> Place | None:
        return cls(*data[3:]) if len(data) == 6 and data[:3] == b"\x05\x00\x03" else None


@dataclass(frozen=True, slots=True)
class Submit:
    """One part on its way. `text` is UTF-16 with the high byte first and stays out of logs, as the number does."""

    number: PhoneNumber
    text: bytes
    place: Place | None = None

    def to_bytes(self) -> bytes:
        first = _SUBMIT | _RELATIVE_VALIDITY | _WANTS_REPORT | (_HAS_HEADER if self.place else 0)
        content = (self.place.to_bytes() if self.place else b"") + self.text
        reference, protocol = 0, 0
        head = bytes((first, reference)) + self.number.to_bytes() + bytes((protocol, UCS2, FOUR_DAYS))
        return head + bytes((len(content),)) + content

    @classmethod
    def from_bytes(cls, data: bytes) -> Submit | None:
        """None for what is no message as `to_bytes` makes it."""
        first = data[0] if data else 0
        addressed = PhoneNumber.from_bytes(data[2:])
        if first & ~_HAS_HEADER != _SUBMIT | _RELATIVE_VALIDITY | _WANTS_REPORT or addressed is None:
            return None
        number, end = addressed
        fixed, content = data[2 + end : 6 + end], data[6 + end :]
        if len(fixed) < 4 or fixed[:2] != bytes((0, UCS2)) or fixed[3] != len(content) or len(content) % 2:
            return None
        if not first & _HAS_HEADER:
            return cls(number, content)
        place = Place.from_bytes(content[:6])
        return None if place is None else cls(number, content[6:], place)

    def __repr__(self) -> str:
        return f"<Submit {self.place}>"


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What became of the part that was sent as `reference`. `status` is TP-ST (9.2.3.15)."""

    reference: int
    number: PhoneNumber
    submitted_at: datetime | None
    ended_at: datetime | None
    status: int

    def to_bytes(self) -> bytes:
        times = _timestamp(self.submitted_at) + _timestamp(self.ended_at)
        head = bytes((_STATUS_REPORT | _NO_MORE, self.reference))
        return head + self.number.to_bytes() + times + bytes((self.status,))

    @classmethod
    def from_bytes(cls, data: bytes) -> StatusReport | None:
        """None for what is no report. Octets behind the status are left out."""
        addressed = PhoneNumber.from_bytes(data[2:])
        if addressed is None or data[0] & _TYPE_MASK != _STATUS_REPORT:
            return None
        number, length = addressed
        times = data[2 + length :]
        if len(times) <= 2 * _TIMESTAMP_BYTES:
            return None
        submitted, ended = times[:_TIMESTAMP_BYTES], times[_TIMESTAMP_BYTES : 2 * _TIMESTAMP_BYTES]
        return cls(data[1], number, _time(submitted), _time(ended), times[2 * _TIMESTAMP_BYTES])


def without_service_centre(pdu: bytes, tpdu_length: int) -> bytes | None:
    """The TPDU of a PDU that may begin with a service centre's address; None if the lengths contradict each other."""
    if len(pdu) == tpdu_length:
        return pdu
    if pdu and len(pdu) == 1 + pdu[0] + tpdu_length:
        return pdu[1 + pdu[0] :]
    return None


def _timestamp(moment: datetime | None) -> bytes:
    if moment is None:
        return bytes(_TIMESTAMP_BYTES)
    offset = moment.utcoffset() or timedelta()
    quarters = abs(offset) // timedelta(minutes=15)
    zone = f"{quarters:02d}"
    if offset < timedelta():
        zone = f"{int(zone[0]) | 8:x}{zone[1]}"
    return bytes.fromhex(_swapped(f"{moment:%y%m%d%H%M%S}{zone}"))


def _time(octets: bytes) -> datetime | None:
    digits = _swapped(octets.hex())
    try:
        quarters = int(f"{int(digits[12], 16) & 7}{digits[13]}")
        offset = timedelta(minutes=15 * quarters) * (-1 if int(digits[12], 16) & 8 else 1)
        year, month, day, hour, minute, second = (int(digits[place : place + 2]) for place in range(0, 12, 2))
        return datetime(_NOT_BEFORE + year, month, day, hour, minute, second, tzinfo=timezone(offset))
    except ValueError:
        return None


def _swapped(digits: str) -> str:
    return "".join(digits[place + 1] + digits[place] for place in range(0, len(digits), 2))
