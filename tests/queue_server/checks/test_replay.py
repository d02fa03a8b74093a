"""The snapshot must tell what the events tell."""

import json
from datetime import datetime

import pytest

from queue_server.checks.replay import ReplayError, differences
from queue_server.domain.evolve import evolve_all
from queue_server.domain.snapshot import BrokenSnapshotError, OtherSnapshotError, SnapshotForm
from queue_server.domain.state import HallState
from queue_server.journal import Recorded, Snapshot


@pytest.fixture
def recorded(rows):
    return [Recorded(row.seq, datetime.fromisoformat(row.at), row.type, row.data) for row in rows]


@pytest.fixture
def state(sound_day):
    """The state in the middle of the story."""
    return evolve_all(HallState(sound_day.state.hall), sound_day.happened[:20])


def snapshot_of(state, seq=20):
    return Snapshot(seq, SnapshotForm().write(state))


def test_a_true_snapshot_differs_in_nothing(recorded, state):
    assert differences(recorded, snapshot_of(state), "street") == []


def test_a_snapshot_of_the_last_event_is_as_good(recorded, sound_day):
    assert differences(recorded, snapshot_of(sound_day.state, len(recorded)), "street") == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("closed_queues", frozenset({"household"})), ("counters", {}), ("missed", ("ticket-1",))],
)
def test_a_field_that_differs_is_named(recorded, state, field, value):
    spoilt = state._replace(**{field: value})
    assert differences(recorded[:20], snapshot_of(spoilt), "street") == [field]


def test_a_difference_of_one_ticket_is_found(recorded, state):
    ticket = state.tickets["ticket-1"]._replace(priority="elderly")
    spoilt = state._replace(tickets=state.tickets.with_value("ticket-1", ticket))
    assert "tickets" in differences(recorded[:20], snapshot_of(spoilt), "street")


def test_a_snapshot_from_beyond_the_journal_is_none(recorded, state):
    with pytest.raises(BrokenSnapshotError):
        differences(recorded[:10], snapshot_of(state), "street")


def test_a_snapshot_kept_under_another_seq_is_none(recorded, state):
    with pytest.raises(BrokenSnapshotError):
        differences(recorded, snapshot_of(state, 21), "street")


def test_a_snapshot_of_another_version_is_not_compared(recorded, state):
    body = SnapshotForm().write(state).replace(SnapshotForm().version.encode(), b"0-0")
    with pytest.raises(OtherSnapshotError):
        differences(recorded, Snapshot(20, body), "street")


@pytest.mark.parametrize("timezone", ["Nowhere/At_All", "../etc", None, 3])
def test_a_snapshot_of_no_place_on_earth_is_none(recorded, state, timezone):
    told = json.loads(SnapshotForm().write(state))
    with pytest.raises(BrokenSnapshotError):
        differences(recorded, Snapshot(20, json.dumps({**told, "timezone": timezone}).encode()), "street")


def test_events_that_cannot_be_told_again_are_said_to_be_such(recorded, state):
    with pytest.raises(ReplayError) as failure:
        differences([recorded[0], *recorded[5:]], snapshot_of(state), "street")
    assert failure.value.event in recorded
