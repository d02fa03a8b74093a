"""The command line program behind `onedoor sim DEVICE`."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from hardware.errors import BadCommandError, HardwareError
from hardware.options import Options
from hardware.simulators._pty_host import PtyHost
from hardware.simulators._registry import build_simulator
from hardware.simulators._wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

COMMANDS = "wire clean | wire NAME=VALUE… (chunk_bytes loss flips pause_s seed baud) | help | quit"


def run_on_pty(name: str, options: Mapping[str, str], commands: TextIO, output: TextIO) -> None:
    """Serves one simulated device until `quit`, SIGINT or SIGTERM.

    Prints the path of its pty on the first line, then answers each command line with one line. At the end of `commands`
    it stops if that is a terminal (Ctrl-D was meant) and serves on if not: a process started in the background with
    /dev/null as its input must not stop at once.
    """
    with _interrupted_by_sigterm(), PtyHost(*build_simulator(name, options)) as host:
        _say(output, host.path)
        try:
            _obey(host, commands, output)
        except KeyboardInterrupt:
            return


def _obey(host: PtyHost, commands: TextIO, output: TextIO) -> None:
    for line in commands:
        words = line.split()
        if words == ["quit"]:
            return
        if words:
            _say(output, _answer(host, " ".join(words)))
    if not commands.isatty():
        host.wait()


def _answer(host: PtyHost, line: str) -> str:
    try:
        if line == "help":
            return f"{host.simulator.commands} | {COMMANDS}"
        if line == "wire" or line.startswith("wire "):
            return _set_wire(host, line)
        return host.simulator.command(line)
    except HardwareError as error:
        return f"error {error.code}: {error}"


def _set_wire(host: PtyHost, line: str) -> str:
    words = [word for word in line.split()[1:] if word != "clean"]
    pairs = dict(word.split("=", 1) for word in words if "=" in word)
    if len(pairs) != len(words):
        raise BadCommandError(line, COMMANDS)
    options = Options("wire", pairs)
    wire = Wire.from_options(options)
    options.finish()
    host.set_wire(wire)
    return repr(wire)


def _say(output: TextIO, line: str) -> None:
    output.write(line + "\n")
    output.flush()


@contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    """SIGTERM ends the program as Ctrl-C does. Only the main thread may have signal handlers."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
