"""Tokens of the API: made once, kept as a hash, good for one kind of client."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest

from queue_server.enrolment import OtherKindError, discharge, enroll, enroll_token
from queue_server.service.broker import BrokerFiles
from queue_server.service.clients import TOKEN_SCOPES, Client, ClientRegistry

ONEDOOR = (sys.executable, "-m", "onedoor", "--log-level", "error")


def kept(directory):
    return json.loads((directory / "clients.json").read_text())


def test_the_token_itself_is_kept_nowhere(tmp_path):
    token = enroll_token(tmp_path, "till", "system").token
    assert token.startswith("onedoor_")
    assert len(token) >= 50
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert token not in file.read_text()
            assert file.stat().st_mode & 0o077 == 0 or file.suffix == ".lock"


def test_a_token_says_who_its_client_is(tmp_path):
    token = enroll_token(tmp_path, "till", "system").token
    client = ClientRegistry(tmp_path).bearer(token)
    assert (client.id, client.kind) == ("till", "system")
    for guess in ("", token[:-1], f"{token}x", client.token_hash):
        assert ClientRegistry(tmp_path).bearer(guess) is None


def test_a_running_server_knows_a_new_token_at_once(tmp_path):
    registry = ClientRegistry(tmp_path)
    assert registry.bearer("anything") is None
    token = enroll_token(tmp_path, "till", "system").token
    assert registry.bearer(token).id == "till"


def test_a_new_token_makes_the_old_one_void(tmp_path):
    first, second = (enroll_token(tmp_path, "till", "system") for _ in range(2))
    assert (first.known_before, second.known_before) == (False, True)
    assert ClientRegistry(tmp_path).bearer(first.token) is None
    assert ClientRegistry(tmp_path).bearer(second.token).id == "till"


def test_a_token_alone_opens_no_way_to_the_broker(tmp_path):
    enroll_token(tmp_path, "till", "system")
    files = BrokerFiles(tmp_path)
    files.write(ClientRegistry(tmp_path))
    for name in ("passwords", "acl"):
        assert "till" not in (files.directory / name).read_text()


def test_one_client_may_come_through_both_doors(tmp_path):
    account = enroll(tmp_path, "kiosk-01", "kiosk", "1")
    token = enroll_token(tmp_path, "kiosk-01", "kiosk")
    (client,) = kept(tmp_path)
    assert client["password_hash"]
    assert client["token_hash"]
    again = enroll(tmp_path, "kiosk-01", "kiosk", "1")
    assert (account.known_before, token.known_before, again.known_before) == (False, False, True)
    assert ClientRegistry(tmp_path).bearer(token.token).id == "kiosk-01"


def test_a_token_cannot_make_a_kiosk_into_something_more(tmp_path):
    enroll(tmp_path, "kiosk-01", "kiosk", "1")
    with pytest.raises(OtherKindError):
        enroll_token(tmp_path, "kiosk-01", "system")
    assert [client["kind"] for client in kept(tmp_path)] == ["kiosk"]


def test_a_client_of_another_kind_keeps_no_old_token(tmp_path):
    token = enroll_token(tmp_path, "till", "system").token
    enroll(tmp_path, "till", "screen", "1")
    assert ClientRegistry(tmp_path).bearer(token) is None


def test_a_registry_from_before_there_were_tokens_is_read(tmp_path):
    (tmp_path / "clients.json").write_text('[{"id": "kiosk-01", "kind": "kiosk", "password_hash": "$7$x"}]')
    registry = ClientRegistry(tmp_path)
    assert registry.all() == [Client("kiosk-01", "kiosk", "$7$x")]
    assert registry.bearer("anything") is None


def enroll_by_hand(directory, *options):
    command = [*ONEDOOR, "enroll", "--data", str(directory), "--id", "till", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_prints_the_token_and_nothing_else(tmp_path):
    done = enroll_by_hand(tmp_path, "--kind", "system", "--token")
    assert (done.returncode, done.stderr) == (0, "")
    assert ClientRegistry(tmp_path).bearer(done.stdout.strip()).kind == "system"
    again = enroll_by_hand(tmp_path, "--kind", "system", "--token")
    assert "no longer works" in again.stderr
    refused = enroll_by_hand(tmp_path, "--kind", "kiosk", "--token")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1


def test_a_token_has_a_scope_and_may_end_by_itself(tmp_path, morning):
    token = enroll_token(tmp_path, "till", "system", ("events",), morning).token
    client = ClientRegistry(tmp_path).bearer(token)
    assert client.token_scope == ("events",)
    assert not client.token_is_over(morning - timedelta(seconds=1))
    assert client.token_is_over(morning)


def test_a_broker_account_leaves_the_token_as_it_is(tmp_path, morning):
    token = enroll_token(tmp_path, "till", "system", ("events",), morning).token
    enroll(tmp_path, "till", "system", "1")
    client = ClientRegistry(tmp_path).bearer(token)
    assert (client.token_scope, client.token_until) == (("events",), morning.isoformat())


def test_what_a_token_does_not_open_stays_closed(street):
    def asked(token):
        headers = {"Authorization": f"Bearer {token}"}
        events = street.get(f"/api/v1/halls/{street.hall.id}/events?after=0", headers=headers)
        return street.send("issue_ticket", headers, queue="household").status_code, events.status_code

    soon = street.now + timedelta(hours=1)
    whole, commands, events, short = (
        enroll_token(street.directory, f"app-{number}", "system", scope, until).token
        for number, (scope, until) in enumerate(
            [(TOKEN_SCOPES, None), (("commands",), None), (("events",), None), (TOKEN_SCOPES, soon)]
        )
    )
    assert (asked(whole), asked(commands), asked(events)) == ((200, 200), (200, 403), (403, 200))
    assert asked(short) == (200, 200)
    street.later(hours=1)
    assert asked(short) == (403, 403)


def test_a_client_that_is_discharged_has_no_token_and_no_account(tmp_path):
    token = enroll_token(tmp_path, "till", "system").token
    enroll(tmp_path, "till", "system", "1")
    enroll(tmp_path, "kiosk-1", "kiosk", "1")
    discharge(tmp_path, "till")
    assert ClientRegistry(tmp_path).bearer(token) is None
    assert "till" not in (BrokerFiles(tmp_path).directory / "passwords").read_text()
    assert [client.id for client in ClientRegistry(tmp_path).all()] == ["kiosk-1"]
