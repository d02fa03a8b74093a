"""What staff wrote of a person is forgotten while the server goes on working."""

import time
from contextlib import closing

from queue_server.contract.commands import SetNotice
from queue_server.staff.store import Note, StaffStore
from tests.queue_server.web.conftest import HANG_S


def something_happens(street):
    street.done(SetNotice(notice="notice-1", text={"zh": "照相机维修中"}))


def test_a_note_of_reception_is_gone_the_next_day(street):
    with closing(StaffStore(street.directory / "staff.sqlite")) as store:
        store.keep_note("t-1", Note(street.now, "2001", "带轮椅"))
        street.later(hours=14)
        something_happens(street)
        assert set(store.notes()) == {"t-1"}, "it is still the same day"
        street.later(hours=2)
        store.keep_note("t-2", Note(street.now, "2001", "需要手语"))
        something_happens(street)
        deadline = time.monotonic() + HANG_S
        while set(store.notes()) != {"t-2"}:
            assert time.monotonic() < deadline
