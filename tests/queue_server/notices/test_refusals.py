"""What is tried again, how late, and what is not."""

import pytest

from queue_server.notices.lifecycle import State
from queue_server.notices.outcomes import Refusal, Refused
from queue_server.notices.patience import retry_delay_s

BUSY = Refused(Refusal.BUSY, "throttled")


def test_a_busy_provider_is_tried_again_later_each_time_twice_as_late(street):
    street.take()
    street.turn().answer(BUSY)
    assert street.orders() == []
    street.turn(seconds=1)
    assert street.orders() == []
    street.turn(seconds=1)
    assert len(street.orders()) == 1
    street.answer(BUSY)
    assert street.turn(seconds=3).orders() == []
    assert len(street.turn(seconds=1).orders()) == 1


@pytest.mark.parametrize("refusal", [Refusal.BUSY, Refusal.LIMITED])
def test_retries_are_spread_by_the_dice_and_end(refusal):
    first, second = retry_delay_s(refusal, 1, 0.0), retry_delay_s(refusal, 1, 1.0)
    assert second == 3 * first
    assert retry_delay_s(refusal, 100, 0.5) is None


@pytest.mark.parametrize("refusal", [Refusal.NUMBER, Refusal.MESSAGE])
def test_what_is_refused_again_is_not_tried_again(refusal):
    assert retry_delay_s(refusal, 1, 0.5) is None


def test_a_number_that_will_never_do_fails_with_the_provider_s_code(street):
    street.take()
    street.turn().answer(Refused(Refusal.NUMBER, "isv.MOBILE_NUMBER_ILLEGAL"))
    (notice,) = street.notices()
    assert (notice.state, notice.reason) == (State.FAILED, "isv.MOBILE_NUMBER_ILLEGAL")
    assert street.turn(hours=1).orders() == []
