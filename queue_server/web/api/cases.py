"""What commands do not carry of cases: pages, answers, a person's own data. For terminals, staff and offices' systems.

A terminal reads only what is of the person in front of it: it begins a visit with the identity that was shown, and
names it in the header ``Onedoor-Visit``.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ValidationError

from queue_server.cases.errors import NotAPictureError, NoVisitError
from queue_server.cases.opening import Cases
from queue_server.cases.pictures import MOST_BYTES, look_at, media_type_of
from queue_server.contract.case_commands import AddPage, Answer
from queue_server.contract.case_views import CaseReply
from queue_server.contract.envelope import Command
from queue_server.contract.holders import Holder
from queue_server.contract.replies import Reply
from queue_server.domain.cases.case import Case, Page
from queue_server.service.case_views import case_view
from queue_server.service.clients import Client
from queue_server.service.translate import InvalidIdNumberError
from queue_server.web.access import Gate
from queue_server.web.api.commands import answer_of
from queue_server.web.api.described import NEEDS_TOKEN, Described, errors
from queue_server.web.api.halls import known_hall
from queue_server.web.desk import CommandDesk
from queue_server.web.errors import InvalidRequestError, RefusedError, UnknownError
from queue_server.web.glance import Glance

ROOT = "/api/v1/halls/{hall}"
PAGE = ROOT + "/pages/{case}/{paper}/{page}"
READERS = ("window", "system")
"""Kinds of clients that read any case: staff, and the systems of offices."""

PersonOf = Callable[[Holder], str | None]
"""The person token of a holder; raises :class:`InvalidIdNumberError`."""

Visiting = Annotated[
    str | None, Header(alias="Onedoor-Visit", description="The visit that a terminal began; staff need none.")
]


def page_bodies(hall: str) -> dict[str, int]:
    """Where larger bodies come than commands are."""
    return {f"/api/v1/halls/{hall}/pages/": MOST_BYTES}


class VisitReply(BaseModel):
    """A visit, to be named in ``Onedoor-Visit`` until it ends."""

    visit: str
    until: datetime


class AnswersReply(BaseModel):
    """What is kept of a case. ``holder`` and ``address`` are told to staff alone."""

    answers: dict[str, Answer]
    holder: dict[str, str] | None = None
    address: str | None = None
    note: str | None = None
    tracking: str | None = None


class OwnDataReply(BaseModel):
    """Answers from a person's own earlier data."""

    answers: dict[str, Answer]


@dataclass(frozen=True, slots=True)
class CaseSetup:
    """What the routes are made of; ``person_of`` makes person tokens."""

    cases: Cases
    person_of: PersonOf
    clock: Callable[[], datetime]


class CaseDoor:
    """The routes."""

    def __init__(self, glance: Glance, gate: Gate, desk: CommandDesk, setup: CaseSetup) -> None:
        self._glance = glance
        self._gate = gate
        self._desk = desk
        self._cases = setup.cases
        self._clock = setup.clock
        self._person_of = setup.person_of
        self._log = structlog.get_logger("cases")

    def router(self) -> APIRouter:
        router = APIRouter(tags=["cases"])
        refuses = errors("unknown_hall", "unknown_case", "not_allowed", "identity_required")
        common: dict[str, Any] = {"openapi_extra": NEEDS_TOKEN, "responses": refuses}
        pictures: Described = {200: {"content": {"image/jpeg": {}, "image/png": {}}}}
        body = {"requestBody": {"required": True, "content": {"image/jpeg": {}, "image/png": {}}}, **NEEDS_TOKEN}
        upload = errors("unknown_hall", "unknown_case", "not_allowed", "identity_required", "not_a_picture")
        router.post(ROOT + "/visits", response_model=VisitReply, openapi_extra=_HOLDER, responses=refuses)(self.visit)
        router.get(ROOT + "/cases/{case}/answers", response_model=AnswersReply, **common)(self.answers)
        router.get(ROOT + "/cases/{case}/prefill", response_model=OwnDataReply, **common)(self.prefill)
        router.get(ROOT + "/space", response_model=OwnDataReply, **common)(self.space)
        router.put(PAGE, response_model=CaseReply, openapi_extra=body, responses=upload)(self.put_page)
        router.get(PAGE, response_class=Response, openapi_extra=NEEDS_TOKEN, responses={**refuses, **pictures})(
            self.page
        )
        return router

    async def visit(self, request: Request, hall: str) -> Response:
        """Begin a visit: the body is the Holder that was shown. What is the person's own can be read for 20 minutes."""
        client = self._client(request, hall)
        try:
            holder = Holder.model_validate_json(await request.body())
            person = self._person_of(holder)
        except InvalidIdNumberError as error:
            raise RefusedError("invalid_id_number") from error
        except ValidationError as error:
            raise InvalidRequestError("a Holder with an identity") from error
        if person is None:
            raise RefusedError("identity_required")
        visit, word = self._cases.visits.begin(person, client.id, self._clock())
        return _told(VisitReply(visit=word, until=self._glance.hall.local(visit.until)))

    async def answers(self, request: Request, hall: str, case: str, visit: Visiting = None) -> Response:
        """What was filled in, and what the office wrote."""
        client = self._client(request, hall)
        found = await self._case(case, client, visit)
        kept = await run_in_threadpool(self._kept, found.id)
        staff = client.kind in READERS
        if staff:
            self._log.info("case_read", case=found.id, client=client.id, what="answers")
        return _told(
            AnswersReply(
                answers=kept.get("answers", {}),
                holder=kept.get("holder") if staff else None,
                address=kept.get("address") if staff else None,
                note=kept.get("note"),
                tracking=kept.get("tracking"),
            )
        )

    async def prefill(self, request: Request, hall: str, case: str, visit: Visiting = None) -> Response:
        """Answers for this case from the person's own earlier data, where the person agreed for this case."""
        found = await self._case(case, self._client(request, hall), visit)
        if "use_space" not in found.consents:
            raise RefusedError("consent_needed")

        def read() -> dict[str, Any]:
            with self._cases.reading() as reading:
                item = reading.plans.find(found.item)
                return item.form.from_space(reading.sealed.space(found.person)) if item else {}

        return _told(OwnDataReply(answers=await run_in_threadpool(read)))

    async def space(self, request: Request, hall: str, visit: Visiting = None) -> Response:
        """All that is kept for the person of the visit: to be seen, corrected and deleted."""
        person = self._person(self._client(request, hall), visit)

        def read() -> dict[str, Any]:
            with self._cases.reading() as reading:
                return reading.sealed.space(person)

        return _told(OwnDataReply(answers=await run_in_threadpool(read)))

    async def put_page(
        self, request: Request, hall: str, case: str, paper: str, page: str, visit: Visiting = None
    ) -> Response:
        """Hand in one page, a JPEG or PNG. The same page again takes the place of the one before.

        The reply comes when the page is on disk; the same bytes sent again get the same reply.
        """
        client = self._client(request, hall)
        found = await self._case(case, client, visit)
        body = await request.body()
        digest = hashlib.sha256(body).hexdigest()
        try:
            command = AddPage(
                case=found.id, paper=paper, page=page, bytes=len(body), digest=digest, person=found.person
            )
        except ValidationError as error:
            raise InvalidRequestError("paper and page are ids, and a page has a body") from error

        command_id = str(uuid.uuid4())
        if any((each.id, each.paper, each.digest) == (page, paper, digest) for each in found.pages):
            reply = CaseReply(case=case_view(self._glance.hall, found))
            return answer_of(
                Reply(id=command_id, ok=True, data=reply.model_dump(mode="json")).model_dump_json().encode()
            )

        def keep() -> None:
            look_at(body)
            self._cases.pages.put(found.id, page, digest, body)
            self._cases.pages.small(found.id, page, digest)  # whoever opens the case does not wait for it

        try:
            await run_in_threadpool(keep)
        except NotAPictureError as error:
            raise RefusedError(error.code, {"reason": error.reason}) from error
        asked = Command(id=command_id, sent_at=self._clock(), data=command)
        return answer_of(await self._desk.ask(asked, client.id, client.kind))

    async def page(
        self, request: Request, hall: str, case: str, paper: str, page: str, visit: Visiting = None
    ) -> Response:
        """The picture of one page."""
        client = self._client(request, hall)
        found = await self._case(case, client, visit)
        known = next((each for each in found.pages_of(paper) if each.id == page), None)
        body = await run_in_threadpool(self._page, found, known) if known else None
        if body is None:
            raise UnknownError("unknown_page")
        if client.kind in READERS:
            self._log.info("case_read", case=found.id, client=client.id, what="page")
        return Response(body, media_type=media_type_of(body), headers={"Cache-Control": "no-store"})

    def _client(self, request: Request, hall: str) -> Client:
        client = self._gate.client(request, "commands")
        known_hall(self._glance, hall)
        if client.kind not in (*READERS, "kiosk"):
            raise RefusedError("not_allowed")
        return client

    async def _case(self, name: str, client: Client, visit: str | None) -> Case:
        """A case that the client may read now: staff any, a terminal that of the person of its visit."""
        person = None if client.kind in READERS else self._person(client, visit)
        case = self._glance.state.shelf.find(name) or await run_in_threadpool(self._ended, name)
        if case is None or person not in (None, case.person):
            raise UnknownError("unknown_case")
        return case

    def _person(self, client: Client, visit: str | None) -> str:
        try:
            return self._cases.visits.of(visit, client.id, self._clock()).person
        except NoVisitError as error:
            raise RefusedError(error.code) from error

    def _ended(self, name: str) -> Case | None:
        with self._cases.reading() as reading:
            return reading.archive.find(name)

    def _kept(self, case: str) -> dict[str, Any]:
        with self._cases.reading() as reading:
            return reading.sealed.all_of(case)

    def _page(self, case: Case, page: Page) -> bytes | None:
        return self._cases.pages.read(case.id, page.id, page.digest)


_HOLDER: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}},
    },
    **NEEDS_TOKEN,
}


def _told(told: BaseModel) -> Response:
    body = told.model_dump_json(exclude_none=True)
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
