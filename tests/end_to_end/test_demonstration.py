"""The whole hall, as the demonstration runs it: card, kiosk, server, printer, window, board."""

import re
import subprocess
import sys

import zxingcpp
from PIL import Image

HANG_S = 600
"""It only ends a demonstration that hangs: a busy machine takes minutes."""


def test_a_citizen_is_walked_through_and_every_step_is_pictured(tmp_path):
    pictures = tmp_path / "demo"
    done = subprocess.run(
        [sys.executable, "-m", "onedoor", "--log-level", "warning", "demo", "--pictures", str(pictures)],
        capture_output=True,
        text=True,
        timeout=HANG_S,
        check=False,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    taken = sorted(file.name for file in pictures.glob("*.png"))
    assert len(taken) == 21
    assert all(name in done.stdout for name in taken)
    (ticket,) = pictures.glob("*-ticket.png")
    (code,) = zxingcpp.read_barcodes(Image.open(ticket))
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/t/[\w-]{16}", code.text)
    called = re.search(r"Window \d calls (A\d+)", done.stdout)
    assert called is not None
    assert f"The ticket is {called[1]}" in done.stdout
    assert "138****8000\t【石湾政务】您的号码A001（户籍业务）" in done.stdout
    assert "139****9000\t【石湾政务】Your number is A002" in done.stdout
