"""What a scanned code says. Pure."""

import re
from dataclasses import dataclass, field

from queue_server.contract.id_numbers import kind_of, normalised

_NUMBER = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_TICKET_PAGE = re.compile(r"https?://\S+/t/([A-Za-z0-9_-]{8,64})")
_APPOINTMENT_PAGE = re.compile(r"https?://\S+/appointments/([A-Za-z0-9]{4,64})")
_CASE_PAGE = re.compile(r"https?://\S+/c/([A-Za-z0-9]{4,64})")
_APPOINTMENT = re.compile(r"[2-9A-HJ-NP-Z]{8}")


@dataclass(frozen=True, slots=True)
class ScannedPerson:
    """A credential: ``id_type`` as the contract names it. A credential that carries its number is told by its check
    digit; an organisation's is often inside an address.
    """

    id_type: str
    id_number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScannedTicket:
    """The code on a paper ticket: whoever has it, has the ticket."""

    ticket: str


@dataclass(frozen=True, slots=True)
class ScannedAppointment:
    code: str


@dataclass(frozen=True, slots=True)
class ScannedCase:
    """The code on the receipt of a case."""

    code: str


Meaning = ScannedPerson | ScannedTicket | ScannedAppointment | ScannedCase


def meaning_of(text: str) -> Meaning | None:
    """None for a code that this terminal does not know."""
    if found := _TICKET_PAGE.match(text.strip()):
        return ScannedTicket(found[1])
    if found := _APPOINTMENT_PAGE.match(text.strip()):
        return ScannedAppointment(found[1].upper())
    if found := _CASE_PAGE.match(text.strip()):
        return ScannedCase(found[1].upper())
    for number in _NUMBER.findall(text.upper()):
        if kind := kind_of(number):
            return ScannedPerson(kind, number)
    plain = normalised(text)
    return ScannedAppointment(plain) if _APPOINTMENT.fullmatch(plain) else None
