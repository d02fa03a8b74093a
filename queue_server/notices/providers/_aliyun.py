"""Aliyun Dysmsapi, version 2017-05-25 (help.aliyun.com 101867 and 419277; receipts 434129)."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote

from queue_server.notices.errors import InvalidPhoneError
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
from queue_server.notices.patience import SURE_AFTER
from queue_server.notices.phones import Phone
from queue_server.notices.providers._http import Answer, Call, Caller
from queue_server.notices.providers._interface import Order, Question

PAGE = 50
"""The most records of one answer; more than one number gets on one day."""

CHINA = timezone(timedelta(hours=8))
"""Of the days by which records are asked for and the times in receipts."""

_REFUSALS: Mapping[str, Refusal] = {
    "isv.MOBILE_NUMBER_ILLEGAL": Refusal.NUMBER,
    "isv.BUSINESS_LIMIT_CONTROL": Refusal.LIMITED,
    "isv.DAY_LIMIT_CONTROL": Refusal.ILL,
    "isv.MONTH_LIMIT_CONTROL": Refusal.ILL,
    "isv.OUT_OF_SERVICE": Refusal.ILL,
    "isv.AMOUNT_NOT_ENOUGH": Refusal.ILL,
    "isv.ACCOUNT_NOT_EXISTS": Refusal.ILL,
    "isv.ACCOUNT_ABNORMAL": Refusal.ILL,
    "isv.PRODUCT_UN_SUBSCRIPT": Refusal.ILL,
    "isv.PRODUCT_UNSUBSCRIBE": Refusal.ILL,
    "isv.DENY_IP_RANGE": Refusal.ILL,
    "isp.RAM_PERMISSION_DENY": Refusal.ILL,
}
"""By exact code; what else begins with ``isv.`` is about the message: its template, signature, parameters or words."""

_NO_WORD = ("isp.SYSTEM_ERROR", "ServiceUnavailable", "InternalError")
"""Something broke behind the door, before or after the message went on."""

_SENT: Mapping[object, Became] = {1: "accepted", 2: "failed", 3: "delivered"}


def signature(method: str, query: Mapping[str, str], secret: str) -> str:
    """The ``Signature`` of a call: RPC style, HMAC-SHA1, of its other parameters."""
    canonical = "&".join(f"{_encoded(key)}={_encoded(value)}" for key, value in sorted(query.items()))
    to_sign = f"{method}&%2F&{_encoded(canonical)}"
    digest = hmac.digest(f"{secret}&".encode(), to_sign.encode(), hashlib.sha1)
    return base64.b64encode(digest).decode()


class AliyunProvider:
    """``nonce`` makes a text that was never made before."""

    def __init__(
        self,
        url: str,
        access_key_id: str,
        secret: str,
        caller: Caller,
        *,
        clock: Callable[[], datetime],
        nonce: Callable[[], str],
    ) -> None:
        self._url = url
        self._access_key_id = access_key_id
        self._secret = secret
        self._caller = caller
        self._clock = clock
        self._nonce = nonce

    def send(self, order: Order) -> Word:
        answer = self._call(
            Action="SendSms",
            PhoneNumbers=_number(order.phone),
            SignName=order.sign,
            TemplateCode=order.code or "",
            TemplateParam=json.dumps(dict(order.values), ensure_ascii=False),
            OutId=order.notice,
        )
        if isinstance(answer, Refused | NoWord):
            return answer
        code = str(answer.get("Code", ""))
        if code == "OK":
            return Accepted(reference=_text(answer.get("BizId")))
        return word_of_code(code)

    def ask(self, question: Question) -> Finding:
        """Among the number's records of that day is the one that carries our id; at midnight, on either day."""
        days = {f"{moment.astimezone(CHINA):%Y%m%d}" for moment in (question.at, question.at + SURE_AFTER)}
        finding: Finding = NoWord("not_asked")
        for day in sorted(days):
            finding = self._found_on(day, question)
            if not isinstance(finding, NeverArrived):
                break
        return finding

    def _found_on(self, day: str, question: Question) -> Finding:
        answer = self._call(
            Action="QuerySendDetails",
            PhoneNumber=_number(question.phone),
            SendDate=day,
            PageSize=str(PAGE),
            CurrentPage="1",
        )
        if isinstance(answer, Refused | NoWord):
            return NoWord(answer.code)
        records = (answer.get("SmsSendDetailDTOs") or {}).get("SmsSendDetailDTO")
        if answer.get("Code") != "OK" or not isinstance(records, list):
            return NoWord(str(answer.get("Code") or "garbled_answer"))
        record = next((each for each in records if each.get("OutId") == question.notice), None)
        if record is None:
            # What is counted and not shown may be ours; nobody is told twice for that.
            whole = str(answer.get("TotalCount", len(records))) == str(len(records))
            return NeverArrived() if whole else NoWord("records_not_shown")
        became = _SENT.get(record.get("SendStatus"))
        if became is None:
            return NoWord("garbled_answer")
        return Receipt(became, notice=question.notice, code=_text(record.get("ErrCode")))

    def listen(self, timeout_s: float) -> Sequence[Receipt] | None:
        del timeout_s
        return None

    def close(self) -> None:
        self._caller.close()

    def _call(self, **parameters: str) -> dict[str, Any] | Refused | NoWord:
        query = {
            "AccessKeyId": self._access_key_id,
            "Format": "JSON",
            "RegionId": "cn-hangzhou",
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": self._nonce(),
            "SignatureVersion": "1.0",
            "Timestamp": f"{self._clock().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "Version": "2017-05-25",
            **parameters,
        }
        query["Signature"] = signature("POST", query, self._secret)
        body = "&".join(f"{_encoded(key)}={_encoded(value)}" for key, value in query.items()).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._caller.call(Call("POST", self._url, headers, {}, body))
        return _content(answer) if isinstance(answer, Answer) else answer


def word_of_code(code: str) -> Refused | NoWord:
    """What a code other than ``OK`` means. Codes of the gateway in front have no ``isv.``: the call was not done."""
    if code in _REFUSALS:
        return Refused(_REFUSALS[code], code)
    if not code or code.startswith(_NO_WORD):
        return NoWord(code or "garbled_answer")
    if code.startswith("Throttling"):
        return Refused(Refusal.BUSY, code)
    return Refused(Refusal.MESSAGE if code.startswith("isv.") else Refusal.ILL, code)


def read_receipts(body: bytes) -> list[Receipt]:
    """The receipts (``SmsReport``) of one request: a JSON array.

    :raises ValueError: when it is none.
    """
    return [_receipt(entry) for entry in _list(body)]


def _receipt(entry: Mapping[str, Any]) -> Receipt:
    delivered = entry["success"] in (True, "true")
    return Receipt(
        "delivered" if delivered else "failed",
        notice=_text(entry.get("out_id")),
        reference=_text(entry.get("biz_id")),
        phone=_phone(entry.get("phone_number")),
        code=_text(entry.get("err_code")),
        at=_moment(entry.get("report_time")),
        parts=int(entry["sms_size"]) if str(entry.get("sms_size", "")).isdecimal() else None,
    )


def _list(body: bytes) -> list[Mapping[str, Any]]:
    entries = json.loads(body)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and "success" in entry for entry in entries):
        raise ValueError("a JSON array of receipts")
    return entries


def _content(answer: Answer) -> dict[str, Any] | NoWord:
    """Errors come with a status of 400 and more and the same JSON."""
    try:
        content = json.loads(answer.body)
    except ValueError:
        return NoWord(f"http_{answer.status}")
    return content if isinstance(content, dict) else NoWord("garbled_answer")


def _number(phone: Phone) -> str:
    return phone.local.removeprefix("+")


def _phone(value: object) -> Phone | None:
    """Numbers of other countries begin with their country code, and nothing says so."""
    for form in (str(value), f"+{value}"):
        try:
            return Phone.parse(form)
        except InvalidPhoneError:
            continue
    return None


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=CHINA)
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return str(value) if value else None


def _encoded(text: str) -> str:
    return quote(text, safe="-_.~")
