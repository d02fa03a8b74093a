import json
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from queue_server.notices import settings
from queue_server.notices.errors import ProviderSetupError
from queue_server.notices.outcomes import Became, Refusal
from queue_server.notices.providers import _aliyun, _gateway, _tencent
from queue_server.notices.providers._file import FileProvider
from queue_server.notices.providers._http import Caller
from queue_server.notices.providers._interface import Provider, ProviderPlan, ReceiptDoor

_ALIYUN_ANSWER = json.dumps({"code": 0, "msg": "接收成功"}, ensure_ascii=False).encode()
_TENCENT_ANSWER = b'{"result":0,"errmsg":"OK"}'
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class ProviderTools:
    """What providers need of the world. ``folder`` is theirs in the data directory; ``nonce`` makes a text that was
    never made before; ``open_modem`` takes the name of a driver and a transport URL, and raises ``NoticesError``.
    """

    folder: Path
    clock: Callable[[], datetime]
    nonce: Callable[[], str]
    open_modem: Callable[[str, str], Provider]


def provider_plans(sections: Iterable[settings.AnyProvider], tools: ProviderTools) -> list[ProviderPlan]:
    """The providers of a hall in their order.

    :raises ProviderSetupError: where a secret cannot be read, or others can read it.
    """
    return [_plan(section, tools) for section in sections]


def _plan(section: settings.AnyProvider, tools: ProviderTools) -> ProviderPlan:
    match section:
        case settings.FileSection():
            path = Path(section.url.removeprefix("file://") or tools.folder / "sent.txt")
            return ProviderPlan(section.id, partial(FileProvider, path), at_once=1, price=_price(section))
        case settings.AliyunSection():
            return _aliyun_plan(section, tools)
        case settings.TencentSection():
            return _tencent_plan(section, tools)
        case settings.GatewaySection():
            return _gateway_plan(section)
        case settings.ModemSection():
            return ProviderPlan(
                section.id,
                lambda: tools.open_modem(section.driver, section.url),
                at_once=1,
                listens=True,
                price=_price(section),
            )


def _aliyun_plan(section: settings.AliyunSection, tools: ProviderTools) -> ProviderPlan:
    secret = _secret(section.id, section.secret_file)
    return ProviderPlan(
        section.id,
        lambda: _aliyun.AliyunProvider(
            str(section.url),
            section.access_key_id,
            secret,
            Caller(section.timeout_seconds),
            clock=tools.clock,
            nonce=tools.nonce,
        ),
        codes=section.codes,
        at_once=section.at_once,
        can_ask=True,
        price=_price(section),
        door=ReceiptDoor(_aliyun.read_receipts, _ALIYUN_ANSWER, _JSON),
    )


def _tencent_plan(section: settings.TencentSection, tools: ProviderTools) -> ProviderPlan:
    account = _tencent.Account(
        str(section.url),
        section.secret_id,
        _secret(section.id, section.secret_file),
        section.app_id,
        section.region,
    )
    return ProviderPlan(
        section.id,
        lambda: _tencent.TencentProvider(account, Caller(section.timeout_seconds), clock=tools.clock),
        codes=section.codes,
        at_once=section.at_once,
        can_ask=True,
        price=_price(section),
        door=ReceiptDoor(_tencent.read_receipts, _TENCENT_ANSWER, _JSON),
    )


def _gateway_plan(section: settings.GatewaySection) -> ProviderPlan:
    secret = _secret(section.id, section.secret_file) if section.secret_file else ""
    receipt = section.receipt
    return ProviderPlan(
        section.id,
        lambda: _gateway.GatewayProvider(
            _request(section.send),
            _answer(section.answer),
            _question(section.question),
            secret=secret,
            caller=Caller(section.timeout_seconds),
        ),
        at_once=section.at_once,
        can_ask=section.question is not None,
        price=_price(section),
        door=ReceiptDoor(_receipts(receipt).read, receipt.answer.encode(), "text/plain") if receipt else None,
    )


def _request(section: settings.RequestSection) -> _gateway.RequestForm:
    return _gateway.RequestForm(
        url=str(section.url),
        method=section.method,
        headers=section.headers,
        query=section.query,
        form=section.form,
        body=section.body,
    )


def _answer(section: settings.AnswerSection | None) -> _gateway.AnswerForm | None:
    if section is None:
        return None
    refusals = {value: refusal for refusal in Refusal for value in getattr(section, refusal.value)}
    return _gateway.AnswerForm(section.code_at, section.accepted, refusals, section.reference_at, section.parts_at)


def _question(section: settings.QuestionSection | None) -> _gateway.QuestionForm | None:
    if section is None:
        return None
    became = {
        **_words("accepted", section.accepted),
        **_words("delivered", section.delivered),
        **_words("failed", section.failed),
    }
    return _gateway.QuestionForm(_request(section), section.state_at, became, section.never_arrived)


def _receipts(section: settings.ReceiptSection) -> _gateway.ReceiptForm:
    became = {**_words("delivered", section.delivered), **_words("failed", section.failed)}
    return _gateway.ReceiptForm(section.list_at, section.notice_at, section.reference_at, section.state_at, became)


def _words(became: Became, values: Iterable[str]) -> Mapping[str, Became]:
    return dict.fromkeys(values, became)


def _price(section: settings.ProviderSection) -> Decimal:
    return Decimal(str(section.price))


def _secret(provider: str, file: str) -> str:
    path = Path(file)
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ProviderSetupError(provider, f"others can read {path}: chmod 600")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ProviderSetupError(provider, f"{path} cannot be read: {error.strerror}") from error
