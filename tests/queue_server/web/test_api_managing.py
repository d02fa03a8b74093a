"""What managers and their systems see and do through the API."""

import pytest


def alerts(street, **headers):
    return street.get(f"/api/v1/halls/{street.hall.id}/alerts", **headers)


@pytest.fixture
def system(street):
    return street.bearer()


def test_alerts_are_for_managers(street, system):
    assert alerts(street).status_code == 403
    assert alerts(street, headers=street.bearer("kiosk-01", "kiosk")).status_code == 403
    assert alerts(street, headers=system).json()["alerts"] == []


def test_an_alert_is_seen_and_seen_to(street, system, stream):
    events = stream(f"{street.api}/events", system)
    street.watch.service("sms", "the gateway does not answer")
    raised = events.next_data(lambda event: event["type"] == "alert_raised")
    (alert,) = alerts(street, headers=system).json()["alerts"]
    assert alert["alert"] == str(raised["seq"])
    assert (alert["rule"], alert["subject"], alert["detail"]) == (
        "service_failing",
        "sms",
        "the gateway does not answer",
    )
    answer = street.send("acknowledge_alert", system, alert=alert["alert"], by="1001").json()
    assert answer["data"]["alert"]["acknowledged_by"] == "1001"
    street.watch.service("sms", None)
    events.next_data(lambda event: event["type"] == "alert_resolved")
    assert alerts(street, headers=system).json()["alerts"] == []
    assert street.send("acknowledge_alert", system, alert=alert["alert"], by="1001").status_code == 404


@pytest.mark.parametrize("kind", ["kiosk", "window", "screen"])
def test_only_managers_put_up_notices_and_lock_clients(street, kind):
    headers = street.bearer(f"{kind}-1", kind)
    for command, data in (
        ("set_notice", {"notice": "a", "text": {"zh": "今天下午停电"}}),
        ("control_client", {"client": "kiosk-01", "action": "lock"}),
        ("acknowledge_alert", {"alert": "1", "by": "1001"}),
    ):
        assert street.send(command, headers, **data).json()["error"]["code"] == "not_allowed"


def test_a_notice_without_chinese_or_over_two_lines_is_none(street, system):
    for text in ({"en": "closed"}, {"zh": "一\n二"}, {"zh": " "}):
        assert street.send("set_notice", system, notice="a", text=text).status_code == 400
