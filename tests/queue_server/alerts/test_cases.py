"""Managers are told what the office is late with, and which doors of lockers need a hand."""

import pytest

from queue_server.domain.cases import commands
from queue_server.domain.cases.case import Compartment
from tests.queue_server.alerts.conftest import Watched
from tests.queue_server.domain.case_story import Applying


@pytest.fixture
def watched():
    return Watched(Applying())


@pytest.fixture
def applying(watched):
    return watched.story


def test_what_the_office_is_late_with_is_one_alert_an_item(watched, applying):
    applying.submitted("c1", "p")
    applying.submitted("c2", "q")
    watched.only("case_overdue")
    assert watched.look() == []
    applying.on("2026-11-28")
    assert watched.look() == ["alert_raised"]
    assert (watched.alerts, watched.alert().value) == (["case_overdue move-in"], 2)
    for case in ("c1", "c2"):
        applying.accepted(commands.DecideCase(case, "1001", "refused", ("other",)))
    assert watched.look() == ["alert_resolved"]


def test_what_waits_for_the_citizen_is_nobodys_delay(watched, applying):
    applying.submitted()
    applying.on("2026-11-28")
    applying.accepted(commands.AskSupplement("c1", "1001", ("other",)))
    watched.only("case_overdue")
    assert watched.look() == []


def test_a_door_that_does_not_open_or_is_to_be_cleared_needs_a_hand(watched, applying):
    watched.only("locker_trouble")
    applying.ready()
    assert watched.look() == []
    applying.accepted(commands.OpenLocker("kiosk-01", person="p"))
    applying.opened(opened="no")
    assert watched.look() == ["alert_raised"]
    assert (watched.alerts, watched.alert().detail) == (["locker_trouble lobby 1"], "faulty")
    applying.accepted(commands.SetCompartment(Compartment("lobby", 1), "free", "1001"))
    assert watched.look() == ["alert_resolved"]


def test_a_result_that_nobody_collected_is_to_be_cleared(watched, applying):
    applying.ready()
    applying.on("2026-12-21")
    watched.only("locker_trouble")
    watched.look()
    assert watched.alert().detail == "to_clear"
