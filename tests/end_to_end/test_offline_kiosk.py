"""A kiosk that goes on while its server is dead: real programs, killed with SIGKILL on both sides."""

import subprocess

import pytest

from tests.end_to_end.conftest import ONEDOOR
from tests.end_to_end.driven_kiosk import Kiosk


@pytest.fixture
def kiosk(running, tmp_path):
    (tmp_path / "paper").mkdir()
    kiosk = Kiosk(running, tmp_path)
    yield kiosk
    kiosk.end()


def test_tickets_of_an_outage_are_caught_up_under_their_numbers_whatever_was_killed(running, kiosk, tmp_path):
    """Server and broker die; the kiosk dies with a ticket in hand and again in the middle of one; none is twice."""
    witness = running.client("witness", "system")
    kiosk.start()
    reserved = [witness.wait("event", lambda event: event["type"] == "numbers_reserved") for _ in range(2)]
    assert {event["data"]["client"] for event in reserved} == {"kiosk-01"}
    running.kill()
    witness.close()
    running.clients.remove(witness)

    kiosk.program.do("read hall-state 不知道")
    kiosk.confirm(1)
    assert kiosk.number() == "A001"
    kiosk.program.kill()

    kiosk.start()
    kiosk.confirm(2)
    kiosk.program.kill()  # its ticket is given, or it is not: both are right, half of it is not

    kiosk.start()
    kiosk.confirm(3)
    given = [f"A{count:03d}" for count in range(1, int(kiosk.number().removeprefix("A")) + 1)]
    assert len(given) in (2, 3)

    running.start()
    witness = running.client("witness", "system")
    witness.wait("board", lambda board: board["queues"][0]["waiting"] == len(given))
    tickets = [witness.done("get_ticket", ticket=number)["ticket"] for number in given]
    assert {ticket["origin"] for ticket in tickets} == {"offline"}
    papers = len(list((tmp_path / "paper").glob("*.png")))
    assert sum(ticket["printed"] == "yes" for ticket in tickets) <= papers <= len(given)
    online = witness.done("issue_ticket", queue="household")["ticket"]["number"]
    assert online not in given
    assert running.stop() == 0
    verified = subprocess.run([*ONEDOOR, "verify", str(running.data)], capture_output=True, text=True, check=False)
    assert verified.stdout.startswith("ok"), verified.stdout
