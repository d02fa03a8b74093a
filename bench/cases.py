"""Cases: ten pages handed in at a terminal, and searching among many that have ended."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import cv2
import numpy as np
import requests
from sqlite_utils import Database

from bench._figures import Figure, percentile
from bench._hall import HALL_ID, Server, hall_file, running_server
from hardware.camera import PageFound, Picture, decode, encode, find_page
from queue_server.cases._migrations import bring_up_to_date
from queue_server.cases.archive import Archive
from queue_server.catalogue import to_line, version_of, write_catalogue
from queue_server.catalogue.files import shipped_entries
from queue_server.domain.cases.case import Case, Page
from queue_server.domain.cases.commands import FindCases
from queue_server.domain.cases.lifecycle import CaseState
from queue_server.domain.cases.rules import PaperRule
from queue_server.journal import SqliteJournal
from queue_server.service.codes import APPOINTMENT_CODE_LENGTH, APPOINTMENT_CODE_LETTERS
from queue_server.service.hall_file import load_hall_file
from queue_server.service.hall_service import HallService
from queue_server.service.translate import Translator

PAGES = 10
A4_AT_300 = (2480, 3508)
DESK = (2900, 4000)
"""What a camera above sees: the page and a hand's width of desk around it."""

ENDED = 100_000
CASES_A_PERSON = 2.5
QUESTIONS = 300
ITEM = "item-0"
HOLDER = {"id_type": "resident_id", "id_number": "11010519491231002X"}
BEGAN = datetime(2024, 1, 2, 9, tzinfo=UTC)


def measure() -> Iterator[Figure]:
    yield from _ten_pages()
    yield from _search()


def _ten_pages() -> Iterator[Figure]:
    """From ten pictures to ten pages on the server's disk: found, straightened, encoded, uploaded, sealed, told.

    The limit is the straightening alone, which the terminal does while the page before is under way.
    """
    pictures = [desk_picture(number) for number in range(PAGES)]
    started = time.perf_counter()
    for picture in pictures:
        straightened(picture)
    straightened_s = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as directory, running_server(Path(directory)) as server:
        terminal = Terminal(server)
        started = time.perf_counter()
        with ThreadPoolExecutor(1) as uploading:
            sent = [uploading.submit(terminal.put, number, straightened(each)) for number, each in enumerate(pictures)]
        assert all(each.result() for each in sent)
        yield Figure("case_ten_pages_s", time.perf_counter() - started, "s", limit=straightened_s)


class Terminal:
    """A kiosk with a token, and somebody who applies at it."""

    def __init__(self, server: Server) -> None:
        self._api = f"{server.http}/api/v1/halls/{HALL_ID}"
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {server.token('kiosk-01', 'kiosk')}"
        (entry,) = [entry for entry in shipped_entries() if entry.code == "residence-permit"]
        application = entry.application
        assert application is not None
        papers = tuple(replace(paper, pages=50) for paper in application.papers)
        mine = replace(entry, code=ITEM, application=replace(application, papers=papers))
        write_catalogue(server.data / "catalogue.db", version_of([to_line(mine)]), [mine])
        case = self.command("start_case", item=ITEM, holder=HOLDER)["case"]
        self.case, self.code = case["case"], case["code"]
        visit = self._session.post(f"{self._api}/visits", json=HOLDER, timeout=30).json()["visit"]
        self._session.headers["Onedoor-Visit"] = visit

    def put(self, number: int, body: bytes) -> bool:
        answer = self._session.put(f"{self._api}/pages/{self.case}/id_card/page-{number}", body, timeout=30)
        return bool(answer.json()["ok"])

    def command(self, kind: str, **data: Any) -> Any:
        command = {"id": str(uuid4()), "type": kind, "sent_at": "2026-11-20T09:00:00.000+08:00", "data": data}
        answer = self._session.post(f"{self._api}/commands", json=command, timeout=30).json()
        assert answer["ok"], answer
        return answer["data"]


def straightened(picture: bytes) -> bytes:
    """What a terminal makes of a picture."""
    found = find_page(decode(Picture(picture, "jpeg", *DESK)))
    assert isinstance(found, PageFound), found
    return encode(found.pixels).data


def desk_picture(number: int) -> bytes:
    """A printed page on a desk, a little askew, as a camera hands it over."""
    width, height = A4_AT_300
    page = np.full((height, width, 3), 238, np.uint8)
    for line in range(60):
        words = "".join(chr(65 + (line * 7 + place * 11 + number) % 26) for place in range(48))
        cv2.putText(page, words, (240, 360 + 50 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (30, 30, 30), 3, cv2.LINE_AA)
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), 1.5, 1)
    turned[0, 2] += (DESK[0] - width) / 2
    turned[1, 2] += (DESK[1] - height) / 2
    desk = cv2.warpAffine(page, turned, DESK, borderMode=cv2.BORDER_CONSTANT, borderValue=(45, 45, 45))
    grain = np.random.default_rng(number).normal(0, 3, desk.shape)
    seen = np.clip(desk + grain, 0, 255).astype(np.uint8)
    _, encoded = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return encoded.tobytes()


def _search() -> Iterator[Figure]:
    """Among 100,000 cases that have ended. The limit of each is the same question among a hundredth of them."""
    with tempfile.TemporaryDirectory() as directory:
        few, many = (_archive(Path(directory) / f"{count}.sqlite", count) for count in (ENDED // 100, ENDED))
        for name, question in (
            ("case_find_by_code_us", lambda archive, number: archive.find(_code(number))),
            ("case_find_by_person_us", lambda archive, number: archive.search(FindCases(f"person-{number}"), 101)),
            ("case_find_by_ending_us", lambda archive, number: archive.ending(_code(number)[-4:], 50)),
            ("case_list_of_state_us", lambda archive, _number: archive.search(FindCases(states=("refused",)), 101)),
        ):
            yield Figure(name, _asked_us(many, question), "µs", limit=_asked_us(few, question))
        file = Path(directory) / "hall.toml"
        file.write_text(hall_file(), encoding="utf-8")
        yield Figure("case_start_among_ended_s", _start_s(Path(directory) / f"{ENDED}.sqlite", file), "s")


def _archive(file: Path, count: int) -> Archive:
    journal = SqliteJournal(file)
    bring_up_to_date(Database(journal.connection))
    archive = Archive(journal.connection, HALL_ID)
    dice = random.Random(count)  # noqa: S311 - only for data to search
    journal.connection.execute("BEGIN")
    for number in range(count):
        archive.keep(_ended(number, int(count / CASES_A_PERSON), dice), date(2026, 12, 31))
    journal.connection.execute("COMMIT")
    return archive


def _ended(number: int, persons: int, dice: random.Random) -> Case:
    started = BEGAN + timedelta(minutes=7 * number)
    state = dice.choice((CaseState.COLLECTED, CaseState.COLLECTED, CaseState.MAILED, CaseState.REFUSED))
    return Case(
        id=f"case-{number}",
        code=_code(number),
        item=f"item-{number % 20}",
        person=f"person-{dice.randrange(persons)}",
        channel="kiosk",
        started_at=started,
        papers=(PaperRule("id_card"), PaperRule("lease")),
        result=True,
        promised_left=5,
        legal_left=10,
        changed_at=started + timedelta(days=9),
        state=state,
        pages=tuple(Page(f"p{page}", "lease", 400_000, f"{page:064d}") for page in range(6)),
        submitted_at=started + timedelta(minutes=9),
        ended_at=started + timedelta(days=9),
    )


def _code(number: int) -> str:
    """Eight letters spread as those are that a hall makes."""
    spread = number * 0x9E3779B97F4A7C15 % len(APPOINTMENT_CODE_LETTERS) ** APPOINTMENT_CODE_LENGTH
    letters = []
    for _ in range(APPOINTMENT_CODE_LENGTH):
        spread, letter = divmod(spread, len(APPOINTMENT_CODE_LETTERS))
        letters.append(APPOINTMENT_CODE_LETTERS[letter])
    return "".join(reversed(letters))


def _asked_us(archive: Archive, question: Callable[[Archive, int], object]) -> float:
    """The 95th percentile."""
    dice = random.Random(1)  # noqa: S311 - only for questions
    took = []
    for _ in range(QUESTIONS):
        number = dice.randrange(int(ENDED / 100 / CASES_A_PERSON))
        started = time.perf_counter()
        question(archive, number)
        took.append(time.perf_counter() - started)
    return percentile(took, 0.95) * 1e6


def _start_s(database: Path, hall: Path) -> float:
    """A hall begins its day beside them."""
    journal = SqliteJournal(database)
    translator = Translator(b"key", str, str)
    started = time.perf_counter()
    HallService(load_hall_file(hall).hall, journal, clock=lambda: BEGAN, translator=translator, ticket_url=None)
    took = time.perf_counter() - started
    journal.close()
    return took
