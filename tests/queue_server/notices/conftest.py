"""A street's hall that tells people by SMS, with providers that say what a test wants, and time that stands still."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from queue_server.domain import commands
from queue_server.domain.day import due
from queue_server.domain.events import to_data
from queue_server.domain.evolve import evolve_all
from queue_server.domain.hall import Bookable
from queue_server.journal import Recorded, SqliteJournal
from queue_server.notices.asks import AskFolder
from queue_server.notices.contacts import Contact, Contacts
from queue_server.notices.desk import DeskParts, NoticeDesk, Surroundings
from queue_server.notices.dispatcher import Dispatcher
from queue_server.notices.maker import TOLD_ALREADY, Maker
from queue_server.notices.notice import subject
from queue_server.notices.outbox import Outbox
from queue_server.notices.outcomes import Accepted
from queue_server.notices.phones import Phone
from queue_server.notices.plan import plan_of
from queue_server.notices.providers import Order, ProviderPlan, Question
from queue_server.notices.reading import NoticeReader
from queue_server.notices.roster import Roster
from queue_server.notices.settings import NoticesSection
from queue_server.notices.staff import Staff
from queue_server.notices.workers import Found, Reported, Said
from queue_server.sealing import Sealer
from tests.queue_server.conftest import SHANGHAI, Story, make_hall

PHONE = Phone.parse("13800138000")
SECRET = b"s" * 32
SITE = "https://hall.example"


def never_opened():
    raise AssertionError("no worker runs in this test")


def provider(name="one", **more):
    return ProviderPlan(name, never_opened, **more)


def bookable_hall():
    hall = make_hall()
    items = {**hall.items, "move-in": replace(hall.items["move-in"], bookable=Bookable(15, 9))}
    return replace(hall, items=items)


def rows_of(happened, hall, before):
    """Events as the journal keeps them, after the event ``before``."""
    return [
        Recorded(before + place, hall.local(event.at), event.type, json.dumps(to_data(event)))
        for place, event in enumerate(happened, 1)
    ]


class NoticeHall:
    """A hall whose events are on disk, and its desk. ``given`` is what went to providers' doors and has no word yet."""

    def __init__(self, folder, *, section=None, plans=None, hall=None):
        self.story = Story(hall or bookable_hall())
        self.section = section or NoticesSection()
        self.plans = plans or [provider()]
        self.folder = folder
        self.journal = SqliteJournal(folder / "journal.sqlite")
        self.sealer = Sealer(SECRET)
        self.given: list[tuple[str, Order | Question]] = []
        self.wakes = 0
        self.services = {}
        self.ticks = 0.0
        self._codes = 0
        self._asks = 0
        self.start()

    def start(self):
        """The server starts (again): whatever was only in its memory is gone."""
        hall, connection = self.story.state.hall, self.journal.connection
        plan = plan_of(self.section, hall, SITE)
        self.outbox = Outbox(connection, hall.id)
        self.outbox.begin(self.journal.last_seq(hall.id))
        self.contacts = Contacts(connection, hall.id, self.sealer)
        self.roster = Roster(self.plans, plan.take_over)
        maker = Maker(self.journal, self.outbox, self.contacts, plan, self.sealer)
        parts = DeskParts(
            outbox=self.outbox,
            contacts=self.contacts,
            maker=maker,
            dispatcher=Dispatcher(self.outbox, self.contacts, plan, self.roster),
            roster=self.roster,
            staff=Staff(self.outbox, self.contacts, maker, plan, self.sealer),
            folder=AskFolder(self.folder / "asked", self.sealer),
        )
        around = Surroundings(
            clock=lambda: self.story.now,
            ticks=lambda: self.ticks,
            dice=lambda: 0.5,
            hand_over=lambda name, task: self.given.append((name, task)),
            wake=self._woken,
            service=self.services.__setitem__,
        )
        self.desk = NoticeDesk(parts, around)
        self.turn()

    def _woken(self):
        self.wakes += 1

    def do(self, command):
        """A command that the hall accepts; its events are on disk."""
        before = self.story.state.seq
        self._keep(before, self.story.accepted(command))

    def tick(self):
        """What the clock alone brings."""
        before = self.story.state.seq
        happened = due(self.story.state, self.story.now)
        self.story.state = evolve_all(self.story.state, happened)
        self._keep(before, happened)

    def _keep(self, before, happened):
        hall = self.story.state.hall
        self.journal.append(hall.id, before, rows_of(happened, hall, before), (), self.story.now)

    def open(self, window="1", queues=None):
        self.do(commands.OpenWindow(window, "1001", queues))

    def call(self, window="1"):
        """The next person is called."""
        self.do(commands.CallNext(window))
        return self.story.at(window)

    def turn(self, **later):
        """Time passes and the hall's thread comes round."""
        self.story.later(**later)
        self.ticks += max(1.0, timedelta(**later).total_seconds())
        self.desk.turn(self.story.state, quiet=True)
        return self

    def take(self, phone=PHONE, language="zh", ticket=None, queue="household", **more):
        """Somebody takes a ticket and gives a number."""
        self.story._tickets += 1
        ticket = ticket or f"ticket-{self.story._tickets}"
        if phone is not None:
            self.keep("ticket", ticket, phone, language)
        self.do(commands.IssueTicket(ticket=ticket, origin="kiosk", queue=queue, **more))
        return self.story.state.tickets[ticket]

    def keep(self, kind, name, phone=PHONE, language="zh", delete_after=date(2026, 12, 31)):
        self.contacts.keep(Contact(subject(kind, name), phone, language, delete_after))

    def book(self, text, code=None, phone=PHONE, language="zh"):
        """Somebody books move-in at a local time such as 2026-11-23T09:00."""
        self._codes += 1
        code = code or f"CODE{self._codes}"
        self.keep("appointment", code, phone, language)
        start = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)
        self.do(commands.BookAppointment(code, "move-in", start, f"person-{self._codes}"))
        return code

    def orders(self, name=None):
        """The messages at providers' doors, without a word yet."""
        return [task for where, task in self.given if isinstance(task, Order) and name in (None, where)]

    def questions(self):
        return [task for _, task in self.given if isinstance(task, Question)]

    def texts(self):
        """What was at the doors, then taken by the providers."""
        texts = [order.text for order in self.orders()]
        self.answer()
        return texts

    def answer(self, word=None):
        """Every message at a door gets this word; the hall's thread comes round."""
        given, self.given = self.given, []
        for name, task in given:
            assert isinstance(task, Order), task
            self.desk.hear(Said(name, task.notice, word or Accepted(f"ref-{task.notice}")))
        return self.turn()

    def find(self, finding):
        """Every question gets this answer."""
        given, self.given = self.given, []
        for name, task in given:
            assert isinstance(task, Question), task
            self.desk.hear(Found(name, task.notice, finding))
        return self.turn()

    def report(self, *receipts, name="one"):
        self.desk.hear(Reported(name, receipts))
        return self.turn()

    def notices(self, step=None):
        """What is kept, in the order it was made; all steps without those that another notice told already."""
        rows = self.outbox._some("hall = ? ORDER BY rowid")
        return [each for each in rows if (each.step == step if step else each.reason != TOLD_ALREADY)]

    def notice(self, step):
        (found,) = self.notices(step)
        return found

    def states(self, step=None):
        return [notice.state.value for notice in self.notices(step)]

    def reader(self):
        return NoticeReader(self.folder / "journal.sqlite", self.story.state.hall.id, SHANGHAI, self.sealer)

    def next_ask(self):
        self._asks += 1
        return f"ask-{self._asks}"


@pytest.fixture
def make(tmp_path) -> Callable[..., NoticeHall]:
    made = []

    def make(**more):
        made.append(NoticeHall(tmp_path, **more))
        return made[-1]

    yield make
    for hall in made:
        hall.journal.close()


@pytest.fixture
def street(make) -> NoticeHall:
    return make()


@pytest.fixture
def asked(make):
    """A hall whose provider can be asked what became of a message."""
    return make(plans=[provider(can_ask=True)])
