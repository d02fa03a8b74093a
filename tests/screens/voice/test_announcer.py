"""Who is announced next: in order, once, in time, and never somebody who is called no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from screens.voice.announcer import REMEMBERED, Announcer, Left, Turn
from screens.voice.rules import Zone
from tests.screens.voice.conftest import NOON, call_of

LATE = timedelta(seconds=60)


def announcer(*, zone: Zone | None = None, repeat: int = 1) -> Announcer:
    return Announcer(zone or Zone(), repeat, LATE)


def numbers(desk: Announcer, *, after_s: float = 0) -> list[str]:
    """All that is said from now on, as fast as can be."""
    said = []
    while (turn := desk.next(NOON + timedelta(seconds=after_s))[0]) is not None:
        said.append(turn.announcement.number)
    return said


def test_calls_are_said_in_the_order_in_which_they_were_made() -> None:
    desk = announcer()
    desk.hear([call_of("A001"), call_of("B001")], NOON)
    desk.hear([call_of("A002")], NOON)
    assert numbers(desk) == ["A001", "B001", "A002"]


def test_the_same_call_is_said_once_however_often_it_is_told() -> None:
    desk = announcer()
    desk.hear([call_of("A001"), call_of("A001")], NOON)
    assert numbers(desk) == ["A001"]
    desk.hear([call_of("A001")], NOON)
    assert numbers(desk) == []


def test_a_recall_is_said_again() -> None:
    desk = announcer()
    desk.hear([call_of("A001")], NOON)
    assert numbers(desk) == ["A001"]
    desk.hear([call_of("A001", recalls=1)], NOON)
    assert numbers(desk) == ["A001"]


def test_who_is_recalled_while_still_waiting_to_be_said_keeps_the_place_and_is_said_once_as_a_recall() -> None:
    desk = announcer()
    desk.hear([call_of("A001"), call_of("B001")], NOON)
    left = desk.hear([call_of("A001", recalls=1)], NOON)
    assert left == (Left(call_of("A001"), "replaced"),)
    assert desk.next(NOON) == (Turn(call_of("A001", recalls=1), 1), ())
    assert numbers(desk) == ["B001"]


def test_who_was_sent_to_another_window_meanwhile_is_sent_to_that_one_only() -> None:
    desk = announcer()
    desk.hear([call_of("A001", "3")], NOON)
    desk.hear([call_of("A001", "5")], NOON)
    turn, _ = desk.next(NOON)
    assert turn is not None
    assert turn.announcement.window == "5"
    assert numbers(desk) == []


def test_who_is_called_no_more_is_left_out_and_counted() -> None:
    desk = announcer()
    desk.hear([call_of("A001"), call_of("A002"), call_of("A003")], NOON)
    left = desk.withdraw(frozenset({call_of("A002"), call_of("B009")}))
    assert left == (Left(call_of("A002"), "withdrawn"),)
    assert numbers(desk) == ["A001", "A003"]
    assert desk.counts == {"withdrawn": 1}


@pytest.mark.parametrize(("after_s", "said", "late"), [(60, ["A001"], 0), (60.1, [], 1)])
def test_what_has_waited_longer_than_allowed_is_dropped_and_counted(after_s: float, said: list[str], late: int) -> None:
    desk = announcer()
    desk.hear([call_of("A001")], NOON)
    assert numbers(desk, after_s=after_s) == said
    assert desk.counts["late"] == late


def test_what_is_dropped_is_told_with_the_reason_when_the_next_is_chosen() -> None:
    desk = announcer()
    desk.hear([call_of("A001"), call_of("A002")], NOON)
    desk.hear([call_of("A003")], NOON + LATE)
    turn, left = desk.next(NOON + LATE + timedelta(seconds=1))
    assert turn == Turn(call_of("A003"), 1)
    assert left == (Left(call_of("A001"), "late"), Left(call_of("A002"), "late"))


def test_a_call_is_repeated_by_setting_but_only_while_nobody_else_waits_to_be_said() -> None:
    desk = announcer(repeat=3)
    desk.hear([call_of("A001"), call_of("A002")], NOON)
    assert desk.next(NOON)[0] == Turn(call_of("A001"), 1)
    assert desk.next(NOON)[0] == Turn(call_of("A002"), 3)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (Zone(), ["A001", "B001", "AB01", "007"]),
        (Zone(windows=frozenset({"1", "2"})), ["A001", "B001"]),
        (Zone(prefixes=frozenset({"A"})), ["A001"]),
        (Zone(windows=frozenset({"2", "3"}), prefixes=frozenset({"B", "AB"})), ["B001", "AB01"]),
        (Zone(windows=frozenset({"9"})), []),
    ],
)
def test_a_zone_says_only_calls_to_its_windows_and_of_its_prefixes(zone: Zone, said: list[str]) -> None:
    desk = announcer(zone=zone)
    desk.hear([call_of("A001", "1"), call_of("B001", "2"), call_of("AB01", "3"), call_of("007", "4")], NOON)
    assert numbers(desk) == said


def test_memory_is_bounded_over_a_long_day() -> None:
    desk = announcer()
    for minute in range(3 * REMEMBERED):
        desk.hear([call_of("A001", ago=-60 * minute)], NOON)
        desk.next(NOON)
    assert len(desk._known) == REMEMBERED
