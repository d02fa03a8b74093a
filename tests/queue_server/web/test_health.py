"""Whoever runs the server sees whether it is well, and never who is in the hall."""

import re

import prometheus_client.parser
import pytest


def figures(street):
    text = street.get("/metrics").text
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in prometheus_client.parser.text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_it_is_ready_when_commands_are_heard_at_both_doors(street):
    answer = street.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "broker": True})
    street.broker = False
    answer = street.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "broker": False})
    assert street.get("/healthz").json()["broker"] is False


def test_the_figures_say_how_the_hall_is(street):
    street.open()
    for _ in range(3):
        street.ticket()
    told = figures(street)
    assert told[("onedoor_queue_waiting", ("queue", "household"))] == 3
    assert told[("onedoor_windows", ("state", "open"))] == 1
    assert told[("onedoor_journal_seq",)] == street.service.state.seq
    assert told[("onedoor_broker_connected",)] == 1
    assert told[("process_resident_memory_bytes",)] > 1e6


def test_requests_are_counted_by_route_and_status(street, stream):
    ticket = street.ticket()
    for path in (f"/t/{ticket['id']}", "/t/nothing", "/nothing", "/nothing/else"):
        street.get(path)
    stream(f"{street.url}/t/{ticket['id']}/live").next()
    told = figures(street)
    labels = [("method", "GET"), ("route", "/t/{ticket_id}")]
    assert told[("onedoor_http_requests_total", *labels, ("status", "200"))] == 1
    assert told[("onedoor_http_requests_total", *labels, ("status", "404"))] == 1
    assert told[("onedoor_http_requests_total", ("method", "GET"), ("route", "none"), ("status", "404"))] == 2
    assert told[("onedoor_http_request_seconds_count", ("route", "/t/{ticket_id}"))] == 2
    assert told[("onedoor_http_streams",)] == 1


@pytest.mark.parametrize("path", ["/metrics", "/healthz", "/readyz"])
def test_the_figures_name_no_ticket(street, path):
    ticket = street.ticket()
    street.get(f"/t/{ticket['id']}")
    assert not re.search(rf"{ticket['id']}|{ticket['number']}", street.get(path).text)
