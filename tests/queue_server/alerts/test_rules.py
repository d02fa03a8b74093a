"""From when on something needs a hand, and when it is over."""

import pytest

from queue_server.alerts.rules import HEARD_ALL_AFTER
from queue_server.domain import commands
from queue_server.domain.estimate import Estimator, Standing


def test_a_free_window_that_calls_nobody_while_people_wait_is_raised(watched):
    watched.story.open()
    watched.story.issue()
    assert watched.later(minutes=4, seconds=59).look() == []
    watched.later(seconds=1).look()
    assert watched.alerts == ["window_idle 1"]
    assert watched.alert().urgent
    assert (watched.alert().value, watched.alert().target) == (300, 300)


def test_a_window_is_idle_only_since_somebody_waits(watched):
    watched.story.open()
    watched.later(minutes=10).story.issue()
    assert watched.later(minutes=4).look() == []
    assert watched.later(minutes=1).look() == ["alert_raised"]


def test_a_window_is_not_idle_while_those_who_wait_are_not_its_own(watched):
    watched.story.open("2")
    watched.story.issue("household")
    assert watched.later(minutes=10).look() == []


def test_a_paused_or_working_window_is_not_idle(watched):
    watched.only("window_idle")
    watched.story.issue()
    watched.story.issue()
    watched.story.open()
    watched.story.call()
    assert watched.later(minutes=6).look() == []
    watched.story.accepted(commands.Miss("1"))
    watched.story.accepted(commands.PauseWindow("1"))
    assert watched.later(minutes=6).look() == []


def test_an_alert_is_raised_once_and_over_by_itself(watched):
    watched.story.open()
    watched.story.issue()
    assert watched.later(minutes=5).look() == ["alert_raised"]
    assert watched.later(minutes=5).look() == []
    watched.story.call()
    assert watched.look() == ["alert_resolved"]
    assert watched.look() == []


def test_a_queue_over_its_target_is_over_only_well_below_it(watched):
    for _ in range(3):
        watched.story.issue()
    watched.look()
    assert watched.alerts == ["queue_long household"]
    assert not watched.alert().urgent
    watched.thresholds = watched.thresholds.__class__(people=3, window_idle_minutes=60)
    watched.story.open()
    watched.story.call()
    assert watched.look() == ["alert_resolved"]


def test_a_queue_that_comes_and_goes_at_its_target_is_one_alert(watched):
    watched.thresholds = watched.thresholds.__class__(people=20, forecast_minutes=900)
    watched.story.open()
    for _ in range(20):
        watched.story.issue()
    assert watched.look() == ["alert_raised"]
    for _ in range(3):
        watched.story.serve()
        assert watched.look() == ([] if watched.story.state.crowd("household").people >= 18 else ["alert_resolved"])
    assert watched.story.state.crowd("household").people == 17


def test_a_queue_may_have_a_target_of_its_own(watched, always_open):
    for _ in range(3):
        watched.story.issue("tax")
    assert watched.look() == []


def test_a_person_who_waits_too_long_is_raised_for_the_queue(watched):
    watched.story.issue()
    watched.later(minutes=19).look()
    assert watched.alerts == []
    watched.later(minutes=1).look()
    assert watched.alerts == ["wait_long household"]
    assert (watched.alert().value, watched.alert().target) == (1200, 1200)


def test_a_forecast_over_its_target_is_raised_before_anybody_has_waited(watched):
    watched.thresholds = watched.thresholds.__class__(people=100, forecast_minutes=15)
    watched.story.open()
    watched.story.issue()
    watched.story.call()
    while watched.alerts == []:
        watched.story.issue()
        watched.look()
    state, now = watched.story.state, watched.story.now
    expected = Estimator(state, now).wait(Standing.newcomer(state, "household", now))
    assert expected.p50_s >= 900
    assert "forecast_long household" in watched.alerts
    assert next(alert.value for alert in state.alerts.values() if alert.key.subject == "household") == expected.p50_s


def test_a_silent_rule_raises_nothing_and_ends_what_it_raised(watched):
    watched.story.issue()
    watched.later(minutes=20).look()
    watched.thresholds = watched.thresholds.__class__(off=frozenset({"wait_long"}))
    assert watched.look() == ["alert_resolved"]
    assert watched.later(minutes=20).look() == []


def test_a_client_that_is_away_is_raised_after_a_while_and_over_when_it_is_back(watched):
    watched.present()
    watched.later(minutes=1).gone()
    assert watched.later(seconds=59).look() == []
    assert watched.later(seconds=1).look() == ["alert_raised"]
    assert (watched.alerts, watched.alert().detail) == (["client_away kiosk-01"], "kiosk")
    watched.present()
    assert watched.look() == ["alert_resolved"]


def test_a_desk_goes_home_with_its_clerk(watched):
    watched.present("window-3", kind="window")
    watched.present("window-3", kind="window", online=False)
    assert watched.later(hours=1).look() == []


def test_who_was_enrolled_and_never_came_is_away(watched):
    watched.enrolled = frozenset({"kiosk-01"})
    assert watched.later(seconds=59).look() == []
    watched.later(seconds=1).look()
    assert watched.alerts == ["client_away kiosk-01"]


def test_who_goes_while_the_broker_is_away_is_missed(watched):
    watched.present("kiosk-01")
    watched.present("kiosk-02")
    watched.later(minutes=5)
    watched.heard = watched.heard.begun_again(watched.story.now)
    watched.present("kiosk-02")
    assert watched.look() == []
    watched.later(minutes=1).look()
    assert watched.alerts == ["client_away kiosk-01"]


@pytest.mark.parametrize("status", ["out", "jam", "cover_open", "offline"])
def test_a_device_in_trouble_is_raised_after_a_while(watched, status):
    watched.present()
    watched.says(printer=status)
    assert watched.later(seconds=29).look() == []
    watched.later(seconds=1).look()
    assert watched.alerts == ["device_trouble kiosk-01 printer"]
    assert (watched.alert().detail, watched.alert().urgent) == (status, True)


def test_a_device_that_says_nothing_is_no_device_that_is_well(watched):
    watched.says(id_reader="unknown")
    watched.later(minutes=1).look()
    assert watched.alerts == ["device_trouble kiosk-01 id_reader"]
    assert not watched.alert().urgent


def test_low_paper_becomes_no_paper_becomes_well(watched):
    watched.says(printer="low")
    watched.later(minutes=1).look()
    assert watched.alerts == ["paper_low kiosk-01 printer"]
    watched.says(printer="out")
    assert watched.look() == ["alert_resolved"]
    watched.later(minutes=1).look()
    assert watched.alerts == ["device_trouble kiosk-01 printer"]
    watched.says(printer="ok")
    watched.look()
    assert watched.alerts == []


def test_a_number_that_was_given_offline_and_refused_is_an_alert_of_its_own_until_the_kiosk_says_so_no_more(watched):
    watched.present()
    watched.tells("terminal", "locked done=7 refused=A021,A034")
    watched.look()
    assert watched.alerts == ["number_refused kiosk-01 A021", "number_refused kiosk-01 A034"]
    watched.tells("terminal", "refused=A034")
    watched.look()
    assert watched.alerts == ["number_refused kiosk-01 A034"]
    watched.restarted()
    assert watched.look() == []
    watched.tells("terminal", None)
    assert watched.look() == ["alert_resolved"]


def test_trouble_that_changes_its_face_is_the_same_trouble(watched):
    watched.says(printer="jam")
    assert watched.later(minutes=1).look() == ["alert_raised"]
    watched.says(printer="cover_open")
    assert watched.look() == []
    assert watched.later(minutes=1).look() == []


def test_of_a_client_that_is_away_the_devices_are_not_known(watched):
    watched.present()
    watched.says(printer="jam", id_reader="ok")
    watched.later(minutes=1).look()
    watched.gone()
    watched.says(printer="ok", id_reader="jam")
    watched.later(minutes=1).look()
    assert watched.alerts == ["client_away kiosk-01", "device_trouble kiosk-01 printer"]


def test_a_restart_ends_no_alert_before_it_has_heard_everybody(watched):
    watched.present()
    watched.says(printer="jam")
    watched.later(minutes=1).look()
    watched.restarted()
    assert watched.look() == []
    watched.says(printer="jam")
    assert watched.later(minutes=1).look() == []
    assert watched.alerts == ["device_trouble kiosk-01 printer"]


def test_what_nobody_speaks_of_any_more_is_over_in_the_end(watched):
    watched.says(printer="jam")
    watched.later(minutes=1).look()
    watched.restarted()
    watched.later(seconds=HEARD_ALL_AFTER.total_seconds() - 1)
    assert watched.look() == []
    assert watched.later(seconds=1).look() == ["alert_resolved"]


def test_who_is_forgotten_is_missed_by_nobody(watched):
    watched.present()
    watched.gone()
    watched.later(minutes=2).look()
    watched.heard = watched.heard.with_presence("kiosk-01", None, watched.story.now)
    watched.later(seconds=HEARD_ALL_AFTER.total_seconds()).look()
    assert watched.alerts == []


def test_a_service_that_fails_is_raised_until_it_works(watched):
    watched.heard = watched.heard.with_service("sms", "the gateway does not answer")
    watched.look()
    assert (watched.alerts, watched.alert().detail) == (["service_failing sms"], "the gateway does not answer")
    watched.heard = watched.heard.with_service("sms", None)
    assert watched.look() == ["alert_resolved"]


def test_an_alert_is_new_when_it_comes_again(watched):
    watched.story.open()
    watched.story.issue()
    watched.later(minutes=5).look()
    first = watched.alert().id
    watched.story.accepted(commands.AcknowledgeAlert(first, "1001"))
    watched.story.serve()
    watched.look()
    watched.story.issue()
    watched.later(minutes=5).look()
    assert watched.alert().id != first
    assert watched.alert().acknowledged_by is None
