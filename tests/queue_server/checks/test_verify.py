"""A sound journal has no findings; each way to spoil it has its own."""

import json

import pytest

from queue_server.checks.verify import unsound_events, unsound_replies
from queue_server.domain.cases import commands
from queue_server.domain.events import to_data
from queue_server.journal import KeptReply, RawEvent
from tests.queue_server.domain.case_story import Applying


def findings(rows):
    return list(unsound_events(rows, "street"))


def numbered(rows):
    """The same events, as if the others had never been."""
    return [row._replace(seq=seq) for seq, row in enumerate(rows, 1)]


def place_of(rows, kind, nth=0):
    return [place for place, row in enumerate(rows) if row.type == kind][nth]


def changed(row, **data):
    return row._replace(data=json.dumps({**json.loads(row.data), **data}))


def test_a_sound_journal_has_none(rows):
    assert findings(rows) == []


def test_no_events_are_sound():
    assert findings([]) == []


def test_a_gap_is_told_with_what_is_missing(rows):
    printed = place_of(rows, "print_reported")  # nothing rests on this one
    assert findings(rows[:printed] + rows[printed + 1 :]) == [f"events {printed + 1} to {printed + 1}: missing"]


def test_a_journal_that_begins_late_has_a_gap(rows):
    assert findings(rows[3:])[0] == "events 1 to 3: missing"


def test_an_event_that_is_there_twice_is_found(rows):
    assert "event 4: comes after event 4" in findings([*rows[:4], *rows[3:]])


def test_a_number_given_twice_in_a_queue_and_day_is_found(rows):
    second = place_of(rows, "ticket_issued", 1)
    rows[second] = changed(rows[second], number="A001")
    assert f"event {second + 1} (ticket_issued): number A001 of queue household is given twice in a day" in findings(
        rows
    )


def test_yesterdays_numbers_may_be_given_again(rows):
    """The sound journal's second day gives out A001 again, where the day's start says that it is one."""
    day = place_of(rows, "day_started", 1)
    without = findings(numbered(rows[:day] + rows[day + 1 :]))
    assert any("given twice" in finding for finding in without)


def test_a_ticket_issued_twice_is_found(rows):
    second = place_of(rows, "ticket_issued", 1)
    rows[second] = changed(rows[second], ticket="ticket-1")
    assert any("ticket ticket-1 is issued twice" in finding for finding in findings(rows))


@pytest.mark.parametrize(
    ("kind", "nth", "told"),
    [
        ("ticket_issued", 0, "there is no ticket ticket-1"),
        ("ticket_called", 0, "window 1 is open, which allows no recall"),
        ("service_started", 0, None),  # who was only called may be put aside
        ("service_started", 2, "which allows no finish"),
        ("ticket_parked", 0, "window 1 is serving, which allows no call"),
        ("ticket_transferred", 0, "which allows no call"),
        ("ticket_missed", 1, "which allows no resume"),
        ("step_undone", 0, "which allows no call"),
        ("service_finished", 0, "to take back"),
        ("service_finished", 1, "which allows no rate"),
        ("window_opened", 0, "window 1 is closed, which allows no call"),
        ("window_paused", 0, None),  # an open window may be closed
    ],
)
def test_a_step_that_is_left_out_makes_a_later_one_impossible(rows, kind, nth, told):
    place = place_of(rows, kind, nth)
    found = findings(numbered(rows[:place] + rows[place + 1 :]))
    if told is None:
        assert found == []
    else:
        assert any(told in finding for finding in found), found


def test_a_window_that_finishes_another_windows_ticket_is_found(rows):
    start = place_of(rows, "service_started")
    rows[start] = changed(rows[start], ticket="ticket-2")
    found = findings(rows)
    assert f"event {start + 1} (service_started): window 1 has ticket ticket-1, not ticket-2" in found


def test_a_step_that_was_never_made_cannot_be_taken_back(rows):
    undone = place_of(rows, "step_undone")
    rows[undone] = changed(rows[undone], step="miss")
    assert any("window 1 has no miss of ticket ticket-1 to take back" in finding for finding in findings(rows))


def test_a_step_is_not_taken_back_once_the_ticket_has_moved_on(rows):
    resumed = place_of(rows, "ticket_resumed")
    undo = rows[place_of(rows, "step_undone", 1)]
    found = findings(numbered([*rows[: resumed + 1], undo]))
    assert len(found) == 1
    assert "is waiting, which no miss left behind" in found[0]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"type": "ticket_blessed"}, "an event of no known type"),
        ({"at": "noon"}, "cannot be read"),
        ({"data": "{"}, "cannot be read"),
        ({"data": "{}"}, "cannot be read"),
        ({"data": "[]"}, "cannot be read"),
    ],
)
def test_an_event_that_cannot_be_read_is_found(rows, row, told):
    last = len(rows)
    assert findings([*rows[:-1], rows[-1]._replace(**row)])[0].startswith(f"event {last} (")
    assert told in findings([*rows[:-1], rows[-1]._replace(**row)])[0]


BOOKED = '{"code": "C", "item": "i", "queue": "tax", "start": "%s", "end": "%s", "person": "p"}'


@pytest.mark.parametrize(
    ("story", "told"),
    [
        (["booked", "cancelled"], None),
        (["booked", "missed"], None),
        (["booked", "missed", "cancelled"], "appointment C is missed already"),
        (["cancelled"], "there is no appointment C"),
    ],
)
def test_an_appointment_ends_once(story, told):
    at = "2026-11-20T09:00:00+08:00"
    data = {"booked": BOOKED % (at, at)}
    rows = [
        RawEvent(seq, at, f"appointment_{kind}", data.get(kind, '{"code": "C"}')) for seq, kind in enumerate(story, 1)
    ]
    assert findings(rows) == ([f"event {len(rows)} ({rows[-1].type}): {told}"] if told else [])


def test_a_reply_that_is_no_json_is_found():
    replies = [KeptReply("one", b'{"ok": true}'), KeptReply("two", b"{"), KeptReply("three", b"\xff")]
    assert [finding.split(":")[0] for finding in unsound_replies(replies)] == [
        "reply to command two",
        "reply to command three",
    ]


def test_after_a_finding_the_rest_is_still_looked_at(rows):
    strange = RawEvent(len(rows) + 1, rows[-1].at, "ticket_blessed", "{}")
    late = RawEvent(len(rows) + 2, rows[-1].at, "ticket_cancelled", '{"ticket": "never issued"}')
    assert len(findings([*rows, strange, late])) == 2


def test_a_case_that_goes_its_way_is_sound_and_a_step_that_its_life_refuses_is_found():
    applying = Applying()
    applying.ready()
    applying.accepted(commands.CollectCase("c1", "1001"))
    rows = [
        RawEvent(seq, event.at.isoformat(), event.type, json.dumps(to_data(event)))
        for seq, event in enumerate(applying.happened, 1)
    ]
    assert findings(rows) == []
    accepted = place_of(rows, "case_accepted")
    told = findings(numbered([*rows[:accepted], *rows[accepted + 1 :]]))
    assert told[0] == f"event {accepted + 1} (case_decided): case c1 is submitted, which allows no approve"
    nobody = changed(rows[accepted], case="another")
    assert f"event {accepted + 1} (case_accepted): there is no case another" in findings([*rows[:accepted], nobody])
    begun = place_of(rows, "case_started")
    twice = findings(numbered([*rows[: begun + 1], rows[begun]]))
    assert twice == [f"event {begun + 2} (case_started): case c1 is started twice"]
