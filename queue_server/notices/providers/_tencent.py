"""Tencent Cloud SMS, version 2021-01-11 (cloud.tencent.com document/api/382/55981, 59177 and 40518; receipts 59178)."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from queue_server.notices.errors import InvalidPhoneError
from queue_server.notices.outcomes import Accepted, Finding, NoWord, Receipt, Refusal, Refused, Word
from queue_server.notices.patience import SURE_AFTER
from queue_server.notices.phones import Phone
from queue_server.notices.providers._http import Answer, Call, Caller
from queue_server.notices.providers._interface import Order, Question

SERVICE = "sms"
MOST_RECORDS = 100
_CONTENT_TYPE = "application/json; charset=utf-8"

_REFUSALS: Mapping[str, Refusal] = {
    "InvalidParameterValue.IncorrectPhoneNumber": Refusal.NUMBER,
    "FailedOperation.PhoneNumberInBlacklist": Refusal.NUMBER,
    "FailedOperation.InsufficientBalanceInSmsPackage": Refusal.ILL,
    "LimitExceeded.AppCountryOrRegionDailyLimit": Refusal.ILL,
    "LimitExceeded.DailyLimit": Refusal.ILL,
    "InvalidParameterValue.SdkAppIdNotExist": Refusal.ILL,
    "InternalError.SigVerificationFail": Refusal.ILL,
    "InternalError.SigFieldMissing": Refusal.ILL,
    "InternalError.RequestTimeException": Refusal.ILL,
    "InternalError.RestApiInterfaceNotExist": Refusal.ILL,
}
"""By exact code; the families below say the rest."""

_FAMILIES: tuple[tuple[str, Refusal], ...] = (
    ("RequestLimitExceeded", Refusal.BUSY),
    ("LimitExceeded", Refusal.LIMITED),
    ("AuthFailure", Refusal.ILL),
    ("UnauthorizedOperation", Refusal.ILL),
    ("IpInBlacklist", Refusal.ILL),
    ("IpNotInWhitelist", Refusal.ILL),
    ("FailedOperation", Refusal.MESSAGE),
    ("InvalidParameter", Refusal.MESSAGE),
    ("MissingParameter", Refusal.MESSAGE),
    ("UnsupportedOperation", Refusal.MESSAGE),
)


@dataclass(frozen=True, slots=True)
class SignedCall:
    """What goes into a signature: ``timestamp`` is in seconds and may be five minutes off at the most."""

    service: str
    host: str
    action: str
    timestamp: int
    body: bytes


def authorization(secret_id: str, secret: str, call: SignedCall) -> str:
    """The header ``Authorization`` of a call: TC3-HMAC-SHA256 over its content type, host, action and body."""
    day = f"{datetime.fromtimestamp(call.timestamp, UTC):%Y-%m-%d}"
    headers = f"content-type:{_CONTENT_TYPE}\nhost:{call.host}\nx-tc-action:{call.action.lower()}\n"
    names = "content-type;host;x-tc-action"
    request = f"POST\n/\n\n{headers}\n{names}\n{hashlib.sha256(call.body).hexdigest()}"
    scope = f"{day}/{call.service}/tc3_request"
    digest = hashlib.sha256(request.encode()).hexdigest()
    to_sign = f"TC3-HMAC-SHA256\n{call.timestamp}\n{scope}\n{digest}"
    key = f"TC3{secret}".encode()
    for step in (day, call.service, "tc3_request"):
        key = hmac.digest(key, step.encode(), hashlib.sha256)
    signed = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"TC3-HMAC-SHA256 Credential={secret_id}/{scope}, SignedHeaders={names}, Signature={signed}"


@dataclass(frozen=True, slots=True)
class Account:
    """Who sends: the keys, the application they send for, and the region of the door."""

    url: str
    secret_id: str
    secret: str
    app_id: str
    region: str


class TencentProvider:
    """It can be asked about messages that a carrier has reported on: silence is no proof that one never arrived."""

    def __init__(self, account: Account, caller: Caller, *, clock: Callable[[], datetime]) -> None:
        self._account = account
        self._caller = caller
        self._clock = clock

    def send(self, order: Order) -> Word:
        """One number a call. The status is 200 even if the number failed: its own entry has the word."""
        response = self._call(
            "SendSms",
            {
                "PhoneNumberSet": [order.phone.e164],
                "SmsSdkAppId": self._account.app_id,
                "SignName": order.sign,
                "TemplateId": order.code,
                "TemplateParamSet": [value for _, value in order.values],
                "SessionContext": order.notice,
            },
        )
        if isinstance(response, Refused | NoWord):
            return response
        statuses = response.get("SendStatusSet")
        if not isinstance(statuses, list) or len(statuses) != 1 or not isinstance(statuses[0], dict):
            return NoWord("garbled_answer")
        (status,) = statuses
        code = str(status.get("Code", ""))
        if code == "Ok":
            fee = status.get("Fee")
            return Accepted(reference=_text(status.get("SerialNo")), parts=fee if isinstance(fee, int) else None)
        return word_of_code(code)

    def ask(self, question: Question) -> Finding:
        response = self._call(
            "PullSmsSendStatusByPhoneNumber",
            {
                "BeginTime": int((question.at - SURE_AFTER).timestamp()),
                "EndTime": int(self._clock().timestamp()),
                "Offset": 0,
                "Limit": MOST_RECORDS,
                "PhoneNumber": question.phone.e164,
                "SmsSdkAppId": self._account.app_id,
            },
        )
        if isinstance(response, Refused | NoWord):
            return NoWord(response.code)
        for record in response.get("PullSmsSendStatusSet") or ():
            ours = record.get("SessionContext") == question.notice
            if ours or (question.reference and record.get("SerialNo") == question.reference):
                return _receipt(
                    record.get("ReportStatus"),
                    notice=question.notice,
                    reference=_text(record.get("SerialNo")),
                    code=_text(record.get("Description")),
                    at=_moment(record.get("UserReceiveTime")),
                )
        return NoWord("no_report_yet")

    def listen(self, timeout_s: float) -> Sequence[Receipt] | None:
        del timeout_s
        return None

    def close(self) -> None:
        self._caller.close()

    def _call(self, action: str, content: Mapping[str, object]) -> dict[str, Any] | Refused | NoWord:
        account = self._account
        body = json.dumps(content, ensure_ascii=False).encode()
        host = urlsplit(account.url).netloc
        timestamp = int(self._clock().timestamp())
        headers = {
            "Authorization": authorization(
                account.secret_id, account.secret, SignedCall(SERVICE, host, action, timestamp, body)
            ),
            "Content-Type": _CONTENT_TYPE,
            "Host": host,
            "X-TC-Action": action,
            "X-TC-Version": "2021-01-11",
            "X-TC-Timestamp": str(timestamp),
            "X-TC-Region": account.region,
        }
        answer = self._caller.call(Call("POST", account.url, headers, {}, body))
        return _response(answer) if isinstance(answer, Answer) else answer


def word_of_code(code: str) -> Refused | NoWord:
    """What a code other than ``Ok`` means. Of ``InternalError`` the message may have gone on before something broke."""
    if code in _REFUSALS:
        return Refused(_REFUSALS[code], code)
    for family, refusal in _FAMILIES:
        if code.startswith(family):
            return Refused(refusal, code)
    return NoWord(code or "garbled_answer")


def read_receipts(body: bytes) -> list[Receipt]:
    """The receipts of one request: a JSON array. They carry the serial number alone, not our id.

    :raises ValueError: when it is none.
    """
    entries = json.loads(body)
    if not isinstance(entries, list) or not all(isinstance(each, dict) and "sid" in each for each in entries):
        raise ValueError("a JSON array of receipts")
    return [
        _receipt(
            each.get("report_status"),
            reference=_text(each["sid"]),
            phone=_phone(each.get("nationcode"), each.get("mobile")),
            code=_text(each.get("errmsg")),
        )
        for each in entries
    ]


def _receipt(status: object, **known: Any) -> Receipt:
    return Receipt("delivered" if status == "SUCCESS" else "failed", **known)


def _response(answer: Answer) -> dict[str, Any] | Refused | NoWord:
    try:
        response = json.loads(answer.body)["Response"]
        error = response.get("Error")
        return word_of_code(str(error["Code"])) if error else dict(response)
    except (ValueError, LookupError, TypeError, AttributeError):
        return NoWord(f"http_{answer.status}" if answer.status != 200 else "garbled_answer")


def _phone(country: object, number: object) -> Phone | None:
    try:
        return Phone.parse(f"+{country}{number}")
    except InvalidPhoneError:
        return None


def _moment(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) and value > 0 else None


def _text(value: object) -> str | None:
    return str(value) if value else None
