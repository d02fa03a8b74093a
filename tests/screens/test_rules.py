"""Which part of its hall a screen shows, and at which hours."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from screens.rules import Hours, Zone

if TYPE_CHECKING:
    from tests.screens.conftest import Hall


@pytest.mark.parametrize(
    ("zone", "numbers"),
    [
        (Zone(), ["A001", "AB002", "001"]),
        (Zone(windows=frozenset({"2", "3"})), ["AB002", "001"]),
        (Zone(prefixes=frozenset({"A"})), ["A001"]),
        (Zone(prefixes=frozenset({"AB"})), ["AB002"]),
        (Zone(windows=frozenset({"1"}), prefixes=frozenset({"AB"})), []),
        (Zone(queues=frozenset({"p"})), ["A001", "AB002", "001"]),
    ],
)
def test_calls_are_chosen_by_window_and_by_the_letters_of_their_number(
    hall: Hall, zone: Zone, numbers: list[str]
) -> None:
    board = hall.board(hall.call("A001", "1"), hall.call("AB002", "2"), hall.call("001", "3"))
    assert [call.number for call in zone.of(board).calls] == numbers


def test_missed_numbers_are_chosen_by_their_letters_and_queues_by_their_id(hall: Hall) -> None:
    zone = Zone(windows=frozenset({"9"}), queues=frozenset({"q"}), prefixes=frozenset({"B"}))
    board = zone.of(hall.board(queues=(hall.queue("p"), hall.queue("q")), missed=("A001", "B001", "7")))
    assert board.missed == ("B001",)
    assert [state.queue for state in board.queues] == ["q"]


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        (Hours(time(20), time(7, 30)), [time(20), time(23, 59), time(0), time(7, 29)], [time(7, 30), time(19, 59)]),
        (Hours(time(12), time(13, 30)), [time(12), time(13, 29)], [time(11, 59), time(13, 30), time(0)]),
    ],
)
def test_hours_end_before_they_say_and_may_pass_midnight(hours: Hours, inside: list[time], outside: list[time]) -> None:
    assert [hours.hold(moment) for moment in inside] == [True] * len(inside)
    assert [hours.hold(moment) for moment in outside] == [False] * len(outside)
