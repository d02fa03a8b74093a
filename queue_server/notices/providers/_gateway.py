"""A plain HTTP gateway as the hall file describes it: requests with placeholders, and where answers have their word."""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, urlencode

from queue_server.notices.outcomes import (
    Accepted,
    Became,
    Finding,
    NeverArrived,
    NoWord,
    Receipt,
    Refusal,
    Refused,
    Word,
)
from queue_server.notices.phones import Phone
from queue_server.notices.providers._http import Answer, Call, Caller, word_of_status
from queue_server.notices.providers._interface import Order, Question

PLACEHOLDERS = ("number", "e164", "text", "sign", "id", "secret", "time", "reference")
"""``number`` as people write it, ``e164`` with + and country code, ``id`` our own, ``time`` in seconds since 1970."""

_PLACEHOLDER = re.compile(rf"{{({'|'.join(PLACEHOLDERS)})}}")

WHOLE = "."
"""The place of a list that is the body itself."""


@dataclass(frozen=True, slots=True)
class RequestForm:
    """A request whose texts may hold ``{placeholders}``."""

    url: str
    method: Literal["GET", "POST"]
    headers: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    body: Mapping[str, object]

    def filled(self, values: Mapping[str, str]) -> Call:
        headers = _filled(self.headers, values)
        query = _filled(self.query, values)
        url = _fill(self.url, {name: quote(value, safe="") for name, value in values.items()})
        if self.body:
            content = json.dumps(_filled(self.body, values), ensure_ascii=False).encode()
            return Call(self.method, url, {"Content-Type": "application/json", **headers}, query, content)
        if self.form:
            content = urlencode(_filled(self.form, values)).encode()
            kind = "application/x-www-form-urlencoded; charset=utf-8"
            return Call(self.method, url, {"Content-Type": kind, **headers}, query, content)
        return Call(self.method, url, headers, query)


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """Where the word of an answer stands, and which words there are."""

    code_at: str
    accepted: Sequence[str]
    refusals: Mapping[str, Refusal]
    reference_at: str | None = None
    parts_at: str | None = None

    def word(self, body: bytes) -> Word:
        content = _content(body)
        code = _text_at(content, self.code_at)
        if code in self.accepted:
            parts = _text_at(content, self.parts_at)
            return Accepted(
                reference=_text_at(content, self.reference_at),
                parts=int(parts) if parts and parts.isdecimal() else None,
            )
        if code is None:
            return NoWord("garbled_answer")
        refusal = self.refusals.get(code)
        return Refused(refusal, code) if refusal else NoWord(code)


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """How it is asked what became of a message; ``never_arrived`` are words that prove it."""

    request: RequestForm
    state_at: str
    became: Mapping[str, Became]
    never_arrived: Sequence[str]

    def finding(self, body: bytes, notice: str) -> Finding:
        state = _text_at(_content(body), self.state_at) or "garbled_answer"
        if became := self.became.get(state):
            return Receipt(became, notice=notice, code=state)
        return NeverArrived() if state in self.never_arrived else NoWord(state)


@dataclass(frozen=True, slots=True)
class ReceiptForm:
    """Where in a request that brings receipts they stand, and which words there are."""

    list_at: str | None
    notice_at: str | None
    reference_at: str | None
    state_at: str
    became: Mapping[str, Became]

    def read(self, body: bytes) -> list[Receipt]:
        """From JSON or a form. A state of which nothing is known tells nothing.

        :raises ValueError: when the body is neither.
        """
        content = _content(body)
        if content is None:
            content = dict(parse_qsl(body.decode(), strict_parsing=True))
        entries = content if self.list_at == WHOLE else _at(content, self.list_at) if self.list_at else [content]
        if not isinstance(entries, list):
            raise ValueError("a list of receipts")  # noqa: TRY004 - for the door, what cannot be read is one error
        return [
            Receipt(
                became,
                notice=_text_at(entry, self.notice_at),
                reference=_text_at(entry, self.reference_at),
                code=_text_at(entry, self.state_at),
            )
            for entry in entries
            if (became := self.became.get(_text_at(entry, self.state_at) or ""))
        ]


class GatewayProvider:
    def __init__(
        self,
        send: RequestForm,
        answer: AnswerForm | None,
        question: QuestionForm | None,
        *,
        secret: str,
        caller: Caller,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        """Without ``answer`` a status of 200 is the gateway's word that it took the message."""
        self._send = send
        self._answer = answer
        self._question = question
        self._secret = secret
        self._caller = caller
        self._seconds = seconds

    def send(self, order: Order) -> Word:
        values = {**self._values(order.phone, order.notice), "text": order.text, "sign": order.sign}
        answer = self._caller.call(self._send.filled(values))
        if not isinstance(answer, Answer):
            return answer
        word = self._answer.word(answer.body) if self._answer else None
        if isinstance(word, Accepted | Refused):
            return word
        return word_of_status(answer.status) or word or Accepted()

    def ask(self, question: Question) -> Finding:
        if self._question is None:
            return NoWord("cannot_ask")
        values = {**self._values(question.phone, question.notice), "reference": question.reference or ""}
        answer = self._caller.call(self._question.request.filled(values))
        if not isinstance(answer, Answer):
            return NoWord(answer.code)
        if answer.status != 200:
            return NoWord(f"http_{answer.status}")
        return self._question.finding(answer.body, question.notice)

    def listen(self, timeout_s: float) -> Sequence[Receipt] | None:
        del timeout_s
        return None

    def close(self) -> None:
        self._caller.close()

    def _values(self, phone: Phone, notice: str) -> dict[str, str]:
        return {
            "number": phone.local,
            "e164": phone.e164,
            "id": notice,
            "secret": self._secret,
            "time": f"{self._seconds():.0f}",
        }


def _filled(form: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    return {key: _fill(value, values) for key, value in form.items()}


def _fill(form: Any, values: Mapping[str, str]) -> Any:
    """Texts with their placeholders replaced, however deep they stand; braces of anything else stay."""
    match form:
        case str():
            return _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), form)
        case Mapping():
            return _filled(form, values)
        case list():
            return [_fill(each, values) for each in form]
        case _:
            return form


def _content(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _at(content: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(content, list) and step.isdecimal() and int(step) < len(content):
            content = content[int(step)]
        elif isinstance(content, dict):
            content = content.get(step)
        else:
            return None
    return content


def _text_at(content: Any, path: str | None) -> str | None:
    """What stands there, as the hall file writes it: ``true``, ``0``, ``OK``."""
    value = _at(content, path) if path else None
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int) else None
