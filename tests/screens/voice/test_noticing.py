"""The ear is told what the eye is told: what begins to flash on a hall board is said, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from screens.board.seen import Seen, with_board, with_line
from screens.voice.noticing import called_no_more, newly_called

if TYPE_CHECKING:
    from queue_server.contract.views import Board, Call
    from tests.screens.conftest import Hall


def just_started(hall: Hall) -> Seen:
    return with_line(Seen(stale_since=hall.now), up=True, now=hall.now)


def listening(hall: Hall, *calls: Call) -> Seen:
    return with_board(just_started(hall), hall.board(*calls), hall.now)


def said(before: Seen, hall: Hall, *calls: Call, after_s: float = 0) -> list[str]:
    moment = hall.now + timedelta(seconds=after_s)
    board = hall.board(*calls).model_copy(update={"at": moment})
    return [each.number for each in newly_called(before, with_board(before, board, moment))]


def test_new_calls_are_said_the_earliest_first(hall: Hall) -> None:
    newest_first = hall.call("A003", ago=0), hall.call("A002", ago=1), hall.call("A001", ago=2)
    assert said(listening(hall), hall, *newest_first) == ["A001", "A002", "A003"]


def test_a_voice_that_starts_late_says_no_old_call(hall: Hall) -> None:
    calls = hall.call("A003", ago=20), hall.call("A002", ago=300), hall.call("A001", ago=3600)
    assert said(just_started(hall), hall, *calls) == []


def test_a_voice_that_starts_in_the_moment_of_a_call_says_it(hall: Hall) -> None:
    assert said(just_started(hall), hall, hall.call("A002", ago=2), hall.call("A001", ago=20)) == ["A002"]


def test_a_board_told_again_is_not_said_again(hall: Hall) -> None:
    call = hall.call("A001", ago=0)
    before = listening(hall, call)
    assert said(before, hall, call) == []
    assert said(before, hall, call, after_s=3) == []


def test_a_recall_is_said(hall: Hall) -> None:
    before = listening(hall, hall.call("A001", ago=90))
    assert said(before, hall, hall.call("A001", ago=0, recalls=1)) == ["A001"]
    assert said(before, hall, hall.call("A001", ago=90, recalls=1)) == ["A001"]


def test_calls_made_while_the_line_was_lost_are_not_said_when_it_is_back(hall: Hall) -> None:
    known = hall.call("A001", ago=400)
    seen = with_line(listening(hall, known), up=False, now=hall.now)
    back = hall.now + timedelta(minutes=5)
    seen = with_line(seen, up=True, now=back)
    missed = [hall.call(f"B00{place}", ago=-30 * place) for place in range(5)]
    assert said(seen, hall, *missed, known, after_s=300) == []


def test_a_stale_board_told_by_a_broker_that_kept_it_says_nothing(hall: Hall) -> None:
    """The board was made when its newest call was; hours later it is told over a new line."""
    seen = with_line(Seen(stale_since=hall.now), up=True, now=hall.now + timedelta(hours=3))
    board = hall.board(hall.call("A001", ago=0))
    assert newly_called(seen, with_board(seen, board, hall.now + timedelta(hours=3))) == ()


def gone(before: Board, after: Board) -> list[str]:
    return sorted(each.number for each in called_no_more(before, after))


@pytest.mark.parametrize("state", ["serving", "finished", "missed", "parked"])
def test_only_who_is_still_expected_is_said(hall: Hall, state: str) -> None:
    call = hall.call("A001", ago=0, state=state)
    assert said(listening(hall), hall, call) == []


@pytest.mark.parametrize("state", ["serving", "finished", "missed", "parked"])
def test_who_has_arrived_or_was_missed_is_called_no_more(hall: Hall, state: str) -> None:
    before = hall.board(hall.call("A002", ago=1), hall.call("A001", ago=2))
    after = hall.board(hall.call("A002", ago=1), hall.call("A001", ago=2, state=state))
    assert gone(before, after) == ["A001"]


def test_a_call_that_was_taken_back_is_called_no_more(hall: Hall) -> None:
    first, second, third = (hall.call(f"A00{place}", ago=10 - place) for place in (1, 2, 3))
    assert gone(hall.board(first), hall.board()) == ["A001"]
    assert gone(hall.board(second, first), hall.board(second)) == ["A001"]
    assert gone(hall.board(second, first), hall.board(third, first)) == ["A002"]


def test_who_is_recalled_or_sent_elsewhere_is_not_called_as_before(hall: Hall) -> None:
    before = hall.board(hall.call("A001", "3", ago=5))
    assert gone(before, hall.board(hall.call("A001", "3", ago=0, recalls=1))) == ["A001"]
    assert gone(before, hall.board(hall.call("A001", "4", ago=0))) == ["A001"]


def test_who_was_pushed_out_of_a_full_board_is_still_called(hall: Hall) -> None:
    full = [hall.call(f"A0{place}", ago=40 - place) for place in range(33, 9, -1)]
    newer = [hall.call(f"B0{place}", ago=10 - place) for place in (5, 4, 3)]
    assert gone(hall.board(*full), hall.board(*newer, *full[:-3])) == []


def test_at_the_first_board_nobody_is_gone(hall: Hall) -> None:
    assert called_no_more(None, hall.board(hall.call("A001"))) == frozenset()
    assert gone(hall.board(), hall.board()) == []
