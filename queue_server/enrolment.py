"""``onedoor enroll``: a broker account or an API token for one client."""

import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.rights import SenderKind
from queue_server.service.broker import BrokerFiles
from queue_server.service.clients import TOKEN_SCOPES, Client, ClientRegistry, TokenScope, new_account, new_token
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


def enroll_token(
    data: Path,
    client: str,
    kind: str,
    scope: tuple[TokenScope, ...] = TOKEN_SCOPES,
    until: datetime | None = None,
) -> TokenEnrolment:
    """Make the client's API token; a running server takes it at its next request.

    It opens what ``scope`` names, until the moment ``until`` where there is one.

    :raises OtherKindError: when the client was enrolled as another kind.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    clients = ClientRegistry(data)
    known = clients.find(client)
    if known is not None and known.kind != kind:
        raise OtherKindError(client, known.kind)
    account, token = new_token(client, kind, scope, until)
    before = clients.add(account)
    return TokenEnrolment(token, before is not None and before.token_hash is not None)


def discharge(data: Path, client: str) -> None:
    """Forget a client; a running broker and a running server let it in no more."""
    clients = ClientRegistry(data)
    clients.remove(client)
    files = BrokerFiles(data)
    files.write(clients)
    files.reload()


class EnrolmentDesk:
    """Enrolment for the pages of a running server, on its data directory. Takes its time: not for an event loop."""

    def __init__(self, data: Path, version: str, *, own_broker: bool) -> None:
        """``own_broker``: the accounts of clients are ours to make; at somebody else's broker they are made there."""
        self.own_broker = own_broker
        self._data = data
        self._version = version
        self._registry = ClientRegistry(data)

    def all(self) -> list[Client]:
        """Every enrolled client, by id."""
        return self._registry.all()

    def enroll(self, client: str, kind: SenderKind) -> str:
        """The URL that the client enters the broker with; it is shown once."""
        return enroll(self._data, client, kind, self._version).address.url

    def token(self, client: str, kind: SenderKind, scope: tuple[TokenScope, ...], until: datetime | None) -> str:
        """The client's API token; it is shown once.

        :raises OtherKindError: when the client was enrolled as another kind.
        """
        return enroll_token(self._data, client, kind, scope, until).token

    def discharge(self, client: str) -> None:
        """Let a client in no more."""
        discharge(self._data, client)


def _accepted(address: BrokerAddress, identity: Identity) -> bool:
    accepted = threading.Event()
    trial = Connection(address, "enrolment", identity, clock=utc_now, session=f"{identity.client}-enrolment")
    trial.on_change(lambda connected: accepted.set() if connected else None)
    trial.start()
    try:
        return accepted.wait(ACCEPTED_WITHIN_S)
    finally:
        trial.stop()
