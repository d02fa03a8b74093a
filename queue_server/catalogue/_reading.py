"""Reading a catalogue file: by shelf, by search, entry by entry."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError
from sqlite_utils import Database

from queue_server.catalogue._migrations import bring_up_to_date
from queue_server.catalogue._search import questions
from queue_server.catalogue.document import Head, read_entry
from queue_server.catalogue.errors import CatalogueError, NoCatalogueError, UnreadableCatalogueError
from queue_server.catalogue.model import Channel, Entry
from queue_server.catalogue.words import Text

FOUND_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Shelf:
    """A theme or a department, and how many entries it has."""

    name: Text
    entries: int


@dataclass(frozen=True, slots=True)
class Summary:
    """An entry as a list shows it."""

    code: str
    name: Text
    theme: Text
    department: Text
    channels: tuple[Channel, ...]


class Catalogue:
    """One version of a catalogue. Belongs to the thread that opened it, and stays as it is when a new one is imported.

    Every method raises :class:`UnreadableCatalogueError` where the file is broken.
    """

    def __init__(self, file: Path) -> None:
        """Open the file.

        :raises NoCatalogueError: when it is not there.
        :raises NewerCatalogueError: when a later version of Onedoor wrote it.
        :raises UnreadableCatalogueError: when it is damaged, or no catalogue.
        """
        if not file.is_file():
            raise NoCatalogueError(file)
        self._file = file
        with self._told():
            self._connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True)
        try:
            with self._told():
                bring_up_to_date(Database(self._connection), file)
            self.head = self._read_head()
            self._shelves = {(kind, zh): id_ for id_, kind, zh in self._rows("SELECT id, kind, zh FROM shelf")}
            self._names = {id_: json.loads(name) for id_, name in self._rows("SELECT id, name FROM shelf")}
        except BaseException:
            self.close()
            raise

    @property
    def version(self) -> str:
        """Stands for the whole content: another content has another version."""
        return self.head.version

    def themes(self) -> tuple[Shelf, ...]:
        """The themes in the order in which the catalogue comes to them."""
        return self._shelves_of("theme")

    def departments(self) -> tuple[Shelf, ...]:
        """The departments in the order in which the catalogue comes to them."""
        return self._shelves_of("department")

    def entry(self, code: str) -> Entry | None:
        """The entry of a code, with its guide."""
        for (body,) in self._rows("SELECT body FROM entry WHERE code = ?", code):
            try:
                return read_entry(body)
            except ValidationError as error:
                raise UnreadableCatalogueError(self._file, f"entry {code} is damaged") from error
        return None

    def search(
        self, text: str = "", *, theme: str | None = None, department: str | None = None, limit: int = FOUND_AT_MOST
    ) -> tuple[Summary, ...]:
        """What answers to the text, the best first, equals in the catalogue's order; at most ``limit``.

        The text is Chinese, English, pinyin, initials or a code; without any letter it is everything. ``theme`` and
        ``department`` are Chinese names and narrow it.
        """
        wanted = [("theme", theme), ("department", department)]
        keys = [(kind, zh) for kind, zh in wanted if zh is not None]
        if any(key not in self._shelves for key in keys):
            return ()
        asked = questions(text, [self._shelves[key] for key in keys])
        if not asked:
            return self._on_shelves(keys, limit)
        found: dict[int, None] = {}
        for question in asked:
            if len(found) >= limit or (question.last_resort and found):
                break
            # What a better question found comes again, and keeps its place.
            found |= dict.fromkeys(id_ for (id_,) in self._rows(question.sql, *question.parameters, limit))
        return tuple(self._summary(id_) for id_ in list(found)[:limit])

    def lines(self) -> Iterator[str]:
        """Every entry as one line of JSON, in the catalogue's order."""
        return (body for (body,) in self._rows("SELECT body FROM entry ORDER BY id"))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _read_head(self) -> Head:
        for version, entries in self._rows("SELECT version, entries FROM about"):
            return Head(version, entries)
        raise UnreadableCatalogueError(self._file, "it is not finished")

    def _shelves_of(self, kind: str) -> tuple[Shelf, ...]:
        rows = self._rows("SELECT id, entries FROM shelf WHERE kind = ? ORDER BY id", kind)
        return tuple(Shelf(self._names[id_], entries) for id_, entries in rows)

    def _on_shelves(self, keys: list[tuple[str, str]], limit: int) -> tuple[Summary, ...]:
        where = "".join(f" AND {kind} = ?" for kind, _ in keys)
        ids = self._rows(
            f"SELECT id FROM entry WHERE true{where} ORDER BY id LIMIT ?",  # noqa: S608 - "theme" or "department"
            *(self._shelves[key] for key in keys),
            limit,
        )
        return tuple(self._summary(id_) for (id_,) in ids)

    def _summary(self, id_: int) -> Summary:
        rows = self._rows("SELECT code, name, theme, department, channels FROM entry WHERE id = ?", id_)
        for code, name, theme, department, channels in rows:
            shelves = (self._names[theme], self._names[department])
            return Summary(code, json.loads(name), *shelves, tuple(json.loads(channels)))
        raise UnreadableCatalogueError(self._file, f"entry {id_} is missing")

    def _rows(self, sql: str, *parameters: object) -> Iterator[tuple[Any, ...]]:
        with self._told():
            # "yield from" would close the cursor of a reading that is left half-way, after the file perhaps.
            for row in self._connection.execute(sql, parameters):  # noqa: UP028 - see above
                yield row

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise UnreadableCatalogueError(self._file, str(error)) from error


class CatalogueFile:
    """The catalogue of a running server, which an import replaces at any moment. May be used from any thread."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[object, str | None] = (None, None)
        self._log = structlog.get_logger("catalogue")

    def version(self) -> str | None:
        """The version that is there now; None without a catalogue, or with one that cannot be read (that is logged)."""
        try:
            stat = self._file.stat()
        except OSError:
            return None
        mark = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        if self._seen[0] != mark:
            self._seen = (mark, self._read_version())
        return self._seen[1]

    def open(self) -> Catalogue:
        """The catalogue that is there now; raises as :class:`Catalogue` does."""
        return Catalogue(self._file)

    def _read_version(self) -> str | None:
        try:
            catalogue = self.open()
        except CatalogueError as error:
            self._log.error("catalogue_unreadable", code=error.code, reason=str(error))
            return None
        catalogue.close()
        return catalogue.version
