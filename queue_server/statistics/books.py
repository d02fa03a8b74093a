"""What was gathered of every day that is over, in a file of its own: a year's report then reads no event.

The file holds nothing that the journal does not tell. Where it is missing, of another version, or further than the
journal (which was restored then), it is made anew.
"""

import json
import sqlite3
import threading
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

import structlog

from queue_server.domain.forms import form_of
from queue_server.journal import JournalReader
from queue_server.statistics.days import BEGINNING, Days, DaysFollower, Gatherings, Group, Place
from queue_server.statistics.figures import Gathering
from queue_server.statistics.parts import KINDS, By, Kind
from queue_server.statistics.report import Report, report_of

MEANING = 1
"""Raised whenever something else is gathered of the same events."""

READ_AT_ONCE = 2000
"""Events read before others get a turn: a quiet day of a hall, or an hour of a busy one."""

PAUSE_S = 0.2
"""Between two pieces of a first reading: the hall's own thread has the processor for half of the time at least."""

_TABLES = """
CREATE TABLE place (hall TEXT PRIMARY KEY NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE gathered (
    hall TEXT NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL,
    figures TEXT NOT NULL, times BLOB NOT NULL,
    PRIMARY KEY (hall, kind, day, key, seq)
) STRICT, WITHOUT ROWID;
"""
_KEEP = "INSERT INTO gathered (hall, day, kind, key, seq, figures, times) VALUES (?, ?, ?, ?, ?, ?, ?)"
_KEEP_PLACE = "INSERT OR REPLACE INTO place (hall, version, body) VALUES (?, ?, ?)"
_READ = "SELECT day, kind, key, figures, times FROM gathered WHERE hall = ? AND kind IN (?, ?) AND day BETWEEN ? AND ?"


_KIND_OF: Mapping[By | None, Kind] = {kind: kind for kind in KINDS}
"""What has to be read for a report; for all others the whole days do."""


class DayBooks:
    """The books of one hall. Any thread may ask; one reads at a time.

    ``ready``: the journal was read to its end once, so that a report takes no longer than what has happened since.
    """

    def __init__(self, file: Path, journal: Path, hall: str) -> None:
        self._file = file
        self._journal = journal
        self._hall = hall
        self._lock = threading.Lock()
        self._place_form = form_of(Place)
        self._follower: DaysFollower | None = None
        self.ready = False
        self._log = structlog.get_logger("books").bind(hall=hall)

    def bring_up(self, rest: Callable[[], bool] = lambda: True) -> bool:
        """Read the journal as far as it goes; every day that is over is kept.

        ``rest`` is called between pieces of reading, without the lock: a first reading of years takes minutes, and
        others want to work meanwhile. Where it says false the reading is left for later, and this answers false.
        """
        while True:
            with self._lock:
                at_end = self._read_on()
            if at_end or not rest():
                self.ready = self.ready or at_end
                return at_end

    def report(self, first: date, last: date, by: By | None = None) -> Report:
        """The report of some days, as the journal is now."""
        with self._all(first, last, _KIND_OF.get(by)) as (gathered, unmatched):
            return report_of(gathered, first, last, by, unmatched=unmatched)

    def gathered(self, days: Collection[date], kind: Kind) -> Gatherings:
        """What was gathered of some days by groups of a kind, as the journal is now."""
        joined = Days()
        for day in days:
            with self._all(day, day, kind) as (gathered, _):
                joined.join((group, of) for group, of in gathered if group.day == day and group.kind == kind)
        return joined.gathered

    @contextmanager
    def _all(
        self, first: date, last: date, kind: Kind | None
    ) -> Iterator[tuple[Iterable[tuple[Group, Gathering]], int]]:
        """What is in the books, what was gathered since, what is not over; and how many events told nothing."""
        self.bring_up()
        with self._lock, closing(self._opened()) as books:
            follower = self._follower or DaysFollower()
            gathered = chain(
                self._kept(books, first, last, kind or ""),
                follower.days.gathered.items(),
                follower.rest().gathered.items(),
            )
            yield gathered, follower.unmatched

    def _read_on(self) -> bool:
        """One piece; true at the end of the journal."""
        with closing(JournalReader(self._journal)) as journal:
            if self._follower is not None and self._follower.seq > journal.last_seq(self._hall):
                self._follower = None
            if self._follower is None:
                self._follower = DaysFollower(self._begin(journal.last_seq(self._hall)))
            read = 0
            for event in islice(journal.read(self._hall, self._follower.seq), READ_AT_ONCE):
                read += 1
                if self._follower.take(event):
                    self._keep(self._follower)
                    self._follower = DaysFollower(self._follower.place())
        return read < READ_AT_ONCE

    def _begin(self, last_seq: int) -> Place:
        """Where the books end; the beginning where they tell nothing that can be used."""
        with closing(self._opened()) as books:
            row = books.execute("SELECT version, body FROM place WHERE hall = ?", (self._hall,)).fetchone()
            if row is None:
                return BEGINNING
            place: Place | None = self._place_form.read(json.loads(row[1])) if row[0] == self._version else None
            if place is not None and place.seq <= last_seq:
                return place
            self._log.info("books_made_anew", version=row[0], seq=place.seq if place else None)
            with books:
                for table in ("gathered", "place"):
                    books.execute(f"DELETE FROM {table} WHERE hall = ?", (self._hall,))  # noqa: S608 - our own names
            return BEGINNING

    def _keep(self, follower: DaysFollower) -> None:
        """A day is over: what it brought, and where to go on, all or nothing."""
        place = follower.place()
        rows = [_row(self._hall, group, place.seq, of) for group, of in follower.days.gathered.items()]
        with closing(self._opened()) as books, books:
            books.executemany(_KEEP, rows)
            books.execute(_KEEP_PLACE, (self._hall, self._version, json.dumps(self._place_form.write(place))))

    def _kept(self, books: sqlite3.Connection, first: date, last: date, kind: str) -> Iterator[tuple[Group, Gathering]]:
        rows = books.execute(_READ, (self._hall, "", kind, first.isoformat(), last.isoformat()))
        for day, of_kind, key, figures, times in rows:
            yield Group(date.fromisoformat(day), of_kind or None, key), _gathering(figures, times)

    @property
    def _version(self) -> str:
        shape = f"{self._place_form.shape} {Gathering.__slots__}"
        return f"{MEANING}-{sha256(shape.encode()).hexdigest()[:16]}"

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file)
        connection.execute("PRAGMA journal_mode=WAL")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'gathered'").fetchone():
            connection.executescript(_TABLES)
        return connection


def reading_books(books: DayBooks) -> Callable[[], None]:
    """Bring the books up beside other work, with pauses; the answer ends it."""
    stopping = threading.Event()
    log = structlog.get_logger("books")

    def read() -> None:
        try:
            books.bring_up(lambda: not stopping.wait(PAUSE_S))
        except Exception:
            log.exception("books_not_read")

    thread = threading.Thread(target=read, name="books", daemon=True)
    thread.start()

    def stop() -> None:
        stopping.set()
        thread.join()

    return stop


def _row(hall: str, group: Group, seq: int, of: Gathering) -> tuple[object, ...]:
    times = (of.waiting, of.way, of.service, of.forecast_errors)
    figures = {
        "issued": of.issued,
        "endings": dict(of.endings),
        "ratings": dict(of.ratings),
        "within_p90": of.within_p90,
        "open_s": of.open_s,
        "busy_s": of.busy_s,
        "times": [len(samples) for samples in times],
    }
    body = b"".join(samples.tobytes() for samples in times)
    return (hall, group.day.isoformat(), group.kind or "", group.key, seq, json.dumps(figures), body)


def _gathering(figures: str, times: bytes) -> Gathering:
    told = json.loads(figures)
    samples = array("d")
    samples.frombytes(times)
    waiting, way, service, errors = _cut(samples, told["times"])
    return Gathering(
        issued=told["issued"],
        endings=Counter(told["endings"]),
        waiting=waiting,
        way=way,
        service=service,
        ratings=Counter({int(score): count for score, count in told["ratings"].items()}),
        forecast_errors=errors,
        within_p90=told["within_p90"],
        open_s=told["open_s"],
        busy_s=told["busy_s"],
    )


def _cut(samples: "array[float]", lengths: Iterable[int]) -> Iterator["array[float]"]:
    begin = 0
    for length in lengths:
        yield samples[begin : begin + length]
        begin += length
