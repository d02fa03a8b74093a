"""A snapshot holds all of a state, however it came about."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from queue_server.domain import commands, events, forms
from queue_server.domain.evolve import evolve
from queue_server.domain.snapshot import BrokenSnapshotError, OtherSnapshotError, SnapshotForm, timezone_of
from queue_server.domain.state import HallState


def written_and_read(state):
    form = SnapshotForm()
    return form.read(form.write(state), state.hall)


def dice(seed):
    return Random(seed)  # noqa: S311 - the same day each time


def anything(random, story):
    """One command that a hall may hear, sensible or not."""
    window, number = random.choice(["1", "2"]), random.choice(["A001", "A002", "A003", "B001"])
    asked = random.choice(
        [
            lambda: commands.IssueTicket(
                f"ticket-{random.random()}",
                "kiosk",
                queue=random.choice(["household", "tax"]),
                person=random.choice([None, "p", "q"]),
                priority=random.choice(["ordinary", "elderly"]),
            ),
            lambda: commands.OpenWindow(window, f"100{window}"),
            lambda: commands.CallNext(window),
            lambda: commands.CallNext(window),
            lambda: commands.StartService(window),
            lambda: commands.Finish(window),
            lambda: commands.Miss(window),
            lambda: commands.Park(window),
            lambda: commands.Undo(window),
            lambda: commands.Recall(window),
            lambda: commands.Transfer(window, random.choice(["tax", "1"])),
            lambda: commands.Resume(number),
            lambda: commands.RateService(number, 4),
            lambda: commands.ReportPrint(number, "unknown"),
            lambda: commands.ReserveNumbers("household", 3, "kiosk-1"),
            lambda: commands.CloseQueue("tax"),
            lambda: commands.OpenQueue("tax"),
        ]
    )
    story.later(seconds=random.randint(1, 120) + random.random()).ask(asked())


@pytest.mark.parametrize("seed", range(5))
def test_every_state_of_a_random_day_comes_back_as_it_was(make_story, seed):
    random, story = dice(seed), make_story()
    for _ in range(300):
        anything(random, story)
        assert written_and_read(story.state) == story.state


def test_a_story_goes_on_from_a_snapshot_as_it_would_have(make_story):
    straight, interrupted = make_story(), make_story()
    one, other = dice(7), dice(7)
    for _ in range(300):
        anything(one, straight)
        anything(other, interrupted)
        interrupted.state = written_and_read(interrupted.state)
    assert interrupted.state == straight.state


def test_appointments_are_in_it(story):
    start, end = story.now.astimezone(UTC), story.later(minutes=15).now.astimezone(UTC)
    booked = events.AppointmentBooked(
        at=story.now, code="C", item="move-in", queue="household", start=start, end=end, person="p"
    )
    state = evolve(story.state, booked)
    assert [appointment.code for appointment in written_and_read(state).diary.of("p")] == ["C"]
    assert written_and_read(state) == state


def test_every_field_of_the_state_is_in_it():
    """All but the hall, which is the hall file's."""
    assert set(SnapshotForm().forms) == set(HallState._fields) - {"hall"}


def test_it_says_in_which_time_zone_it_was_made(story):
    assert timezone_of(SnapshotForm().write(story.state)) == story.state.hall.timezone


@pytest.mark.parametrize("body", [b"", b"\xff", b"null", b"[]"])
def test_what_is_no_snapshot_is_said_to_be_none(hall, body):
    with pytest.raises(BrokenSnapshotError):
        SnapshotForm().read(body, hall)


@pytest.mark.parametrize(
    ("field", "value"), [("day", "today"), ("counters", [1]), ("tickets", {"t": ["too", "short"]}), ("lines", None)]
)
def test_a_field_that_is_none_of_its_kind_is_found_out(hall, story, field, value):
    story.issue()
    told = json.loads(SnapshotForm().write(story.state))
    told["state"][field] = value
    with pytest.raises(BrokenSnapshotError):
        SnapshotForm().read(json.dumps(told).encode(), hall)


def test_a_version_with_other_fields_does_not_read_it(hall, story):
    form = SnapshotForm()
    older = SnapshotForm({name: each for name, each in form.forms.items() if name != "closed_queues"})
    with pytest.raises(OtherSnapshotError):
        form.read(older.write(story.state), hall)


# forms


@dataclass(frozen=True)
class Sample:
    when: datetime
    day: date | None
    names: frozenset[str]


def test_times_keep_their_microseconds_and_sets_their_order():
    form = forms.form_of(Sample)
    sample = Sample(datetime(2026, 11, 20, 9, 0, 0, 1, tzinfo=UTC), None, frozenset({"b", "a"}))
    assert form.write(sample) == ["2026-11-20T09:00:00.000001+00:00", None, ["a", "b"]]
    assert form.read(form.write(sample)) == sample
    other = replace(sample, day=date(2026, 11, 20))
    assert form.read(form.write(other)) == other


def test_a_type_that_nothing_is_known_of_is_refused_before_anything_is_written():
    with pytest.raises(TypeError):
        forms.form_of(dict[str, str])
    with pytest.raises(TypeError):
        forms.form_of(complex)
