"""Other systems are told everything, in order, at least once, whatever becomes of them meanwhile."""

import base64
import hashlib
import hmac
import json

import pytest

from queue_server.journal import Recorded
from queue_server.webhooks.errors import BadSecretError
from queue_server.webhooks.positions import Positions
from queue_server.webhooks.signature import read_secret
from queue_server.webhooks.subscriber import AT_ONCE
from tests.queue_server.webhooks.conftest import NOW, QUICK, SECRET


def test_events_are_told_in_order_as_everybody_reads_them(hall, receiver):
    hall.serve(receiver)
    hall.happens("ticket_issued", "ticket_called")
    _, body = receiver.next()
    assert json.loads(body) == {
        "hall": "street",
        "events": [
            {
                "hall": "street",
                "seq": seq,
                "at": "2026-11-20T09:00:00.000+00:00",
                "type": kind,
                "data": {"ticket": f"t{seq}"},
            }
            for seq, kind in ((1, "ticket_issued"), (2, "ticket_called"))
        ],
    }


def test_a_message_is_signed_as_standard_webhooks_says(hall, receiver):
    """Computed here by the words of the specification: HMAC-SHA256 of ``id.timestamp.body``, in base64."""
    hall.serve(receiver)
    hall.happens("ticket_issued")
    headers, body = receiver.next()
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(SECRET, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_what_was_not_taken_is_sent_again_and_nothing_overtakes_it(hall, receiver):
    receiver.answers = [500, 503]
    hall.serve(receiver)
    hall.happens("ticket_issued")
    first = receiver.next()
    hall.happens("ticket_called")
    seqs = [event["seq"] for event in json.loads(first[1])["events"]] + receiver.until(2)
    assert seqs[0] == 1
    assert seqs.index(2) > 0
    assert receiver.answers == []


def test_the_same_message_again_has_the_same_id(hall, receiver):
    receiver.answers = [500]
    hall.serve(receiver)
    hall.happens("ticket_issued")
    (first, _), (second, _) = receiver.next(), receiver.next()
    assert first["webhook-id"] == second["webhook-id"] == "street.w1.1-1"


@pytest.mark.parametrize("status", [302, 400, 404, 410])
def test_whatever_is_not_a_yes_is_a_no(hall, receiver, status):
    receiver.answers = [status]
    hall.serve(receiver)
    hall.happens("ticket_issued")
    assert [receiver.next_seqs(), receiver.next_seqs()] == [[1], [1]]
    assert receiver.led_here == 0


def test_one_that_hangs_delays_nobody(hall, receivers):
    hanging, good = receivers(), receivers()
    hanging.answers = [None] * 1000
    hall.serve(hanging, good)
    for _ in range(5):
        hall.happens("ticket_issued", "ticket_called")
    assert good.until(10) == list(range(1, 11))
    assert hanging.next_seqs()[0] == 1


def test_one_that_hung_is_told_what_it_did_not_take(hall, receiver):
    receiver.answers = [None]
    hall.serve(receiver)
    hall.happens("ticket_issued")
    assert receiver.next_seqs() == [1]
    hall.happens("ticket_called")
    assert sorted(set(receiver.until(2))) == [1, 2]


def test_one_that_was_away_is_told_everything_when_it_is_back(hall, receivers):
    before = receivers()
    before.close()
    hall.serve(before)
    hall.happens(*["ticket_issued"] * 3)
    assert [hall.next_said() for _ in range(2)] == [("webhook-w1", "no connection")] * 2
    back = receivers(before.port)
    assert back.until(3) == [1, 2, 3]
    while hall.next_said() != ("webhook-w1", None):
        pass


def test_the_server_goes_on_where_it_was(hall, receiver):
    hall.serve(receiver)
    hall.happens("ticket_issued")
    assert receiver.next_seqs() == [1]
    hall.stop()
    hall.happens("ticket_called", "service_started")
    hall.serve(receiver)
    assert receiver.until(3) == [2, 3]


def test_what_was_under_way_at_the_end_is_sent_again(hall, receiver):
    receiver.answers = [500] * 1000
    hall.serve(receiver)
    hall.happens("ticket_issued")
    receiver.next()
    hall.stop()
    while not receiver.heard.empty():
        receiver.next()
    receiver.answers = []
    hall.serve(receiver)
    assert receiver.next_seqs() == [1]


def test_a_place_that_could_not_be_kept_means_twice_and_never_not_at_all(hall, receiver, monkeypatch):
    hall.serve(receiver)
    keep, failures = Positions.keep, [OSError("no space")]

    def full_at_first(positions, webhook, seq):
        if failures:
            raise failures.pop()
        keep(positions, webhook, seq)

    monkeypatch.setattr(Positions, "keep", full_at_first)
    hall.happens("ticket_issued")
    hall.happens("ticket_called")
    seqs = receiver.until(2)
    assert seqs[0] == 1
    assert sorted(set(seqs)) == [1, 2]


def test_somebody_new_begins_with_what_happens_next(hall, receiver):
    hall.happens("ticket_issued")
    hall.serve(receiver)
    hall.happens("ticket_called")
    assert receiver.next_seqs() == [2]


def test_a_journal_that_was_restored_is_followed_from_its_end(hall, receiver):
    Positions(hall.folder / "webhooks").keep("w1", 99)
    hall.happens("ticket_issued")
    hall.serve(receiver)
    hall.happens("ticket_called")
    assert receiver.next_seqs() == [2]


def test_only_what_is_wanted_is_told(hall, receiver):
    hall.serve(receiver, events=["ticket_called"])
    hall.happens("ticket_issued", "ticket_called", "service_started")
    assert receiver.next_seqs() == [2]
    hall.happens("service_finished", "ticket_called")
    assert receiver.next_seqs() == [5]


def test_much_at_once_comes_in_pieces(hall, receiver):
    hall.serve(receiver)
    hall.happens(*["ticket_issued"] * (2 * AT_ONCE + 1))
    lengths = []
    while sum(lengths) < 2 * AT_ONCE + 1:
        lengths.append(len(receiver.next_seqs()))
    assert lengths == [AT_ONCE, AT_ONCE, 1]


def test_the_code_of_an_appointment_is_told_to_nobody(hall, receiver):
    hall.serve(receiver)
    hall.seq = 1
    data = json.dumps({"code": "ABCD2345", "item": "move-in"})
    hall.journal.append("street", 0, [Recorded(1, NOW, "appointment_cancelled", data)], (), NOW)
    hall.happens("ticket_issued")
    assert b"ABCD2345" not in receiver.next()[1]


def test_failures_are_said_when_there_are_some_in_a_row(hall, receiver):
    receiver.answers = [500] * QUICK.told_after
    hall.serve(receiver)
    hall.happens("ticket_issued")
    assert hall.next_said() == ("webhook-w1", "HTTP 500")
    assert hall.next_said() == ("webhook-w1", None)


def test_the_end_does_not_wait_for_one_that_hangs(hall, receiver):
    receiver.answers = [None] * 1000
    webhooks = hall.serve(receiver)
    hall.happens("ticket_issued")
    receiver.next()
    webhooks.stop()
    assert receiver.heard.empty() or receiver.next_seqs() == [1]


def test_pauses_double_up_to_a_longest_and_no_two_are_the_same():
    pauses = [QUICK.pause_s(failures, lambda: 0.0) for failures in (1, 2, 3, 4, 50)]
    assert pauses == [0.01, 0.02, 0.04, 0.05, 0.05]
    assert QUICK.pause_s(50, lambda: 1.0) == 0.025


@pytest.mark.parametrize("content", ["", "whsec_", "whsec_short", "whsec_" + "!" * 40, "Ключ"])
def test_a_secret_that_is_none_is_said_before_anything_is_sent(hall, receiver, content):
    (hall.folder / "secret").write_text(content)
    with pytest.raises(BadSecretError, match="secret: expected"):
        read_secret("w1", hall.folder / "secret")


def test_it_is_known_where_each_stands_and_what_it_has_not_taken(hall, receivers):
    good, bad = receivers(), receivers()
    bad.answers = [500] * 1000
    webhooks = hall.serve(good, bad, events=["ticket_called"])
    hall.happens("ticket_issued", "ticket_called", "ticket_issued")
    good.until(2)
    seen = {each.id: each for each in webhooks.seen()}
    while seen["w1"].standing.position < 3 or seen["w2"].standing.failures < 2:
        seen = {each.id: each for each in webhooks.seen()}
    assert (seen["w1"].standing.taken_at, seen["w1"].standing.trouble, seen["w1"].waiting) == (NOW, None, 0)
    assert (seen["w2"].standing.position, seen["w2"].standing.taken_at, seen["w2"].waiting) == (0, None, 1)
    assert (seen["w2"].standing.trouble, seen["w2"].standing.failing_since) == ("HTTP 500", NOW)
    assert seen["w2"].standing.next_try_at > NOW


def test_whoever_takes_again_has_no_trouble_any_more(hall, receiver):
    receiver.answers = [500]
    webhooks = hall.serve(receiver)
    hall.happens("ticket_issued")
    receiver.next(), receiver.next()
    while (standing := webhooks.seen()[0].standing).taken_at is None:
        assert standing.failures in (0, 1)
    assert (standing.position, standing.failures, standing.trouble, standing.failing_since) == (1, 0, None, None)
