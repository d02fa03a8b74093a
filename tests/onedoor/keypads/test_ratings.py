"""The citizen's word about the service that has just ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.caller_line import Key, RatingScale
from onedoor.keypads.troubles import Trouble
from queue_server.contract import commands
from tests.onedoor.keypads.conftest import PERSON_COMES_S, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.onedoor.keypads.conftest import Bench


def served(bench: Bench) -> None:
    """Somebody was called to window 5, came, and is asked for a rating."""
    bench.take("household", 3)
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.key(5, Key.ASK_RATING, then_s=1)


def scores(bench: Bench) -> list[tuple[str, int]]:
    tickets = bench.hall.service.state.tickets
    return [(tickets[event["ticket"]].number, event["score"]) for event in bench.happened("service_rated")]


def test_the_rating_key_ends_the_service_and_asks_the_citizen(bench: Bench) -> None:
    served(bench)
    assert bench.ticket("A001") == "finished"
    assert bench.window("5") == ("open", None)
    assert bench.asking(5)
    assert not bench.asking(1)


def test_a_rater_that_starts_by_itself_is_not_started_again(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(ask=False)
    served(bench)
    assert bench.ticket("A001") == "finished"
    assert bytes.fromhex("FF 68 03 03 68 05 01 0B 11 16") in bench.wires[-1].written, "our echo of the key"
    assert bench.wires[-1].written.count(bytes.fromhex("FF 68 03 03 68 05 01 0B 11 16")) == 1


def test_the_rating_key_with_nobody_here_beeps(bench: Bench) -> None:
    bench.key(5, Key.ASK_RATING)
    assert bench.shows(5) == shown(Trouble.NOT_NOW)
    assert bench.wires[-1].written.count(bytes.fromhex("FF 68 03 03 68 05 01 0B 11 16")) == 1


def test_a_rating_belongs_to_the_service_that_ended_last(bench: Bench) -> None:
    served(bench)
    bench.rate(5, 3)
    assert scores(bench) == [("A001", 5)]
    assert bench.beeps(5) == 0


def test_a_rating_comes_in_time_when_the_next_person_was_called_already(bench: Bench) -> None:
    served(bench)
    bench.key(5, Key.NEXT)
    bench.rate(5, 2)
    assert scores(bench) == [("A001", 4)]


def test_who_left_with_next_may_rate_without_being_asked(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.key(5, Key.NEXT)
    bench.rate(5, 0)
    assert scores(bench) == [("A001", 2)]


def test_a_service_that_was_ended_at_a_screen_can_be_rated(bench: Bench) -> None:
    bench.take("household")
    bench.key(5, Key.NEXT)
    bench.hall.ask(commands.StartService(window="5"))
    bench.run(1)
    bench.hall.ask(commands.Finish(window="5"))
    bench.run(1)
    bench.rate(5, 3)
    assert scores(bench) == [("A001", 5)]


def test_one_service_has_one_rating(bench: Bench) -> None:
    served(bench)
    bench.rate(5, 3)
    bench.run(3)
    bench.rate(5, 0)
    assert scores(bench) == [("A001", 5)]


def test_a_rating_after_its_time_is_nobody_s(bench: Bench) -> None:
    served(bench)
    bench.run(30)
    bench.rate(5, 3)
    assert scores(bench) == []


def test_who_was_missed_or_parked_has_nothing_to_rate(bench: Bench) -> None:
    bench.take("household", 2)
    bench.key(5, Key.NEXT)
    bench.number(5, "6")
    bench.rate(5, 3)
    bench.key(5, Key.NEXT)
    bench.hall.ask(commands.StartService(window="5"))
    bench.number(5, "0")
    bench.rate(5, 3)
    assert scores(bench) == []


def test_a_no_show_does_not_take_the_rating_of_who_was_served_before(bench: Bench) -> None:
    served(bench)
    bench.key(5, Key.NEXT)
    bench.number(5, "6")
    bench.rate(5, 3)
    assert scores(bench) == [("A001", 5)]


def test_a_service_too_short_for_the_news_can_be_rated(bench: Bench) -> None:
    """Under load the server tells one state for many events: it may never say that the window was serving."""
    bench.take("household", 2)
    bench.key(5, Key.NEXT, then_s=PERSON_COMES_S)
    bench.hall.news_after_s = 0.5
    bench.key(5, Key.NEXT)
    bench.rate(5, 3)
    assert scores(bench) == [("A001", 5)]


def test_ratings_of_two_windows_go_to_their_own_tickets(bench: Bench) -> None:
    bench.take("household", 2)
    for address in (1, 5):
        bench.key(address, Key.NEXT)
    bench.run(PERSON_COMES_S)
    for address in (1, 5):
        bench.key(address, Key.ASK_RATING, then_s=1)
    bench.rate(5, 0)
    bench.rate(1, 3)
    assert scores(bench) == [("A002", 2), ("A001", 5)]


def test_the_scale_is_the_hall_s_and_a_value_beyond_it_is_no_rating(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(scale=RatingScale((1, 3)))
    served(bench)
    bench.rate(5, 2)
    assert scores(bench) == []
    bench.rate(5, 0)
    assert scores(bench) == [("A001", 1)]


def test_a_rating_during_an_outage_is_given_after_it_once(bench: Bench) -> None:
    served(bench)
    bench.line.go_down()
    bench.rate(5, 3)
    bench.run(20)
    bench.line.go_up()
    bench.run(10)
    assert scores(bench) == [("A001", 5)]


def test_a_rating_does_not_wait_for_a_key_without_an_answer(bench: Bench) -> None:
    served(bench)
    bench.line.lost_commands = 1
    bench.key(5, Key.NEXT, then_s=0.2)
    bench.rate(5, 3)
    assert scores(bench) == [("A001", 5)]


def test_the_citizen_may_be_asked_once_more(bench: Bench) -> None:
    served(bench)
    bench.devices.stations[5].asking = False
    bench.run(2)
    bench.key(5, Key.ASK_RATING, then_s=1)
    assert bench.asking(5)
    assert bench.beeps(5) == 0
    assert len(bench.happened("service_finished")) == 1
