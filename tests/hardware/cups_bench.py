"""A real CUPS with one queue, whose printer is a socket that a test reads from."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = ("cupsd", "lpadmin", "lp", "cancel", "ipptool", "cupsdisable", "cupsenable", "cupsreject", "cupsaccept")
HANG_S = 30
"""No test waits for this: it only ends one that hangs."""

_CONFIGURATION = """\
Listen 127.0.0.1:{port}
LogLevel warn
Browsing Off
WebInterface No
DefaultAuthType None
JobRetryInterval 1
<Location />
Allow all
</Location>
<Location /admin>
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
SubscriptionPrivateAccess all
SubscriptionPrivateValues none
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
_FILES = """\
ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/temporary
AccessLog {folder}/access
ErrorLog {folder}/errors
PageLog {folder}/pages
"""
_PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "A4.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Takes PDF"
*ShortNickName: "Takes PDF"
*NickName: "Takes PDF"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
"""


@contextmanager
def running_cups() -> Iterator[Cups]:
    """Skips the test on a machine without CUPS: not in CI."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
    missing = [program for program in PROGRAMS if shutil.which(program, path=path) is None]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"not installed: {', '.join(missing)}")
    # Under the folder of a test run, which only its owner enters, the filters of CUPS could not work.
    with tempfile.TemporaryDirectory(prefix="onedoor-cups-") as folder:
        cups = Cups(Path(folder), path)
        yield cups
        cups.close()


def document(sheets: int = 1) -> bytes:
    """A PDF of white A4 sheets."""
    pages = [Image.new("L", (595, 842), 255) for _ in range(sheets)]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


class PaperPrinter:
    """The printer's end of the wire: takes what comes. One that `stalls` takes it and never says that it is done."""

    def __init__(self, *, stalls: bool = False) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.stalls = stalls
        self.printed: list[bytes] = []
        self._held: list[socket.socket] = []
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                if self.stalls:
                    self._held.append(line)
                    continue
                with line:
                    self.printed.append(b"".join(iter(lambda line=line: line.recv(65536), b"")))

    def close(self) -> None:
        self._listening.close()
        for line in self._held:
            line.close()


class Cups:
    """A spooler of its own, on a port of its own."""

    def __init__(self, folder: Path, path: str) -> None:
        self.folder = folder
        folder.chmod(0o755)  # its filters work as another user
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        for name in ("root", "spool", "cache", "state", "temporary"):
            (folder / name).mkdir()
        configuration, files = folder / "cupsd.conf", folder / "files.conf"
        configuration.write_text(_CONFIGURATION.format(port=self.port))
        files.write_text(_FILES.format(folder=folder))
        self.ppd = folder / "a4.ppd"
        self.ppd.write_text(_PPD)
        self.env = {**os.environ, "PATH": path, "LC_ALL": "C"}
        self.process = subprocess.Popen(["cupsd", "-f", "-c", configuration, "-s", files], env=self.env)
        self._until_it_answers()

    def _until_it_answers(self) -> None:
        for _ in range(HANG_S * 10):
            done = self._run("lpstat", "-r", check=False)
            if "is running" in done.stdout:
                return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
        raise AssertionError((self.folder / "errors").read_text())

    def queue(self, name: str, printer: PaperPrinter) -> None:
        self.admin("lpadmin", "-p", name, "-E", "-v", f"socket://127.0.0.1:{printer.port}", "-P", str(self.ppd))

    @contextmanager
    def printer_behind(self, name: str) -> Iterator[PaperPrinter]:
        """A printer in good order behind a queue that takes jobs and gives them on."""
        printer = PaperPrinter()
        self.queue(name, printer)
        self.admin("cupsenable", name)
        self.admin("cupsaccept", name)
        yield printer
        self.admin("cancel", "-a", name)
        printer.close()

    def admin(self, program: str, *arguments: str) -> None:
        self._run(program, *arguments)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [program, "-h", f"127.0.0.1:{self.port}", *arguments]
        return subprocess.run(command, check=check, capture_output=True, text=True, timeout=HANG_S, env=self.env)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(HANG_S)
