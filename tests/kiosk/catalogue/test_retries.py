"""A failure is followed by another attempt, later each time and never all at once."""

import pytest

from kiosk.catalogue import Retries
from kiosk.catalogue.retries import AT_MOST_S, FIRST_S, SPREAD


def test_the_first_attempt_is_due_at_once() -> None:
    assert Retries().due


def test_each_failure_doubles_the_pause_up_to_the_longest() -> None:
    retries, pauses = Retries(), []
    for _ in range(40):
        retries = retries.failed(0.0)
        pauses.append(retries.wait_s)
    assert pauses[:7] == [FIRST_S * 2**count for count in range(6)] + [AT_MOST_S]
    assert set(pauses[6:]) == {AT_MOST_S}


@pytest.mark.parametrize("dice", [0.0, 0.3, 1.0])
def test_terminals_that_failed_together_come_back_one_after_the_other(dice: float) -> None:
    assert Retries().failed(dice).wait_s == FIRST_S * (1 + SPREAD * dice)


def test_it_is_due_when_the_pause_has_passed() -> None:
    retries = Retries().failed(0.0)
    assert not retries.passed(FIRST_S - 0.1).due
    assert retries.passed(FIRST_S - 0.1).passed(0.1).due
    assert retries.passed(FIRST_S + 100).wait_s == 0
