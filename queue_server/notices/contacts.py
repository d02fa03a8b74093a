"""Whom a hall may tell something: a sealed number for a ticket or an appointment, until a day on which it is deleted.

It writes through the connection of the journal, in the hall's thread: see :mod:`queue_server.notices.outbox`.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import structlog

from queue_server.contract.case_commands import StartCase, SubmitCase
from queue_server.contract.commands import BookAppointment, CheckIn, CommandData, Holder, IssueTicket
from queue_server.domain import commands as domain
from queue_server.domain.cases import commands as of_cases
from queue_server.domain.hall import Hall
from queue_server.notices.notice import APPOINTMENT, CASE, TICKET, subject
from queue_server.notices.phones import Phone
from queue_server.notices.times import sortable
from queue_server.sealing import Sealer

_FIELDS = "subject, sealed, language, delete_after"


@dataclass(frozen=True, slots=True)
class Contact:
    """One number for one ticket or appointment; nothing of it is left the day after ``delete_after``."""

    subject: str
    phone: Phone
    language: str
    delete_after: date


@dataclass(frozen=True, slots=True)
class ContactRule:
    """How long a contact is kept: so many days after the visit, by the hall's own calendar."""

    hall: Hall
    keep_days: int

    def last_day(self, visit: datetime) -> date:
        return self.hall.day(visit) + timedelta(days=self.keep_days)

    def contact_of(self, data: CommandData, asked: domain.Command, now: datetime) -> Contact | None:
        """The contact that a command brings: ``data`` as it was sent, ``asked`` as the domain was asked.

        :raises InvalidPhoneError: when the holder's phone is none.
        """
        match data, asked:
            case IssueTicket(), domain.IssueTicket():
                return self._contact(data.holder, subject(TICKET, asked.ticket), now)
            case CheckIn(), domain.CheckIn():
                return self._contact(data.holder, subject(TICKET, asked.ticket), now)
            case BookAppointment(), domain.BookAppointment():
                return self._contact(data.holder, subject(APPOINTMENT, asked.code), data.start)
            case StartCase() | SubmitCase(), of_cases.StartCase() | of_cases.SubmitCase():
                return self._contact(data.holder, subject(CASE, asked.case), now)
            case _:
                return None

    def _contact(self, holder: Holder | None, of_subject: str, visit: datetime) -> Contact | None:
        if holder is None or holder.phone is None:
            return None
        return Contact(of_subject, Phone.parse(holder.phone), holder.language or "zh", self.last_day(visit))


class ContactBook(NamedTuple):
    """What those need who hear commands: the rule and the store."""

    rule: ContactRule
    contacts: "Contacts"

    def contact_of(self, data: CommandData, asked: domain.Command, now: datetime) -> Contact | None:
        """See :meth:`ContactRule.contact_of`."""
        return self.rule.contact_of(data, asked, now)

    def keep(self, contacts: Iterable[Contact]) -> None:
        """Keep contacts, in the transaction of the events that they belong to."""
        for contact in contacts:
            self.contacts.keep(contact)


class Contacts:
    """The contacts of one hall."""

    def __init__(self, connection: sqlite3.Connection, hall: str, sealer: Sealer) -> None:
        self._connection = connection
        self._hall = hall
        self._sealer = sealer
        self._log = structlog.get_logger("contacts")

    def keep(self, contact: Contact) -> None:
        """Keep a contact in place of an older one of the same ticket or appointment."""
        self._connection.execute(
            "INSERT OR REPLACE INTO contact (hall, subject, sealed, number_token, language, delete_after)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._hall,
                contact.subject,
                self._sealer.seal(contact.phone.e164.encode(), self._place(contact.subject)),
                self.number_token(contact.phone),
                contact.language,
                contact.delete_after.isoformat(),
            ),
        )

    def find(self, of_subject: str) -> Contact | None:
        """The contact of a ticket or an appointment; none where nobody gave one or it was deleted."""
        row = self._connection.execute(
            f"SELECT {_FIELDS} FROM contact WHERE hall = ? AND subject = ?",  # noqa: S608 - our own words
            (self._hall, of_subject),
        ).fetchone()
        return self._opened(row) if row else None

    def hand_on(self, of_subject: str, to_subject: str) -> None:
        """An appointment became a ticket: its number goes with it, unless a newer one was given."""
        contact = self.find(of_subject)
        if contact is not None and self.find(to_subject) is None:
            self.keep(Contact(to_subject, contact.phone, contact.language, contact.delete_after))

    def keep_until(self, of_subject: str, day: date) -> None:
        """Keep a contact longer: the appointment was moved."""
        self._connection.execute(
            "UPDATE contact SET delete_after = max(delete_after, ?) WHERE hall = ? AND subject = ?",
            (day.isoformat(), self._hall, of_subject),
        )

    def number_token(self, phone: Phone) -> str:
        """What stands for a number where it only needs to be compared."""
        return self._sealer.token("number", phone.e164)

    def opt_out(self, phone: Phone, at: datetime) -> None:
        """Nothing goes to this number any more."""
        self._connection.execute(
            "INSERT OR IGNORE INTO opted_out (hall, number_token, at) VALUES (?, ?, ?)",
            (self._hall, self.number_token(phone), sortable(at)),
        )

    def opt_in(self, phone: Phone) -> None:
        """The number may be told things again."""
        self._connection.execute(
            "DELETE FROM opted_out WHERE hall = ? AND number_token = ?", (self._hall, self.number_token(phone))
        )

    def opted_out(self, number_token: str) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM opted_out WHERE hall = ? AND number_token = ?", (self._hall, number_token)
        ).fetchone()
        return row is not None

    def forget(self, of_subject: str) -> None:
        """Delete one contact: the rest of the person's data goes, too."""
        self._connection.execute("DELETE FROM contact WHERE hall = ? AND subject = ?", (self._hall, of_subject))

    def forget_old(self, today: date, most: int) -> list[str]:
        """Delete contacts whose day is over, so many at most; whose they were."""
        rows = self._connection.execute(
            "DELETE FROM contact WHERE (hall, subject) IN"
            " (SELECT hall, subject FROM contact WHERE hall = ? AND delete_after < ? LIMIT ?) RETURNING subject",
            (self._hall, today.isoformat(), most),
        ).fetchall()
        return [of_subject for (of_subject,) in rows]

    def _opened(self, row: tuple[str, bytes, str, str]) -> Contact | None:
        of_subject, sealed, language, delete_after = row
        number = self._sealer.open(sealed, self._place(of_subject))
        if number is None:
            self._log.error("contact_unreadable", means="its key is not the one it was sealed with")
            return None
        return Contact(of_subject, Phone(number.decode()), language, date.fromisoformat(delete_after))

    def _place(self, of_subject: str) -> str:
        return f"{self._hall} {of_subject}"
