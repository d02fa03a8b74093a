"""However people book, move and cancel, every count is exact."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain import commands
from queue_server.domain.decide import Accepted

TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # in Shanghai
TIMES = (TEN, TEN + timedelta(minutes=15), TEN + timedelta(minutes=30))
SLOTS = {"move-in": TIMES, "birth": (TIMES[0], TIMES[2])}
PERSONS = ("p1", "p2", "p3", "p4")
CAPACITY, SHARED, A_PERSON = 2, 3, 2

BOOK = st.tuples(st.sampled_from(("move-in", "birth")), st.sampled_from(TIMES), st.sampled_from(PERSONS))
MOVE = st.tuples(st.integers(0, 20), st.sampled_from(TIMES))
CANCEL = st.integers(0, 20)


class Ledger:
    """The same rules once more, as a list of rows: item, time, person."""

    def __init__(self):
        self.rows = {}

    def room(self, item, start):
        then = [row[0] for row in self.rows.values() if row[1] == start]
        return min(CAPACITY - then.count(item), SHARED - len(then))

    def book(self, code, item, start, person):
        of_person = sum(row[2] == person for row in self.rows.values())
        fits = start in SLOTS[item] and of_person < A_PERSON and self.room(item, start) > 0
        if fits:
            self.rows[code] = (item, start, person)
        return fits

    def move(self, code, start):
        if code not in self.rows:
            return False
        item, before, person = self.rows.pop(code)
        fits = start in SLOTS[item] and self.room(item, start) > 0
        self.rows[code] = (item, start if fits else before, person)
        return fits

    def cancel(self, code):
        return self.rows.pop(code, None) is not None


@given(st.lists(st.one_of(BOOK, BOOK, MOVE, CANCEL), max_size=40))
def test_no_slot_ever_has_more_than_its_capacity_and_every_free_place_can_be_had(make_booking, steps):
    booking, ledger, books = make_booking(), Ledger(), 0
    for step in steps:
        match step:
            case (item, start, person):
                code, books = f"C{books}", books + 1
                command, fits = commands.BookAppointment(code, *step), ledger.book(code, item, start, person)
            case (which, start):
                code = f"C{which % max(books, 1)}"
                command, fits = commands.MoveAppointment(code, start), ledger.move(code, start)
            case which:
                code = f"C{which % max(books, 1)}"
                command, fits = commands.CancelAppointment(code), ledger.cancel(code)
        assert isinstance(booking.ask(command), Accepted) is fits
        for item, times in SLOTS.items():
            assert [booking.free(start, item) for start in times] == [ledger.room(item, start) for start in times]
    diary = booking.state.diary
    booked = {appointment.code for person in PERSONS for appointment in diary.booked_by(person)}
    assert booked == {each.code for expected in diary.expected.values() for each in expected} == set(ledger.rows)


def test_of_two_who_want_the_last_place_one_gets_it(booking):
    booking.book("C1", TEN, "p1")
    answers = [booking.ask(commands.BookAppointment(f"C{n}", "move-in", TEN, f"p{n}")) for n in (2, 3)]
    assert [isinstance(answer, Accepted) for answer in answers] == [True, False]
