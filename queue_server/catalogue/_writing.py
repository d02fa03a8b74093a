"""A catalogue file is written beside the one that is read, and takes its place whole."""

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from sqlite_utils import Database

from queue_server.catalogue._folding import compact, letter_tails, tails, words
from queue_server.catalogue._migrations import MIGRATIONS
from queue_server.catalogue.document import to_line
from queue_server.catalogue.errors import CatalogueNotWrittenError
from queue_server.catalogue.model import Entry
from queue_server.catalogue.words import Text


def write_catalogue(file: Path, version: str, entries: Iterable[Entry]) -> int:
    """Write the entries and all that a search needs, in place of what ``file`` held; how many they were.

    All or nothing, also in a power cut; who reads the old file goes on reading it. Whatever ``entries`` raises
    comes out, with the old file in place.

    :raises CatalogueNotWrittenError: when the disk refuses, or two entries have one code.
    """
    try:
        with _taking_the_place_of(file) as unfinished, closing(Database(unfinished)) as database:
            # Until it is whole nobody reads it, and what did not become whole is thrown away.
            database.execute("PRAGMA journal_mode = MEMORY")
            database.execute("PRAGMA synchronous = OFF")
            MIGRATIONS.apply(database)
            with database.conn:
                return _fill(database.conn, version, entries)
    except sqlite3.Error as error:
        raise CatalogueNotWrittenError(file, str(error)) from error


@dataclass(slots=True)
class _Shelf:
    """A theme or a department, and how many entries stand there."""

    id: int
    name: Text = field(default_factory=dict)
    entries: int = 0


class _Shelves:
    def __init__(self) -> None:
        self.by_name: dict[tuple[str, str], _Shelf] = {}

    def put(self, kind: str, name: Text) -> int:
        shelf = self.by_name.setdefault((kind, name["zh"]), _Shelf(len(self.by_name) + 1))
        # One entry may say the English name, another not.
        shelf.name = {**name, **shelf.name}
        shelf.entries += 1
        return shelf.id


def _fill(connection: sqlite3.Connection, version: str, entries: Iterable[Entry]) -> int:
    shelves = _Shelves()
    count = 0
    for count, entry in enumerate(entries, start=1):
        on = (shelves.put("theme", entry.theme), shelves.put("department", entry.department))
        connection.execute(
            "INSERT INTO entry (id, code, theme, department, name, channels, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (count, entry.code, *on, _json(entry.name), _json(entry.guide.channels), to_line(entry)),
        )
        connection.execute(
            "INSERT INTO term (rowid, whole, part, keyword, otherwise, code, shelf) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (count, *_terms(entry), " ".join(f"s{shelf}" for shelf in on)),
        )
        connection.execute("INSERT INTO guide (rowid, text) VALUES (?, ?)", (count, _guide_text(entry)))
    connection.executemany(
        "INSERT INTO shelf (id, kind, zh, name, entries) VALUES (?, ?, ?, ?, ?)",
        [(shelf.id, kind, zh, _json(shelf.name), shelf.entries) for (kind, zh), shelf in shelves.by_name.items()],
    )
    connection.execute("INSERT INTO about (id, version, entries) VALUES (1, ?, ?)", (version, count))
    return count


def _terms(entry: Entry) -> tuple[str, str, str, str, str]:
    """The columns ``whole``, ``part``, ``keyword``, ``otherwise`` and ``code``."""
    names = [*map(words, entry.name.values()), *_pinyin(entry, "name")]
    initials = list(_initials(entry, "name"))
    return (
        _column(chain(map(compact, names), initials)),
        _column(_tails(names, initials)),
        _column(_tails([*map(words, entry.keywords), *_pinyin(entry, "keyword")], _initials(entry, "keyword"))),
        _column(_tails(_pinyin(entry, "otherwise"), _initials(entry, "otherwise"))),
        compact(words(entry.code)),
    )


def _pinyin(entry: Entry, of: str) -> Iterator[list[str]]:
    return (words(spelling.pinyin) for spelling in entry.spellings if spelling.of == of)


def _initials(entry: Entry, of: str) -> Iterator[str]:
    return (compact(words(spelling.initials)) for spelling in entry.spellings if spelling.of == of)


def _tails(texts: Iterable[list[str]], initials: Iterable[str]) -> Iterator[str]:
    return chain(*map(tails, texts), *map(letter_tails, initials))


def _column(terms: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(terms))


def _guide_text(entry: Entry) -> str:
    """What a search looks through when the names say nothing: a space before each word, so that it finds beginnings."""
    lines = chain(entry.keywords, *(text.values() for text in _told(entry)))
    return "\n".join("".join(f" {word}" for word in words(line)) for line in lines)


def _told(entry: Entry) -> Iterator[Text]:
    guide = entry.guide
    yield from (entry.name, entry.theme, entry.department, *guide.conditions, *guide.steps)
    for material in guide.materials:
        yield material.name
        if material.note:
            yield material.note


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@contextmanager
def _taking_the_place_of(file: Path) -> Iterator[Path]:
    """A file to write, which is on disk and in place of ``file`` when all went well. One writer at a time."""
    unfinished = file.with_name(f".{file.name}.new")
    with ExitStack() as stack:
        with _refusal_told(file):
            lock = stack.enter_context(file.with_name(f".{file.name}.lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
            unfinished.unlink(missing_ok=True)
        stack.callback(unfinished.unlink, missing_ok=True)
        yield unfinished
        with _refusal_told(file):
            _onto_disk(unfinished)
            unfinished.replace(file)
            _onto_disk(file.parent)


@contextmanager
def _refusal_told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CatalogueNotWrittenError(file, str(error)) from error


def _onto_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
