"""``onedoor replay``."""

import sys
from pathlib import Path

from onedoor.journals import reading, the_hall
from onedoor.output import EXIT_FAILED, fail
from onedoor.progress import counted
from queue_server.checks.replay import ReplayError, differences
from queue_server.domain.snapshot import OtherSnapshotError, SnapshotError


def run_replay(data: Path, hall: str | None) -> None:
    """Say whether the snapshot and the events tell the same; leaves with a line for each field that differs."""
    with reading(data) as reader:
        of = the_hall(reader, hall)
        snapshot, total = reader.snapshot(of), reader.count(of)
        if snapshot is None:
            print(f"hall {of} has no snapshot yet: nothing to compare")
            return
        try:
            different = differences(counted(reader.read(of), total, "events"), snapshot, of)
        except OtherSnapshotError as error:
            print(f"nothing to compare: the snapshot is {error}; the next start reads the whole journal")
            return
        except SnapshotError as error:
            fail(f"the snapshot of hall {of} {error}")
        except ReplayError as error:
            fail(f"{error}; `onedoor verify {data}` tells more")
    for name in different:
        print(f"{name}: the snapshot at event {snapshot.seq} and the events tell different stories", file=sys.stderr)
    if different:
        raise SystemExit(EXIT_FAILED)
    print(f"ok: {total} events of hall {of} tell what the snapshot at event {snapshot.seq} tells")
