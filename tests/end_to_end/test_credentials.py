"""A code that only somebody else's system can read: from the terminal to its identity, and nowhere else."""

import pytest

from tests.queue_server.credentials.stand_in import CODE, NAME, NUMBER, SECRET, StandIn

SECTION = '\n[credentials]\nurl = "{url}"\nsecret_file = "verifier.key"\n'


@pytest.fixture
def verifier():
    verifier = StandIn()
    yield verifier
    verifier.close()


@pytest.fixture
def verified(hall, verifier):
    """A hall that asks the verifier."""
    hall.file.write_text(hall.file.read_text(encoding="utf-8") + SECTION.format(url=verifier.url), encoding="utf-8")
    (hall.file.parent / "verifier.key").write_text(SECRET + "\n", encoding="ascii")
    return hall


def test_a_credential_is_read_beside_the_hall_and_nothing_of_it_is_kept(verified, verifier, capfd):
    verified.start()
    kiosk = verified.client("kiosk-01", "kiosk")
    kiosk.sees("hall", lambda state: state["credentials"])
    assert kiosk.done("read_credential", code=CODE)["holder"]["id_number"] == NUMBER
    assert kiosk.ask("read_credential", code="another")["error"]["code"] == "unknown_credential"
    verifier.answers = [None]
    slow = kiosk.send("read_credential", code=CODE)
    assert kiosk.ask("issue_ticket", queue="household")["ok"]
    verifier.released.set()
    assert kiosk.wait("reply", lambda reply: reply["id"] == slow)["error"]["code"] == "credentials_away"
    assert verified.stop() == 0
    kept = b"".join(file.read_bytes() for file in verified.data.rglob("*") if file.is_file())
    logged = capfd.readouterr()
    for secret in (CODE, NUMBER, NAME):
        assert secret.encode() not in kept
        assert secret not in logged.out + logged.err


def test_a_hall_whose_secret_cannot_be_read_does_not_start(hall, verifier):
    hall.file.write_text(hall.file.read_text(encoding="utf-8") + SECTION.format(url=verifier.url), encoding="utf-8")
    with pytest.raises(AssertionError):
        hall.start()
    assert hall.stop() != 0
