"""A terminal and the locker beside it, with a real broker: releases by staff, and a locker that nobody connected."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.flow.case_pages import AtDoor, DoorStage
from kiosk.flow.inputs import Tick
from kiosk.flow.lockers import DoorJob
from queue_server.contract.case_commands import ReportLocker
from queue_server.contract.views import Event
from tests.kiosk.hall import HALL
from tests.kiosk.hall_cases import LOCKER
from tests.kiosk.scripted_server import ScriptedServer
from tests.kiosk.terminal_bench import Broker, Kiosk, Loop

UNKNOWN = ReportLocker(locker="lobby", compartment=3, opened="unknown")
BESIDE = HALL.model_copy(update={"lockers": (LOCKER,)})


@pytest.fixture
def kiosk(tmp_path: Path, broker: Broker, loop: Loop, server: ScriptedServer) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path / "data", broker, loop)
    kiosk.start()
    kiosk.until_ready()
    server.say(server.connection.topics.hall, BESIDE)
    loop.until(lambda: kiosk.session.around.collects)
    yield kiosk
    kiosk.stop()


def release(seq: int, at: datetime) -> Event:
    data = {"locker": "lobby", "compartment": 3, "opened_by": "staff", "operator": "1001", "case": None}
    return Event(hall="chancheng", seq=seq, at=at, type="locker_released", data=data)


def told(server: ScriptedServer) -> list[ReportLocker]:
    """What was heard of doors."""
    return [each.data for each in list(server.heard.queue) if isinstance(each.data, ReportLocker)]


def test_a_locker_of_the_hall_file_that_nobody_connected_is_told_as_missing(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    while "locker" not in (parts := server.health.get(timeout=20).parts):
        pass
    assert (parts["locker"].status, parts["locker"].detail) == ("offline", "not_configured")


def test_a_release_that_the_broker_brings_twice_is_carried_out_and_told_once(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    topic = server.connection.topics.event
    for seq in (7, 7, 8):
        server.say(topic, release(seq, kiosk.now), retain=False)
    kiosk.loop.until(lambda: len(told(server)) >= 2 and not kiosk.pending())
    assert told(server) == [UNKNOWN, UNKNOWN]
    assert kiosk.outbox.doors.untold() == []


def test_a_program_that_fails_before_a_door_that_sticks_tells_it_as_shut(kiosk: Kiosk, server: ScriptedServer) -> None:
    """Nobody is asked to try once more: its person was sent away."""
    job = DoorJob(str(uuid4()), "lobby", 5)
    kiosk.outbox.doors.keep(job)
    kiosk.terminal._session = replace(kiosk.session, page=AtDoor(job, DoorStage.STUCK, shut=True))
    kiosk.terminal.fault()
    assert kiosk.outbox.doors.untold() == []
    kiosk.terminal.handle(Tick(1.0))
    kiosk.loop.until(lambda: told(server) and not kiosk.pending())
    assert told(server) == [ReportLocker(locker="lobby", compartment=5, opened="no")]


def test_a_release_that_an_outage_held_back_is_told_and_not_carried_out(kiosk: Kiosk, server: ScriptedServer) -> None:
    topic = server.connection.topics.event
    server.say(topic, release(7, kiosk.now - timedelta(minutes=5)), retain=False)
    kiosk.loop.until(lambda: told(server) and not kiosk.pending())
    assert told(server) == [UNKNOWN]
