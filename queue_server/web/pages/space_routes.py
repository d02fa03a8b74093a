"""A person's own data on the phone, for whoever has the telephone that was left with an application at a terminal.

The code of the application leads here and opens nothing: an SMS to that number does, for minutes. Where no number was
left, or the hall sends no SMS, a terminal and the ID card are the way, and the page says so.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from queue_server.cases.opening import Cases
from queue_server.contract.case_commands import DeleteSpace, SaveSpace
from queue_server.contract.commands import CommandData
from queue_server.contract.envelope import Command
from queue_server.contract.holders import Holder
from queue_server.domain.cases.case import Case
from queue_server.notices.notice import CASE, subject
from queue_server.notices.opening import Notices
from queue_server.web.access import Gate
from queue_server.web.desk import CommandDesk
from queue_server.web.glance import Glance
from queue_server.web.pages.case_routes import CasePages
from queue_server.web.pages.forms import command_id, form_of
from queue_server.web.pages.proofs import SITTING_LASTS, Proofs
from queue_server.web.pages.rendering import Pages, Reader, reader_of
from queue_server.web.pages.sending import CLIENT, KIND
from queue_server.web.pages.space import Question, corrected, kept_answers
from queue_server.web.words.space import SPACE

COOKIE = "onedoor_space"
ENDING = 2
"""So many digits tell people which of their telephones it is, and others nothing."""

Said = Literal["sent", "wrong", "too_often", "over", "saved", "not_saved", "deleted"]
_SAID: tuple[Said, ...] = get_args(Said)
_GOOD = ("sent", "saved", "deleted")


@dataclass(frozen=True, slots=True)
class _Own:
    """What is needed to act for the person of a case; ``holder`` is as it was shown at the terminal."""

    holder: Holder | None
    space: Mapping[str, Any]
    questions: Mapping[str, Question]


class SpacePages:
    """Everything at ``/c/<code>/space``."""

    def __init__(
        self,
        glance: Glance,
        pages: Pages,
        gate: Gate,
        desk: CommandDesk,
        cases: Cases,
        notices: Notices | None,
        *,
        secure: bool,
    ) -> None:
        """``secure``: the site is reached by HTTPS alone."""
        self._glance = glance
        self._pages = pages
        self._gate = gate
        self._desk = desk
        self._cases = cases
        self._notices = notices
        self._secure = secure
        self._found = CasePages(glance, pages, gate, cases)
        self._proofs = Proofs(lambda: glance.now, _six_digits, lambda: secrets.token_urlsafe(24))

    def router(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.get("/c/{code}/space")(self.show)
        router.get("/c/{code}/space/delete")(self.ask_to_delete)
        for name, endpoint in (
            ("send", self.send),
            ("enter", self.enter),
            ("save", self.save),
            ("delete", self.delete),
            ("leave", self.leave),
        ):
            router.post(f"/c/{{code}}/space/{name}")(endpoint)
        return router

    async def show(self, request: Request, code: str) -> Response:
        case = await self._found.case(request, code)
        if self._sits(request, case):
            return await self._shown(request, case)
        return await self._ask(request, case)

    async def send(self, request: Request, code: str) -> Response:
        """Have a code sent, in place of the one before."""
        case = await self._found.case(request, code)
        self._gate.form(request)
        if await self._number_of(case) is None or self._notices is None:
            return _to(request, case)
        proof = self._proofs.ask(case.id)
        if proof is None:
            return _to(request, case, "too_often")
        self._notices.prove(subject(CASE, case.id), proof)
        return _to(request, case, "sent")

    async def enter(self, request: Request, code: str) -> Response:
        case = await self._found.case(request, code)
        self._gate.form(request)
        typed = "".join(letter for letter in (await form_of(request)).get("proof", "") if letter.isdigit())
        secret = self._proofs.enter(case.id, typed)
        if secret is None:
            return _to(request, case, "wrong")
        answer = _to(request, case)
        answer.set_cookie(
            COOKIE,
            secret,
            max_age=int(SITTING_LASTS.total_seconds()),
            path=_place(case),
            httponly=True,
            samesite="strict",
            secure=self._secure,
        )
        return answer

    async def save(self, request: Request, code: str) -> Response:
        case = await self._found.case(request, code)
        if not self._sits(request, case):
            return _to(request, case, "over")
        own, form = await run_in_threadpool(self._own, case), await form_of(request)
        answers, wrong = corrected(own.space, own.questions, form)
        if wrong:
            return await self._shown(request, case, wrong=wrong, entered=form, status=400)
        if own.holder is None:
            return _to(request, case, "not_saved")
        return await self._do(request, case, SaveSpace(holder=own.holder, answers=answers), "saved")

    async def ask_to_delete(self, request: Request, code: str) -> Response:
        case = await self._found.case(request, code)
        if not self._sits(request, case):
            return _to(request, case, "over")
        reader = reader_of(request)
        words = SPACE[reader.language]
        return self._pages.page(
            "confirm.html",
            reader,
            title=words["delete"],
            sentence=words["delete_sure"],
            action=reader.link(f"{_place(case)}/delete"),
            hidden={"form": str(uuid4())},
            yes=words["delete_yes"],
            no=words["delete_no"],
            back=reader.link(_place(case)),
        )

    async def delete(self, request: Request, code: str) -> Response:
        case = await self._found.case(request, code)
        if not self._sits(request, case):
            return _to(request, case, "over")
        own = await run_in_threadpool(self._own, case)
        if own.holder is None:
            return _to(request, case, "not_saved")
        return await self._do(request, case, DeleteSpace(holder=own.holder), "deleted")

    async def leave(self, request: Request, code: str) -> Response:
        case = await self._found.case(request, code)
        self._proofs.leave(case.id, request.cookies.get(COOKIE, ""))
        answer = RedirectResponse(reader_of(request).link(f"/c/{case.code}"), status_code=303)
        answer.delete_cookie(COOKIE, path=_place(case))
        return answer

    def _sits(self, request: Request, case: Case) -> bool:
        return self._proofs.sits(case.id, request.cookies.get(COOKIE, ""))

    async def _do(self, request: Request, case: Case, data: CommandData, said: Said) -> Response:
        self._gate.form(request)
        command = Command(id=command_id(await form_of(request), uuid4), sent_at=self._glance.now, data=data)
        reply = await self._desk.reply_to(command, CLIENT, KIND)
        return _to(request, case, said if reply.error is None else "not_saved")

    async def _ask(self, request: Request, case: Case) -> Response:
        ending = await self._number_of(case)
        reader = reader_of(request)
        return self._pages.page(
            "space_ask.html",
            reader,
            title=SPACE[reader.language]["title"],
            words=SPACE[reader.language],
            ending=ending,
            awaited=self._proofs.awaited(case.id),
            place=_place(case),
            back=reader.link(f"/c/{case.code}"),
            said=_said(request, reader, good=False),
            done=_said(request, reader, good=True),
        )

    async def _shown(
        self,
        request: Request,
        case: Case,
        wrong: set[str] | None = None,
        entered: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        own = await run_in_threadpool(self._own, case)
        reader = reader_of(request)
        return self._pages.page(
            "space.html",
            reader,
            status,
            title=SPACE[reader.language]["title"],
            words=SPACE[reader.language],
            answers=list(kept_answers(own.space, own.questions, reader.language)),
            wrong=wrong or set(),
            entered=entered or {},
            form=str(uuid4()),
            place=_place(case),
            said=_said(request, reader, good=False),
            done=_said(request, reader, good=True),
        )

    async def _number_of(self, case: Case) -> str | None:
        """The end of the number that was left; none where no code can be sent there, or nobody could act by it."""
        notices = self._notices
        if notices is None or not notices.can_prove:
            return None
        return await run_in_threadpool(self._ending, notices, case)

    def _ending(self, notices: Notices, case: Case) -> str | None:
        if self._own(case).holder is None:
            return None
        with notices.reader() as reader:
            number = reader.number_of(subject(CASE, case.id))
        return number[-ENDING:] if number else None

    def _own(self, case: Case) -> _Own:
        with self._cases.reading() as reading:
            shown = reading.sealed.find(case.id, "holder")
            holder = Holder.model_validate(shown, strict=False) if shown else None
            return _Own(holder, reading.sealed.space(case.person), reading.plans.questions_kept())


def _six_digits() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def _place(case: Case) -> str:
    return f"/c/{case.code}/space"


def _said(request: Request, reader: Reader, *, good: bool) -> str:
    """What is said once, after something was done (``good``) or could not be."""
    said = request.query_params.get("said", "")
    return SPACE[reader.language][said] if said in _SAID and (said in _GOOD) == good else ""


def _to(request: Request, case: Case, said: Said | None = None) -> RedirectResponse:
    query = {"said": said} if said else {}
    return RedirectResponse(reader_of(request).link(_place(case), **query), status_code=303)
