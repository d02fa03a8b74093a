"""Keypads on a pty, their program, a real broker and a real server: from the press to the display."""

import subprocess
import threading
import time

import pytest

from tests.end_to_end.conftest import HANG_S, ONEDOOR

KEYPADS = """\
[[keypad]]
address = 1
window = "1"
operator = "1001"

[[keypad]]
address = 2
window = "2"
operator = "1002"
queues = ["tax"]

[queues]
household = "A"
tax = "B"
"""


class Keypads:
    """Two simulated keypads with raters, and the program that serves them."""

    def __init__(self, hall, directory):
        self.hall = hall
        self.sim = subprocess.Popen(
            [*ONEDOOR, "sim", "caller-line", "keypads=1,2", "raters=1,2"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.devices = directory / "devices.toml"
        self.devices.write_text(f'caller_line = "serial://{self.sim.stdout.readline().strip()}?baud=9600"\n')
        self.settings = directory / "keypads.toml"
        self.settings.write_text(KEYPADS)
        self.url = hall.enroll("keypads-1", "window")
        self.program = None

    def command(self, url):
        files = ["--devices", str(self.devices), "--settings", str(self.settings)]
        return [*ONEDOOR, "keypads", "--hall", "street", "--mqtt", url, *files]

    def start(self):
        self.program = subprocess.Popen(self.command(self.url))

    def stop(self):
        self.program.terminate()
        return self.program.wait(timeout=HANG_S)

    def order(self, line):
        self.sim.stdin.write(line + "\n")
        self.sim.stdin.flush()
        return self.sim.stdout.readline()

    def shows(self, *texts):
        """Waits until the simulated keypads show this."""
        deadline = time.monotonic() + HANG_S
        while not all(text in (shown := self.order("ok")) for text in texts):
            assert time.monotonic() < deadline, shown
            threading.Event().wait(0.05)

    def end(self):
        if self.program is not None and self.program.poll() is None:
            self.stop()
        self.order_quit()

    def order_quit(self):
        self.sim.stdin.write("quit\n")
        self.sim.stdin.close()
        self.sim.wait(timeout=HANG_S)
        self.sim.stdout.close()


@pytest.fixture
def keypads(running, tmp_path):
    keypads = Keypads(running, tmp_path)
    yield keypads
    keypads.end()


@pytest.fixture
def kiosk(running):
    return running.client("kiosk-01", "kiosk")


@pytest.fixture
def clerk(running):
    return running.client("window-1", "window")


def test_from_the_press_to_the_display_and_through_a_death_of_the_server(running, keypads, kiosk, clerk):
    for queue in ("household", "household", "household", "tax"):
        kiosk.done("issue_ticket", queue=queue)
    keypads.start()
    keypads.shows("1: 004 waiting, ticket ---", "2: 001 waiting, ticket ---")
    clerk.wait("presence/keypads-1", lambda presence: presence["online"] and presence["kind"] == "window")

    keypads.order("press 1 next")
    window = clerk.wait("window/1", lambda window: window["state"] == "called")
    assert (window["ticket"], window["operator"]) == ("A001", "1001")
    keypads.shows("1: 003 waiting, ticket 001, 0 beeps")
    keypads.order("press 1 6 confirm")
    clerk.wait("event", lambda event: event["type"] == "ticket_missed")
    keypads.order("press 2 0 0 1 confirm")
    clerk.wait("window/2", lambda window: window.get("ticket") == "B001")
    keypads.shows("1: 002 waiting, ticket ---", "2: 000 waiting, ticket 001")
    keypads.order("press 1 next")
    clerk.wait("window/1", lambda window: window.get("ticket") == "A002")
    keypads.shows("1: 001 waiting, ticket 002, 0 beeps", "2: 000 waiting, ticket 001, 0 beeps")

    running.kill()
    keypads.shows("1: --- waiting, ticket ---", "2: --- waiting, ticket ---")
    keypads.order("press 1 recall")
    keypads.shows("1 beeps")
    running.start()
    keypads.shows("1: 001 waiting, ticket 002, 1 beeps", "2: 000 waiting, ticket 001, 0 beeps")

    assert clerk.done("start_service", window="1")["ticket"]["number"] == "A002"
    kiosk.done("issue_ticket", queue="household")
    keypads.shows("1: 002 waiting, ticket 002")  # news come in order: the start was heard, too
    keypads.order("press 1 rating")
    clerk.wait("event", lambda event: event["type"] == "service_finished")
    keypads.shows("1: 002 waiting, ticket ---")
    keypads.order("rate 1 3")
    assert clerk.wait("event", lambda event: event["type"] == "service_rated")["data"]["score"] == 5

    assert keypads.stop() == 0
    keypads.shows("1: --- waiting, ticket ---", "2: --- waiting, ticket ---")
    clerk.wait("presence/keypads-1", lambda presence: not presence["online"])
    keypads.start()
    keypads.shows("1: 002 waiting, ticket ---", "2: 000 waiting, ticket 001")


def test_whoever_looks_after_the_hall_hears_how_the_line_is(running, keypads, clerk):
    health = f"{clerk.root}/health/keypads-1"
    clerk.mqtt.subscribe(health, qos=1)
    keypads.start()
    told = clerk.wait("health/keypads-1")
    assert told["parts"]["caller_line"] == {"status": "unknown", "detail": "never_heard"}


def test_files_with_mistakes_are_told_whole_and_nothing_starts(running, keypads):
    keypads.settings.write_text(KEYPADS.replace('operator = "1001"', "").replace('["tax"]', '["taxes"]'))
    done = subprocess.run(keypads.command(keypads.url), capture_output=True, text=True, timeout=HANG_S, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"{keypads.settings}: keypad[1].operator: is missing",
        f"{keypads.settings}: keypad[2].queues: one of those under [queues]; taxes is none",
    ]
    keypads.settings.write_text(KEYPADS)
    keypads.devices.write_text('printer = "sim://printer"\n')
    done = subprocess.run(keypads.command(keypads.url), capture_output=True, text=True, timeout=HANG_S, check=False)
    assert (done.returncode, "caller_line" in done.stderr) == (2, True)
