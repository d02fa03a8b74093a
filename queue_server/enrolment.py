"""``onedoor enroll``: a broker account or an API token for one client."""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from queue_server.service.broker import BrokerFiles
from queue_server.service.clients import ClientRegistry, new_account, new_token
from queue_server.service.clock import utc_now

ACCEPTED_WITHIN_S = 10.0
"""A running broker reads its accounts within milliseconds of being told."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Where the client enters. ``known_before``: its old secret is void now. ``live``: a running broker accepts it."""

    address: BrokerAddress
    known_before: bool
    live: bool


@dataclass(frozen=True, slots=True)
class TokenEnrolment:
    """The client's API token. ``known_before``: it had one, which is void now."""

    token: str
    known_before: bool


class OtherKindError(ValueError):
    """The id belongs to a client of another kind, whose broker account a token of this kind would make void."""

    code: ClassVar[str] = "other_kind"

    def __init__(self, client: str, kind: str) -> None:
        super().__init__(f"{client} is enrolled as {kind}: a token of another kind is for another id")
        self.client = client
        self.kind = kind


def enroll(data: Path, client: str, kind: str, version: str) -> Enrolment:
    """Make the client's account; a running broker has taken it up when this returns."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    clients = ClientRegistry(data)
    account, secret = new_account(client, kind)
    before = clients.add(account)
    files = BrokerFiles(data)
    files.write(clients)
    address = files.address(client, secret)
    live = files.reload() and _accepted(address, Identity(client, kind, version))
    return Enrolment(address, before is not None and before.password_hash is not None, live)


def enroll_token(data: Path, client: str, kind: str) -> TokenEnrolment:
    """Make the client's API token; a running server takes it at its next request.

    :raises OtherKindError: when the client was enrolled as another kind.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    clients = ClientRegistry(data)
    known = clients.find(client)
    if known is not None and known.kind != kind:
        raise OtherKindError(client, known.kind)
    account, token = new_token(client, kind)
    before = clients.add(account)
    return TokenEnrolment(token, before is not None and before.token_hash is not None)


def _accepted(address: BrokerAddress, identity: Identity) -> bool:
    accepted = threading.Event()
    trial = Connection(address, "enrolment", identity, clock=utc_now, session=f"{identity.client}-enrolment")
    trial.on_change(lambda connected: accepted.set() if connected else None)
    trial.start()
    try:
        return accepted.wait(ACCEPTED_WITHIN_S)
    finally:
        trial.stop()
