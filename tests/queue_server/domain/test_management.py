"""Notices, locked clients and alerts: what a manager sees to."""

import json
from datetime import timedelta

import pytest

from queue_server.domain import commands, events
from queue_server.domain.events import to_data
from queue_server.domain.evolve import evolve
from queue_server.domain.snapshot import SnapshotForm
from queue_server.retelling import event_of

TEXT = {"zh": "照相机维修中", "en": "The photo booth is being repaired"}


def raised(story, subject="1", **more):
    event = events.AlertRaised(at=story.now, rule="window_idle", subject=subject, value=300, target=300, **more)
    story.state = evolve(story.state, event)
    return str(story.state.seq)


def test_a_notice_stands_until_it_is_cleared(story):
    story.accepted(commands.SetNotice("photo", TEXT))
    assert [(notice.id, notice.text) for notice in story.state.notices] == [("photo", TEXT)]
    story.accepted(commands.ClearNotice("photo"))
    assert story.state.notices == ()


def test_the_newest_notice_comes_first_and_the_same_one_again_changes_it(story):
    for notice, text in (("a", "一"), ("b", "二"), ("a", "三")):
        story.accepted(commands.SetNotice(notice, {"zh": text}))
    assert [(notice.id, notice.text["zh"]) for notice in story.state.notices] == [("a", "三"), ("b", "二")]


def test_a_notice_goes_by_itself_when_its_time_is_over(story):
    story.accepted(commands.SetNotice("photo", TEXT, story.now + timedelta(hours=1)))
    story.accepted(commands.SetNotice("always", TEXT))
    story.later(minutes=59).issue()
    assert len(story.state.notices) == 2
    story.later(minutes=1).issue()
    assert [notice.id for notice in story.state.notices] == ["always"]
    assert next(event for event in story.happened if isinstance(event, events.NoticeCleared)).reason == "expired"


def test_a_notice_of_the_past_is_refused(story):
    assert story.refusal(commands.SetNotice("photo", TEXT, story.now)) == "expired"


def test_nobody_reads_more_than_eight_notices(story):
    for number in range(8):
        story.accepted(commands.SetNotice(f"notice-{number}", TEXT))
    assert story.refusal(commands.SetNotice("one-more", TEXT)) == "wrong_state"
    story.accepted(commands.SetNotice("notice-3", {"zh": "改了"}))


def test_what_is_not_there_cannot_be_cleared(story):
    assert story.refusal(commands.ClearNotice("photo")) == "unknown_notice"


def test_a_lock_lasts_until_it_is_taken_back(story):
    story.accepted(commands.ControlClient("kiosk-01", "lock", "a fault"))
    assert story.state.locks["kiosk-01"].reason == "a fault"
    story.accepted(commands.ControlClient("kiosk-01", "unlock"))
    assert story.state.locks == {}


def test_whoever_was_locked_or_unlocked_by_hand_is_told_again(story):
    """Nobody but the kiosk knows what staff did at it."""
    story.accepted(commands.ControlClient("kiosk-01", "lock"))
    first = story.state.locks["kiosk-01"].control
    story.accepted(commands.ControlClient("kiosk-01", "lock"))
    assert story.state.locks["kiosk-01"].control != first
    story.accepted(commands.ControlClient("kiosk-02", "unlock"))
    assert set(story.state.locks) == {"kiosk-01"}


def test_a_lock_is_known_by_the_event_that_made_it(story):
    story.accepted(commands.ControlClient("kiosk-01", "lock"))
    assert story.state.locks["kiosk-01"].control == str(story.state.seq)


def test_what_does_not_last_changes_nothing(story):
    story.issue()
    before = story.state
    (happened,) = story.accepted(commands.ControlClient("kiosk-01", "test_print"))
    assert (happened.client, happened.action) == ("kiosk-01", "test_print")
    assert story.state._replace(seq=before.seq) == before


def test_an_alert_is_acknowledged_once(story):
    alert = raised(story)
    story.accepted(commands.AcknowledgeAlert(alert, "1001"))
    assert (story.state.alerts[alert].acknowledged_by, story.state.alerts[alert].acknowledged_at) == (
        "1001",
        story.now,
    )
    assert story.refusal(commands.AcknowledgeAlert(alert, "1002")) == "wrong_state"


def test_an_alert_that_is_over_cannot_be_acknowledged(story):
    alert = raised(story)
    story.state = evolve(story.state, events.AlertResolved(at=story.now, alert=alert))
    assert story.refusal(commands.AcknowledgeAlert(alert, "1001")) == "unknown_alert"


def test_the_next_day_has_the_same_notices_locks_and_alerts(story):
    story.accepted(commands.SetNotice("photo", TEXT))
    story.accepted(commands.ControlClient("kiosk-01", "lock"))
    alert = raised(story)
    story.later(days=1).accepted(commands.CloseQueue("tax"))
    assert [notice.id for notice in story.state.notices] == ["photo"]
    assert set(story.state.locks) == {"kiosk-01"}
    assert set(story.state.alerts) == {alert}


def test_they_come_back_from_a_snapshot_as_they_were(story):
    story.accepted(commands.SetNotice("photo", TEXT, story.now + timedelta(hours=1)))
    story.accepted(commands.ControlClient("kiosk-01", "lock", "a fault"))
    story.accepted(commands.AcknowledgeAlert(raised(story, part="printer", detail="jam"), "1001"))
    form = SnapshotForm()
    assert form.read(form.write(story.state), story.state.hall) == story.state


@pytest.mark.parametrize(
    "fields",
    [
        (events.NoticeSet, {"notice": "n", "text": TEXT}),
        (events.NoticeCleared, {"notice": "n", "reason": "expired"}),
        (events.ClientControlled, {"client": "kiosk-01", "action": "lock", "reason": "a fault"}),
        (events.AlertRaised, {"rule": "paper_low", "subject": "kiosk-01", "part": "printer", "urgent": False}),
        (events.AlertAcknowledged, {"alert": "12", "by": "1001"}),
        (events.AlertResolved, {"alert": "12"}),
    ],
    ids=lambda fields: fields[0].type,
)
def test_they_are_written_down_and_read_back(fields, story):
    kind, values = fields
    event = kind(at=story.now, **values)
    assert event_of(event.type, event.at, json.dumps(to_data(event))) == event
