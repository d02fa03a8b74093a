"""The one place that puts the cases of a hall together."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from queue_server.cases._migrations import bring_up_to_date
from queue_server.cases.archive import Archive
from queue_server.cases.pages import PageFolder
from queue_server.cases.plans import Plans
from queue_server.cases.room import Room, RoomParts
from queue_server.cases.sealed import SealedStore
from queue_server.cases.visits import Visits
from queue_server.catalogue import CatalogueFile
from queue_server.sealing import Sealer

KEY_FILE = "cases.key"
FOLDER = "cases"


@dataclass(frozen=True, slots=True)
class CaseSetup:
    """What cases need of the server around them.

    ``connection`` is the journal's own and belongs to the hall's thread, ``database`` its file, which others read.
    ``folder`` is where pages lie; ``secret`` comes from the file :data:`KEY_FILE`: without it nobody reads either.
    """

    hall: str
    connection: sqlite3.Connection
    database: Path
    folder: Path
    secret: bytes
    catalogue: CatalogueFile
    clock: Callable[[], datetime]


class Cases:
    """The cases of a running hall: ``room`` belongs to its thread, everything else to any."""

    def __init__(self, setup: CaseSetup) -> None:
        """Opens the tables.

        :raises NewerJournalError: when a later version wrote them.
        """
        bring_up_to_date(Database(setup.connection))
        self._setup = setup
        self._sealer = Sealer(setup.secret)
        self.pages = PageFolder(setup.folder, self._sealer)
        self.visits = Visits(self._sealer)
        self.room = Room(
            RoomParts(
                setup.connection,
                SealedStore(setup.connection, setup.hall, self._sealer),
                Archive(setup.connection, setup.hall),
                self.pages,
                Plans(setup.catalogue),
            ),
            setup.clock,
        )

    @contextmanager
    def reading(self) -> "Iterator[CaseReading]":
        """What is kept, read in any thread while the server works in it, never written."""
        with closing(sqlite3.connect(f"{self._setup.database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            hall = self._setup.hall
            yield CaseReading(
                SealedStore(connection, hall, self._sealer), Archive(connection, hall), Plans(self._setup.catalogue)
            )


@dataclass(frozen=True, slots=True)
class CaseReading:
    """What staff and a person's own terminal read of cases."""

    sealed: SealedStore
    archive: Archive
    plans: Plans
