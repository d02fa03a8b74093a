"""Who was enrolled: each client's kind and its broker account, in one file of the data directory."""

import base64
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from queue_server.contract.rights import SENDER_KINDS

SECRET_BYTES = 24
_SALT_BYTES = 12
_ITERATIONS = 101
"""mosquitto's own default: the secrets are 192 random bits, which no dictionary holds."""


@dataclass(frozen=True, slots=True)
class Client:
    """An enrolled client; ``password_hash`` is what mosquitto's password file holds."""

    id: str
    kind: str
    password_hash: str


def mosquitto_hash(secret: str, salt: bytes) -> str:
    """The hash of mosquitto's password files since 2.0: ``$7$`` is PBKDF2 with SHA-512."""
    digest = hashlib.pbkdf2_hmac("sha512", secret.encode(), salt, _ITERATIONS)
    return f"$7${_ITERATIONS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def new_account(client: str, kind: str) -> tuple[Client, str]:
    """A client with a fresh secret, and the secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return Client(client, kind, mosquitto_hash(secret, secrets.token_bytes(_SALT_BYTES))), secret


class ClientRegistry:
    """The enrolled clients. ``onedoor enroll`` writes while the server reads: each write replaces the file whole."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / "clients.json"
        self._read_at: tuple[int, int] | None = None
        self._clients: dict[str, Client] = {}

    def kind_of(self, client: str) -> str | None:
        """The kind a client was enrolled as, none for a stranger."""
        self._refresh()
        known = self._clients.get(client)
        return known.kind if known else None

    def all(self) -> list[Client]:
        """Every enrolled client, by id."""
        self._refresh()
        return sorted(self._clients.values(), key=lambda client: client.id)

    def add(self, client: Client) -> bool:
        """Enroll a client, or give one a new secret; true when it was enrolled before."""
        if client.kind not in SENDER_KINDS:
            raise ValueError(f"a kind of client is one of {', '.join(SENDER_KINDS)}")
        with self._locked():
            self._refresh()
            known = client.id in self._clients
            clients = {**self._clients, client.id: client}
            replace_privately(self._file, json.dumps([asdict(each) for each in clients.values()], indent=1))
        return known

    def _refresh(self) -> None:
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return
        version = (stat.st_mtime_ns, stat.st_ino)
        if version != self._read_at:
            self._clients = {each["id"]: Client(**each) for each in json.loads(self._file.read_text())}
            self._read_at = version

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def replace_privately(file: Path, content: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
