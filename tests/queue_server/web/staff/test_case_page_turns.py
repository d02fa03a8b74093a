"""One page of an application while somebody else works on it, too: whose step counts, and which reading is shown."""

import asyncio
import json
from contextlib import nullcontext
from dataclasses import asdict
from types import SimpleNamespace

import pytest

from queue_server.domain.cases import commands
from queue_server.domain.cases.lifecycle import CaseState
from queue_server.journal import Recorded
from queue_server.web.glance import Glance
from queue_server.web.staff.cases import case_page
from queue_server.web.staff.cases.case_page import Around, CasePage
from queue_server.web.staff.cases.colleagues import Colleagues
from queue_server.web.staff.cases.files import CaseFile
from queue_server.web.staff.cases.rows import SortedCases
from queue_server.web.staff.visit import Act
from queue_server.web.words.cases import CASES
from tests.queue_server.domain.case_story import Applying

ZH = CASES["zh"]


class Files:
    """What a case says is how often it was read; ``held`` are the readings that the disk takes long for."""

    def __init__(self, applying):
        self._applying = applying
        self.readings = 0
        self.held = {}

    @property
    def state(self):
        return self._applying.state

    async def open(self, _case):
        self.readings += 1
        file = CaseFile({"reading": self.readings}, None)
        if self.readings in self.held:
            await self.held[self.readings].wait()
        return file


class Visit:
    """Without a browser: what was drawn last, piece by piece, and the work that is to be done soon."""

    language = "zh"
    person = SimpleNamespace(id="1001")

    def __init__(self, applying):
        self._applying = applying
        self.drawn = {}
        self.soon_done = []
        self.client = nullcontext()
        self.client.on_delete = lambda _left: None
        self.area = SimpleNamespace(office=SimpleNamespace(name_of=lambda _person: "王小明"))
        self.hall = SimpleNamespace(glance=Glance(lambda: applying.state, lambda: applying.now), history=self)

    async def of_case(self, case, _since):
        told = [event for event in self._applying.happened if getattr(event, "case", None) == case]
        return [
            Recorded(seq, self._applying.now, event.type, json.dumps(asdict(event), default=str))
            for seq, event in enumerate(told, 1)
        ]

    def words(self, words):
        return words["zh"]

    def draw(self, template, **content):
        self.drawn[template] = content
        return template

    def follow(self, refresh):
        self.refresh = refresh
        refresh()

    def soon(self, work):
        self.soon_done.append(work)

    async def send(self, data, _picture):
        step = {"accept_case": commands.AcceptCase, "review_case": commands.ReviewCase}[data.type]
        self._applying.accepted(step("c1", data.operator))
        return SimpleNamespace(error=None)

    def sentence(self, _reply):
        return ""

    async def catch_up(self):
        while self.soon_done:
            await asyncio.gather(*[self.soon_done.pop()() for _ in range(len(self.soon_done))])

    @property
    def said(self):
        return self.drawn["case_top.html"]["said"]

    @property
    def picture(self):
        return str(self.drawn["case_top.html"]["picture"])


@pytest.fixture
def applying():
    applying = Applying()
    applying.submitted()
    return applying


@pytest.fixture
def opened(applying, monkeypatch):
    """The page of an application that waits to be accepted, the files behind it, and what is done on it."""
    element = SimpleNamespace(classes=lambda _names: nullcontext())
    monkeypatch.setattr(case_page, "ui", SimpleNamespace(element=lambda _tag: element))
    monkeypatch.setattr(case_page, "Surface", lambda *_who, name: SimpleNamespace(show=str, name=name))
    visit, files = Visit(applying), Files(applying)
    around = Around(files, Colleagues(), SortedCases())
    page = CasePage(visit, around, applying.case(), CaseFile({"reading": 0}, None))
    return SimpleNamespace(visit=visit, files=files, act=page._act)


def act(name, visit):
    return Act(name, {"act": name, "picture": visit.picture})


def test_whoever_comes_second_is_told_that_it_was_not_done_and_who_was_first(applying, opened):
    async def day():
        await opened.visit.catch_up()
        applying.accepted(commands.AcceptCase("c1", "1002"))
        await opened.act(act("do_accept", opened.visit))
        await opened.visit.catch_up()

    asyncio.run(day())
    said = opened.visit.said
    assert said.startswith(ZH["not_done"])
    assert "王小明 1002" in said
    assert opened.visit.drawn["case_facts.html"]["kept"] == {"reading": 1}, "what it says is read again"


def test_a_reading_that_takes_long_does_not_take_the_place_of_a_later_one(applying, opened):
    async def day():
        slow = opened.files.held[1] = asyncio.Event()
        applying.accepted(commands.AcceptCase("c1", "1002"))
        opened.visit.refresh()
        first = asyncio.create_task(opened.visit.catch_up())
        await asyncio.sleep(0)
        applying.later(minutes=1).accepted(commands.ReviewCase("c1", "1002"))
        opened.visit.refresh()
        second = asyncio.create_task(opened.visit.catch_up())
        for _ in range(20):
            await asyncio.sleep(0)
        slow.set()
        await asyncio.gather(first, second)

    asyncio.run(day())
    assert opened.visit.drawn["case_facts.html"]["kept"] == {"reading": 2}


def test_what_somebody_does_meanwhile_is_not_told_them_as_the_step_of_another(applying, opened):
    async def day():
        slow = opened.files.held[1] = asyncio.Event()
        applying.accepted(commands.AcceptCase("c1", "1002"))
        opened.visit.refresh()
        read = asyncio.create_task(opened.visit.catch_up())
        await asyncio.sleep(0)
        done = asyncio.create_task(opened.act(act("do_review", opened.visit)))
        for _ in range(20):
            await asyncio.sleep(0)
        slow.set()
        await asyncio.gather(read, done)
        await opened.visit.catch_up()

    asyncio.run(day())
    assert applying.case().state is CaseState.IN_REVIEW
    assert opened.visit.said == ""
