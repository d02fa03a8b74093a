"""What is read of cases beside the hall's state: ended ones, answers and papers, words of the catalogue.

Everything is read in threads of its own: the disk may be slow, the pages are not.
"""

import asyncio
import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from queue_server.cases.opening import Cases
from queue_server.cases.plans import ItemPlan
from queue_server.contract.holders import Holder
from queue_server.domain.cases.case import Case, Page
from queue_server.domain.cases.commands import FindCases
from queue_server.domain.hall import Text
from queue_server.domain.state import HallState
from queue_server.web.glance import Glance

WITHIN_THE_PAGE = 20
"""So many small pictures come within the page, 3 kB each: ten requests would take longer than all the rest of it."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """``kept`` is what was handed in, by kind; ``item`` is none where the catalogue does not know it any more.

    ``small`` are the first pages' small pictures, as addresses that hold them (RFC 2397), by the ids of the pages.
    """

    kept: Mapping[str, Any]
    item: ItemPlan | None
    small: Mapping[str, str] = field(default_factory=dict)

    @property
    def papers(self) -> Mapping[str, Text]:
        """The names of the papers by kind."""
        return {paper.kind: paper.name for paper in self.item.application.papers} if self.item else {}


class CaseFiles:
    """For the event loop."""

    def __init__(self, cases: Cases, glance: Glance, person_of: Callable[[Holder], str | None]) -> None:
        """``person_of`` makes person tokens."""
        self._cases = cases
        self._glance = glance
        self.person_of = person_of

    @property
    def state(self) -> HallState:
        return self._glance.state

    async def find(self, code: str) -> Case | None:
        """The case of a code, whether or not it has ended long ago."""
        return self.state.shelf.find(code) or await asyncio.to_thread(self._ended, code)

    async def open(self, case: Case) -> CaseFile:
        return await asyncio.to_thread(self._open, case)

    async def search(self, asked: FindCases, most: int, skip: int = 0) -> Sequence[Case]:
        """Ended cases, the newest first, without the newest ``skip``."""
        return await asyncio.to_thread(self._search, asked, most, skip)

    async def ended_with(self, text: str, most: int) -> Sequence[Case]:
        """Ended cases whose code ends so, the newest first."""
        return await asyncio.to_thread(self._ended_with, text, most)

    async def picture(self, case: Case, page: Page, *, small: bool) -> bytes | None:
        """None where it is not there, or cannot be opened."""
        read = self._cases.pages.small if small else self._cases.pages.read
        return await asyncio.to_thread(read, case.id, page.id, page.digest)

    def _ended(self, code: str) -> Case | None:
        with self._cases.reading() as reading:
            return reading.archive.find(code)

    def _open(self, case: Case) -> CaseFile:
        with self._cases.reading() as reading:
            kept, item = reading.sealed.all_of(case.id), reading.plans.find(case.item)
        return CaseFile(kept, item, dict(self._small(case)))

    def _small(self, case: Case) -> Iterator[tuple[str, str]]:
        for page in case.pages[:WITHIN_THE_PAGE]:
            body = self._cases.pages.small(case.id, page.id, page.digest)
            if body is not None:
                yield page.id, f"data:image/jpeg;base64,{base64.b64encode(body).decode()}"

    def _search(self, asked: FindCases, most: int, skip: int) -> Sequence[Case]:
        with self._cases.reading() as reading:
            return reading.archive.search(asked, most, skip)

    def _ended_with(self, text: str, most: int) -> Sequence[Case]:
        with self._cases.reading() as reading:
            return reading.archive.ending(text, most)
