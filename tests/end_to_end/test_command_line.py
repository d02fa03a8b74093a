"""The command line: one clear line on bad input, and the right exit code."""

import getpass
import socket
import subprocess
import sys

import pytest

HANG_S = 60


@pytest.fixture
def onedoor():
    def run(*arguments):
        command = [sys.executable, "-m", "onedoor", "--log-level", "warning", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=HANG_S, check=False)

    return run


def test_a_broken_hall_file_is_told_whole_and_nothing_starts(onedoor, tmp_path):
    file = tmp_path / "hall.toml"
    file.write_text('[hall]\nid = "x"\nname = { en = "X" }\ntimezone = "Asia/Nowhere"\n[[queue]]\nid = "q"\n')
    done = onedoor("serve", "--hall", str(file), "--data", str(tmp_path / "data"))
    assert done.returncode == 2
    assert done.stdout == ""
    told = done.stderr.splitlines()
    assert len(told) == 5
    assert f"{file}: window: is missing" in told
    assert any("line 3, hall.name" in line for line in told)
    assert any("line 4, hall.timezone" in line for line in told)
    assert not (tmp_path / "data").exists()


def test_two_servers_do_not_share_a_data_directory(onedoor, running):
    done = onedoor("serve", "--hall", str(running.file), "--data", str(running.data))
    assert done.returncode == 1
    assert done.stderr.strip() == f"another queue server works in {running.data}"


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "--hall", "{hall}", "--data", "{data}", "--http", "nowhere"),
        ("serve", "--hall", "{hall}", "--data", "{data}", "--mqtt", "http://x"),
        ("window", "1", "next", "--hall", "street", "--mqtt", "nonsense"),
        ("window", "1", "fly", "--hall", "street", "--mqtt", "mqtt://h"),
        ("enroll", "--data", "{data}", "--id", "x", "--kind", "robot"),
        ("fly",),
    ],
)
def test_bad_input_is_refused_with_exit_code_2(onedoor, hall, arguments):
    done = onedoor(*(argument.format(hall=hall.file, data=hall.data) for argument in arguments))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_window_is_worked_from_the_terminal(onedoor, running):
    kiosk = running.client("kiosk-01", "kiosk")
    kiosk.done("issue_ticket", queue="household")
    url = running.enroll("window-1", "window")

    def press(key):
        return onedoor("window", "1", key, "--hall", "street", "--mqtt", url)

    assert press("next").returncode == 1  # the window is still closed
    assert press("open").stdout == "window 1 is open\n"
    assert press("next").stdout.startswith("A001 → window 1 (waited ")
    assert press("recall").stdout == "A001 at window 1: called\n"
    assert press("start").stdout == "A001 at window 1: serving\n"
    assert press("finish").stdout == "A001 at window 1: finished\n"
    nobody = press("next")
    assert nobody.returncode == 1
    assert nobody.stderr.strip() == "nobody_waiting: 现在没有人等候。 Nobody is waiting."


def test_enrolling_before_the_server_ever_ran_gives_a_url_that_works(hall):
    url = hall.enroll("kiosk-09", "kiosk")
    hall.start()
    assert url.endswith(hall.addresses["mqtt"].removeprefix("mqtt://"))


@pytest.fixture
def own_broker(tmp_path):
    """A mosquitto that somebody else runs: open to everyone who reaches it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = tmp_path / "own.conf"
    config.write_text(f"user {getpass.getuser()}\nlistener {port} 127.0.0.1\nallow_anonymous true\n")
    with subprocess.Popen(["mosquitto", "-c", str(config)], stderr=subprocess.DEVNULL) as process:
        yield f"mqtt://127.0.0.1:{port}"
        process.terminate()


def test_a_broker_of_ones_own_is_used_as_it_is(onedoor, hall, own_broker):
    """With --mqtt the server starts no broker; clients that were never enrolled are trusted."""
    hall.start("--mqtt", own_broker)
    assert hall.addresses["mqtt"] == own_broker
    assert not (hall.data / "broker").exists()
    pressed = onedoor("window", "2", "open", "--hall", "street", "--mqtt", own_broker)
    assert pressed.stdout == "window 2 is open\n"


def test_a_hall_that_wants_enrolled_clients_only_refuses_strangers(onedoor, hall, own_broker):
    hall.file.write_text(hall.file.read_text() + "\n[security]\nenrolled_only = true\n")
    hall.start("--mqtt", own_broker)
    pressed = onedoor("window", "2", "open", "--hall", "street", "--mqtt", own_broker)
    assert pressed.returncode == 1
    assert pressed.stderr.startswith("not_allowed")


def test_the_doctor_says_whether_the_broker_lets_a_client_in(onedoor, running, tmp_path):
    url = running.enroll("kiosk-01", "kiosk")
    let_in = onedoor("doctor", "--data", str(tmp_path), "--mqtt", url)
    assert (let_in.returncode, "lets kiosk-01 in" in let_in.stdout) == (0, True)
    wrong = f"mqtt://kiosk-01:guessed@{url.partition('@')[2]}"
    refused = onedoor("doctor", "--data", str(tmp_path), "--mqtt", wrong)
    assert (refused.returncode, "refuses" in refused.stdout, "guessed" in refused.stdout) == (1, True, False)
