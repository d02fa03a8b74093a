"""A year of a busy hall: read anew from its first event, and begun from a snapshot."""

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bench._day import NINE, BusyDay
from bench._figures import Figure
from bench._hall import hall_file
from queue_server.domain import commands as domain
from queue_server.domain import events
from queue_server.domain.day import due
from queue_server.domain.events import to_data
from queue_server.domain.hall import Hall
from queue_server.journal import Recorded, SqliteJournal
from queue_server.service.codes import new_appointment_code
from queue_server.service.hall_file import load_hall_file
from queue_server.service.hall_service import HallService
from queue_server.service.translate import Translator

EVENTS = 1_000_000
VISITS_A_DAY = 800
WAITING = 60
TAIL = 5000
"""Events after the newest snapshot: the server keeps one whenever so many have happened."""


def measure() -> Iterator[Figure]:
    """The journal of a year, one day of it decided and the others told after it."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "hall.toml"
        file.write_text(hall_file(), encoding="utf-8")
        hall = load_hall_file(file).hall
        journal = SqliteJournal(Path(directory) / "year.sqlite")
        write_year(journal, hall)
        read_s = _read_s(journal, hall)
        replay_s, service = _start_s(hall, journal)
        yield Figure("replay_million_events_s", replay_s, "s", limit=read_s)
        service.keep_snapshot()
        _one_more_day(journal, hall, service.state.seq)
        snapshot_s, _ = _start_s(hall, journal)
        yield Figure("snapshot_start_s", snapshot_s, "s")
        journal.close()


def write_year(journal: SqliteJournal, hall: Hall) -> None:
    day = _one_day(hall)
    seq = 0
    for number in range(EVENTS // len(day) + 1):
        rows = _told_on(day, number, seq)[: EVENTS - seq]
        journal.append(hall.id, seq, rows, (), rows[-1].at)
        seq += len(rows)


def _one_more_day(journal: SqliteJournal, hall: Hall, seq: int) -> None:
    rows = _told_on(_one_day(hall), EVENTS, seq)[:TAIL]
    journal.append(hall.id, seq, rows, (), rows[-1].at)


def _one_day(hall: Hall) -> list[events.Event]:
    """What happens from the turn of one day to the next, when whoever still waits is cancelled."""
    day = BusyDay(hall)
    happened: list[events.Event] = []
    for command in _commands(day, hall):
        happened += day.ask(command).events
    *cancelled, _next_day = due(day.state, NINE + timedelta(days=1))
    return [*happened, *cancelled]


def _commands(day: BusyDay, hall: Hall) -> Iterator[domain.Command]:
    yield from day.morning(WAITING)
    for _ in range(VISITS_A_DAY):
        for command in day.visit():
            yield command
            if isinstance(command, domain.IssueTicket):
                yield domain.ReportPrint(command.ticket, "yes")
    yield from (domain.CloseWindow(window) for window in hall.windows)


def _told_on(day: Sequence[events.Event], number: int, seq: int) -> list[Recorded]:
    """The same day some days later, with tickets of its own."""
    later = timedelta(days=number)
    return [
        Recorded(seq + place, event.at + later, event.type, _data(event, number, later))
        for place, event in enumerate(day, 1)
    ]


def _data(event: events.Event, number: int, later: timedelta) -> str:
    data = to_data(event)
    if "ticket" in data:
        data["ticket"] = f"{data['ticket']} of day {number}"
    if "day" in data:
        data["day"] = (NINE + later).date().isoformat()
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _read_s(journal: SqliteJournal, hall: Hall) -> float:
    """The bare limit: every event read, and its JSON understood."""
    started = time.perf_counter()
    for row in journal.read(hall.id):
        json.loads(row.data)
    return time.perf_counter() - started


def _start_s(hall: Hall, journal: SqliteJournal) -> tuple[float, HallService]:
    translator = Translator(b"key", str, new_appointment_code)
    started = time.perf_counter()
    service = HallService(hall, journal, clock=_now, translator=translator, ticket_url=None)
    return time.perf_counter() - started, service


def _now() -> datetime:
    return NINE
