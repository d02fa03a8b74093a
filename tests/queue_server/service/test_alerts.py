"""Alerts are kept like everything that happens, and told to whoever may know."""

import json
from datetime import timedelta
from itertools import count

import pytest

from queue_server.alerts import AlertWatch, Thresholds
from queue_server.contract.commands import AcknowledgeAlert, CallNext, ControlClient, IssueTicket, OpenWindow, SetNotice
from queue_server.contract.views import Health, PartHealth, Presence
from queue_server.journal import MemoryJournal
from queue_server.service.announcer import Announcer
from queue_server.service.hall_service import HallService
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts, Views
from tests.queue_server.service.test_announcer import Broker
from tests.queue_server.service.test_hall_service import Desk


class WatchedDesk(Desk):
    def __init__(self, hall, journal, now, watch=None):
        super().__init__(hall, journal, now)
        self.watch = AlertWatch(Thresholds(), frozenset, lambda: self.now)
        self.service = HallService(
            hall,
            journal,
            clock=lambda: self.now,
            translator=Translator(b"key", lambda: f"t-{next(self._ids)}", lambda: "CODE2345"),
            ticket_url=None,
            watch=watch or self.watch.due,
        )

    _ids = count(1)


@pytest.fixture
def journal():
    return MemoryJournal()


@pytest.fixture
def desk(hall, journal, morning):
    return WatchedDesk(hall, journal, morning)


def idle(desk):
    desk.ask(OpenWindow(window="1", operator="1001"), kind="window")
    desk.ask(IssueTicket(queue="household"))
    desk.now += timedelta(minutes=5)
    return [event.type for event in desk.service.tick()]


def test_a_tick_raises_an_alert_once(desk):
    assert idle(desk) == ["alert_raised"]
    assert desk.service.tick() == []


def test_a_restart_keeps_alerts_and_who_saw_to_them(desk, hall, journal):
    idle(desk)
    (alert,) = desk.service.state.alerts
    answer = desk.ask(AcknowledgeAlert(alert=alert, by="1001"), kind="system")
    assert answer["data"]["alert"]["acknowledged_by"] == "1001"
    again = WatchedDesk(hall, journal, desk.now)
    assert again.service.state.alerts == desk.service.state.alerts
    assert again.service.tick() == []


def test_an_alert_is_over_when_its_reason_is(desk):
    idle(desk)
    desk.ask(CallNext(window="1"), kind="window")
    assert [event.type for event in desk.service.tick()] == ["alert_resolved"]


def test_a_lock_that_staff_took_back_at_the_kiosk_ends_as_an_event(desk):
    lock = desk.ask(ControlClient(client="kiosk-01", action="lock"), kind="system")["data"]["control"]["id"]
    detail = f"unlocked={lock} done={lock}"
    desk.watch.health("kiosk-01", Health(at=desk.now, parts={"terminal": PartHealth(status="ok", detail=detail)}))
    assert [event.type for event in desk.service.tick()] == ["client_controlled"]
    assert desk.service.state.locks == {}
    assert desk.service.tick() == []


def test_a_watch_that_breaks_does_not_stop_the_clock(hall, journal, morning):
    def broken(_state, _now):
        raise ValueError

    desk = WatchedDesk(hall, journal, morning, broken)
    assert [event.type for event in desk.service.tick()] == ["day_started"]


def test_a_notice_is_on_every_screen(desk):
    desk.ask(SetNotice(notice="photo", text={"zh": "照相机维修中"}), kind="system")
    desk.ask(SetNotice(notice="tax", text={"zh": "税务系统故障"}), kind="system")
    views = Views(desk.service.state, desk.now)
    assert [text["zh"] for text in views.hall(ServerFacts()).notices] == ["税务系统故障", "照相机维修中"]
    assert views.board().notice == {"zh": "税务系统故障"}


def controls(broker):
    told = [(topic, message) for topic, message, _ in broker.messages if topic.startswith("control/")]
    broker.messages.clear()
    return told


@pytest.fixture
def broker():
    return Broker()


@pytest.fixture
def announcer(broker):
    return Announcer("street", broker.publish, ServerFacts)


def told(desk, announcer, **asked):
    seq = desk.service.state.seq
    answer = desk.ask(ControlClient(client="kiosk-01", **asked), kind="system")
    announcer.tell_events(list(desk.journal.read("street", seq)))
    announcer.tell_state(desk.service.state, desk.now)
    return answer["data"]["control"]


def test_a_client_is_told_once_what_to_do(desk, announcer, broker):
    control = told(desk, announcer, action="test_print")
    assert controls(broker) == [("control/kiosk-01", control)]
    announcer.forget()
    announcer.tell_state(desk.service.state, desk.now)
    assert controls(broker) == []


def test_a_lock_is_told_again_when_the_client_or_the_broker_comes_back(desk, announcer, broker):
    control = told(desk, announcer, action="lock", reason="a fault")
    assert (control["type"], control["data"]) == ("lock", {"reason": "a fault"})
    assert controls(broker) == [("control/kiosk-01", control)]
    for lost in (announcer.forget, lambda: announcer.client_returned("kiosk-01")):
        lost()
        announcer.tell_state(desk.service.state, desk.now)
        assert controls(broker) == [("control/kiosk-01", control)]
    control = told(desk, announcer, action="unlock")
    assert controls(broker) == [("control/kiosk-01", control)]
    announcer.client_returned("kiosk-01")
    announcer.tell_state(desk.service.state, desk.now)
    assert controls(broker) == []


def test_alerts_are_a_retained_topic_and_events(desk, announcer, broker):
    idle(desk)
    desk.watch.presence("kiosk-01", Presence(online=False, kind="kiosk", version="1", at=desk.now))
    desk.now += timedelta(minutes=1)
    desk.service.tick()
    announcer.tell_state(desk.service.state, desk.now)
    (alerts,) = [message for topic, message, retain in broker.messages if topic == "alerts" and retain]
    assert [(alert["rule"], alert["subject"], alert["urgent"]) for alert in alerts["alerts"]] == [
        ("window_idle", "1", True),
        ("client_away", "kiosk-01", True),
    ]
    assert [
        json.loads(event.data)["rule"] for event in desk.journal.read("street") if event.type == "alert_raised"
    ] == [
        "window_idle",
        "client_away",
    ]
