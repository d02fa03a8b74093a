"""What a verifier is asked, and what each of its answers means."""

import json

import pytest

from queue_server.credentials import (
    CredentialsSection,
    HttpVerifier,
    NotAcceptedError,
    VerifierAwayError,
    VerifierSecretError,
    open_verifier,
)
from tests.queue_server.credentials.stand_in import CODE, NAME, NUMBER, SECRET, StandIn


@pytest.fixture
def stand_in():
    stand_in = StandIn()
    yield stand_in
    stand_in.close()


def ask(stand_in, code=CODE, within_s=5.0):
    return HttpVerifier(stand_in.url, SECRET, "street", within_s=within_s).identity_of(code, "kiosk-01")


def test_a_code_is_asked_after_with_the_secret_and_where_it_was_shown(stand_in):
    identity = ask(stand_in)
    assert (identity.id_type, identity.id_number, identity.name) == ("resident_id", NUMBER, NAME)
    assert stand_in.heard.get_nowait() == (
        f"Bearer {SECRET}",
        {"code": CODE, "hall": "street", "client": "kiosk-01"},
    )


@pytest.mark.parametrize("status", [404, 410, 422])
def test_a_code_that_is_nobodys_is_a_refusal(stand_in, status):
    stand_in.answers = [status]
    with pytest.raises(NotAcceptedError):
        ask(stand_in)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 429, 500, 503])
def test_every_other_answer_says_nothing_of_the_code(stand_in, status):
    stand_in.answers = [status]
    with pytest.raises(VerifierAwayError, match=f"HTTP {status}"):
        ask(stand_in)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b'{"id_type": "resident_id"}',
        b'{"id_type": "none", "id_number": "1"}',
        json.dumps({"id_type": "resident_id", "id_number": NUMBER[:-1] + "1"}).encode(),
        json.dumps({"id_type": "organisation", "id_number": NUMBER}).encode(),
        b'{"name": "' + b"x" * 70_000 + b'"}',
    ],
    ids=["nothing", "a list", "half", "nobody", "a wrong digit", "another kind", "too much"],
)
def test_an_answer_that_is_no_identity_is_no_identity_and_its_words_are_not_repeated(stand_in, answer):
    stand_in.answers = [answer]
    with pytest.raises(VerifierAwayError) as raised:
        ask(stand_in)
    assert raised.value.__cause__ is None
    assert NUMBER[:-1] not in str(raised.value)


def test_who_says_nothing_is_not_waited_for_longer_than_the_hall_wants(stand_in):
    stand_in.answers = [None]
    with pytest.raises(VerifierAwayError, match="no answer in time"):
        ask(stand_in, within_s=0.2)


def test_who_is_not_there_is_away_and_the_code_is_not_in_the_reason(stand_in):
    stand_in.close()
    with pytest.raises(VerifierAwayError, match="no connection") as raised:
        ask(stand_in)
    assert CODE not in str(raised.value)


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_verifier_without_its_secret_is_a_mistake(stand_in, tmp_path, content):
    file = tmp_path / "verifier.secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(VerifierSecretError, match="secret_file"):
        open_verifier(CredentialsSection(url=stand_in.url, secret_file=file), "street")
