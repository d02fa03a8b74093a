"""One person's account, and what becomes of it when somebody tries to enter. Pure: time and hashes come in."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from queue_server.staff.errors import InvalidAccountError, LastAdministratorError
from queue_server.staff.roles import Right, Role, rights_of

FAILURES_BEFORE_LOCK = 5
LOCKED_FOR = timedelta(minutes=5)
"""With five tries in five minutes a password of ten characters is not guessed in a working life, and who mistyped waits
no longer than for a cup of tea."""

LINK_HOLDS_FOR = timedelta(hours=24)

_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_LINE = re.compile(r"[^\x00-\x1f\x7f]{1,100}")


@dataclass(frozen=True, slots=True)
class Account:
    """One person. ``id`` is the staff number that windows show; ``name`` is seen by staff only.

    ``subject`` is who the person is to the identity provider of the organisation. ``link_hash`` is the hash of a
    one-time link with which the password is set, until ``link_until``. Times are aware.
    """

    id: str
    name: str
    roles: frozenset[Role]
    password_hash: str | None = None
    subject: str | None = None
    disabled: bool = False
    failures: int = 0
    locked_until: datetime | None = None
    link_hash: str | None = None
    link_until: datetime | None = None

    @property
    def rights(self) -> frozenset[Right]:
        return rights_of(self.roles)

    @property
    def can_enter(self) -> bool:
        """Whether the person has a way in, as far as the account goes."""
        return not self.disabled and (self.password_hash is not None or self.subject is not None)

    def locked_for(self, now: datetime) -> timedelta | None:
        """How much longer the account is locked; none where it is not."""
        if self.locked_until is None or self.locked_until <= now:
            return None
        return self.locked_until - now

    def after_failure(self, now: datetime) -> "Account":
        """A wrong password was given: the fifth locks."""
        failures = self.failures + 1
        if failures < FAILURES_BEFORE_LOCK:
            return replace(self, failures=failures)
        return replace(self, failures=0, locked_until=now + LOCKED_FOR)

    def after_success(self) -> "Account":
        return replace(self, failures=0, locked_until=None)

    def with_link(self, link_hash: str, now: datetime) -> "Account":
        """A fresh link; an older one is void."""
        return replace(self, link_hash=link_hash, link_until=now + LINK_HOLDS_FOR)

    def link_holds(self, now: datetime) -> bool:
        return not self.disabled and self.link_until is not None and now < self.link_until

    def with_password(self, password_hash: str) -> "Account":
        """The person chose a password: links are used up, and a lock has no reason any more."""
        return replace(self.after_success(), password_hash=password_hash, link_hash=None, link_until=None)


def checked(account: Account) -> Account:
    """The account, if it can be one.

    :raises InvalidAccountError: naming the field that cannot be.
    """
    if not _ID.fullmatch(account.id):
        raise InvalidAccountError(field="id")
    if not _LINE.fullmatch(account.name) or not account.name.strip():
        raise InvalidAccountError(field="name")
    if not account.roles:
        raise InvalidAccountError(field="roles")
    return account


def keep_an_administrator(before: list[Account], changed: Account) -> None:
    """:raises LastAdministratorError: when nobody could administer the hall after the change."""
    after = [each for each in before if each.id != changed.id] + [changed]
    had = any(_administers(each) for each in before)
    if had and not any(_administers(each) for each in after):
        raise LastAdministratorError


def _administers(account: Account) -> bool:
    return Right.ADMINISTER in account.rights and account.can_enter
