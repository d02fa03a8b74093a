"""Whatever providers do and whenever the power goes: nobody is told twice, and nobody is forgotten."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from queue_server.notices.lifecycle import State
from queue_server.notices.outcomes import Accepted, NeverArrived, NoWord, Receipt, Refusal, Refused
from queue_server.notices.providers import Order
from queue_server.notices.settings import NoticesSection
from queue_server.notices.workers import Found, Said
from tests.queue_server.notices.conftest import NoticeHall, provider

NOT_SENT = [Refused(refusal, refusal.value) for refusal in Refusal]
SECTION = NoticesSection.model_validate({"steps": ["ticket_taken"], "limits": {"number": 1000, "template": 1000}})


class Day(RuleBasedStateMachine):
    """Two providers that keep a true record of what they took; one of them can be asked."""

    def __init__(self):
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        plans = [provider("asked", can_ask=True, at_once=2), provider("mute", at_once=2)]
        self.hall = NoticeHall(Path(self._folder.name), section=SECTION, plans=plans)
        self.taken: list[tuple[str, str]] = []

    def teardown(self):
        self._let_it_end()
        self.hall.journal.close()
        self._folder.cleanup()

    @rule()
    def a_ticket_is_taken(self):
        if len(self.hall.notices()) < 12:
            self.hall.take()

    @rule(seconds=st.sampled_from([0, 1, 5, 20, 70, 400]))
    def time_passes(self, seconds):
        self.hall.turn(seconds=seconds)

    @rule(word=st.sampled_from([Accepted(), NoWord("timeout")]))
    def a_provider_takes_a_message(self, word):
        """Whether its word then arrives or not."""
        if given := self._order():
            name, order = given
            self.taken.append((name, order.notice))
            self.hall.desk.hear(Said(name, order.notice, word))

    @rule(word=st.sampled_from([*NOT_SENT, NoWord("connection_lost")]))
    def a_provider_takes_no_message(self, word):
        if given := self._order():
            name, order = given
            self.hall.desk.hear(Said(name, order.notice, word))

    @rule(silent=st.booleans())
    def a_provider_answers_a_question_truly_or_not_at_all(self, silent):
        for place, (name, task) in enumerate(self.hall.given):
            if not isinstance(task, Order):
                del self.hall.given[place]
                known = (name, task.notice) in self.taken
                finding = NoWord("timeout") if silent else Receipt("accepted") if known else NeverArrived()
                self.hall.desk.hear(Found(name, task.notice, finding))
                return

    @precondition(lambda self: self.taken)
    @rule(data=st.data(), became=st.sampled_from(["delivered", "failed"]))
    def a_receipt_comes(self, data, became):
        name, notice = data.draw(st.sampled_from(self.taken))
        self.hall.report(Receipt(became, notice=notice, code=became), name=name)

    @rule(lost=st.booleans())
    def the_power_goes(self, lost):
        """Of the messages in hand the providers took all or none."""
        if not lost:
            self.taken += [(name, task.notice) for name, task in self.hall.given if isinstance(task, Order)]
        self.hall.given.clear()
        self.hall.start()

    @invariant()
    def nobody_is_told_twice(self):
        notices = [notice for _, notice in self.taken]
        assert len(notices) == len(set(notices))

    @invariant()
    def what_is_said_is_true(self):
        taken = {notice for _, notice in self.taken}
        for notice in self.hall.notices():
            if notice.state in (State.SENT, State.DELIVERED):
                assert notice.id in taken
            if notice.state is State.DROPPED:
                assert notice.id not in taken

    def _order(self):
        for place, (_, task) in enumerate(self.hall.given):
            if isinstance(task, Order):
                return self.hall.given.pop(place)
        return None

    def _let_it_end(self):
        """Every provider is well again, for two days."""
        for _ in range(60):
            while given := self._order():
                name, order = given
                self.taken.append((name, order.notice))
                self.hall.desk.hear(Said(name, order.notice, Accepted()))
            while self.hall.given:
                self.a_provider_answers_a_question_truly_or_not_at_all(silent=False)
            self.hall.turn(hours=1)
        self.nobody_is_told_twice()
        self.what_is_said_is_true()
        for notice in self.hall.notices():
            assert notice.state not in (State.QUEUED, State.SENDING), notice
            assert notice.next_at is None
            if notice.state in (State.FAILED, State.DROPPED, State.UNKNOWN):
                assert notice.reason


Day.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestDay = Day.TestCase
