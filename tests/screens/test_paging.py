"""More calls and queues than there is room for: who is still to come is seen, sooner or later, and never hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from screens.board.seen import Flash, key_of
from screens.hall_board.paging import call_page, page_of, queue_page, turn_at

if TYPE_CHECKING:
    from queue_server.contract.views import Call
    from tests.screens.conftest import Hall


def numbers(calls: tuple[Call, ...]) -> list[str]:
    return [call.number for call in calls]


def test_a_page_stands_for_its_seconds_and_then_the_next_is_on(hall: Hall) -> None:
    turns = [turn_at(hall.now + timedelta(seconds=second), 8) for second in range(24)]
    assert len(set(turns)) in (3, 4)
    assert turns == sorted(turns)
    assert max(turns.count(turn) for turn in set(turns)) == 8


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (6, 1), (7, 2), (12, 2), (13, 3)])
def test_everything_is_on_some_page_and_on_one_only(count: int, pages: int) -> None:
    shown = [page_of(range(count), 6, turn) for turn in range(pages)]
    assert [entry for page in shown for entry in page.entries] == list(range(count))
    assert {page.count for page in shown} == {pages}
    assert [page.place for page in shown] == list(range(1, pages + 1))


def test_pages_begin_again_after_the_last(hall: Hall) -> None:
    assert page_of(range(13), 6, 3) == page_of(range(13), 6, 0)


def test_everybody_still_to_come_has_a_page(hall: Hall) -> None:
    calls = [hall.call(f"A{place:03}", ago=60 + place) for place in range(23)]
    seen = [number for turn in range(4) for number in numbers(call_page(calls, (), hall.now, 6, turn).entries)]
    assert seen == numbers(tuple(calls))


def test_pages_turn_for_those_still_to_come_and_not_for_those_served(hall: Hall) -> None:
    served = [hall.call(f"B{place:03}", state="serving") for place in range(10)]
    coming = [hall.call(f"A{place:03}") for place in range(4)]
    page = call_page([*served[:5], *coming, *served[5:]], (), hall.now, 6, 0)
    assert numbers(page.entries) == ["B000", "B001", "A000", "A001", "A002", "A003"]
    assert page.count == 1


def test_who_is_served_fills_what_is_left_before_who_is_done(hall: Hall) -> None:
    calls = [hall.call("D1", state="finished"), hall.call("S1", state="serving"), hall.call("C1"), hall.call("S2")]
    assert numbers(call_page(calls, (), hall.now, 3, 0).entries) == ["S1", "C1", "S2"]


def test_a_new_call_is_on_every_page_while_it_flashes(hall: Hall) -> None:
    new = hall.call("A000", ago=1)
    calls = [new, *(hall.call(f"B{place:03}", ago=60) for place in range(12))]
    flash = Flash(key_of(new), hall.now - timedelta(seconds=1))
    for turn in range(3):
        page = call_page(calls, (flash,), hall.now, 6, turn)
        assert page.entries[0] is new
        assert len(page.entries) in (6, 3)
    later = hall.now + timedelta(seconds=6)
    assert call_page(calls, (flash,), later, 6, 1).entries[0] is not new


def test_while_more_flash_than_there_is_room_for_the_newest_of_them_are_seen(hall: Hall) -> None:
    calls = [hall.call(f"A{place:03}", ago=1) for place in range(9)]
    flashes = tuple(Flash(key_of(call), hall.now) for call in calls)
    assert numbers(call_page(calls, flashes, hall.now, 6, 5).entries) == numbers(tuple(calls[:6]))


def test_queues_with_people_waiting_turn_pages_and_the_empty_ones_are_one_line(hall: Hall) -> None:
    queues = [hall.queue(f"{place:02}", waiting=place % 2) for place in range(24)]
    pages = [queue_page(queues, 6, turn) for turn in range(3)]
    assert [state.queue for page in pages for state in page.entries] == [f"{place:02}" for place in range(1, 24, 2)]
    assert {len(page.left_out) for page in pages} == {12}
    assert [len(page.entries) for page in pages] == [5, 5, 2]


def test_where_few_wait_the_open_empty_queues_fill_the_page(hall: Hall) -> None:
    queues = [
        *(hall.queue(f"closed-{place}", 0, is_open=False) for place in range(3)),
        *(hall.queue(f"empty-{place}", 0) for place in range(3)),
        hall.queue("busy", 9),
    ]
    page = queue_page(queues, 5, 0)
    assert [state.queue for state in page.entries] == ["empty-0", "empty-1", "empty-2", "busy"]
    assert [state.queue for state in page.left_out] == ["closed-0", "closed-1", "closed-2"]


def test_no_queue_at_all_is_an_empty_page(hall: Hall) -> None:
    assert queue_page((), 6, 3).entries == ()
