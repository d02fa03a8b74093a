"""``onedoor enroll``."""

import sys
from pathlib import Path

from onedoor import __version__
from onedoor.output import EXIT_BAD_INPUT, fail
from queue_server.enrolment import OtherKindError, enroll, enroll_token


def run_enroll(data: Path, client: str, kind: str) -> None:
    """Print the client's URL; what else there is to say goes to standard error."""
    enrolment = enroll(data, client, kind, __version__)
    if enrolment.known_before:
        print(f"{client} was enrolled before: its old secret no longer works", file=sys.stderr)
    print(enrolment.address.url)


def run_enroll_token(data: Path, client: str, kind: str) -> None:
    """Print the client's API token; what else there is to say goes to standard error."""
    try:
        enrolment = enroll_token(data, client, kind)
    except OtherKindError as error:
        fail(str(error), EXIT_BAD_INPUT)
    if enrolment.known_before:
        print(f"{client} had a token before: it no longer works", file=sys.stderr)
    print(enrolment.token)
