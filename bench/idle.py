"""What an idle terminal costs: the kiosk with nobody before it, and every kind of device open and waited upon."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bench._figures import Figure
from hardware.devices_file import DeviceSetting, read_devices_file
from onedoor.demo.hall import start_hall
from onedoor.demo.processes import Program, Programs

SETTLE_S = 15.0
"""After its start a program still draws its first page and hears of the hall."""

MEASURED_S = 20.0

SIMULATED: Mapping[str, str] = MappingProxyType(
    {
        "id_card": "id-card",
        "printer": "printer",
        "scanner": "scanner",
        "window_sign": "window-sign",
        "caller_line": "caller-line",
        "modem": "modem",
        "locker": "locker",
    }
)
"""Kinds of devices and their simulators, each in a process of its own whose time is not counted."""


def measure() -> Iterator[Figure]:
    """Percent of one core, of the program alone."""
    with tempfile.TemporaryDirectory() as directory, ExitStack() as stack:
        work = Path(directory)
        programs = Programs(work, stack)
        (work / "paper").mkdir()
        kiosk = start_hall(programs, work, work / "paper", driven=True).kiosk
        devices = stack.enter_context(_all_devices(work, programs))
        time.sleep(SETTLE_S)
        before, started = (_cpu_s(kiosk.pid), _cpu_s(devices.pid)), time.monotonic()
        time.sleep(MEASURED_S)
        lasted = time.monotonic() - started
        for name, spent_before, pid in zip(("kiosk", "devices"), before, (kiosk.pid, devices.pid), strict=True):
            yield Figure(f"idle_{name}_core_percent", 100 * (_cpu_s(pid) - spent_before) / lasted, "%")


def _all_devices(work: Path, programs: Programs) -> subprocess.Popen[bytes]:
    simulators: dict[str, Program] = {kind: programs.start(kind, "sim", name) for kind, name in SIMULATED.items()}
    lines = [f'{kind} = "serial://{simulator.answer()}"' for kind, simulator in simulators.items()]
    lines.append(f'camera = "folder://{work}"')
    file = work / "all-devices.toml"
    file.write_text("\n".join(lines) + "\n")
    return _Ended([sys.executable, "-m", __name__, str(file)])


class _Ended(subprocess.Popen[bytes]):
    """A process that is ended when its block is left."""

    def __exit__(self, *left: Any) -> None:
        self.terminate()
        super().__exit__(*left)


def _cpu_s(pid: int) -> float:
    """Seconds of processor time so far: fields 14 and 15 of proc(5)'s stat."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


_WAITING: Mapping[str, tuple[Callable[[Any], object], float]] = MappingProxyType(
    {
        "id_card": (lambda reader: reader.poll(), 0.35),
        "scanner": (lambda scanner: scanner.read(1.0), 0.0),
        "caller_line": (lambda line: line.poll(1.0), 0.0),
        "modem": (lambda modem: modem.poll_reports(1.0), 0.0),
    }
)
"""How each device is waited upon, and the pause between; the others are asked how they are every ten seconds."""


def _wait_upon(setting: DeviceSetting) -> None:
    device = setting.open()
    if setting.kind == "scanner":
        device.arm()
    wait, pause_s = _WAITING.get(setting.kind, (lambda each: each.health(), 10.0))
    while True:
        wait(device)
        time.sleep(pause_s)


if __name__ == "__main__":
    for each in read_devices_file(Path(sys.argv[1])).values():
        threading.Thread(target=_wait_upon, args=(each,)).start()
