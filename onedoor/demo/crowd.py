"""The people who came before: tickets taken at the counter, through the contract like any other."""

import secrets
from datetime import UTC, datetime

from onedoor import __version__
from queue_server.contract.address import parse_broker_url
from queue_server.contract.asking import Asker
from queue_server.contract.commands import IssueTicket
from queue_server.contract.connection import Connection, Identity

EARLIER = ("household", "social", "household", "tax", "civil", "social", "housing", "household", "tax")
"""Their queues, in the order they came."""


def let_people_in(hall_id: str, reception_url: str) -> None:
    """Take a ticket for each of them."""
    identity = Identity("reception", "window", __version__)
    session = f"reception-{secrets.token_hex(4)}"
    connection = Connection(parse_broker_url(reception_url), hall_id, identity, clock=_now, session=session)
    asker = Asker(connection, clock=_now)
    connection.start()
    try:
        for queue in EARLIER:
            asker.ask(asker.new_command(IssueTicket(queue=queue)))
    finally:
        connection.stop()


def _now() -> datetime:
    return datetime.now(UTC)
