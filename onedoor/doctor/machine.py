"""Whether this machine has what the programs need: a line each."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from hardware.display.fonts import DEBIAN_FOLDER
from onedoor.doctor.finding import Finding

LEAST_FREE_BYTES = 1 << 30
"""A journal of a year takes a third of it; a full disk stops the hall."""

SYSTEM_PACKAGES = "Run deploy/system-packages.sh, or install {package} as this system does it"


def machine(data: Path) -> Iterator[Finding]:
    """``data`` is where this machine keeps its files."""
    yield Finding("ok", "python", sys.version.split()[0])
    yield Finding("ok", "sqlite", sqlite3.sqlite_version)
    yield _mosquitto()
    yield _font()
    yield _disk(data)


def _mosquitto() -> Finding:
    # Debian keeps it where only root looks.
    found = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        to_do = "A queue server needs it unless --mqtt names a broker. " + SYSTEM_PACKAGES.format(package="mosquitto")
        return Finding("look", "mosquitto", "is not installed", to_do)
    words = subprocess.run([found, "-h"], capture_output=True, text=True, check=False).stdout.split()
    return Finding("ok", "mosquitto", words[2] if words[1:2] == ["version"] else found)


def _font() -> Finding:
    font = DEBIAN_FOLDER / "NotoSansCJK-Regular.ttc"
    if font.exists():
        return Finding("ok", "font", font.name)
    to_do = "Kiosks and screens need it. " + SYSTEM_PACKAGES.format(package="fonts-noto-cjk")
    return Finding("look", "font", f"there is no {font}", to_do)


def _disk(data: Path) -> Finding:
    place = next(each for each in (data, *data.resolve().parents) if each.exists())
    free = shutil.disk_usage(place).free
    how = f"{free / (1 << 30):.1f} GB free at {place}"
    if free < LEAST_FREE_BYTES:
        return Finding("wrong", "disk", how, "Make room: nothing is kept on a full disk, and the hall stops")
    return Finding("ok", "disk", how)
