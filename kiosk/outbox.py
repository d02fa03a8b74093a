"""What must survive a power cut: commands without a reply, tickets on their way to paper, doors, reserved numbers.

One SQLite file, owned by one process and used from one thread. What tells of a person is sealed (AES-GCM): a command
carries a name and an ID number. A command is deleted when its reply arrives, a print job when its outcome is told.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from kiosk.cases.page_store import PageStore
from kiosk.doors import DoorStore
from kiosk.errors import KioskError
from kiosk.flow.effects import PrintJob
from kiosk.numbers import NumberStore
from kiosk.remembered import HallMemory, Remembered
from queue_server.contract.envelope import Command, parse_command
from queue_server.contract.views import Ticket

FILE_NAME = "outbox.db"
KEY_NAME = "outbox.key"
KEY_BYTES = 32
NONCE_BYTES = 12
"""AES-GCM with a random nonce is safe for 2**32 messages a key (NIST SP 800-38D, 8.3)."""


class KeyFileError(KioskError):
    """The key file cannot be used as it is; ``reason`` says why and what to do."""

    code: ClassVar[str] = "outbox_key_file"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class OutboxInUseError(KioskError):
    """The outbox cannot be opened: another kiosk runs with the same folder, or the disk refuses."""

    code: ClassVar[str] = "outbox_in_use"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Pending:
    """A command without a reply: the very bytes to send again."""

    id: str
    type: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class StoredJob:
    """``printing``: bytes may have gone to the printer, so nobody knows what is on paper."""

    job: PrintJob
    stage: Literal["to print", "printing"]
    kept_at_s: int


class Outbox:
    """Open it with :func:`open_outbox`. Every change is on disk when its method returns.

    ``numbers``, ``doors``, ``remembered`` and ``hall`` are kept in the same file: what happens to them ``together``
    with a command is kept with it, or not at all.
    """

    def __init__(self, database: Database, key: bytes, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._database = database
        self._connection = database.conn
        self._cipher = AESGCM(key)
        self._random_bytes = random_bytes
        self._log = structlog.get_logger("outbox")
        self.numbers = NumberStore(database)
        self.doors = DoorStore(database)
        self.pages = PageStore(database, self._seal, self._unseal)
        self.remembered = Remembered(database)
        self.hall = HallMemory(self.remembered)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything inside is kept, or nothing is."""
        with self._database.atomic():
            yield

    def keep(self, command: Command) -> None:
        """Keep a command until :meth:`settle`; one that is kept already stays as it was."""
        sealed = self._seal(command.id, command.to_json())
        self._write(
            "INSERT INTO command (id, type, sealed) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (command.id, command.data.type, sealed),
        )

    def type_of(self, command_id: str) -> str | None:
        """The type of a command without a reply; None if it is not kept (any more)."""
        row = self._connection.execute("SELECT type FROM command WHERE id = ?", (command_id,)).fetchone()
        return str(row[0]) if row else None

    def command(self, command_id: str) -> Command | None:
        """A command without a reply; None if it is not kept (any more) or cannot be unsealed."""
        row = self._connection.execute("SELECT sealed FROM command WHERE id = ?", (command_id,)).fetchone()
        payload = self._unseal(command_id, row[0]) if row else None
        return parse_command(payload) if payload else None

    def settle(self, command_id: str) -> None:
        """Drop a command: its reply came, or it never left."""
        self._write("DELETE FROM command WHERE id = ?", (command_id,))

    def count(self) -> int:
        """How many commands have no reply yet."""
        return int(self._connection.execute("SELECT count(*) FROM command").fetchone()[0])

    def pending(self) -> list[Pending]:
        """Commands without a reply, oldest first. One that cannot be unsealed is dropped and logged: see the key."""
        rows = self._connection.execute("SELECT id, type, sealed FROM command ORDER BY place").fetchall()
        opened = [(id_, type_, self._unseal(id_, sealed)) for id_, type_, sealed in rows]
        for id_, _, payload in opened:
            if payload is None:
                self.settle(id_)
        return [Pending(id_, type_, payload) for id_, type_, payload in opened if payload is not None]

    def keep_job(self, job: PrintJob, now_s: int) -> None:
        """``now_s`` is seconds since 1970: after a restart it says whether the person may still be there."""
        sealed = self._seal(job.id, _job_to_json(job))
        self._write(
            "INSERT INTO print_job (id, stage, kept_at_s, sealed) VALUES (?, 'to print', ?, ?)",
            (job.id, now_s, sealed),
        )

    def begin_job(self, job_id: str) -> None:
        """To be called before the first byte goes to the printer."""
        self._write("UPDATE print_job SET stage = 'printing' WHERE id = ?", (job_id,))

    def drop_job(self, job_id: str) -> None:
        """The outcome is told: together with keeping the command that tells it."""
        self._write("DELETE FROM print_job WHERE id = ?", (job_id,))

    def jobs(self) -> list[StoredJob]:
        """Jobs whose outcome was not told, oldest first."""
        rows = self._connection.execute("SELECT id, stage, kept_at_s, sealed FROM print_job ORDER BY place").fetchall()
        opened = [(id_, stage, kept_at_s, self._unseal(id_, sealed)) for id_, stage, kept_at_s, sealed in rows]
        for id_, _, _, payload in opened:
            if payload is None:
                self.drop_job(id_)
        return [
            StoredJob(_job_from_json(payload), stage, kept_at_s)
            for _, stage, kept_at_s, payload in opened
            if payload is not None
        ]

    def close(self) -> None:
        self._database.close()

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self.together():
            self._connection.execute(statement, values)

    def _seal(self, id_: str, payload: bytes) -> bytes:
        nonce = self._random_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, payload, id_.encode())

    def _unseal(self, id_: str, sealed: bytes) -> bytes | None:
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], id_.encode())
        except InvalidTag:
            self._log.error(
                "outbox_entry_unreadable", id=id_, means="lost: the key file is not the one it was sealed with"
            )
            return None


def open_outbox(folder: Path, random_bytes: Callable[[int], bytes] = os.urandom) -> Outbox:
    """The outbox in ``folder``, made with its key file if there is none yet.

    :raises KeyFileError: when the key file is damaged or can be read by others.
    :raises OutboxInUseError: when another process has it open.
    """
    folder.mkdir(parents=True, exist_ok=True)
    key = _key_in(folder / KEY_NAME, random_bytes)
    path = folder / FILE_NAME
    database = Database(path)
    try:
        for setting in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
            database.execute(f"PRAGMA {setting}")
        _migrations().apply(database)
        # The exclusive lock is taken by the first write.
        database.execute("BEGIN IMMEDIATE")
        database.execute("COMMIT")
    except sqlite3.OperationalError as error:
        database.close()
        raise OutboxInUseError(path, str(error)) from error
    return Outbox(database, key, random_bytes)


def _migrations() -> Migrations:
    migrations = Migrations("kiosk.outbox")

    @migrations()
    def m001_commands_and_print_jobs(database: Database) -> None:
        database.execute(
            "CREATE TABLE command (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " type TEXT NOT NULL, sealed BLOB NOT NULL) STRICT"
        )
        database.execute(
            "CREATE TABLE print_job (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " stage TEXT NOT NULL CHECK (stage IN ('to print', 'printing')), kept_at_s INTEGER NOT NULL,"
            " sealed BLOB NOT NULL) STRICT"
        )

    @migrations()
    def m002_reserved_numbers_and_the_last_word_of_the_hall(database: Database) -> None:
        database.execute(
            "CREATE TABLE block (place INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, prefix TEXT NOT NULL,"
            " first INTEGER NOT NULL, last INTEGER NOT NULL, day TEXT NOT NULL, next INTEGER NOT NULL,"
            " UNIQUE (queue, day, first)) STRICT"
        )
        database.execute("CREATE TABLE remembered (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")

    @migrations()
    def m003_doors_that_were_ordered_to_open(database: Database) -> None:
        database.execute(
            "CREATE TABLE door_job (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " locker TEXT NOT NULL, compartment INTEGER NOT NULL, told INTEGER NOT NULL) STRICT"
        )

    @migrations()
    def m004_pages_on_their_way(database: Database) -> None:
        database.execute(
            "CREATE TABLE page (place INTEGER PRIMARY KEY AUTOINCREMENT, page TEXT NOT NULL UNIQUE,"
            " sealed BLOB NOT NULL, picture BLOB NOT NULL) STRICT"
        )

    return migrations


def _key_in(path: Path, random_bytes: Callable[[int], bytes]) -> bytes:
    if not path.exists():
        _write_key(path, random_bytes(KEY_BYTES))
    if path.stat().st_mode & 0o077:
        raise KeyFileError(path, "others can read it: chmod 600")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyFileError(path, f"{len(key)} bytes instead of {KEY_BYTES}: restore it, or remove it with the outbox")
    return key


def _write_key(path: Path, key: bytes) -> None:
    """Whole or not at all: a power cut must not leave half a key beside entries sealed with it."""
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _job_to_json(job: PrintJob) -> bytes:
    values = {
        "id": job.id,
        "ticket": job.ticket.model_dump_json(),
        "attempt": job.attempt,
        "hall": job.hall,
        "service": job.service,
        "language": job.language,
    }
    return json.dumps(values).encode()


def _job_from_json(payload: bytes) -> PrintJob:
    values = json.loads(payload)
    return PrintJob(**{**values, "ticket": Ticket.model_validate_json(values["ticket"])})
