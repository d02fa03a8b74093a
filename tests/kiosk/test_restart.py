"""``onedoor kiosk`` told to begin again: the same process, the same command line, nothing lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_server.contract.views import Control
from tests.kiosk.scripted_server import KIOSK, ScriptedServer
from tests.kiosk.terminal_bench import Broker


@pytest.fixture
def program(broker: Broker, server: ScriptedServer, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    settings = tmp_path / "kiosk.toml"
    settings.write_text('[paper]\nroll_m = 70\n[voice]\nplayer = "aplay"\n')
    arguments = [
        "--settings",
        str(settings),
        "--hall",
        "chancheng",
        "--mqtt",
        f"mqtt://127.0.0.1:{broker.port}",
        "--id",
        KIOSK,
        "--driven",
    ]
    with (tmp_path / "log").open("w") as log:
        program = subprocess.Popen(
            [sys.executable, "-m", "onedoor", "kiosk", *arguments, "--data", str(tmp_path / "data")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    yield program
    if program.poll() is None:
        os.kill(program.pid, signal.SIGTERM)
    assert program.wait(30) == 0
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.close()
    program.stdout.close()


def _presence(server: ScriptedServer) -> str:
    """The next word of the kiosk's presence."""
    return "there" if server.presence.get(timeout=30).online else "gone"


def test_a_restart_from_afar_begins_again_in_the_same_process(
    program: subprocess.Popen[str], server: ScriptedServer
) -> None:
    assert _presence(server) == "there"
    restart = Control(id="7", type="restart", data={})
    server.say(server.connection.topics.control(KIOSK), restart, retain=False)
    assert [_presence(server), _presence(server)] == ["gone", "there"]
    assert program.poll() is None
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write("wait page:start\n")
    program.stdin.flush()
    assert program.stdout.readline().startswith("ok")


def test_a_terminal_with_a_loudspeaker_offers_guidance_and_says_how_the_loudspeaker_is(
    program: subprocess.Popen[str], server: ScriptedServer
) -> None:
    while (loudspeaker := server.health.get(timeout=30).parts.get("loudspeaker")) is None:
        pass
    assert loudspeaker.status in ("ok", "offline")
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write("touch guidance\nread guidance 重听\n")
    program.stdin.flush()
    assert [program.stdout.readline().split()[0] for _ in range(2)] == ["ok", "ok"]
