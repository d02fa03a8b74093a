"""The journal over HTTP: in order, without a gap, from any place, and live."""

import json
import socket
from urllib.parse import urlsplit

import pytest

from queue_server.contract.commands import CancelTicket
from queue_server.web.limits import Limits

EVENTS = "/api/v1/halls/street/events"


@pytest.fixture
def headers(street):
    return street.bearer("screen-1", "screen")


def seqs(messages):
    return [int(message["id"]) for message in messages]


def test_events_are_read_from_a_place_in_the_journal(street, headers):
    for _ in range(3):
        street.ticket()
    told = street.get(f"{EVENTS}?after=1", headers=headers).json()
    assert (told["hall"], told["last_seq"]) == ("street", 4)
    assert [event["seq"] for event in told["events"]] == [2, 3, 4]
    assert {event["type"] for event in told["events"]} == {"ticket_issued"}


def test_a_long_journal_is_read_in_pieces(street, headers):
    for _ in range(7):
        street.ticket()
    after, read = 0, []
    while events := street.get(f"{EVENTS}?after={after}&limit=3", headers=headers).json()["events"]:
        assert len(events) <= 3
        read += [event["seq"] for event in events]
        after = read[-1]
    assert read == list(range(1, 9))


def test_events_are_the_same_as_at_the_broker(street, headers):
    street.ticket()
    told = street.get(f"{EVENTS}?after=0", headers=headers).json()["events"]
    published = [json.loads(message) for topic, message, _ in street.published if topic.endswith("/event")]
    assert told == published


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer guess"}])
def test_events_are_told_to_clients_only(street, given):
    """They carry the ids of tickets, with which anybody could cancel them."""
    answer = street.get(EVENTS, headers=given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("query", ["after=99", "after=-1", "after=x", "limit=0", "limit=501"])
def test_a_place_that_is_none_is_refused(street, headers, query):
    """Whoever knows more than the journal holds talks to a journal that was put back: it must not wait in silence."""
    street.ticket()
    answer = street.get(f"{EVENTS}?{query}", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_command")


def test_new_events_come_as_they_happen(street, headers, stream):
    street.ticket()
    follower = stream(f"{street.url}{EVENTS}", headers)
    assert next(follower.lines) == b"retry: 3000"
    ticket = street.ticket()
    message = follower.next()
    event = json.loads(message["data"])
    assert (int(message["id"]), event["seq"], event["data"]["ticket"]) == (3, 3, ticket["id"])


def test_whoever_was_disconnected_misses_nothing(street, headers, stream):
    """What happened meanwhile comes from the journal, what happens now from the hall."""
    for _ in range(3):
        street.ticket()
    follower = stream(f"{street.url}{EVENTS}", {**headers, "Last-Event-ID": "2"})
    first = [follower.next() for _ in range(2)]
    street.ticket()
    assert seqs([*first, follower.next()]) == [3, 4, 5]


def test_the_readers_own_place_goes_before_the_one_in_the_address(street, headers, stream):
    for _ in range(3):
        street.ticket()
    follower = stream(f"{street.url}{EVENTS}?after=1", {**headers, "Last-Event-ID": "3"})
    assert seqs([follower.next()]) == [4]


def test_a_stream_reaches_back_further_than_memory(street, headers, stream, monkeypatch):
    """Most of a journal is not in memory, and is read in several pieces."""
    monkeypatch.setattr("queue_server.web.live.streams.READ_AT_ONCE", 4)
    for _ in range(10):
        street.ticket()
    street.news._kept.clear()
    follower = stream(f"{street.url}{EVENTS}?after=0", headers)
    assert seqs(follower.next() for _ in range(11)) == list(range(1, 12))
    street.ticket()
    assert seqs([follower.next()]) == [12]


def test_events_that_gave_way_in_memory_are_read_from_the_journal(street, headers, stream):
    """When the pages are far behind the hall they lose news, and their readers lose nothing."""
    follower = stream(f"{street.url}{EVENTS}?after=0", headers)
    ticket = street.ticket()
    assert seqs([follower.next(), follower.next()]) == [1, 2]
    called = street.news._call
    street.news._call = lambda: None
    street.ticket()
    street.ask(CancelTicket(ticket=ticket["id"]))
    while street.service.state.seq > len([topic for topic, _, _ in street.published if topic.endswith("/event")]):
        pass
    street.news._unread.clear()
    street.news._call = called
    street.ticket()
    assert seqs(follower.next() for _ in range(3)) == [3, 4, 5]


def test_a_reader_that_takes_nothing_delays_nobody(street, headers, stream):
    """Nothing is queued for it: it holds a place in the journal, and reads on from there if it ever does."""
    address = urlsplit(street.url)
    asleep = socket.socket()
    asleep.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    asleep.connect((address.hostname, address.port))
    head = {"Host": "x", "Accept": "text/event-stream", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    asleep.sendall(f"GET {EVENTS}?after=0 HTTP/1.1\r\n{lines}\r\n".encode())
    awake = stream(f"{street.url}{EVENTS}?after=0", headers)
    ticket = street.ticket()
    for _ in range(300):
        street.ticket()
    street.ask(CancelTicket(ticket=ticket["id"]))
    assert seqs(awake.next() for _ in range(303)) == list(range(1, 304))
    asleep.settimeout(30)
    heard = b""
    while b"id: 303\n" not in heard:
        heard += asleep.recv(65536)
    asleep.close()


def test_open_streams_end_at_once_when_the_server_does(street, headers, stream):
    follower = stream(f"{street.url}{EVENTS}?after=0", headers)
    street.ticket()
    follower.next()
    street.news.end()
    assert not list(filter(None, follower.lines))


class TestSeats:
    @pytest.fixture
    def limits(self):
        return Limits(streams=2)

    def test_there_are_so_many_streams_and_no_more(self, street, headers, stream):
        street.ticket()
        first, _ = (stream(f"{street.url}{EVENTS}?after=0", headers) for _ in range(2))
        refused = stream(f"{street.url}{EVENTS}?after=0", headers).answer
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
        assert "Retry-After" in refused.headers
        first.close()
        while stream(f"{street.url}{EVENTS}?after=0", headers).answer.status_code != 200:
            street.ticket()  # the server notices at the latest when it has something to say
