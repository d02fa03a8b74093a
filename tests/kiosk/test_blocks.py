"""Reserved numbers: each is given once, on its own day, by one terminal."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.flow.blocks import Block, block_of, left, usable, without_next
from kiosk.reserving import ASK_AGAIN_S, MOST, REFILL_BELOW, Reserving
from queue_server.contract.numbers import number_text
from queue_server.domain.numbers import count_of, number

MONDAY = date(2026, 11, 23)
BLOCK = Block("household", "A", 21, 40, MONDAY, 21)


@given(st.integers(0, 20_000))
def test_a_terminal_writes_numbers_as_the_hall_does(count: int) -> None:
    assert number_text("A", count) == number("A", count)
    assert count_of("A", number_text("A", count)) == count


def test_a_number_is_of_its_queue_and_of_its_day() -> None:
    assert block_of((BLOCK,), "household", MONDAY) == BLOCK
    assert block_of((BLOCK,), "tax", MONDAY) is None
    assert block_of((BLOCK,), "household", MONDAY + timedelta(days=1)) is None


class Terminals(RuleBasedStateMachine):
    """Two terminals at one hall, which reserves for them from one counter a queue and day."""

    def __init__(self) -> None:
        super().__init__()
        self.day = MONDAY
        self.counter: dict[str, int] = {}
        self.blocks: dict[str, tuple[Block, ...]] = {"kiosk-01": (), "kiosk-02": ()}
        self.given: list[tuple[date, str]] = []

    @rule(kiosk=st.sampled_from(["kiosk-01", "kiosk-02"]), queue=st.sampled_from("AB"), count=st.integers(1, 5))
    def reserve(self, kiosk: str, queue: str, count: int) -> None:
        first = self.counter.get(queue, 0) + 1
        self.counter[queue] = first + count - 1
        self.blocks[kiosk] += (Block(queue, queue, first, self.counter[queue], self.day, first),)

    @rule(kiosk=st.sampled_from(["kiosk-01", "kiosk-02"]), queue=st.sampled_from("AB"))
    def give(self, kiosk: str, queue: str) -> None:
        before = left(usable(self.blocks[kiosk], self.day), queue)
        block = block_of(self.blocks[kiosk], queue, self.day)
        assert (block is None) == (before == 0)
        if block is not None:
            self.given.append((self.day, block.number))
            self.blocks[kiosk] = without_next(self.blocks[kiosk], block)
            assert left(usable(self.blocks[kiosk], self.day), queue) == before - 1

    @rule()
    def night(self) -> None:
        self.day += timedelta(days=1)
        self.counter.clear()

    @invariant()
    def no_number_is_given_twice_on_a_day(self) -> None:
        assert len(self.given) == len(set(self.given))


TestTerminals = Terminals.TestCase
TestTerminals.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)


def test_numbers_are_reserved_ahead_of_need_and_once_at_a_time() -> None:
    reserving = Reserving()
    assert reserving.wanted((), ["household", "tax"], MONDAY) == {"household": MOST, "tax": MOST}
    reserving = reserving.asking(["household", "tax"], MONDAY)
    assert reserving.wanted((), ["household", "tax"], MONDAY) == {}
    reserving = reserving.passed(ASK_AGAIN_S)
    enough = Block("household", "A", 1, REFILL_BELOW, MONDAY, 1)
    short = Block("tax", "B", 1, REFILL_BELOW, MONDAY, 2)
    assert reserving.wanted((enough, short), ["household", "tax"], MONDAY) == {"tax": MOST}


def test_yesterdays_numbers_are_no_reason_not_to_reserve() -> None:
    assert Reserving().wanted((BLOCK,), ["household"], MONDAY + timedelta(days=1)) == {"household": MOST}


def test_where_the_quota_is_nearly_reached_fewer_are_asked_for_and_none_after_that() -> None:
    reserving, asked = Reserving(), []
    for _ in range(10):
        wanted = reserving.wanted((), ["household"], MONDAY)
        if not wanted:
            break
        asked.append(wanted["household"])
        reserving = reserving.asking(wanted, MONDAY).refused("household", wanted["household"], too_many=True)
        reserving = reserving.passed(ASK_AGAIN_S)
    assert asked == [20, 10, 5, 2, 1]
    assert reserving.wanted((), ["household"], MONDAY) == {}
    assert reserving.wanted((), ["household"], MONDAY + timedelta(days=1)) == {"household": MOST}


def test_a_queue_that_the_hall_does_not_know_is_not_asked_for_again_that_day() -> None:
    reserving = Reserving().asking(["gone"], MONDAY).refused("gone", MOST, too_many=False).passed(ASK_AGAIN_S)
    assert reserving.wanted((), ["gone"], MONDAY) == {}
