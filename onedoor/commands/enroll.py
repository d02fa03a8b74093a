"""``onedoor enroll``."""

import sys
from pathlib import Path

from onedoor import __version__
from queue_server.enrolment import enroll


def run_enroll(data: Path, client: str, kind: str) -> None:
    """Print the client's URL; what else there is to say goes to standard error."""
    enrolment = enroll(data, client, kind, __version__)
    if enrolment.known_before:
        print(f"{client} was enrolled before: its old secret no longer works", file=sys.stderr)
    print(enrolment.address.url)
