"""The staff's office: what it writes down, and what it keeps through a restart."""

import asyncio
import threading
from collections import deque
from contextlib import closing
from datetime import timedelta
from types import SimpleNamespace

import pytest

from queue_server.staff.sessions import Session, SessionRules
from queue_server.staff.store import Note, StaffStore
from queue_server.web.staff.office import Office
from tests.end_to_end.conftest import HANG_S
from tests.queue_server.conftest import MORNING


@pytest.fixture
def file(tmp_path):
    return tmp_path / "staff.sqlite"


@pytest.fixture
def office(file):
    return Office(file, lambda: MORNING, SessionRules())


class Interrupted(deque):
    """What is to be written down; while it is, ``meanwhile`` happens once."""

    def __init__(self, meanwhile):
        super().__init__()
        self._meanwhile = [meanwhile]

    def popleft(self):
        first = super().popleft()
        if self._meanwhile:
            self._meanwhile.pop()()
        return first


def test_what_somebody_does_while_the_log_is_written_is_in_the_log_too(office):
    office._unwritten = Interrupted(lambda: office.record("1001", "third"))
    goes_on = threading.Event()

    async def day():
        await office.begin()
        office._thread.submit(goes_on.wait, HANG_S)  # a slow disk
        for what in ("first", "second"):
            office.record("1001", what)
        goes_on.set()
        written = await office.ask(lambda records: [entry.what for entry in records.store.audit()])
        await office.end()
        return written

    assert asyncio.run(day())[::-1] == ["first", "second", "third"]


def test_a_restart_forgets_the_notes_of_yesterday_and_not_those_of_today(office, file):
    with closing(StaffStore(file)) as store:
        for ticket, before in (("yesterday", timedelta(hours=10)), ("today", timedelta(hours=1))):
            store.keep_note(ticket, Note(MORNING - before, "2001", "带轮椅"))

    async def day():
        await office.begin()
        notes = dict(office.notes)
        await office.end()
        return notes

    assert set(asyncio.run(day())) == {"today"}


def test_nothing_is_remembered_of_a_session_that_is_over(file):
    now = MORNING
    session = Session("a-hash", "1001", MORNING, MORNING)
    office = Office(file, lambda: now, SessionRules())
    with closing(StaffStore(file)) as store:
        store.keep_sessions([session])

    async def day():
        nonlocal now
        await office.begin()
        now = MORNING + timedelta(minutes=30)
        office.touch(SimpleNamespace(session=session))
        remembered = [set(office._kept_touches)]
        now = MORNING + timedelta(hours=2)
        await office.forget_what_is_over()
        remembered.append(set(office._kept_touches))
        await office.end()
        return remembered

    assert asyncio.run(day()) == [{"a-hash"}, set()]
