"""How a command leaves: one clear line on standard error and an exit code."""

import sys
from typing import NoReturn

from queue_server.contract.address import BrokerAddress, parse_broker_url
from queue_server.contract.errors import BadBrokerUrlError

EXIT_FAILED = 1
EXIT_BAD_INPUT = 2


def fail(message: str, code: int = EXIT_FAILED) -> NoReturn:
    """Say what is wrong and leave."""
    print(message, file=sys.stderr)
    raise SystemExit(code)


def read_broker_url(url: str) -> BrokerAddress:
    """The address behind ``--mqtt``; leaves when it is none."""
    try:
        return parse_broker_url(url)
    except BadBrokerUrlError as error:
        fail(f"--mqtt: {error}", EXIT_BAD_INPUT)


def client_id(given: str | None, address: BrokerAddress) -> str:
    """The client's id: as given, or the user of the broker's address; leaves when there is neither."""
    name = given or address.username
    if name is None:
        fail("--id: expected the client's id, such as kiosk-01", EXIT_BAD_INPUT)
    return name
