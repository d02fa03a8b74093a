"""What managers and their systems see and do through the API."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from queue_server.service.clients import new_token
from queue_server.web.report_file import XLSX


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


def report(street, headers, **query):
    return street.get(f"/api/v1/halls/{street.hall.id}/report", headers=headers, params=query)


DAY = {"from": "2026-11-20", "to": "2026-11-20"}


def test_a_report_is_of_the_hall_as_it_is(street, system):
    street.open()
    street.ticket()
    street.later(minutes=2)
    street.served()
    told = report(street, system, by="queue", **DAY).json()
    assert (told["from"], told["to"], told["by"]) == ("2026-11-20", "2026-11-20", "queue")
    (row,) = told["rows"]
    assert (row["queue"], row["issued"], row["served"], row["waiting_s"]["p50"]) == ("household", 1, 1, 120)
    street.ticket()
    assert report(street, system, **DAY).json()["total"]["issued"] == 2


def test_a_report_as_csv_is_for_a_spreadsheet(street, system):
    street.ticket()
    answer = report(street, system, by="day", format="csv", **DAY)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.splitlines()[1].startswith("2026-11-20,1,")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {**DAY, "by": "weather"},
        {"from": "2026-11-21", "to": "2026-11-20"},
        {"from": "2000-01-01", "to": "2026-01-01"},
    ],
)
def test_a_report_of_no_days_is_refused(street, system, query):
    answer = report(street, system, **query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_command")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_the_end_of_time_has_a_report(street, system, day):
    told = report(street, system, **{"from": day.isoformat(), "to": day.isoformat()})
    assert told.json()["total"]["issued"] == 0


def test_reports_are_for_managers(street):
    assert report(street, {}, **DAY).status_code == 403
    assert report(street, street.bearer("kiosk-01", "kiosk"), **DAY).status_code == 403


def scoped(street, *scope, kind="system"):
    account, token = new_token("-".join(("till", kind, *scope)), kind, scope)
    street.clients.add(account)
    return {"Authorization": f"Bearer {token}"}


def test_a_reader_of_statistics_reads_figures_and_nothing_else(street):
    headers = scoped(street, "statistics")
    assert report(street, headers, **DAY).status_code == 200
    assert alerts(street, headers=headers).status_code == 403
    assert street.get(f"/api/v1/halls/{street.hall.id}/events?after=0", headers=headers).status_code == 403
    assert street.send("issue_ticket", headers, queue="household").status_code == 403
    assert street.get(f"/api/v1/halls/{street.hall.id}/cases/A1/answers", headers=headers).status_code == 403


def test_figures_are_for_systems_whatever_the_scope(street):
    assert report(street, scoped(street, "statistics", kind="kiosk"), **DAY).status_code == 403


@pytest.mark.parametrize(("lang", "title"), [("zh", "运行报表"), ("en", "Report")])
def test_a_report_as_a_workbook_speaks_the_readers_language(street, system, lang, title):
    street.ticket()
    answer = report(street, system, by="queue", format="xlsx", lang=lang, **DAY)
    assert answer.headers["content-type"] == XLSX
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert title in sheet.cell(1, 1).value
    assert (sheet.cell(4, 1).value, sheet.cell(4, 3).value) == ("household", 1)


def test_a_workbook_without_groups_is_its_last_line(street, system):
    street.ticket()
    sheet = load_workbook(io.BytesIO(report(street, system, format="xlsx", lang="en", **DAY).content)).active
    assert (sheet.cell(4, 1).value, sheet.cell(4, 3).value, sheet.max_row) == ("All", 1, 4)


def test_a_token_that_only_sends_commands_reads_neither(street):
    headers = scoped(street, "commands")
    assert alerts(street, headers=headers).status_code == 403
    assert report(street, headers, **DAY).status_code == 403
