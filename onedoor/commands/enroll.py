"""``onedoor enroll``."""

import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from onedoor import __version__
from onedoor.output import EXIT_BAD_INPUT, fail
from queue_server.enrolment import OtherKindError, enroll, enroll_token
from queue_server.service.clients import TokenScope
from queue_server.service.clock import utc_now


def run_enroll(data: Path, client: str, kind: str) -> None:
    """Print the client's URL; what else there is to say goes to standard error."""
    enrolment = enroll(data, client, kind, __version__)
    if enrolment.known_before:
        print(f"{client} was enrolled before: its old secret no longer works", file=sys.stderr)
    print(enrolment.address.url)


def run_enroll_token(data: Path, client: str, kind: str, scope: Sequence[TokenScope], days: int | None) -> None:
    """Print the client's API token; what else there is to say goes to standard error."""
    until = utc_now() + timedelta(days=days) if days else None
    try:
        enrolment = enroll_token(data, client, kind, tuple(scope), until)
    except OtherKindError as error:
        fail(str(error), EXIT_BAD_INPUT)
    if enrolment.known_before:
        print(f"{client} had a token before: it no longer works", file=sys.stderr)
    print(enrolment.token)
