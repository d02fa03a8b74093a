"""The room of cases in the hall's thread: what is kept with events, what is found again, what is deleted in time."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from queue_server.cases.archive import Archive
from queue_server.cases.finding import found_among
from queue_server.cases.hearing import Hearing
from queue_server.cases.kept import Ended, Forgotten, Kept, OwnData, PageGone, Sealed
from queue_server.cases.pages import PageFolder
from queue_server.cases.plans import Plans
from queue_server.cases.sealed import SealedStore
from queue_server.contract.commands import CommandData
from queue_server.domain import commands as domain
from queue_server.domain.cases import commands as asked_of
from queue_server.domain.cases import events as of_cases
from queue_server.domain.cases.case import Case
from queue_server.domain.events import Event
from queue_server.domain.state import HallState
from queue_server.service.cases import Heard

SPACE_KEPT = timedelta(days=730)
"""So long after it was last kept somebody's own data stays for later cases: some allowances come once a year."""

LOOK_EVERY = timedelta(minutes=1)
"""How often is looked for what is to be deleted."""

DELETED_AT_ONCE = 20
"""Cases a look: their files are the slowest part, and the hall's thread has more to do."""

_ENDINGS = (
    of_cases.CaseDecided,
    of_cases.CaseMailed,
    of_cases.CaseCollected,
    of_cases.CaseWithdrawn,
    of_cases.CaseExpired,
)


@dataclass(frozen=True, slots=True)
class RoomParts:
    """What the room is made of; all of it belongs to the hall's thread."""

    connection: sqlite3.Connection
    sealed: SealedStore
    archive: Archive
    pages: PageFolder
    plans: Plans


class Room:
    """See :class:`queue_server.service.cases.CaseRoom`, and :class:`queue_server.service.loop.Follower`."""

    def __init__(self, parts: RoomParts, clock: Callable[[], datetime]) -> None:
        self._parts = parts
        self._clock = clock
        self._unwanted: list[PageGone] = []
        self._looked_at: datetime | None = None
        self._log = structlog.get_logger("cases")

    def hear(self, data: CommandData, asked: domain.Command, state: HallState, pending: Sequence[Kept]) -> Heard:
        parts = self._parts
        return Hearing(parts.plans, parts.sealed, parts.pages, state, pending).hear(data, asked)

    def after(self, happened: Iterable[Event], before: HallState, state: HallState) -> list[Kept]:
        kept: list[Kept] = []
        for event in happened:
            match event:
                case of_cases.CasePageAdded() | of_cases.CasePageRemoved():
                    kept += _gone(event, before)
                case of_cases.SpaceDeleted():
                    kept.append(Forgotten(event.person, state.hall.day(event.at)))
                case _ if isinstance(event, _ENDINGS):
                    kept += _ended(event, state)
        return kept

    def keep(self, items: Iterable[Kept]) -> None:
        sealed, archive = self._parts.sealed, self._parts.archive
        for item in items:
            match item:
                case Sealed():
                    sealed.keep(item.case, item.kind, item.value)
                case OwnData():
                    before = sealed.space(item.person) if item.added else {}
                    until = (self._clock() + SPACE_KEPT).date()
                    sealed.keep_space(item.person, {**before, **item.answers}, until)
                case Ended():
                    archive.keep(item.case, item.delete_after)
                case Forgotten():
                    sealed.forget_space(item.person)
                    archive.delete_at_once(item.person, item.today)
                case PageGone():
                    self._unwanted.append(item)

    def ended(self, id_or_code: str) -> Case | None:
        return self._parts.archive.find(id_or_code)

    def found(self, asked: asked_of.FindCases, state: HallState) -> tuple[Sequence[Case], bool]:
        return found_among(asked, state, self._parts.archive)

    def turn(self, state: HallState, *, quiet: bool) -> None:
        """Delete what nobody wants any more, a little at a time."""
        now = self._clock()
        unwanted, self._unwanted = self._unwanted, []
        for page in unwanted:
            if not _is_there(page, state):  # its commit may have failed
                self._parts.pages.remove(page.case, page.page, page.digest)
        if not quiet or (self._looked_at is not None and now - self._looked_at < LOOK_EVERY):
            return
        more = self._delete_old(state.hall.day(now))
        self._looked_at = None if more else now

    def _delete_old(self, today: date) -> bool:
        """Answers and papers whose day is over; whether there may be more of them."""
        cases = self._parts.archive.to_delete(today, DELETED_AT_ONCE)
        for case in cases:
            self._parts.pages.remove_case(case)
        with self._together():
            for case in cases:
                self._parts.sealed.forget(case)
                self._parts.archive.deleted(case)
            spaces = self._parts.sealed.forget_old_spaces(today, DELETED_AT_ONCE)
        if cases or spaces:
            self._log.info("case_data_deleted", cases=len(cases), spaces=spaces)
        return DELETED_AT_ONCE in (len(cases), spaces)

    @contextmanager
    def _together(self) -> Iterator[None]:
        connection = self._parts.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _is_there(gone: PageGone, state: HallState) -> bool:
    case = state.shelf.cases.get(gone.case)
    return case is not None and any((page.id, page.digest) == (gone.page, gone.digest) for page in case.pages)


def _gone(event: of_cases.CasePageAdded | of_cases.CasePageRemoved, before: HallState) -> list[Kept]:
    """The page that was there under this name until now."""
    case = before.shelf.cases.get(event.case)
    pages = (page for page in (case.pages if case else ()) if page.id == event.page)
    stays = event.digest if isinstance(event, of_cases.CasePageAdded) else None
    return [PageGone(event.case, page.id, page.digest) for page in pages if page.digest != stays]


def _ended(event: Any, state: HallState) -> list[Kept]:
    """What was never handed in is deleted at once."""
    case = state.shelf.cases[event.case]
    if case.ended_at is None:
        return []
    keep_days = state.hall.cases.keep_days if case.submitted_at is not None else -1
    return [Ended(case, state.hall.day(case.ended_at) + timedelta(days=keep_days))]
