"""The hall's staff, for the event loop: what must be known at once is in memory, what changes goes through a thread."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

import structlog

from queue_server.staff.accounts import Account
from queue_server.staff.audit import AuditEntry
from queue_server.staff.entrance import Entrance
from queue_server.staff.passwords import Passwords, secret_hash
from queue_server.staff.roles import Right
from queue_server.staff.sessions import Session, SessionRules
from queue_server.staff.store import Note, StaffStore

TOUCH_KEPT_EVERY = timedelta(minutes=1)
"""How exactly a restart remembers when a session was last used."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has entered, in one browser."""

    account: Account
    session: Session

    @property
    def id(self) -> str:
        return self.account.id

    def may(self, right: Right) -> bool:
        return right in self.account.rights


class Records(NamedTuple):
    """What work in the office's thread has at hand."""

    entrance: Entrance
    store: StaffStore


class Office:
    """Everything belongs to the event loop's thread, but what :meth:`ask` is given."""

    def __init__(
        self,
        file: Path,
        clock: Callable[[], datetime],
        rules: SessionRules,
        passwords: Callable[[], Passwords] = Passwords,
    ) -> None:
        """``clock`` tells the hall's own time. ``passwords`` is called in the office's own thread: even making it takes
        a moment.
        """
        self.rules = rules
        self._file = file
        self._clock = clock
        self._passwords = passwords
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="staff")
        self._records: Records | None = None
        self._accounts: Mapping[str, Account] = {}
        self._sessions: dict[str, Session] = {}
        self._kept_touches: dict[str, datetime] = {}
        self._unwritten: deque[AuditEntry] = deque()
        self.notes: Mapping[str, Note] = {}
        self._log = structlog.get_logger("staff")

    async def begin(self) -> None:
        """Open the file."""
        await self.ask(self._forget_what_is_over)

    async def forget_what_is_over(self) -> None:
        """Delete sessions that ended, and notes of the days before."""
        try:
            await self.ask(self._forget_what_is_over)
        except Exception:  # noqa: BLE001 - a full disk must be seen and survived, whatever the store raises
            self._log.exception("staff_file_not_written")

    async def end(self) -> None:
        """Write down what is not yet, and let go of the file."""
        await asyncio.wrap_future(self._thread.submit(self._close))
        self._thread.shutdown()

    async def ask(self, work: Callable[[Records], Answer]) -> Answer:
        """Do ``work`` in the office's thread; what changed by it is known here when this returns, also by a refusal."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, lambda: work(self._open()))
        finally:
            await self._read_again()

    @property
    def accounts(self) -> list[Account]:
        """Everybody, by staff number."""
        return list(self._accounts.values())

    def person(self, secret: str) -> Person | None:
        """Who has this secret in the cookie; nobody when the session is over."""
        return self.still(secret_hash(secret)) if secret else None

    def still(self, key: str) -> Person | None:
        """Whose session this is, as long as it holds."""
        session = self._sessions.get(key)
        if session is None or not session.holds(self._clock(), self.rules):
            return None
        account = self._accounts.get(session.account)
        return Person(account, session) if account is not None and not account.disabled else None

    def name_of(self, account: str) -> str:
        """What a staff member is called; the number itself where nobody has it."""
        known = self._accounts.get(account)
        return known.name if known else account

    def touch(self, person: Person) -> None:
        """The person is still there."""
        now = self._clock()
        session = self._sessions.get(person.session.key)
        if session is None:
            return
        touched = self._sessions[session.key] = session.touched(now)
        if now - self._kept_touches.get(session.key, session.began) >= TOUCH_KEPT_EVERY:
            self._kept_touches[session.key] = now
            self._thread.submit(self._guarded, lambda records: records.store.keep_sessions([touched]))

    def record(self, who: str, what: str, on: str = "", **details: str) -> None:
        """Add to the audit log; it is on disk a moment later, together with what came in the meantime."""
        self._unwritten.append(AuditEntry(self._clock(), who, what, on, details))
        if len(self._unwritten) == 1:
            self._thread.submit(self._guarded, self._write_down)

    async def _read_again(self) -> None:
        accounts, sessions, notes = await asyncio.get_running_loop().run_in_executor(self._thread, self._read)
        self._accounts = {account.id: account for account in accounts}
        # The file knows a touch a minute late.
        self._sessions = {each.key: max(each, self._sessions.get(each.key, each), key=_seen) for each in sessions}
        self._kept_touches = {key: at for key, at in self._kept_touches.items() if key in self._sessions}
        self.notes = notes

    def _read(self) -> tuple[list[Account], list[Session], dict[str, Note]]:
        store = self._open().store
        return store.accounts(), store.sessions(), store.notes()

    def _open(self) -> Records:
        if self._records is None:
            store = StaffStore(self._file)
            self._records = Records(Entrance(store, self._passwords(), self._clock), store)
        return self._records

    def _write_down(self, records: Records) -> None:
        """Until nothing is left: :meth:`record` asks for it again only from then on."""
        entries = []
        while self._unwritten:
            entries.append(self._unwritten.popleft())
        records.store.record(entries)

    def _guarded(self, work: Callable[[Records], None]) -> None:
        try:
            work(self._open())
        except Exception:  # noqa: BLE001 - a full disk must be seen and survived, whatever the store raises
            self._log.exception("staff_file_not_written")

    def _forget_what_is_over(self, records: Records) -> None:
        now = self._clock()
        over = [each.key for each in records.store.sessions() if not each.holds(now, self.rules)]
        records.store.forget_sessions(over)
        records.store.forget_notes(now.replace(hour=0, minute=0, second=0, microsecond=0))

    def _close(self) -> None:
        if self._records is not None:
            self._guarded(self._write_down)
            self._records.store.close()


def _seen(session: Session) -> datetime:
    return session.seen
