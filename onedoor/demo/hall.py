"""The hall of the demonstration: a server with its broker, a kiosk with its devices and a locker, a hall board."""

import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from onedoor.demo.desk import lay_pages
from onedoor.demo.processes import DemoError, Program, Programs
from queue_server.catalogue.files import import_catalogue, shipped_entries
from queue_server.settings import CATALOGUE

HALL_ID = "shiwan"
HALL_FILE = "street.hall.toml"
DOORS = 12
"""Of the locker: as many as the hall file says."""

WINDOWS = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class DemoHall:
    """Everything that runs. ``addresses`` are those the server printed, by name; ``sms`` is where it writes what it
    would send.
    """

    addresses: dict[str, str]
    sms: Path
    staff_url: str
    staff_token: str
    id_card: Program
    printer: Program
    locker: Program
    kiosk: Program
    board: Program


_ONEDOOR = (sys.executable, "-m", "onedoor", "--log-level", "warning")


def start_hall(programs: Programs, work: Path, paper: Path, *, driven: bool) -> DemoHall:
    """Start every program. ``driven`` ones draw off screen and take orders; the others open windows."""
    data = work / "server"
    data.mkdir(mode=0o700)
    import_catalogue(shipped_entries(), data / CATALOGUE)
    with as_file(files("onedoor.demo").joinpath(HALL_FILE)) as hall_file:
        server = programs.start("server", "serve", "--hall", str(hall_file), "--data", str(data))
        ready = server.answer()
    if not ready.startswith("ready "):
        raise DemoError(f"the queue server did not start: {ready}")
    id_card = programs.start("id-card", "sim", "id-card")
    printer = programs.start("printer", "sim", "printer", f"paper={paper}")
    lay_pages(work / "desk", work / "fonts")
    locker = programs.start("locker", "sim", "locker", f"doors={DOORS}")
    devices = work / "devices.toml"
    devices.write_text(
        f'id_card = "serial://{id_card.answer()}?baud=115200"\nprinter = "serial://{printer.answer()}"\n'
        f'locker = "serial://{locker.answer()}?compartments={DOORS}&first_input=0&pulse=flash"\n'
        f'camera = "folder://{work / "desk"}"\n'
    )
    how = ("--driven",) if driven else ()
    common = ("--hall", HALL_ID, "--data", str(work), *how)
    kiosk_url, board_url = _enroll(work, "kiosk-01", "kiosk"), _enroll(work, "board-01", "screen")
    return DemoHall(
        addresses=dict(word.split("=", 1) for word in ready.split()[1:]),
        sms=data / "notices" / "sent.txt",
        staff_url=_enroll(work, "staff", "window"),
        staff_token=_enroll(work, "staff", "window", "--token"),
        id_card=id_card,
        printer=printer,
        kiosk=programs.start(
            *("kiosk", "kiosk", "--mqtt", kiosk_url, "--devices", str(devices)),
            *("--token", str(_token(work, "kiosk-01", "kiosk")), *common),
        ),
        locker=locker,
        board=programs.start("board", "screen", "hall-board", "--mqtt", board_url, *common),
    )


def _token(work: Path, client: str, kind: str) -> Path:
    """The file with the client's API token."""
    file = work / f"{client}.token"
    file.touch(mode=0o600)
    file.write_text(_enroll(work, client, kind, "--token"), encoding="ascii")
    return file


def _enroll(work: Path, client: str, kind: str, *more: str) -> str:
    done = subprocess.run(
        [*_ONEDOOR, "enroll", "--data", str(work / "server"), "--id", client, "--kind", kind, *more],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
