"""A kiosk that goes on while its server is dead: real programs, killed with SIGKILL on both sides."""

import os
import signal
import subprocess
import sys

import pytest

from tests.end_to_end.conftest import HANG_S, ONEDOOR


class Driven:
    """A program that takes orders on standard input and answers each with a line."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onedoor", "--log-level", "error", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def answer(self):
        return self.process.stdout.readline().strip()

    def order(self, order):
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self.answer()

    def do(self, order):
        answer = self.order(order)
        assert answer.startswith("ok"), (order, answer)
        return answer.removeprefix("ok").strip()

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self._gone()

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        self._gone()

    def _gone(self):
        self.process.wait(HANG_S)
        for stream in (self.process.stdin, self.process.stdout):
            stream.close()


class Kiosk:
    """The kiosk program with its devices, which live on when it is killed."""

    def __init__(self, hall, folder):
        self.card, self.printer = Driven("sim", "id-card"), Driven("sim", "printer", f"paper={folder}/paper")
        self._folder, self._url = folder, hall.enroll("kiosk-01", "kiosk")
        devices = f'id_card = "serial://{self.card.answer()}"\nprinter = "serial://{self.printer.answer()}"\n'
        (folder / "devices.toml").write_text(devices)
        self.program = None

    def start(self):
        folder = self._folder
        self.program = Driven(
            "kiosk", "--hall", "street", "--mqtt", self._url, "--data", str(folder / "kiosk"),
            "--devices", str(folder / "devices.toml"), "--driven",
        )  # fmt: skip

    def confirm(self, card):
        self.program.do("read title 请把身份证放在这里")
        self.card.order(f"lay {card}")
        self.program.do("wait page:choose-queue")
        self.program.do("touch queue:household")
        self.program.do("wait page:confirm")
        self.program.do("touch confirm")
        self.card.order("remove")

    def number(self):
        self.program.do("wait page:done")
        return self.program.do("text number")

    def end(self):
        for each in (self.program, self.card, self.printer):
            if each is not None:
                each.end()


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
    online = witness.done("issue_ticket", queue="household")["ticket"]["number"]
    assert online not in given
    assert running.stop() == 0
    verified = subprocess.run([*ONEDOOR, "verify", str(running.data)], capture_output=True, text=True, check=False)
    assert verified.stdout.startswith("ok"), verified.stdout
