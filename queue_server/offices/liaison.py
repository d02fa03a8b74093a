"""One office: what it has not taken yet is pushed to it, until it takes it; what it says is asked of the hall.

A push that was interrupted is made again, and so is a change whose reply was lost: both have one effect.
"""

import json
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError

from queue_server.cases.opening import Cases
from queue_server.cases.pictures import media_type_of
from queue_server.contract.case_commands import CaseCommandData
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply
from queue_server.domain.cases import events as of_cases
from queue_server.domain.cases.case import Case
from queue_server.domain.cases.lifecycle import CaseState
from queue_server.domain.state import HallState
from queue_server.journal import JournalReader, Recorded
from queue_server.offices.errors import NotTakenError
from queue_server.offices.interface import Change, Office, PushedPage
from queue_server.offices.places import Place, PlaceFile
from queue_server.offices.translation import command_of, pushed_case
from queue_server.outgoing import Patience
from queue_server.service.batch import Request

READ_AT_ONCE = 1000
"""Events read in one look; few of them are of cases."""

LOOK_S = 60.0
"""How often the journal is looked at although nobody said that there is something in it."""

REPLY_S = 10.0
"""A hall answers within milliseconds. What was not answered is asked again."""

KIND = "system"

_PUSHED = frozenset(kind.type for kind in (of_cases.CaseSubmitted, of_cases.CasePageAdded, of_cases.CaseWithdrawn))
"""After these an office is told; what it says itself it knows."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a liaison works with. ``said`` is told why it fails, none when it works again."""

    hall: str
    journal: Path
    cases: Cases
    state: Callable[[], HallState]
    submit: Callable[[Request], None]
    clock: Callable[[], datetime]
    random: Callable[[], float]
    said: Callable[[str, str | None], None]
    patience: Patience


class Liaison:
    """Runs in a thread of its own; :meth:`wake` and :meth:`stop` may be called from any."""

    def __init__(
        self,
        office_id: str,
        office: Office,
        around: Surroundings,
        *,
        place: PlaceFile,
        items: frozenset[str] | None = None,
        pull_s: float = 0,
    ) -> None:
        """``items`` are those that the office decides, all for none; it is asked every ``pull_s``, never for 0."""
        self._id = office_id
        self._office = office
        self._around = around
        self._file = place
        self._items = items
        self._pull_s = pull_s
        self._place = Place(0)
        self._more = threading.Event()
        self._stopping = threading.Event()
        self._failures = 0
        self._pulled_at = float("-inf")
        self._log = structlog.get_logger("offices").bind(office=office_id)

    def wake(self) -> None:
        """There is something in the journal."""
        self._more.set()

    def stop(self) -> None:
        """Come to an end; what is under way is done again after the next start."""
        self._stopping.set()
        self._more.set()

    def begin(self) -> None:
        """Find the place: a new office begins with the next event, and so does one that is further than the journal."""
        with closing(JournalReader(self._around.journal)) as journal:
            last_seq = journal.last_seq(self._around.hall)
        kept = self._file.read()
        if kept is None or kept.seq > last_seq:
            self._log.info("office_begins", seq=last_seq)
            kept = Place(last_seq, kept.after if kept else None)
            self._file.keep(kept)
        self._place = kept

    def run(self) -> None:
        """Work until :meth:`stop`, after :meth:`begin`."""
        with closing(self._office):
            while not self._stopping.is_set():
                self._more.clear()
                try:
                    at_end = self._work()
                except NotTakenError as error:
                    self._failed(error.reason)
                    continue
                except Exception as error:  # noqa: BLE001 - whatever breaks here is seen, and tried again
                    self._log.exception("office_broken")
                    self._failed(type(error).__name__)
                    continue
                self._worked()
                if at_end:
                    self._more.wait(self._pause_s())

    def _work(self) -> bool:
        """Push and pull; true at the end of the journal. An office that does not take a case is heard all the same."""
        try:
            return self._advance()
        finally:
            self._pull_if_it_is_time()

    def _advance(self) -> bool:
        """Push what comes next; true at the end of the journal.

        An event is on disk a moment before the state knows of it: what is newer than the state is looked at later.
        """
        state = self._around.state()
        with closing(JournalReader(self._around.journal)) as journal:
            read = islice(journal.read(self._around.hall, self._place.seq), READ_AT_ONCE)
            looked_at = list(takewhile(lambda event: event.seq <= state.seq, read))
        if not looked_at:
            return True
        # A case is pushed as it is now: once is enough, however much happened to it.
        touched = dict.fromkeys(_case_named(event) for event in looked_at if event.type in _PUSHED)
        for case in touched:
            self._push(case, state)
            if self._stopping.is_set():
                return False
        self._keep(replace(self._place, seq=looked_at[-1].seq))
        return len(looked_at) < READ_AT_ONCE

    def _push(self, case_id: str, state: HallState) -> None:
        """The case as it is now; a draft is nobody's but the person's."""
        with self._around.cases.reading() as reading:
            case = state.shelf.find(case_id) or reading.archive.find(case_id)
            if case is None or not self._is_theirs(case):
                return
            kept = reading.sealed.all_of(case.id)
        pages = []
        for page in case.pages:
            body = self._around.cases.pages.read(case.id, page.id, page.digest)
            if body is None:
                continue  # deleted since, with its case
            pushed = PushedPage(page.id, page.paper, media_type_of(body), len(body), page.digest)
            self._office.push_page(case.id, pushed, body)
            pages.append(pushed)
        self._office.push(pushed_case(state.hall, case, kept, tuple(pages)))
        self._log.info("case_pushed", case=case.id, state=case.state.value, pages=len(pages))

    def _is_theirs(self, case: Case) -> bool:
        wanted = self._items is None or case.item in self._items
        return wanted and case.state is not CaseState.DRAFT and case.submitted_at is not None

    def _pull_if_it_is_time(self) -> None:
        if self._pull_s and time.monotonic() - self._pulled_at >= self._pull_s:
            self._pull()
            self._pulled_at = time.monotonic()

    def _pause_s(self) -> float:
        if not self._pull_s:
            return LOOK_S
        return min(LOOK_S, max(0.0, self._pulled_at + self._pull_s - time.monotonic()))

    def _pull(self) -> None:
        told = self._office.pull(self._place.after)
        for raw in told.changes:
            self._apply(raw)
        if told.after != self._place.after:
            self._keep(replace(self._place, after=told.after))

    def _apply(self, raw: Any) -> None:
        """Ask the hall what the office said. What the hall refuses for good is logged and passed over."""
        try:
            change = Change.model_validate(raw)
            asked = command_of(change, self._id)
        except ValidationError as error:
            self._log.warning("office_change_unreadable", mistakes=error.error_count())
            return
        case = self._around.state().shelf.find(change.case)
        if case is not None and self._items is not None and case.item not in self._items:
            self._log.warning("office_change_refused", case=change.case, code="not_allowed")
            return
        reply = self._ask(change.id, asked)
        if reply.error is not None and reply.error.retryable:
            raise NotTakenError(f"the hall is {reply.error.code}")
        if reply.error is not None:
            self._log.warning("office_change_refused", case=change.case, code=reply.error.code)

    def _ask(self, change: str, asked: CaseCommandData) -> Reply:
        command = Command(
            id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self._id} {change}")), sent_at=self._around.clock(), data=asked
        )
        answered, answers = threading.Event(), []

        def answer(body: bytes) -> None:
            answers.append(body)
            answered.set()

        self._around.submit(Request(command, f"office-{self._id}", KIND, answer))
        if not answered.wait(REPLY_S):
            raise NotTakenError("the hall gave no answer")
        return Reply.model_validate_json(answers[0])

    def _keep(self, place: Place) -> None:
        self._file.keep(place)
        self._place = place

    def _worked(self) -> None:
        if self._failures:
            self._log.info("office_works_again", failures=self._failures)
            self._failures = 0
        self._around.said(self._id, None)

    def _failed(self, reason: str) -> None:
        self._failures += 1
        pause_s = self._around.patience.pause_s(self._failures, self._around.random)
        self._log.warning("office_failed", reason=reason, failures=self._failures, seq=self._place.seq)
        if self._failures >= self._around.patience.told_after:
            self._around.said(self._id, reason)
        self._stopping.wait(pause_s)


def _case_named(event: Recorded) -> str:
    return str(json.loads(event.data)["case"])
