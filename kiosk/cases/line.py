"""One thread's line to the hall's pages about cases: every request is made for a person, within a visit.

A visit is the word that the server gives for an identity. It is begun at the first request for a person, begun anew
when it has ended, and forgotten with the person.
"""

from collections.abc import Mapping
from typing import ClassVar, TypeVar
from urllib.parse import quote

import requests
from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.errors import KioskError
from kiosk.flow.errands import (
    AnswersRead,
    Errand,
    ErrandAnswer,
    PageRead,
    ReadAnswers,
    ReadOwnAnswers,
    ReadPage,
    ReadSpace,
)
from queue_server.contract.case_commands import Answer
from queue_server.contract.case_views import Case, CaseReply
from queue_server.contract.holders import Holder
from queue_server.contract.replies import REFUSALS, ReplyError

CONNECT_S = 5.0
READ_S = 30.0
"""The longest silence: the server answers when a page is on its disk."""

VISIT_OVER = "identity_required"

_CODES: Mapping[int, str] = {413: "invalid_command", 429: "busy", 503: "busy"}
"""What is meant by whoever stands between, a proxy say, and knows no code of the hall's."""


_Message = TypeVar("_Message", bound=BaseModel)


class CaseLineError(KioskError):
    """The server refused; ``error`` says why, as a reply to a command does."""

    code: ClassVar[str] = "case_line"

    def __init__(self, error: ReplyError) -> None:
        super().__init__(error.code)
        self.error = error


class LineBrokenError(KioskError):
    """No answer, or half of one. The request may have had its effect; the same one again has no other."""

    code: ClassVar[str] = "case_line_broken"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Said(BaseModel):
    """Anything of the server's: fields that are new are passed over."""

    model_config = ConfigDict(extra="ignore")


class _Visit(_Said):
    visit: str


class _Answers(_Said):
    answers: dict[str, Answer]
    note: str | None = None
    tracking: str | None = None


class _Page(_Said):
    data: CaseReply


class _Refusal(_Said):
    error: ReplyError


class CaseLine:
    """Belongs to one thread. ``token`` is the terminal's own, ``hall`` the id of its hall."""

    def __init__(self, token: str, hall: str) -> None:
        self._hall = hall
        self._http = requests.Session()
        self._http.headers["Authorization"] = f"Bearer {token}"
        self._visit: tuple[Holder, str] | None = None

    def read(self, server: str, errand: Errand) -> ErrandAnswer:
        """``server`` is the address of the hall's pages, such as ``http://192.168.1.2:8080``.

        :raises CaseLineError: where the server refuses.
        :raises LineBrokenError: where no whole answer comes.
        """
        response = self._of_person(errand.holder, server, "GET", _place(errand))
        if isinstance(errand, ReadPage):
            return PageRead(response.content)
        said = _understood(_Answers, response)
        return AnswersRead(said.answers, said.note, said.tracking)

    def put(self, server: str, page: ReadPage, picture: bytes) -> Case:
        """Hand in a page, named as it is read, and return the case with it. Raises as :meth:`read`."""
        response = self._of_person(page.holder, server, "PUT", _place(page), picture)
        return _understood(_Page, response).data.case

    def forget(self) -> None:
        """The person has gone."""
        self._visit = None

    def close(self) -> None:
        self._http.close()

    def _of_person(self, holder: Holder, server: str, method: str, place: str, body: bytes = b"") -> requests.Response:
        try:
            return self._ask(server, method, place, body, self._word(server, holder))
        except CaseLineError as error:
            if error.error.code != VISIT_OVER:
                raise
            self.forget()
            return self._ask(server, method, place, body, self._word(server, holder))

    def _word(self, server: str, holder: Holder) -> str:
        if self._visit is None or self._visit[0] != holder:
            told = self._ask(server, "POST", "visits", holder.model_dump_json(exclude_none=True).encode(), None)
            self._visit = (holder, _understood(_Visit, told).visit)
        return self._visit[1]

    def _ask(self, server: str, method: str, place: str, body: bytes, visit: str | None) -> requests.Response:
        address = f"{server.rstrip('/')}/api/v1/halls/{quote(self._hall, safe='')}/{place}"
        headers = {"Onedoor-Visit": visit} if visit else {}
        try:
            response = self._http.request(method, address, data=body, headers=headers, timeout=(CONNECT_S, READ_S))
        except requests.RequestException as error:
            raise LineBrokenError(type(error).__name__) from error
        if not response.ok:
            raise CaseLineError(_error_in(response))
        return response


def _place(errand: Errand) -> str:
    match errand:
        case ReadAnswers(case):
            return f"cases/{quote(case, safe='')}/answers"
        case ReadOwnAnswers(case):
            return f"cases/{quote(case, safe='')}/prefill"
        case ReadSpace():
            return "space"
        case ReadPage(case, paper, page):
            return "/".join(("pages", *(quote(each, safe="") for each in (case, paper, page))))


def _understood(model: type[_Message], response: requests.Response) -> _Message:
    try:
        return model.model_validate_json(response.content)
    except ValidationError as error:
        raise LineBrokenError("the answer was not understood") from error


def _error_in(response: requests.Response) -> ReplyError:
    """What the server said, or what its status means where it said nothing that is known here."""
    try:
        return _Refusal.model_validate_json(response.content).error
    except ValidationError:
        code = _CODES.get(response.status_code, "internal")
        words = REFUSALS[code]
        return ReplyError(code=code, message={"zh": words.zh, "en": words.en}, retryable=words.retryable)
