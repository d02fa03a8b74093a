"""Who was enrolled: each client's kind, its broker account and its API token, in one file of the data directory."""

import base64
import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from queue_server.contract.rights import SENDER_KINDS

SECRET_BYTES = 24
_SALT_BYTES = 12
_ITERATIONS = 101
"""mosquitto's own default: the secrets are 192 random bits, which no dictionary holds."""

TOKEN_BYTES = 32
TOKEN_MARK = "onedoor_"  # noqa: S105 - no secret: what secret scanners find a token by
"""Every API token begins with it."""


TokenScope = Literal["commands", "events", "statistics"]
TOKEN_SCOPES: tuple[TokenScope, ...] = get_args(TokenScope)
"""What an API token can open beside what everybody may read: sending the commands of its kind, reading events, and
reading figures, in which nobody has a name; whoever reads events may read those, too.
"""


@dataclass(frozen=True, slots=True)
class Client:
    """An enrolled client, and what it enters with at each door; none at one that it has no account for.

    ``password_hash`` is what mosquitto's password file holds, ``token_hash`` the hash of the API token, which opens
    what ``token_scope`` names and, where it has a day to end, until ``token_until`` (RFC 3339).
    """

    id: str
    kind: str
    password_hash: str | None = None
    token_hash: str | None = None
    token_scope: tuple[TokenScope, ...] = TOKEN_SCOPES
    token_until: str | None = None

    def token_is_over(self, now: datetime) -> bool:
        return self.token_until is not None and datetime.fromisoformat(self.token_until) <= now


def mosquitto_hash(secret: str, salt: bytes) -> str:
    """The hash of mosquitto's password files since 2.0: ``$7$`` is PBKDF2 with SHA-512."""
    digest = hashlib.pbkdf2_hmac("sha512", secret.encode(), salt, _ITERATIONS)
    return f"$7${_ITERATIONS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def new_account(client: str, kind: str) -> tuple[Client, str]:
    """A client with a fresh secret, and the secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return Client(client, kind, mosquitto_hash(secret, secrets.token_bytes(_SALT_BYTES))), secret


def token_hash(token: str) -> str:
    """SHA-256, unsalted and quick: a token is 256 random bits, so there is nothing to guess that a slow hash would
    hinder, and every request has to be checked. Who reads the file of hashes can enter with none of them.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(
    client: str, kind: str, scope: tuple[TokenScope, ...] = TOKEN_SCOPES, until: datetime | None = None
) -> tuple[Client, str]:
    """A client with a fresh API token, and the token, which is kept nowhere."""
    token = TOKEN_MARK + secrets.token_urlsafe(TOKEN_BYTES)
    ends = until.isoformat() if until else None
    return Client(client, kind, token_hash=token_hash(token), token_scope=scope, token_until=ends), token


class ClientRegistry:
    """The enrolled clients. ``onedoor enroll`` writes while the server reads: each write replaces the file whole."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / "clients.json"
        self._read_at: tuple[int, int] | None = None
        self._clients: dict[str, Client] = {}

    def find(self, client: str) -> Client | None:
        """A client by its id."""
        self._refresh()
        return self._clients.get(client)

    def kind_of(self, client: str) -> str | None:
        """The kind a client was enrolled as, none for a stranger."""
        known = self.find(client)
        return known.kind if known else None

    def bearer(self, token: str) -> Client | None:
        """Whose API token this is."""
        self._refresh()
        given = token_hash(token)
        return next(
            (
                client
                for client in self._clients.values()
                if client.token_hash is not None and hmac.compare_digest(client.token_hash, given)
            ),
            None,
        )

    def all(self) -> list[Client]:
        """Every enrolled client, by id."""
        self._refresh()
        return sorted(self._clients.values(), key=lambda client: client.id)

    def expected(self) -> dict[str, str]:
        """The kiosks and screens with an account at the broker, by id their kind: they are there as the hall is."""
        self._refresh()
        return {
            client.id: client.kind
            for client in self._clients.values()
            if client.kind in ("kiosk", "screen") and client.password_hash is not None
        }

    def add(self, client: Client) -> Client | None:
        """Enroll a client, or give one a new secret at one door; returns what it was before.

        What it has at the other door stays valid, unless it becomes a client of another kind.
        """
        if client.kind not in SENDER_KINDS:
            raise ValueError(f"a kind of client is one of {', '.join(SENDER_KINDS)}")
        with self._locked():
            self._refresh()
            before = self._clients.get(client.id)
            clients = {**self._clients, client.id: _at_both_doors(client, before)}
            replace_privately(self._file, json.dumps([asdict(each) for each in clients.values()], indent=1))
        return before

    def remove(self, client: str) -> None:
        """Forget a client: neither door lets it in any more."""
        with self._locked():
            self._refresh()
            kept = [asdict(each) for each in self._clients.values() if each.id != client]
            replace_privately(self._file, json.dumps(kept, indent=1))

    def _refresh(self) -> None:
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return
        version = (stat.st_mtime_ns, stat.st_ino)
        if version != self._read_at:
            self._clients = {each["id"]: _read(each) for each in json.loads(self._file.read_text())}
            self._read_at = version

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _read(kept: dict[str, Any]) -> Client:
    return Client(**{**kept, "token_scope": tuple(kept.get("token_scope", TOKEN_SCOPES))})


def _at_both_doors(client: Client, before: Client | None) -> Client:
    if before is None or before.kind != client.kind:
        return client
    token = client if client.token_hash is not None else before
    return replace(
        client,
        password_hash=client.password_hash or before.password_hash,
        token_hash=token.token_hash,
        token_scope=token.token_scope,
        token_until=token.token_until,
    )


def replace_privately(file: Path, content: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
