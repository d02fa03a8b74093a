"""The SMS of a hall for managers and their systems: what became of them, one more try, a test."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from queue_server.contract.sms import SmsAsked, SmsDay, SmsMessage, SmsMessages, SmsTest
from queue_server.notices.lifecycle import OPEN, State
from queue_server.notices.opening import Notices
from queue_server.notices.phones import Phone
from queue_server.notices.reading import NoticeReader
from queue_server.notices.seen import day_seen, message_seen, messages_seen
from queue_server.notices.steps import Step
from queue_server.service.clients import TokenScope
from queue_server.web.access import Gate
from queue_server.web.api.described import NEEDS_TOKEN, errors
from queue_server.web.api.halls import known_hall
from queue_server.web.errors import InvalidRequestError, UnknownError, WrongStateError
from queue_server.web.glance import Glance

ROOT = "/api/v1/halls/{hall}/sms"

Seen = TypeVar("Seen")
Day = Annotated[date | None, Query(alias="date", description="A day of the hall's own calendar; without it, today.")]


class SmsDoor:
    """Everything at ``…/sms``."""

    def __init__(self, glance: Glance, gate: Gate, notices: Notices) -> None:
        self._glance = glance
        self._gate = gate
        self._notices = notices

    def router(self) -> APIRouter:
        router = APIRouter(tags=["managing"])
        unknown = errors("unknown_hall", "not_allowed", "unknown_notice")
        for path, model, endpoint in (("", SmsDay, self.day), ("/messages", SmsMessages, self.messages)):
            responses = errors("unknown_hall", "not_allowed", "invalid_command")
            router.get(ROOT + path, response_model=model, openapi_extra=NEEDS_TOKEN, responses=responses)(endpoint)
        router.get(
            ROOT + "/messages/{message}", response_model=SmsMessage, openapi_extra=NEEDS_TOKEN, responses=unknown
        )(self.message)
        router.post(
            ROOT + "/messages/{message}/resend",
            status_code=202,
            response_model=SmsAsked,
            openapi_extra=NEEDS_TOKEN,
            responses={**unknown, **errors("wrong_state")},
        )(self.resend)
        router.post(
            ROOT + "/test",
            status_code=202,
            response_model=SmsAsked,
            openapi_extra=NEEDS_TOKEN,
            responses=errors("unknown_hall", "not_allowed", "invalid_command"),
        )(self.test)
        return router

    async def day(self, request: Request, hall: str, day: Day = None) -> Response:
        """What went through each provider on a day and what it cost, how many wait, what was dropped and why."""
        self._let_in(request, hall)
        return _told(await self._read(lambda reader: day_seen(reader, day or self._today())))

    async def messages(self, request: Request, hall: str, day: Day = None, state: State | None = None) -> Response:
        """The messages of a day with what became of each; numbers are masked."""
        self._let_in(request, hall)
        return _told(await self._read(lambda reader: messages_seen(reader, day or self._today(), state)))

    async def message(self, request: Request, hall: str, message: str) -> Response:
        """One message by its id."""
        self._let_in(request, hall)
        return _told(await self._find(message))

    async def resend(self, request: Request, hall: str, message: str) -> Response:
        """Send a message once more, whatever became of it, except to whoever opted out."""
        self._let_in(request, hall, "commands")
        if State((await self._find(message)).state) in OPEN:
            raise WrongStateError
        return _told(SmsAsked(message=self._notices.resend(message)), status=202)

    async def test(self, request: Request, hall: str, asked: SmsTest) -> Response:
        """Send a test message to a number."""
        self._let_in(request, hall, "commands")
        if asked.step not in set(Step):
            raise InvalidRequestError(f"step: one of {', '.join(Step)}")
        try:
            phone = Phone.parse(asked.number)
        except ValueError as error:
            raise InvalidRequestError(f"number: {error}") from error
        message = self._notices.send_test(phone, Step(asked.step), asked.language, asked.provider)
        return _told(SmsAsked(message=message), status=202)

    def _let_in(self, request: Request, hall: str, scope: TokenScope = "events") -> None:
        self._gate.manager(request, scope)
        known_hall(self._glance, hall)

    def _today(self) -> date:
        return self._glance.hall.day(self._glance.now)

    async def _find(self, message: str) -> SmsMessage:
        def look(reader: NoticeReader) -> SmsMessage | None:
            notice = reader.get(message)
            return message_seen(reader, notice) if notice else None

        found = await self._read(look)
        if found is None:
            raise UnknownError("unknown_notice")
        return found

    async def _read(self, look: Callable[[NoticeReader], Seen]) -> Seen:
        """Reads in a thread of its own: the disk may be slow, the pages are not."""

        def read() -> Seen:
            with self._notices.reader() as reader:
                return look(reader)

        return await run_in_threadpool(read)


def _told(told: BaseModel, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(told.model_dump_json(), status, media_type="application/json", headers=headers)
