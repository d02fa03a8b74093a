"""Nobody is told twice or forgotten, whatever becomes of the server meanwhile."""

import sqlite3

import pytest

from queue_server.domain.events import TicketCalled
from queue_server.notices.outcomes import NoWord, Receipt
from queue_server.notices.rules import wanted_after
from queue_server.notices.steps import Step


def test_what_was_under_way_when_the_server_ended_is_unknown_and_asked_about(asked):
    asked.take()
    asked.turn()
    asked.given.clear()
    asked.start()
    assert asked.states() == ["unknown"]
    assert asked.notices()[0].reason == "restarted"
    assert len(asked.turn(seconds=20).questions()) == 1
    assert asked.orders() == []


def test_an_event_whose_notices_were_not_kept_is_told_after_the_restart(street):
    street.take()
    street.start()
    assert len(street.texts()) == 1


def test_an_event_is_told_once_however_often_the_server_starts(street):
    street.take()
    for _ in range(3):
        street.turn()
        street.start()
    assert len(street.notices()) == 1
    assert len(street.given) == 1


def test_a_power_cut_inside_the_commit_leaves_neither_notice_nor_cursor(street):
    street.take()
    before = street.outbox.followed()

    class PowerCut(BaseException):
        pass

    def cut(*_):
        raise PowerCut

    street.desk._parts.dispatcher.due = cut
    with pytest.raises(PowerCut):
        street.turn()
    assert street.outbox.followed() == before
    assert street.notices() == []
    street.start()
    assert len(street.texts()) == 1


def test_a_full_disk_is_survived_and_its_words_are_kept_later(street):
    street.take()
    street.turn()
    put, street.outbox.put = street.outbox.put, _full_disk
    street.answer(NoWord("timeout"))
    street.outbox.put = put
    assert street.states() == ["sending"]
    street.turn(seconds=2)
    assert street.states() == ["unknown"]


def _full_disk(*_):
    raise sqlite3.OperationalError("database or disk is full")


def test_a_rule_that_breaks_stops_no_other_notice(street, monkeypatch):
    street.open()
    street.take()
    street.turn().texts()
    street.call()
    monkeypatch.setattr("queue_server.notices.maker.wanted_after", _broken_for_calls)
    street.take()
    street.turn()
    monkeypatch.undo()
    assert street.notices(Step.CALLED) == []
    assert len(street.notices(Step.TICKET_TAKEN)) == 2


def _broken_for_calls(event, seq, state, book):
    if isinstance(event, TicketCalled):
        raise ZeroDivisionError
    yield from wanted_after(event, seq, state, book)


def test_a_server_that_ends_gives_nothing_more_to_providers(street):
    street.take()
    street.desk.close(street.story.state)
    assert street.orders() == []
    assert street.states() == ["queued"]
    street.start()
    assert len(street.orders()) == 1


def test_a_server_that_ends_keeps_all_receipts_that_came(street, monkeypatch):
    monkeypatch.setattr("queue_server.notices.desk.RECEIPTS_KEPT_WITHIN_S", 0)
    for _ in range(5):
        street.take()
    street.turn().answer()
    monkeypatch.setattr("queue_server.notices.desk.WORDS_AT_ONCE", 2)
    names = [notice.id for notice in street.notices(Step.TICKET_TAKEN)]
    street.desk.bring("one", [Receipt("delivered", notice=name) for name in names])
    street.desk.close(street.story.state)
    assert set(street.states(Step.TICKET_TAKEN)) == {"delivered"}
