"""``onedoor enroll``: a broker account for one client."""

import threading
from dataclasses import dataclass
from pathlib import Path

from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from queue_server.service.broker import BrokerFiles
from queue_server.service.clients import ClientRegistry, new_account
from queue_server.service.clock import utc_now

ACCEPTED_WITHIN_S = 10.0
"""A running broker reads its accounts within milliseconds of being told."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Where the client enters. ``known_before``: its old secret is void now. ``live``: a running broker accepts it."""

    address: BrokerAddress
    known_before: bool
    live: bool


def enroll(data: Path, client: str, kind: str, version: str) -> Enrolment:
    """Make the client's account; a running broker has taken it up when this returns."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    clients = ClientRegistry(data)
    account, secret = new_account(client, kind)
    known_before = clients.add(account)
    files = BrokerFiles(data)
    files.write(clients)
    address = files.address(client, secret)
    live = files.reload() and _accepted(address, Identity(client, kind, version))
    return Enrolment(address, known_before, live)


def _accepted(address: BrokerAddress, identity: Identity) -> bool:
    accepted = threading.Event()
    trial = Connection(address, "enrolment", identity, clock=utc_now, session=f"{identity.client}-enrolment")
    trial.on_change(lambda connected: accepted.set() if connected else None)
    trial.start()
    try:
        return accepted.wait(ACCEPTED_WITHIN_S)
    finally:
        trial.stop()
