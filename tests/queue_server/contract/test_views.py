"""Messages that everyone may see."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from queue_server.contract.address import BrokerAddress, parse_broker_url
from queue_server.contract.errors import BadBrokerUrlError
from queue_server.contract.replies import REFUSALS, Reply, refused
from queue_server.contract.topics import Topics, last_level
from queue_server.contract.views import Estimate, HallState, QueueState, Ticket
from queue_server.contract.waiting import minutes_range

NINE = datetime(2026, 11, 22, 1, 0, 0, 123456, tzinfo=UTC)


def test_times_travel_with_milliseconds_and_an_offset():
    ticket = Ticket(
        id="t", number="A001", queue="q", priority="ordinary", origin="kiosk", state="waiting", issued_at=NINE,
        ahead=0, estimate=None,
    )  # fmt: skip
    assert '"issued_at":"2026-11-22T01:00:00.123+00:00"' in ticket.model_dump_json()


def test_an_unknown_estimate_is_said_and_other_silence_is_left_out():
    queue = QueueState(queue="q", name={"zh": "队列"}, open=True, waiting=0, serving=0, estimate=None)
    assert queue.model_dump_json() == (
        '{"queue":"q","name":{"zh":"队列"},"open":true,"waiting":0,"serving":0,"estimate":null,"identity":"optional"}'
    )
    assert "next_change" not in HallState(hall="h", name={"zh": "厅"}, open=True, notices=()).model_dump_json()


def test_a_reader_passes_over_fields_of_a_newer_server():
    text = '{"queue":"q","name":{"zh":"队"},"open":true,"waiting":0,"serving":0,"estimate":null,"mood":"calm"}'
    assert QueueState.model_validate_json(text).waiting == 0


def test_text_for_people_is_always_there_in_chinese():
    with pytest.raises(ValidationError, match="Chinese"):
        QueueState(queue="q", name={"en": "Queue"}, open=True, waiting=0, serving=0, estimate=None)


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_has_a_sentence_in_both_languages(code):
    reply = refused("id", code, {"figure": 1})
    assert Reply.model_validate_json(reply.model_dump_json()) == reply
    assert set(reply.error.message) == {"zh", "en"}
    assert "！" not in reply.error.message["zh"]
    assert "!" not in reply.error.message["en"]


@pytest.mark.parametrize(
    ("p50_s", "p90_s", "told"), [(0, 0, (0, 5)), (60, 299, (0, 5)), (310, 910, (5, 20)), (600, 600, (10, 15))]
)
def test_waiting_is_told_as_a_range_in_steps_of_five_minutes(p50_s, p90_s, told):
    assert minutes_range(Estimate(p50_s=p50_s, p90_s=p90_s)) == told


def test_topics_are_those_of_the_contract():
    topics = Topics("chancheng")
    assert topics.command("kiosk-01") == "onedoor/v1/chancheng/command/kiosk-01"
    assert topics.window("3") == "onedoor/v1/chancheng/window/3"
    assert last_level(topics.reply("kiosk-01")) == "kiosk-01"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("mqtt://127.0.0.1:1884", BrokerAddress("127.0.0.1", 1884)),
        ("mqtt://kiosk-01:s%3Acret@broker", BrokerAddress("broker", 1883, "kiosk-01", "s:cret")),
        ("mqtts://k:s@[::1]", BrokerAddress("::1", 8883, "k", "s", tls=True)),
    ],
)
def test_broker_urls_are_read_and_written(url, address):
    assert parse_broker_url(url) == address
    assert parse_broker_url(address.url) == address


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:1883", "http://x", "mqtt://", "mqtt://h:port", "mqtt://h:99999", "mqtt://h/x"]
)
def test_a_bad_broker_url_says_what_was_expected_and_repeats_no_secret(url):
    with pytest.raises(BadBrokerUrlError, match="mqtt://"):
        parse_broker_url(url)
    with pytest.raises(BadBrokerUrlError) as error:
        parse_broker_url("mqtt://id:hunter2@h:port")
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize(("zone", "clock"), [("Asia/Shanghai", "09:00"), ("Mars/Olympus", "01:00"), (None, "01:00")])
def test_the_halls_clock_hangs_in_its_own_zone(zone, clock):
    hall = HallState(hall="h", name={"zh": "厅"}, timezone=zone, open=True, notices=())
    assert f"{hall.local(NINE):%H:%M}" == clock
