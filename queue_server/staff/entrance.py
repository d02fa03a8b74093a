"""How people come in: by password, by a one-time link, or as who they are to the organisation's identity provider."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from math import ceil

from queue_server.staff.accounts import Account, checked, keep_an_administrator
from queue_server.staff.audit import NOBODY, AuditEntry
from queue_server.staff.errors import (
    AccountTakenError,
    LinkVoidError,
    LockedError,
    LoginRefusedError,
    UnknownAccountError,
)
from queue_server.staff.passwords import Passwords, new_secret, secret_hash, strong
from queue_server.staff.roles import Right, Role
from queue_server.staff.sessions import Session
from queue_server.staff.store import StaffStore

FIRST_ADMINISTRATOR = "admin"


class Entrance:
    """Accounts as they change; every change and every refusal is in the audit log. In the thread of its store."""

    def __init__(self, store: StaffStore, passwords: Passwords, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._passwords = passwords
        self._clock = clock

    def log_in(self, account_id: str, password: str) -> Account:
        """:raises LoginRefusedError: for a wrong password, an unknown or a disabled account.
        :raises LockedError: after too many of them.
        """
        account = self._store.account(account_id)
        if account is not None:
            self._refuse_locked(account)
        if not self._passwords.matches(account.password_hash if account else None, password) or account is None:
            self._failed(account, account_id)
            raise LoginRefusedError
        if account.disabled:
            self._record(NOBODY, "login_refused", account.id, why="disabled")
            raise LoginRefusedError
        return self._let_in(account, "password")

    def log_in_as(self, subject: str) -> Account:
        """Whom the identity provider knows as ``subject``.

        :raises LoginRefusedError: when that is nobody here, or somebody disabled.
        """
        account = self._store.account_of_subject(subject)
        if account is None or account.disabled:
            self._record(NOBODY, "login_refused", account.id if account else "", why="subject", subject=subject[:100])
            raise LoginRefusedError
        return self._let_in(account, "identity_provider")

    def begin_session(self, account: Account) -> tuple[str, Session]:
        """The cookie's secret, and the session."""
        secret, now = new_secret(), self._clock()
        session = Session(secret_hash(secret), account.id, now, now)
        self._store.keep_sessions([session])
        return secret, session

    def behind_link(self, secret: str) -> Account:
        """Who may choose a password with this link.

        :raises LinkVoidError: when nobody.
        """
        account = self._store.account_of_link(secret_hash(secret))
        if account is None or not account.link_holds(self._clock()):
            raise LinkVoidError
        return account

    def choose_password(self, secret: str, password: str) -> Account:
        """Use a link up.

        :raises LinkVoidError: when it does not hold.
        :raises WeakPasswordError: and then it still does.
        """
        account = self.behind_link(secret)
        strong(password, account.id, account.name)
        changed = account.with_password(self._passwords.hash(password))
        self._store.keep_account(changed)
        self._record(account.id, "password_chosen", account.id)
        return changed

    def first_link(self) -> str | None:
        """A link for the first administrator, as long as nobody can administer the hall; an earlier one is void."""
        if any(Right.ADMINISTER in each.rights and each.can_enter for each in self._store.accounts()):
            return None
        return self.recovery_link(FIRST_ADMINISTRATOR)

    def recovery_link(self, account_id: str) -> str:
        """A link for somebody who can get in no other way; whoever does not exist becomes an administrator."""
        account = self._store.account(account_id)
        if account is None:
            account = checked(Account(account_id, account_id, frozenset({Role.ADMINISTRATOR})))
        self._record(NOBODY, "link_made", account.id)
        return self._link(replace(account, disabled=False))

    def add(self, by: str, account: Account) -> str:
        """A new account, and the link with which its person chooses a password.

        :raises InvalidAccountError: when it cannot be one.
        :raises AccountTakenError: when the staff number, or the subject, is somebody's.
        """
        if self._store.account(checked(account).id) is not None:
            raise AccountTakenError(field="id", account=account.id)
        link = self._link(account)
        self._record(by, "account_added", account.id, roles=" ".join(sorted(account.roles)))
        return link

    def change(self, by: str, account: Account) -> None:
        """Another name, other roles, another subject, disabled or not; the rest stays as it is.

        :raises UnknownAccountError: when there is none to change.
        :raises LastAdministratorError: when nobody could administer the hall any more.
        """
        before = self._known(account.id)
        changed = replace(
            before, name=account.name, roles=account.roles, subject=account.subject, disabled=account.disabled
        )
        keep_an_administrator(self._store.accounts(), checked(changed))
        self._store.keep_account(changed)
        if changed.disabled or changed.roles != before.roles:
            self.end_sessions_of(account.id)
        state = "disabled" if changed.disabled else "enabled"
        self._record(by, "account_changed", account.id, roles=" ".join(sorted(changed.roles)), state=state)

    def new_link(self, by: str, account_id: str) -> str:
        """A link for somebody who forgot the password; the old password holds until the link is used.

        :raises UnknownAccountError: when there is no such account.
        """
        account = self._known(account_id).after_success()
        self._record(by, "link_made", account_id)
        return self._link(account)

    def end_sessions_of(self, account_id: str) -> None:
        """Whoever has this account open has to enter again."""
        self._store.forget_sessions([each.key for each in self._store.sessions() if each.account == account_id])

    def _known(self, account_id: str) -> Account:
        account = self._store.account(account_id)
        if account is None:
            raise UnknownAccountError(account=account_id)
        return account

    def _link(self, account: Account) -> str:
        secret = new_secret()
        self._store.keep_account(account.with_link(secret_hash(secret), self._clock()))
        return secret

    def _let_in(self, account: Account, way: str) -> Account:
        welcome = account.after_success()
        if welcome != account:
            self._store.keep_account(welcome)
        self._record(account.id, "login", account.id, way=way)
        return welcome

    def _failed(self, account: Account | None, account_id: str) -> None:
        if account is not None:
            after = account.after_failure(self._clock())
            self._store.keep_account(after)
            if after.locked_until is not None and after.locked_for(self._clock()):
                self._record(NOBODY, "account_locked", account.id)
        known = account.id if account else ""
        # What somebody typed into the wrong field may be a password: a number that is nobody's is not kept.
        self._record(NOBODY, "login_refused", known, why="password" if account_id == known else "unknown")

    def _refuse_locked(self, account: Account) -> None:
        left = account.locked_for(self._clock())
        if left is not None:
            self._record(NOBODY, "login_refused", account.id, why="locked")
            raise LockedError(minutes=max(1, ceil(left.total_seconds() / 60)))

    def _record(self, who: str, what: str, on: str, **details: str) -> None:
        self._store.record([AuditEntry(self._clock(), who, what, on, details)])
