"""The one place that puts the notices of a hall together."""

import random
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from fastapi import APIRouter

from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState
from queue_server.journal import Journal
from queue_server.notices.asks import AskFolder, Prove, Resend, Stop, Trial, comes_of
from queue_server.notices.contacts import ContactBook, ContactRule, Contacts
from queue_server.notices.desk import DeskParts, NoticeDesk, Surroundings
from queue_server.notices.dispatcher import Dispatcher
from queue_server.notices.errors import ProviderSetupError
from queue_server.notices.maker import Maker
from queue_server.notices.outbox import Outbox
from queue_server.notices.phones import Phone
from queue_server.notices.plan import plan_of
from queue_server.notices.providers import Provider, ProviderTools, provider_plans
from queue_server.notices.reading import NoticeReader
from queue_server.notices.receipts import notice_router
from queue_server.notices.roster import Roster
from queue_server.notices.rules import Tell
from queue_server.notices.settings import NoticesSection
from queue_server.notices.staff import Staff
from queue_server.notices.steps import Step
from queue_server.notices.workers import Task, WorkerPool
from queue_server.sealing import Sealer

KEY_FILE = "contacts.key"
FOLDER = "notices"
ASKED = "asked"
STOP_S = 3.0
"""How long messages under way may take at the end; what has no word then is asked about after the next start."""


OpenModem = Callable[[str, str], Provider]
"""Takes a driver's name and a transport URL; raises ``NoticesError``."""


def no_modem(driver: str, url: str) -> Provider:
    """What opens modems where nothing does."""
    raise ProviderSetupError("modem", f"this program opens no modem, neither {driver} nor any other at {url}")


@dataclass(frozen=True, slots=True)
class NoticeSetup:
    """What notices need of the server around them.

    ``folder`` is theirs in the data directory. ``secret`` comes from the file :data:`KEY_FILE`. ``connection`` is the
    journal's own and belongs to the hall's thread, as ``journal`` does; ``database`` is its file. ``site`` is
    where the pages of people are reached, without a final slash. ``wake`` makes the hall's thread come round at once.
    ``service`` hears of the notices (``sms``) and of each provider (``sms-ID``), in the hall's thread and again and
    again, that it works (none) or why it does not.
    """

    hall: Hall
    section: NoticesSection
    journal: Journal
    connection: sqlite3.Connection
    database: Path
    folder: Path
    secret: bytes
    site: str
    clock: Callable[[], datetime]
    wake: Callable[[], None]
    open_modem: OpenModem
    service: Callable[[str, str | None], None]


class Notices:
    """The notices of a running hall: ``desk`` and ``contacts`` belong to its thread, ``router`` to its pages.

    ``providers`` are the ids of its providers, in the order in which they are asked.
    """

    def __init__(self, setup: NoticeSetup) -> None:
        """Opens the tables.

        :raises ProviderSetupError: when a provider cannot be used as the hall file describes it.
        :raises NewerJournalError: when a later version wrote the tables.
        """
        hall, sealer = setup.hall, Sealer(setup.secret)
        self._hall, self._sealer, self._database = hall, sealer, setup.database
        tools = ProviderTools(setup.folder, setup.clock, lambda: secrets.token_hex(16), setup.open_modem)
        providers = provider_plans(setup.section.provider, tools)
        plan = plan_of(setup.section, hall, setup.site)
        roster = Roster(providers, plan.take_over)
        outbox = Outbox(setup.connection, hall.id)
        outbox.begin(setup.journal.last_seq(hall.id))
        contacts = Contacts(setup.connection, hall.id, sealer)
        self.contacts = ContactBook(ContactRule(hall, plan.keep_days), contacts)
        maker = Maker(setup.journal, outbox, contacts, plan, sealer)
        parts = DeskParts(
            outbox=outbox,
            contacts=contacts,
            maker=maker,
            dispatcher=Dispatcher(outbox, contacts, plan, roster),
            roster=roster,
            staff=Staff(outbox, contacts, maker, plan, sealer),
            folder=AskFolder(setup.folder / ASKED, sealer),
        )
        around = Surroundings(setup.clock, time.monotonic, random.random, self._hand_over, setup.wake, setup.service)
        self.desk = NoticeDesk(parts, around)
        self._pool = WorkerPool(providers, self.desk.hear)
        self.providers = tuple(each.id for each in providers)
        self.can_prove = any(each.codes is None or each.code(Step.SPACE_CODE, "zh") for each in providers)
        doors = {each.id: each.door for each in providers if each.door is not None}
        self.router: APIRouter = notice_router(doors, sealer, lambda: self.desk)

    def reader(self) -> NoticeReader:
        """What staff see of the notices; it belongs to the thread that asks for it.

        :raises UnreadableOutboxError: when the file cannot be read.
        """
        return NoticeReader(self._database, self._hall.id, self._hall.timezone, self._sealer)

    def send_test(self, phone: Phone, step: Step, language: str, provider: str | None) -> str:
        """Send the text of a step with made-up values; the id of the notice. From any thread, as the next three."""
        return self._asked(Trial(uuid4().hex, phone, step, language, provider))

    def resend(self, notice: str) -> str:
        """Send a notice once more, whatever became of it; the id of the new one."""
        return self._asked(Resend(uuid4().hex, notice))

    def tell(self, step: Step, kind: str, name: str) -> None:
        """Tell a step to whoever is meant: see :class:`queue_server.notices.rules.Tell`."""
        self.desk.ask(Tell(uuid4().hex, step, kind, name))

    def stop_telling(self, of_subject: str) -> None:
        """The holder of a ticket or an appointment wants no SMS any more."""
        self.desk.ask(Stop(uuid4().hex, of_subject))

    def prove(self, of_subject: str, proof: str) -> None:
        """Send a code to the number of a case."""
        self.desk.ask(Prove(uuid4().hex, of_subject, proof))

    def start(self) -> None:
        """Let providers be asked."""
        self._pool.start()

    def close(self, state: HallState) -> None:
        """End the workers and keep what they still said; to be called in the hall's thread."""
        self._pool.stop(STOP_S)
        self.desk.close(state)

    def _asked(self, ask: Trial | Resend) -> str:
        self.desk.ask(ask)
        return comes_of(ask, self._sealer)

    def _hand_over(self, provider: str, task: Task) -> None:
        self._pool.hand_over(provider, task)
