"""Any commands in any order: the state stays whole, and is what the events say."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from queue_server.domain import commands
from queue_server.domain.decide import Accepted, decide
from queue_server.domain.events import to_data
from queue_server.domain.evolve import evolve, evolve_all
from queue_server.domain.lifecycle import TicketState, WindowState
from queue_server.domain.state import HallState
from queue_server.retelling import event_of
from tests.queue_server.conftest import MORNING, make_hall
from tests.queue_server.domain.conftest import bookable

WINDOWS = st.sampled_from(["1", "2", "99"])
QUEUES = st.sampled_from(["household", "tax", "nowhere"])
TICKETS = st.integers(0, 30).map(lambda number: f"t{number}") | st.sampled_from(["A001", "B002", "nothing", ""])
NARROWED = st.none() | st.lists(QUEUES, min_size=1).map(tuple)
HOLDING = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED)
PRIORITIES = st.sampled_from([None, "ordinary", "elderly", "royal"])
PERSONS = st.sampled_from([None, "p1", "p2"])
CODES = st.integers(0, 12).map(lambda number: f"C{number}") | st.sampled_from(["nothing", ""])
ITEMS = st.sampled_from(["move-in", "birth", "declare", "nothing"])
NEVER = (
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
)
"""Times that no clock shows; the first and the last cannot even be told in UTC."""
MINUTES_FROM_NOW = st.integers(-4, 60).map(lambda quarters: quarters * 15)


def quarter_after(moment):
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)


class AnyDay(RuleBasedStateMachine):
    """Commands at random; the driver only knows their shapes."""

    @initialize()
    def morning(self):
        self.hall = bookable(make_hall(), shared_capacity=3)
        self.state = HallState(self.hall)
        self.now = MORNING
        self.journal = []
        self.tickets = self.appointments = 0

    def ask(self, command):
        decision = decide(self.state, command, self.now)
        if isinstance(decision, Accepted):
            self.state = evolve_all(self.state, decision.events)
            self.journal.extend(decision.events)

    @rule(queue=QUEUES, priority=PRIORITIES, person=PERSONS)
    def issue(self, queue, priority, person):
        self.tickets += 1
        self.ask(
            commands.IssueTicket(
                ticket=f"t{self.tickets}", origin="kiosk", queue=queue, priority=priority, person=person
            )
        )

    @rule(queue=QUEUES, count=st.integers(1, 3))
    def reserve(self, queue, count):
        self.ask(commands.ReserveNumbers(queue, count, "kiosk-01"))

    @rule(item=ITEMS, minutes=MINUTES_FROM_NOW, person=PERSONS)
    def book(self, item, minutes, person):
        self.appointments += 1
        start = quarter_after(self.now) + timedelta(minutes=minutes)
        self.ask(commands.BookAppointment(f"C{self.appointments}", item, start, person))

    @rule(code=CODES, minutes=MINUTES_FROM_NOW)
    def move(self, code, minutes):
        self.ask(commands.MoveAppointment(code, quarter_after(self.now) + timedelta(minutes=minutes)))

    @rule(code=CODES)
    def cancel_appointment(self, code):
        self.ask(commands.CancelAppointment(code))

    @rule(code=st.none() | CODES, person=PERSONS)
    def check_in(self, code, person):
        self.tickets += 1
        self.ask(commands.CheckIn(f"t{self.tickets}", code, person))

    @rule(item=ITEMS, code=CODES, time=st.sampled_from(NEVER))
    def ask_for_impossible_times(self, item, code, time):
        offline = commands.Offline("A001", time, "kiosk-01")
        for command in (
            commands.IssueTicket(ticket="never", origin="kiosk", queue="household", offline=offline),
            commands.BookAppointment("never", item, time, "p1"),
            commands.MoveAppointment(code, time),
            commands.ListSlots(item, date.max),
            commands.ListSlots(item, date.min),
        ):
            self.ask(command)
        assert "never" not in self.state.tickets
        assert not any(appointment.start == time for appointment in self.state.diary.appointments.values())

    @rule(number=st.integers(1, 20), ago=st.integers(-10, 60), client=st.sampled_from(["kiosk-01", "kiosk-02"]))
    def offline(self, number, ago, client):
        self.tickets += 1
        handed_out = commands.Offline(f"A{number:03d}", self.now - timedelta(minutes=ago), client)
        self.ask(commands.IssueTicket(ticket=f"t{self.tickets}", origin="kiosk", queue="household", offline=handed_out))

    @rule(
        window=WINDOWS, operator=st.sampled_from(["1", "2"]), queues=st.none() | st.lists(QUEUES, min_size=1).map(tuple)
    )
    def open(self, window, operator, queues):
        self.ask(commands.OpenWindow(window, operator, queues))

    @rule(
        window=WINDOWS,
        kind=st.sampled_from(
            [
                commands.PauseWindow,
                commands.CloseWindow,
                commands.CallNext,
                commands.CallNext,
                commands.Recall,
                commands.StartService,
                commands.Finish,
                commands.Miss,
                commands.Park,
                commands.Undo,
            ]
        ),
    )
    def press(self, window, kind):
        self.ask(kind(window))

    @rule(window=WINDOWS, ticket=TICKETS)
    def call_by_name(self, window, ticket):
        self.ask(commands.CallTicket(window, ticket))

    @rule(window=WINDOWS, to=QUEUES | WINDOWS, keep=st.booleans())
    def transfer(self, window, to, keep):
        self.ask(commands.Transfer(window, to, keep))

    @rule(ticket=TICKETS, window=st.none() | WINDOWS)
    def resume(self, ticket, window):
        self.ask(commands.Resume(ticket, window))

    @rule(ticket=TICKETS, score=st.integers(1, 5))
    def rate(self, ticket, score):
        self.ask(commands.RateService(ticket, score))

    @rule(ticket=TICKETS, kind=st.sampled_from([commands.CancelTicket, commands.GetTicket]))
    def ticket(self, ticket, kind):
        self.ask(kind(ticket))

    @rule(queue=QUEUES, kind=st.sampled_from([commands.OpenQueue, commands.CloseQueue]))
    def queue(self, queue, kind):
        self.ask(kind(queue))

    @rule(minutes=st.sampled_from([1, 10, 90, 600, 1500]))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @invariant()
    def whoever_waits_stands_in_exactly_one_line_and_nobody_else_does(self):
        standing = [
            (place.ticket, queue, key)
            for queue, lines in self.state.lines.items()
            for key, line in lines.items()
            for place in line
        ]
        waiting = [t for t in self.state.tickets.values() if t.state is TicketState.WAITING]
        assert sorted(ticket for ticket, _, _ in standing) == sorted(t.id for t in waiting)
        assert all(
            (self.state.tickets[t].queue, self.state.tickets[t].line) == (queue, key) for t, queue, key in standing
        )

    @invariant()
    def each_queue_knows_how_many_wait_for_what_and_who_is_first(self):
        for queue in self.state.hall.queues:
            crowd = self.state.crowd(queue)
            here = [t for t in self.state.tickets.values() if t.state is TicketState.WAITING and t.queue == queue]
            assert crowd.people == len(here)
            assert {item: n for item, n in crowd.items.items() if n} == Counter(t.item for t in here)
            assert crowd.first == min((t.place for t in here), default=None)

    @invariant()
    def no_slot_holds_more_people_than_it_has_room_for(self):
        held = [a for a in self.state.diary.appointments.values() if a.holds_a_place]
        assert all(people <= 2 for people in Counter((a.item, a.start) for a in held).values())
        assert all(people <= 3 for people in Counter((a.queue, a.start) for a in held).values())

    @invariant()
    def who_is_expected_has_booked_and_a_check_in_has_its_ticket(self):
        booked = {a.code for a in self.state.diary.appointments.values() if a.is_booked}
        assert booked == {each.code for expected in self.state.diary.expected.values() for each in expected}
        tickets = [a.ticket for a in self.state.diary.appointments.values() if a.ticket]
        assert len(tickets) == len(set(tickets))

    @invariant()
    def the_board_lists_exactly_who_missed_the_call(self):
        missed = [t.id for t in self.state.tickets.values() if t.state is TicketState.MISSED]
        assert sorted(self.state.missed) == sorted(missed)
        assert all(call.ticket in self.state.tickets for call in self.state.calls)

    @invariant()
    def lines_are_in_order(self):
        for lines in self.state.lines.values():
            assert all(list(line) == sorted(line) for line in lines.values())

    @invariant()
    def a_ticket_is_at_a_window_exactly_when_both_say_so(self):
        at_windows = {life.ticket: life for life in self.state.windows.values() if life.ticket}
        called = {t.id: t for t in self.state.tickets.values() if t.state in (TicketState.CALLED, TicketState.SERVING)}
        assert set(at_windows) == set(called)
        for ticket, life in at_windows.items():
            assert called[ticket].window == life.id
            assert life.state.value == called[ticket].state.value
        for life in self.state.windows.values():
            assert (life.ticket is not None) == (life.state in (WindowState.CALLED, WindowState.SERVING))

    @invariant()
    def no_number_is_given_twice_a_day(self):
        issued = [(e.queue, e.number) for e in self.journal_of_today() if e.type == "ticket_issued"]
        assert len(issued) == len(set(issued))

    def journal_of_today(self):
        days = [index for index, event in enumerate(self.journal) if event.type == "day_started"]
        return self.journal[days[-1] :] if days else []

    @invariant()
    def a_person_holds_at_most_one_living_ticket_a_queue_and_the_index_knows_it(self):
        living = [
            (t.person, t.queue)
            for t in self.state.tickets.values()
            if t.person
            and t.state in (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED)
        ]
        for person, queue in set(living):
            assert self.state.persons.get(f"{person} {queue}") is not None

    def teardown(self):
        if not hasattr(self, "journal"):
            return
        again = HallState(self.hall)
        for event in self.journal:
            again = evolve(again, event_of(event.type, event.at, json.dumps(to_data(event))))
        assert again == self.state


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(max_examples=120, stateful_step_count=60)
