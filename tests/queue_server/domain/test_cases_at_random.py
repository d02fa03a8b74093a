"""Any commands about cases in any order: the shelf stays whole and is what the events say."""

import json
from collections import Counter
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from queue_server.domain import commands as of_hall
from queue_server.domain.cases import commands
from queue_server.domain.cases.case import Compartment
from queue_server.domain.cases.clock import due_cases
from queue_server.domain.cases.lifecycle import FINAL, CaseState
from queue_server.domain.events import to_data
from queue_server.domain.evolve import evolve
from queue_server.domain.snapshot import SnapshotForm
from queue_server.domain.state import HallState
from queue_server.retelling import event_of
from tests.queue_server.domain.case_story import NO_PAPERS, PLAN, Applying, case_hall

CASES = st.integers(1, 8).map(lambda number: f"c{number}") | st.sampled_from(["CODEc1", "nothing", ""])
PERSONS = st.sampled_from([None, "p", "q"])
ITEMS = st.sampled_from(["move-in", "declare", "nothing"])
PLANS = st.sampled_from([None, PLAN, NO_PAPERS, NO_PAPERS._replace(result=False)])
PAPERS = st.sampled_from(["id_card", "lease", "photo", "nothing"])
PAGES = st.sampled_from(["a", "b", "c", "d"])
REASONS = st.sampled_from([(), ("other",), ("because",)])
DOORS = st.builds(Compartment, st.sampled_from(["lobby", "street", "nowhere"]), st.integers(0, 2))
KIOSKS = st.sampled_from(["kiosk-01", "kiosk-02"])


class AnyCases(RuleBasedStateMachine):
    @initialize()
    def morning(self):
        self.applying = Applying(case_hall(pages_per_case=5))
        self.cases = self.pickups = 0

    def ask(self, command):
        self.applying.ask(command)

    @rule(item=ITEMS, person=PERSONS, plan=PLANS)
    def start(self, item, person, plan):
        self.cases += 1
        self.ask(commands.StartCase(f"c{self.cases}", f"CODEc{self.cases}", item, person, "kiosk", plan))

    @rule(case=CASES, person=PERSONS, paper=PAPERS, page=PAGES)
    def page(self, case, person, paper, page):
        self.ask(self.applying.a_page(paper, page, case, person))

    @rule(
        case=CASES,
        person=PERSONS,
        paper=PAPERS,
        kind=st.sampled_from([commands.RemovePage, commands.PromisePaper]),
    )
    def paper(self, case, person, paper, kind):
        self.ask(kind(case, person, paper))

    @rule(case=CASES, person=PERSONS, blanks=st.sampled_from([(), ("phone",)]))
    def submit(self, case, person, blanks):
        self.ask(commands.SubmitCase(case, person, "counter", blanks))

    @rule(case=CASES, person=PERSONS)
    def whole(self, case, person):
        """Somebody who has everything: otherwise chance would seldom get to the end."""
        for paper in ("id_card", "lease"):
            self.ask(self.applying.a_page(paper, f"{paper}-1", case, person))
        self.ask(commands.SubmitCase(case, person, "locker"))
        self.ask(commands.AcceptCase(case, "1001"))

    @rule(case=CASES, person=PERSONS, kind=st.sampled_from([commands.SaveCase, commands.WithdrawCase]))
    def citizen(self, case, person, kind):
        self.ask(kind(case, person))

    @rule(case=CASES, kind=st.sampled_from([commands.AcceptCase, commands.ReviewCase, commands.CollectCase]))
    def clerk(self, case, kind):
        self.ask(kind(case, "1001"))

    @rule(case=CASES, reasons=REASONS, papers=st.sampled_from([(), ("lease",), ("nothing",)]))
    def supplement(self, case, reasons, papers):
        self.ask(commands.AskSupplement(case, "1001", reasons, papers))

    @rule(case=CASES, outcome=st.sampled_from(["approved", "approved", "refused"]), reasons=REASONS)
    def decide(self, case, outcome, reasons):
        self.ask(commands.DecideCase(case, "1001", outcome, reasons))

    @rule(
        case=CASES, place=st.sampled_from(["locker", "locker", "counter"]), locker=st.sampled_from([None, "lobby", "x"])
    )
    def ready(self, case, place, locker):
        self.pickups += 1
        self.ask(commands.MarkReady(case, "1001", place, f"PICK{self.pickups}", locker))

    @rule(case=CASES)
    def mail(self, case):
        self.ask(commands.MailCase(case, "1001", "ems"))

    @rule(client=KIOSKS, pickup=st.none() | st.integers(1, 9).map(lambda number: f"PICK{number}"), person=PERSONS)
    def open(self, client, pickup, person):
        self.ask(commands.OpenLocker(client, pickup=pickup, person=person))

    @rule(door=DOORS)
    def open_as_staff(self, door):
        self.ask(commands.OpenLocker("window-1", compartment=door, operator="1001"))

    @rule(client=KIOSKS, door=DOORS, opened=st.sampled_from(["yes", "yes", "no", "unknown"]))
    def report(self, client, door, opened):
        self.ask(commands.ReportLocker(client, door, opened))

    @rule(door=DOORS, condition=st.sampled_from(["free", "faulty"]))
    def set_compartment(self, door, condition):
        self.ask(commands.SetCompartment(door, condition, "1001"))

    @rule(case=CASES, person=PERSONS)
    def ticket(self, case, person):
        self.cases += 1
        self.ask(of_hall.IssueTicket(ticket=f"t{self.cases}", origin="kiosk", person=person, case=case))

    @rule(days=st.sampled_from([0, 1, 3, 10, 40]))
    def wait(self, days):
        self.applying.later(days=days, hours=1)
        self.applying.tick()
        today = self.applying.state.hall.day(self.applying.now)
        assert list(due_cases(self.shelf, today, self.applying.now)) == []

    @property
    def shelf(self):
        return self.applying.state.shelf

    @invariant()
    def every_index_knows_exactly_the_cases_that_are_there(self):
        cases = {case.id: case for case in self.shelf.cases.values()}
        assert dict(self.shelf.codes.items()) == {case.code: case.id for case in cases.values()}
        assert dict(self.shelf.pickups.items()) == {case.pickup: case.id for case in cases.values() if case.pickup}
        of_person = [case for held in self.shelf.of_person.values() for case in held]
        assert sorted(of_person) == sorted(cases)

    @invariant()
    def the_clock_looks_at_each_case_on_its_earliest_day(self):
        days = {case.id: min(case.days_to_look(), default=None) for case in self.shelf.cases.values()}
        expected = sorted((day.toordinal(), case) for case, day in days.items() if day is not None)
        assert [tuple(look) for look in self.shelf.looks] == expected

    @invariant()
    def no_compartment_holds_two_results_and_each_knows_its_own(self):
        lying = Counter(case.compartment for case in self.shelf.cases.values() if case.compartment)
        assert all(count == 1 for count in lying.values())
        for case in self.shelf.cases.values():
            if case.compartment is not None:
                assert self.shelf.in_use[case.compartment].case == case.id

    @invariant()
    def what_has_ended_has_nothing_due(self):
        for case in self.shelf.cases.values():
            if case.has_ended:
                assert not list(case.days_to_look())
                assert case.state in FINAL or not case.result
            assert case.has_ended or case.state not in FINAL

    @invariant()
    def nothing_is_handed_in_without_its_papers(self):
        for case in self.shelf.cases.values():
            if case.state in (CaseState.SUBMITTED, CaseState.ACCEPTED):
                kept = set(case.missing_papers) - set(case.broken)
                assert not kept

    def teardown(self):
        if not hasattr(self, "applying"):
            return
        again = HallState(self.applying.state.hall)
        for event in self.applying.happened:
            again = evolve(again, event_of(event.type, event.at, json.dumps(to_data(event))))
        assert again == self.applying.state
        form = SnapshotForm()
        assert form.read(form.write(again), again.hall) == again


TestAnyCases = AnyCases.TestCase
TestAnyCases.settings = settings(max_examples=80, stateful_step_count=50, deadline=timedelta(seconds=5))
