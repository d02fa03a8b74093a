"""Commands as they travel."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.contract.commands import COMMAND_TYPES, Holder, IdType, IssueTicket
from queue_server.contract.envelope import MAX_COMMAND_BYTES, Command, MalformedCommandError, parse_command
from queue_server.contract.rights import MAY_SEND

COMMAND_ID = "3f2b8a54-6c1e-4b59-9d53-0a8d2f7f6f11"
GOOD = {
    "id": COMMAND_ID,
    "type": "issue_ticket",
    "sent_at": "2026-11-22T09:00:00.000+08:00",
    "data": {"queue": "household", "holder": {"id_type": "resident_id", "id_number": "11010519491231002X"}},
}


def changed(**fields):
    return json.dumps({**GOOD, **fields}).encode()


def test_a_command_survives_the_journey():
    command = Command(
        id=COMMAND_ID,
        sent_at=datetime(2026, 11, 22, 1, tzinfo=UTC),
        data=IssueTicket(queue="household", holder=Holder(id_type=IdType.NONE, language="en")),
    )
    assert parse_command(command.to_json()) == command


def test_what_is_not_said_is_left_out_of_the_message():
    command = Command(id=COMMAND_ID, sent_at=datetime(2026, 11, 22, 1, tzinfo=UTC), data=IssueTicket(queue="tax"))
    assert json.loads(command.to_json())["data"] == {"queue": "tax"}


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"nonsense",
        b"[]",
        b"\xff\xfe",
        b'{"id": "\\ud800"}',
        changed(id="42"),
        changed(type="fly"),
        changed(type=7),
        changed(sent_at="yesterday"),
        changed(sent_at="2026-11-22T09:00:00"),  # no offset
        changed(sent_at=1795312800),
        changed(extra=1),
        changed(data=[]),
        changed(data={}),
        changed(data={"queue": "a/b"}),
        changed(data={"queue": "+"}),
        changed(data={"queue": "household", "colour": "red"}),
        changed(data={"queue": "household", "holder": {"id_type": "resident_id"}}),
        changed(data={"queue": "household", "holder": {"id_type": "none", "id_number": "1"}}),
        changed(data={"queue": "household", "holder": {"id_type": "fingerprint", "id_number": "1"}}),
        changed(data={"queue": "household", "holder": {"id_type": "none", "name": "a\u0000b"}}),
        changed(data={"queue": "household", "holder": {"id_type": "none", "name": "x" * 201}}),
        changed(type="call_next", data={"window": 3}),
        changed(data={"queue": "x" * MAX_COMMAND_BYTES}),
        changed(type="list_slots", data={"item": "move-in", "date": "tomorrow"}),
        changed(type="book_appointment", data={"item": "move-in", "start": "2026-11-23T09:00:00+08:00"}),
        changed(type="move_appointment", data={"code": "ABC"}),
        changed(type="cancel_appointment", data={"code": "A B"}),
        changed(type="find_appointments", data={}),
        changed(type="find_appointments", data={"code": "ABC", "holder": GOOD["data"]["holder"]}),
        changed(type="check_in", data={}),
        changed(type="check_in", data={"code": "ABC", "appointment": "ABC"}),
    ],
)
def test_what_is_not_a_command_is_refused(payload):
    with pytest.raises(MalformedCommandError):
        parse_command(payload)


def test_a_day_travels_as_text():
    command = parse_command(changed(type="list_slots", data={"item": "move-in", "date": "2026-11-23"}))
    assert command.data.date == date(2026, 11, 23)
    assert parse_command(command.to_json()) == command


def test_an_appointments_code_may_be_typed_in_small_letters():
    assert parse_command(changed(type="cancel_appointment", data={"code": "k7qm2xpa"})).data.code == "K7QM2XPA"


@pytest.mark.parametrize(
    ("payload", "readable"),
    [(changed(type="fly"), COMMAND_ID), (changed(data={}), COMMAND_ID), (changed(id="42"), "42"), (b"{", None)],
)
def test_a_refusal_names_the_id_where_one_can_be_read(payload, readable):
    with pytest.raises(MalformedCommandError) as refusal:
        parse_command(payload)
    assert refusal.value.command_id == readable


@given(st.binary(max_size=400))
def test_no_bytes_do_worse_than_being_refused(payload):
    with pytest.raises(MalformedCommandError):
        parse_command(payload)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.sampled_from(sorted(COMMAND_TYPES)), st.dictionaries(st.sampled_from(["window", "ticket", "queue"]), json_values)
)
def test_no_data_does_worse_than_being_refused(kind, data):
    try:
        parse_command(changed(type=kind, data=data))
    except MalformedCommandError as refusal:
        assert refusal.command_id == COMMAND_ID  # noqa: PT017 - either outcome is good, an exception of another kind is not


def test_a_kiosk_cannot_call_and_a_screen_cannot_send():
    assert "issue_ticket" in MAY_SEND["kiosk"]
    assert not {"call_next", "open_window", "finish"} & MAY_SEND["kiosk"]
    assert MAY_SEND["screen"] == frozenset()
    assert "call_next" in MAY_SEND["window"]


@pytest.mark.parametrize("kind", ["kiosk", "window", "system"])
def test_appointments_can_be_made_and_kept_wherever_tickets_are_taken(kind):
    about_appointments = {name for name in COMMAND_TYPES if "appointment" in name} | {"list_slots", "check_in"}
    assert len(about_appointments) == 6
    assert about_appointments <= MAY_SEND[kind]


def test_permissions_name_only_commands_that_exist():
    assert set().union(*MAY_SEND.values()) <= set(COMMAND_TYPES)
