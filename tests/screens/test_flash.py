"""What draws the eye: a call that is new, for six seconds, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from screens.board.seen import Seen, with_board, with_line
from screens.hall_board.picture import Room, picture_of
from screens.rules import ScreenRules

if TYPE_CHECKING:
    from queue_server.contract.views import Call
    from tests.screens.conftest import Hall

ROOM = Room(rows=6, tall_queues=6, short_queues=11)


def listening(hall: Hall, *calls: Call) -> Seen:
    """A screen whose line is up and that has already seen these calls, all of them long ago."""
    seen = with_line(Seen(stale_since=hall.now - timedelta(hours=1)), up=True, now=hall.now - timedelta(hours=1))
    old = hall.board(*calls).model_copy(update={"at": hall.now - timedelta(minutes=30)})
    return with_board(seen, old, hall.now - timedelta(minutes=30))


def lit(seen: Seen, hall: Hall, *, after: float = 0.1) -> list[str]:
    """The numbers in the bright half of a flash."""
    drawn = picture_of(seen, ScreenRules(), ROOM, "street", hall.now + timedelta(seconds=after))
    lines = [*([drawn.headline] if drawn.headline else []), *drawn.rows]
    return [line.number for line in lines if line.lit]


def test_a_new_call_flashes_once_a_second_for_six_seconds_bright_first(hall: Hall) -> None:
    seen = with_board(listening(hall), hall.board(hall.call("A001", ago=0)), hall.now)
    bright = [bool(lit(seen, hall, after=tenth / 10)) for tenth in range(80)]
    assert bright == [True] * 5 + [False] * 5 + ([True] * 5 + [False] * 5) * 5 + [False] * 20


def test_a_call_already_seen_does_not_flash_again_when_the_board_is_told_again(hall: Hall) -> None:
    seen = listening(hall, hall.call("A001", ago=0))
    assert lit(with_board(seen, hall.board(hall.call("A001", ago=0)), hall.now), hall) == []


def test_a_running_flash_goes_on_when_the_board_is_told_again(hall: Hall) -> None:
    call = hall.call("A001", ago=0)
    seen = with_board(listening(hall), hall.board(call), hall.now)
    seen = with_board(seen, hall.board(call, queues=(hall.queue("A"),)), hall.now + timedelta(seconds=2.5))
    assert lit(seen, hall, after=5.1) == ["A001"]
    assert lit(seen, hall, after=6.1) == []


def test_a_recall_flashes_even_when_it_keeps_the_time_of_the_first_call(hall: Hall) -> None:
    seen = listening(hall, hall.call("A001", ago=90))
    assert lit(with_board(seen, hall.board(hall.call("A001", ago=90, recalls=1)), hall.now), hall) == ["A001"]


def test_a_call_that_comes_back_by_an_undo_does_not_flash_when_it_is_old(hall: Hall) -> None:
    assert lit(with_board(listening(hall), hall.board(hall.call("A001", ago=7)), hall.now), hall) == []


def test_who_has_arrived_is_not_flashed_at_any_more(hall: Hall) -> None:
    seen = with_board(listening(hall), hall.board(hall.call("A001", ago=0)), hall.now)
    assert lit(seen, hall) == ["A001"]
    seen = with_board(seen, hall.board(hall.call("A001", ago=0, state="serving")), hall.now)
    assert lit(seen, hall) == []


@pytest.mark.parametrize("wrong", [timedelta(hours=-3), timedelta(hours=3)])
def test_a_screen_whose_clock_is_wrong_flashes_what_it_sees_change(hall: Hall, wrong: timedelta) -> None:
    seen = with_board(listening(hall), hall.board(hall.call("A001", ago=0)), hall.now + wrong)
    assert lit(seen, hall, after=wrong.total_seconds() + 0.1) == ["A001"]


@pytest.mark.parametrize(("ago", "flashes"), [(2, ["A001"]), (7, []), (-7, []), (3600, [])])
def test_at_the_start_only_a_call_of_the_last_six_seconds_flashes(hall: Hall, ago: float, flashes: list[str]) -> None:
    seen = with_line(Seen(stale_since=hall.now), up=True, now=hall.now)
    # The board was told when the call was made, however long ago that is.
    told = hall.board(hall.call("A001", ago=ago)).model_copy(update={"at": hall.now - timedelta(seconds=ago)})
    assert lit(with_board(seen, told, hall.now), hall) == flashes


def test_at_the_start_a_young_call_flashes_only_for_the_rest_of_its_time(hall: Hall) -> None:
    seen = with_line(Seen(stale_since=hall.now), up=True, now=hall.now)
    seen = with_board(seen, hall.board(hall.call("A001", ago=4)), hall.now)
    assert lit(seen, hall, after=1.1) == ["A001"]
    assert lit(seen, hall, after=2.1) == []


def test_calls_made_during_an_outage_do_not_flash_all_at_once_after_it(hall: Hall) -> None:
    seen = replace(listening(hall), line_up=False, stale_since=hall.now - timedelta(minutes=5))
    seen = with_line(seen, up=True, now=hall.now)
    calls = [hall.call(f"A00{place}", ago=20 * place) for place in range(6)]
    assert lit(with_board(seen, hall.board(*calls), hall.now), hall) == ["A000"]


def test_of_two_calls_within_six_seconds_both_flash_and_the_later_is_the_headline(hall: Hall) -> None:
    first, second = hall.call("A001", ago=0), hall.call("B001", "2", ago=-1)
    seen = with_board(listening(hall), hall.board(first), hall.now)
    later = hall.board(second, first).model_copy(update={"at": hall.now + timedelta(seconds=1)})
    seen = with_board(seen, later, hall.now + timedelta(seconds=1))
    assert lit(seen, hall, after=1.2) == ["B001", "A001"]


def test_a_recalled_number_is_the_headline_while_it_flashes_wherever_the_board_has_it(hall: Hall) -> None:
    newest, earlier = hall.call("B001", "2", ago=0), hall.call("A001", ago=90)
    seen = with_board(listening(hall, earlier), hall.board(newest, earlier), hall.now)
    recalled = hall.call("A001", ago=90, recalls=1)
    seen = with_board(seen, hall.board(newest, recalled), hall.now + timedelta(seconds=1))
    during = picture_of(seen, ScreenRules(), ROOM, "street", hall.now + timedelta(seconds=3)).headline
    after = picture_of(seen, ScreenRules(), ROOM, "street", hall.now + timedelta(seconds=8)).headline
    assert during is not None
    assert after is not None
    assert (during.number, after.number) == ("A001", "B001")
