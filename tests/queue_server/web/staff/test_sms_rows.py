"""What the page of SMS says of messages, providers and reasons."""

from datetime import UTC, date, datetime

import pytest

from queue_server.contract.sms import SmsDay, SmsMessage, SmsProviderDay
from queue_server.domain.management import Alert, AlertKey
from queue_server.notices.lifecycle import State
from queue_server.notices.steps import Step
from queue_server.web.staff.sms.rows import MARKS, message_row, provider_rows, reason_sentence, step_name, troubles
from queue_server.web.words.hall_fields import FIELDS
from queue_server.web.words.sms_page import SMS_PAGE

WORDS, STEPS = SMS_PAGE["en"], FIELDS["en"]
MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)


def message(**more):
    whole = {
        "id": "m",
        "at": MORNING,
        "step": "called",
        "language": "zh",
        "number": "138****8000",
        "provider": "aliyun",
        "state": "failed",
        "parts": 1,
        "cost": 0.045,
        "by_hand": False,
    }
    return SmsMessage(**{**whole, **more})


def alert(rule, subject, detail):
    return Alert("1", AlertKey(rule, subject), MORNING, detail=detail)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_and_step_has_a_name_and_every_state_a_mark(language):
    for state in State:
        assert SMS_PAGE[language][f"state_{state}"]
        assert MARKS[state]
    for step in Step:
        assert step_name(step, FIELDS[language])


def test_what_was_late_is_told_with_what_held_it_up():
    assert reason_sentence("late: provider_rests", WORDS) == "too late: the provider fails"


def test_a_providers_own_code_is_shown_as_it_is():
    assert reason_sentence("isv.BUSINESS_LIMIT_CONTROL", WORDS) == "isv.BUSINESS_LIMIT_CONTROL"
    assert reason_sentence("late: isv.OUT", WORDS) == "too late: isv.OUT"
    assert reason_sentence("error: no money", WORDS) == "error: no money", "a gateway answers what it likes"
    assert reason_sentence(None, WORDS) == ""


def test_what_may_have_arrived_is_sent_again_only_after_a_warning():
    assert "may be told twice" in message_row(message(state="unknown"), STEPS, WORDS).sure
    assert message_row(message(), STEPS, WORDS).sure == "Send again: Called 138****8000?"


@pytest.mark.parametrize("more", [{"state": "queued"}, {"state": "sending"}, {"number": None}])
def test_what_is_under_way_or_has_no_number_any_more_is_not_sent_again(more):
    assert message_row(message(**more), STEPS, WORDS).sure is None


def test_a_provider_that_sent_nothing_is_there_and_all_are_added_up():
    told = SmsProviderDay(provider="aliyun", sent=3, delivered=2, failed=1, unknown=1, parts=4, cost=0.18)
    gone = SmsProviderDay(provider="old", sent=1, delivered=0, failed=0, unknown=0, parts=1, cost=0.05)
    day = SmsDay(hall="street", date=date(2026, 11, 20), providers=(told, gone), waiting=0, dropped={})
    rows = provider_rows(day, ["own", "aliyun"], WORDS)
    assert [row.name for row in rows] == ["own", "aliyun", "old", "Together"]
    assert (rows[0].sent, rows[0].cost) == (0, "0.00")
    assert (rows[3].sent, rows[3].delivered, rows[3].failed, rows[3].unknown, rows[3].parts) == (4, 2, 1, 1, 5)
    assert rows[3].cost == "0.23"


def test_one_provider_needs_no_sum():
    day = SmsDay(hall="street", date=date(2026, 11, 20), providers=(), waiting=0, dropped={})
    assert [row.name for row in provider_rows(day, ["own"], WORDS)] == ["own"]


def test_only_what_hinders_sms_is_told():
    alerts = [
        alert("service_failing", "sms-aliyun", "timeout"),
        alert("service_failing", "sms", "limit_day"),
        alert("service_failing", "webhook-district", "http_500"),
        alert("client_away", "sms-kiosk", None),
    ]
    assert list(troubles(alerts, WORDS)) == [
        "aliyun does not send: the provider did not answer in time",
        "Today's limit is reached, nothing is sent",
    ]
