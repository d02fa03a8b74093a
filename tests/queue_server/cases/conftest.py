"""A hall where people apply: the journal, the catalogue and the pages on disk, time that stands still."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

import pytest
from PIL import Image

from queue_server.cases.opening import Cases, CaseSetup
from queue_server.catalogue import CatalogueFile, to_line, version_of, write_catalogue
from queue_server.catalogue.files import shipped_entries
from queue_server.contract.case_commands import (
    AcceptCase,
    AddPage,
    AskSupplement,
    DecideCase,
    MarkReady,
    SaveCase,
    StartCase,
    SubmitCase,
)
from queue_server.contract.commands import Holder, IdType
from queue_server.contract.envelope import Command
from queue_server.domain.cases.rules import Locker
from queue_server.domain.hall import Item
from queue_server.journal import SqliteJournal
from queue_server.service.batch import Request
from queue_server.service.hall_service import HallService
from queue_server.service.translate import Translator
from tests.queue_server.conftest import MORNING, SHANGHAI, make_hall

HOLDER = Holder(id_type=IdType.RESIDENT_ID, id_number="11010519491231002X", name="测试人", phone="13800138000")
ANOTHER = Holder(id_type=IdType.RESIDENT_ID, id_number="440524188001010014", name="另一人")
ANSWERS = {
    "kind": "first",
    "reason": "home",
    "living_here_since": "2025-03-01",
    "home_address": "示例市示例路1号",
    "phone": "13800138000",
}
SECRET = b"c" * 32
PERMIT = "residence-permit"


def picture(words="一页", size=(600, 800), form="JPEG"):
    """A page that differs with its words."""
    shade = int(hashlib.sha256(words.encode()).hexdigest()[:2], 16)
    out = BytesIO()
    Image.new("L", size, shade).save(out, form)
    return out.getvalue()


def applying_hall():
    hall = make_hall()
    items = {code: Item(code, "household", {"zh": code}, 10) for code in (PERMIT, "civil-elderly")}
    lockers = {"lobby": Locker("lobby", "kiosk-1", 2, {"zh": "大厅取件柜"})}
    return replace(hall, items={**hall.items, **items}, lockers=lockers)


@pytest.fixture(scope="session")
def catalogue_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("catalogue") / "catalogue.db"
    entries = [entry for entry in shipped_entries() if entry.application is not None]
    write_catalogue(file, version_of(map(to_line, entries)), entries)
    return file


class ApplyingHall:
    """Commands in, replies out. ``start`` again is a server that begins anew with what is on disk."""

    def __init__(self, folder, catalogue_file):
        self.folder = folder
        self.catalogue = CatalogueFile(catalogue_file)
        self.now = MORNING
        self._ids, self._codes = count(1), count(1)
        self.hall = applying_hall()
        self.start()

    def start(self):
        self.journal = SqliteJournal(self.folder / "journal.sqlite")
        self.cases = Cases(
            CaseSetup(
                hall=self.hall.id,
                connection=self.journal.connection,
                database=self.folder / "journal.sqlite",
                folder=self.folder / "cases",
                secret=SECRET,
                catalogue=self.catalogue,
                clock=lambda: self.now,
            )
        )
        self.service = HallService(
            self.hall,
            self.journal,
            clock=lambda: self.now,
            translator=Translator(b"key", lambda: f"id-{next(self._ids)}", lambda: f"CODE{next(self._codes)}"),
            ticket_url=None,
            cases=self.cases.room,
        )

    def end(self):
        self.journal.close()

    def later(self, **passed):
        self.now += timedelta(**passed)

    def until(self, day):
        """Midnight by midnight, and the room has its turn."""
        while self.now.astimezone(SHANGHAI).date().isoformat() < day:
            self.now += timedelta(days=1)
            self.service.tick()
            self.turn()

    def turn(self):
        self.cases.room.turn(self.service.state, quiet=True)

    def send(self, *data, kind="kiosk"):
        """In one commit."""
        answers = []
        commands = [Command(id=str(uuid4()), sent_at=self.now, data=each) for each in data]
        self.service.handle([Request(each, f"{kind}-1", kind, answers.append) for each in commands])
        return [json.loads(answer) for answer in answers]

    def ask(self, data, kind="kiosk"):
        (answer,) = self.send(data, kind=kind)
        return answer

    def done(self, data, kind="kiosk"):
        answer = self.ask(data, kind)
        assert answer["ok"], answer["error"]
        return answer["data"]

    def refused(self, data, kind="kiosk"):
        answer = self.ask(data, kind)
        assert not answer["ok"], answer
        return answer["error"]

    def begin(self, holder=HOLDER, item=PERMIT):
        return self.done(StartCase(item=item, holder=holder))["case"]["case"]

    def save(self, case, holder=HOLDER, **answers):
        return self.done(SaveCase(case=case, holder=holder, answers=answers or ANSWERS))["case"]

    def page(self, case, paper="id_card", page="id-1", words="一页"):
        """Handed in as the HTTP door does: the file first, then the event."""
        return self.done(self.add_page(case, paper, page, words))["case"]

    def add_page(self, case, paper="id_card", page="id-1", words="一页"):
        body = picture(words)
        digest = hashlib.sha256(body).hexdigest()
        self.cases.pages.put(case, page, digest, body)
        return AddPage(case=case, paper=paper, page=page, bytes=len(body), digest=digest)

    def submitted(self, holder=HOLDER):
        case = self.begin(holder)
        self.save(case, holder)
        self.page(case)
        self.done(SubmitCase(case=case, handover="locker", holder=holder))
        return case

    def decided(self, outcome="approved", holder=HOLDER):
        case = self.submitted(holder)
        self.staff(AcceptCase(case=case, operator="1001"))
        reasons = ("not_eligible",) if outcome == "refused" else None
        self.staff(DecideCase(case=case, operator="1001", outcome=outcome, reasons=reasons))
        return case

    def ready(self, holder=HOLDER):
        case = self.decided(holder=holder)
        self.staff(MarkReady(case=case, operator="1001", place="locker"))
        return case

    def supplement(self, note="请重拍第二页"):
        case = self.submitted()
        self.staff(AskSupplement(case=case, operator="1001", reasons=("paper_unreadable",), note=note))
        return case

    def staff(self, data):
        return self.done(data, kind="window")

    def kept(self, case):
        with self.cases.reading() as reading:
            return reading.sealed.all_of(case)

    def space(self, holder=HOLDER):
        person = self.service.state.shelf.of(self.person(holder))
        with self.cases.reading() as reading:
            return reading.sealed.space(person[0].person if person else self.person(holder))

    def person(self, holder=HOLDER):
        return Translator(b"key", str, str).person_of(holder)

    def page_files(self):
        return sorted((self.folder / "cases").rglob("*.page"))

    def everything_on_disk(self):
        """Every byte that the server keeps, but for keys."""
        self.journal.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        return b"".join(file.read_bytes() for file in files)


@pytest.fixture
def applying(tmp_path, catalogue_file):
    applying = ApplyingHall(tmp_path, catalogue_file)
    yield applying
    applying.end()


@pytest.fixture
def friday():
    return datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
