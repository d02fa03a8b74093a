"""Doors that were ordered to open are on the disk until they are told; a release by staff is handed on once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.doors import KEPT, Releases
from kiosk.flow.inputs import DoorReleased
from kiosk.flow.lockers import DoorJob
from kiosk.outbox import Outbox, open_outbox
from queue_server.contract.views import Event
from tests.kiosk.hall import NOW

DOOR = DoorJob("door-1", "lobby", 5)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = open_outbox(tmp_path)
    yield outbox
    outbox.close()


def test_what_was_not_told_is_there_after_a_power_cut(tmp_path: Path) -> None:
    outbox = open_outbox(tmp_path)
    outbox.doors.keep(DOOR)
    outbox.doors.keep(DoorJob("door-2", "lobby", 6))
    outbox.doors.told("door-2")
    outbox.close()
    again = open_outbox(tmp_path)
    assert again.doors.untold() == [DOOR]
    again.close()


def test_another_attempt_at_the_same_door_is_the_same_job(outbox: Outbox) -> None:
    outbox.doors.keep(DOOR)
    outbox.doors.keep(DoorJob("door-1", "lobby", 5, attempt=2))
    assert outbox.doors.untold() == [DOOR]


def test_what_was_told_long_ago_is_forgotten_and_what_was_not_told_is_not(outbox: Outbox) -> None:
    outbox.doors.keep(DOOR)
    for number in range(KEPT + 10):
        outbox.doors.keep(DoorJob(f"told-{number}", "lobby", 1))
        outbox.doors.told(f"told-{number}")
    assert not outbox.doors.knows("told-0")
    assert outbox.doors.knows(f"told-{KEPT + 9}")
    assert outbox.doors.untold() == [DOOR]


def event(seq: int = 7, **data: Any) -> bytes:
    said = {"locker": "lobby", "compartment": 3, "opened_by": "staff", "operator": "1001", **data}
    told = Event(hall="chancheng", seq=seq, at=NOW, type=data.pop("type", "locker_released"), data=said)
    return told.model_dump_json().encode()


@pytest.fixture
def heard(outbox: Outbox) -> tuple[Releases, list[DoorReleased]]:
    heard: list[DoorReleased] = []

    def listen(given: DoorReleased) -> None:
        heard.append(given)
        outbox.doors.keep(DoorJob(given.id, given.locker, given.compartment))

    return Releases(outbox.doors, listen), heard


def test_a_release_by_staff_is_handed_on(heard: tuple[Releases, list[DoorReleased]]) -> None:
    releases, given = heard
    releases.event_came(event())
    [only] = given
    assert (only.locker, only.compartment, only.at) == ("lobby", 3, NOW)


def test_the_same_event_again_opens_nothing_again_not_even_after_it_was_told(
    heard: tuple[Releases, list[DoorReleased]], outbox: Outbox
) -> None:
    releases, given = heard
    releases.event_came(event())
    outbox.doors.told(given[0].id)
    releases.event_came(event())
    assert len(given) == 1
    releases.event_came(event(seq=8))
    assert len(given) == 2


def test_a_door_that_opened_for_a_person_was_answered_to_the_terminal_already(
    heard: tuple[Releases, list[DoorReleased]],
) -> None:
    releases, given = heard
    releases.event_came(event(opened_by="card", case="c-1"))
    releases.event_came(event(opened_by="code", case="c-1"))
    assert given == []


@pytest.mark.parametrize("payload", [b"{", b"{}", event(compartment="three"), event(type="ticket_issued")])
def test_what_is_no_release_is_passed_over(heard: tuple[Releases, list[DoorReleased]], payload: bytes) -> None:
    releases, given = heard
    releases.event_came(payload)
    assert given == []
