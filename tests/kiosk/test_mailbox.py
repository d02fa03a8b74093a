"""From any thread into the program's own."""

import pytest

from kiosk.mailbox import Mailbox


def test_what_was_posted_is_done_in_order_when_it_is_asked_for() -> None:
    done: list[int] = []
    woken: list[None] = []
    mailbox = Mailbox(lambda: woken.append(None))
    for number in range(3):
        mailbox.post(lambda number=number: done.append(number))  # type: ignore[misc]  # bound at once
    assert (done, len(woken)) == ([], 3)
    mailbox.deliver()
    assert done == [0, 1, 2]


def test_what_follows_a_failure_is_done_at_the_next_call_which_is_asked_for() -> None:
    done: list[int] = []
    woken: list[None] = []
    mailbox = Mailbox(lambda: woken.append(None))
    mailbox.post(lambda: done.append(1 // 0))
    mailbox.post(lambda: done.append(2))
    woken.clear()
    with pytest.raises(ZeroDivisionError):
        mailbox.deliver()
    assert (done, len(woken)) == ([], 1)
    mailbox.deliver()
    assert done == [2]
