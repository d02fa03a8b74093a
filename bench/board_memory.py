"""What a hall board keeps for good: a simulated week of it, drawn for real, without waiting for the time to pass.

1680 calls, each flashing, settling, being served and pushed out, with the waiting counts and the clock that change
meanwhile, in the hall's opening hours of seven days. Memory is the process's own (VmRSS), by the software renderer
that keeps least for itself. The first two days fill what is kept on purpose (glyphs, drawn texts, imported modules), so
the growth is that of the five days after them, made into a week.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from bench._board_week import DAYS
from bench._figures import Figure

FILLING_DAYS = 2


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as fonts:
        done = subprocess.run(
            [sys.executable, "-m", "bench._board_process", "live", fonts],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"GALLIUM_DRIVER": "softpipe"},
        )
    memory_mb = [float(line) for line in done.stdout.split()]
    growth = memory_mb[-1] - memory_mb[FILLING_DAYS - 1]
    yield Figure("board_memory_mb", memory_mb[-1], "MB")
    yield Figure("board_memory_growth_mb_per_week", growth * DAYS / (DAYS - FILLING_DAYS), "MB")
