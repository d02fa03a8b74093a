"""The list of applications: what waits first, what is late before all; found by code, last characters or document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from queue_server.contract.commands import Holder
from queue_server.domain.cases.case import Case
from queue_server.domain.cases.commands import FindCases
from queue_server.domain.cases.lifecycle import CaseState
from queue_server.web.pages.booking import read_code
from queue_server.web.staff.cases.files import CaseFiles
from queue_server.web.staff.cases.rows import GROUPS, SHOWN, SortedCases, case_row, ending
from queue_server.web.staff.reception.entries import holder_of_number
from queue_server.web.staff.visit import Act, Surface, Visit
from queue_server.web.words.case_states import CASE_STATES
from queue_server.web.words.cases import CASES

SHORTEST_ENDING = 3
"""Fewer characters would find half of the hall."""

LAST_PAGE = 9_999
"""Whoever asks for a later one is looking for something else."""


@dataclass(frozen=True, slots=True)
class AskedList:
    """Which list somebody asks for, as the address of the page says it; ``page`` counts from 0."""

    group: str
    item: str
    page: int

    @classmethod
    def read(cls, request: Request) -> "AskedList":
        """What is not said, or cannot be, is what there is to do."""
        query = request.query_params
        group, page = query.get("group", ""), query.get("page", "")[:9]
        number = min(int(page), LAST_PAGE) if page.isdecimal() else 0
        return cls(group if group in GROUPS else "todo", query.get("item", ""), number)

    def address(self, **other: str | int) -> str:
        """The address of this list, otherwise in something."""
        asked = {"group": self.group, "item": self.item, "page": self.page, **other}
        return f"/staff/cases?{urlencode({name: value for name, value in asked.items() if value})}"


class ListPage:
    """Belongs to one visit. ``_ended`` are what the list of ended cases shows; the others are in the hall's state."""

    def __init__(self, visit: Visit, files: CaseFiles, living: SortedCases, asked: AskedList) -> None:
        self._visit = visit
        self._files = files
        self._living = living
        self._asked = asked
        self._words = visit.words(CASES)
        self._ended: Sequence[Case] = ()
        self._text = ""
        self._found: Sequence[Case] | None = None
        self._search = Surface(visit, self._act, name="panel search")
        self._results = Surface(visit, self._act, name="panel found")
        self._list = Surface(visit, self._act, name="panel cases")

    async def begin(self) -> None:
        """Read what the page needs, and follow the hall."""
        if self._asked.group == "ended":
            states = (*GROUPS["ended"], CaseState.APPROVED)
            asked = FindCases(states=states, item=self._asked.item or None)
            self._ended = await self._files.search(asked, SHOWN + 1, skip=self._asked.page * SHOWN)
        self._visit.follow(self.refresh)

    def refresh(self) -> None:
        """Draw what changed."""
        self._search.show(self._visit.draw("cases_search.html", words=self._words, text=self._text))
        found = "" if self._found is None else self._draw("found", rows=self._rows(self._found))
        self._results.show(found)
        self._list.show(self._draw("list", **self._listed()))

    def _draw(self, part: str, **content: Any) -> str:
        return self._visit.draw(f"cases_{part}.html", words=self._words, **content)

    def _listed(self) -> dict[str, Any]:
        hall, asked = self._visit.hall.glance.hall, self._asked
        living = self._living.of(self._files.state.shelf)
        if asked.group == "ended":
            cases, count, more = self._ended[:SHOWN], None, len(self._ended) > SHOWN
        else:
            group = living.group(asked.group, asked.item)
            cases, count = group[asked.page * SHOWN : (asked.page + 1) * SHOWN], len(group)
            more = count > (asked.page + 1) * SHOWN
        counts = living.counts()
        return {
            "asked": asked,
            "rows": self._rows(cases),
            "first": asked.page * SHOWN + 1,
            "last": asked.page * SHOWN + len(cases),
            "count": count,
            "more": more,
            "groups": [(name, counts.get(name), asked.address(group=name, page=0)) for name in GROUPS],
            "items": [(item.code, item.name) for item in hall.items.values()],
        }

    def _rows(self, cases: Sequence[Case]) -> list[Any]:
        glance = self._visit.hall.glance
        today, states = glance.hall.day(glance.now), CASE_STATES[self._visit.language]
        return [case_row(glance.hall, case, today, self._words, states) for case in cases]

    async def _act(self, act: Act) -> None:
        if act.name == "search":
            await self._find(act.fields.get("text", "").strip())
            self.refresh()

    async def _find(self, text: str) -> None:
        """One field for whatever somebody brings: a code, its end, an identity document."""
        self._text, self._found = text, None
        if not text:
            return
        holder = holder_of_number(text)
        if holder is not None:
            # Nobody at the next desk has to read a person's number off this screen.
            self._text = f"···{text[-4:]}"
            self._found = await self._of_person(holder)
            return
        code = read_code(text)
        known = await self._files.find(code)
        if known is not None:
            self._found = [known]
            self._visit.client.open(f"/cases/{known.code}")
        elif len(code) < SHORTEST_ENDING:
            self._found = []
        else:
            living = ending(self._files.state.shelf.cases.values(), code)
            self._found = _each_once(living, await self._files.ended_with(code, SHOWN))

    async def _of_person(self, holder: Holder) -> Sequence[Case]:
        person = self._files.person_of(holder)
        living = self._files.state.shelf.of(person) if person else []
        ended = await self._files.search(FindCases(person=person), SHOWN) if person else []
        return _each_once(living, ended)


def _each_once(living: Sequence[Case], ended: Sequence[Case]) -> Sequence[Case]:
    """Those that ended some days ago are in both."""
    here = {case.id for case in living}
    return [*living, *(case for case in ended if case.id not in here)][:SHOWN]
